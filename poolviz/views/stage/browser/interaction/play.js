// Playing from window to window, and the pin that holds one.

import { cellOf, clamp, flatOf, sizeOf } from "../dom/base.js";
import { relabel } from "../dom/buttons.js";
import { move, reachIn, viewOf } from "./cursor.js";
import { paint } from "./paint.js";

/** @import { Stage } from "../types.d.ts" */

export const SPEEDS = { slow: 1700, normal: 900, fast: 350 }; // ms a window

/** @type {(stage: Stage) => void} */
export function pause(stage) {
  stage.playing = false;
  clearTimeout(stage.ticking);
  paint(stage);
  showPlaying(stage);
}

/** @type {(stage: Stage) => void} */
export function play(stage) {
  if (!stage.scene.main) return;
  stage.playing = true;
  clearTimeout(stage.ticking);
  if (stage.pinned) pin(stage, false);
  const { main } = stage.scene;
  const end = stage.cursor && stage.cursor.grid === main.id && playedTo(stage) === sizeOf(main) - 1;
  if (end) step(stage, -Infinity);
  tick(stage);
  showPlaying(stage);
}

/** @type {(stage: Stage) => void} */
export const toggle = (stage) => (stage.playing ? pause(stage) : play(stage));

/** @type {(stage: Stage) => void} */
function tick(stage) {
  stage.ticking = setTimeout(() => {
    if (!stage.over && !document.hidden && !step(stage, 1)) {
      if (!stage.scene.options.autoplay) return pause(stage);
      step(stage, -Infinity);
    }
    return tick(stage);
  }, SPEEDS[stage.speed]);
}

/** The number of the window that the cursor is on, or else of the one played last. @type {(stage: Stage) => number} */
function playedTo({ scene, cursor, played }) {
  const grid = cursor && scene.grid(cursor.grid);
  return grid && grid.space === scene.main.space ? flatOf(grid, cursor) : played;
}

/** Go on by so many cells of the main grid; false at its end. @type {(stage: Stage, by: number) => boolean} */
export function step(stage, by) {
  const { main } = stage.scene;
  if (!main) return false;
  const n = sizeOf(main);
  const next = by === -Infinity ? 0 : playedTo(stage) + by;
  if (next >= n || !n) return false;
  const i = clamp(next, 0, n - 1);
  stage.played = i;
  const at = { grid: main.id, ...cellOf(main, i) };
  const view = viewOf(stage, at);
  move(stage, at);
  if (view) reachIn(stage, view);
  return true;
}

/** @type {(stage: Stage, on: boolean) => void} */
export function pin(stage, on) {
  stage.pinned = on && Boolean(stage.cursor);
  if (stage.pinned && stage.playing) pause(stage);
  showPin(stage);
  paint(stage);
}

/** The play and pin buttons as the stage now is. @type {(stage: Stage) => void} */
export function showPlaying(stage) {
  const { texts } = stage.scene;
  relabel(stage.playButton, stage.playing ? "pause" : "play", stage.playing ? texts.pause : texts.play);
  showPin(stage);
}

/** @type {(stage: Stage) => void} */
function showPin({ root, scene, pinned, pinButton }) {
  root.classList.toggle("is-pinned", pinned);
  relabel(pinButton, "pin", pinned ? scene.texts.unpin : scene.texts.pin);
  pinButton.setAttribute("aria-pressed", String(pinned));
}
