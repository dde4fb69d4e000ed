// What was typed into covered cells or chosen, and handing it in.

import { cellOf, flatOf, range, sizeOf } from "../../dom/base.js";
import { cellKey, isHidden } from "./cover.js";

/** @import { Cursor, Grid, Scene, Stage } from "../../types.d.ts" */

/** Whether something is known that could be predicted of a grid: of a map without values only its size is. @type {(grid: Grid) => boolean} */
const hasValues = ({ picture }) => !picture?.blank;

/** Whether there is a covered grid to be predicted. @type {(scene: Scene, covered: Set<string>) => boolean} */
export const predictable = ({ grids, options }, covered) => !options.fields && grids.some((grid) => covered.has(grid.id) && hasValues(grid));

/** Whether a number can be typed into the cell as a prediction. @type {(stage: Stage, at: Cursor) => boolean} */
export function typable({ scene, hiding }, at) {
  const grid = scene.grid(at.grid);
  return !scene.options.fields && hasValues(grid) && isHidden(hiding, grid.id, flatOf(grid, at));
}

/** The key of a prediction at the cell, of a picture in the channel that is looked at. @type {(stage: Stage, at: Cursor) => string} */
const guessKey = ({ scene, channel }, at) => {
  const grid = scene.grid(at.grid);
  return cellKey(at.grid, (grid.picture ? channel * sizeOf(grid) : 0) + flatOf(grid, at));
};

/** @type {(stage: Stage, at: Cursor) => string} */
export const guessAt = (stage, at) => stage.hiding.guesses.get(guessKey(stage, at)) ?? "";

/** @type {(stage: Stage, at: Cursor, text: string) => void} */
export function keepGuess(stage, at, text) {
  const key = guessKey(stage, at);
  stage.hiding.guesses.delete(key); // the newest stands last
  stage.hiding.guesses.set(key, text);
  stage.refresh();
}

/**
 * The next covered cell of the same grid that has no prediction yet, after the last its first; null where there is
 * none. Of a picture one cell is asked for at a time, wherever the learner looks.
 * @type {(stage: Stage, at: Cursor) => Cursor | null}
 */
export function nextEmpty({ scene, hiding }, at) {
  const grid = scene.grid(at.grid);
  if (grid.picture) return null;
  const [here, n] = [flatOf(grid, at), sizeOf(grid)];
  const empty = (/** @type {number} */ i) => isHidden(hiding, grid.id, i) && !hiding.guesses.has(cellKey(grid.id, i));
  const found = range(n).map((by) => (here + 1 + by) % n).find(empty);
  return found === undefined ? null : { grid: grid.id, ...cellOf(grid, found) };
}

/** @type {(stage: Stage, at: Cursor) => void} */
export function chooseCell(stage, at) {
  const key = cellKey(at.grid, flatOf(stage.scene.grid(at.grid), at));
  const { chosen } = stage.hiding;
  if (!chosen.delete(key)) chosen.add(key);
  stage.refresh();
}

/** Whether there is something to check. @type {(stage: Stage) => boolean} */
export const answered = ({ hiding }) => hiding.guesses.size > 0 || hiding.asked?.kind === "cells";

/** Hand in what was typed or chosen: of a hidden stage what was predicted, of a question every cell. @type {(stage: Stage) => void} */
export function check(stage) {
  const { scene, hiding } = stage;
  hiding.attended = "";
  const last = [...hiding.guesses.keys()].at(-1)?.replace(/:\d+$/, "");
  const grid = scene.find((hiding.on && last) || hiding.asked?.grid || last);
  if (!grid) return;
  if (hiding.on) stage.emit("predict", { grid: grid.id, kind: "values", ...predicted(stage, grid) });
  else stage.emit("predict", { grid: grid.id, kind: hiding.asked?.kind ?? "values", given: everyCell(stage, grid) });
}

/** The predictions made on a grid, and of which cells they are. @type {(stage: Stage, grid: Grid) => {cells: number[], given: string[]}} */
function predicted({ hiding }, grid) {
  const start = `${grid.id}:`;
  const made = [...hiding.guesses].filter(([key]) => key.startsWith(start) && /^\d+$/.test(key.slice(start.length)));
  const sorted = made.map(([key, text]) => /** @type {[number, string]} */ ([Number(key.slice(start.length)), text])).sort(([one], [other]) => one - other);
  return { cells: sorted.map(([i]) => i), given: sorted.map(([, text]) => text) };
}

/** What was typed into every cell of a grid, or whether it was chosen. @type {(stage: Stage, grid: Grid) => string[]} */
function everyCell({ hiding: { asked, guesses, chosen } }, { id, ...size }) {
  const text = (/** @type {string} */ key) => (asked?.kind === "cells" ? (chosen.has(key) ? "x" : "") : guesses.get(key) ?? "");
  return range(sizeOf(size)).map((i) => text(cellKey(id, i)));
}
