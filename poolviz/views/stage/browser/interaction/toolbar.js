// The buttons under the grids.

import { button } from "../dom/buttons.js";
import { el } from "../dom/elements.js";
import { taken } from "../lookup/snapshot.js";
import { pause, pin, SPEEDS, step, toggle } from "./play.js";

/** @import { Bar, Stage } from "../types.d.ts" */

/**
 * Build the toolbar and the button beside it that takes the stage away; gives the elements that change later.
 * @type {(stage: Stage) => Bar}
 */
export function buildBar(stage) {
  const bar = el("div", "pv-bar", null, { role: "toolbar" });
  const playButton = button("play", "", () => toggle(stage));
  const pinButton = button("pin", "", () => pin(stage, !stage.pinned));
  const position = el("span", "pv-position");
  const by = (/** @type {number} */ n) => () => {
    pause(stage);
    step(stage, n);
  };
  bar.append(
    button("first", "first", by(-Infinity)), button("previous", "previous", by(-1)), playButton,
    button("next", "next", by(1)), position, buildSpeed(stage), pinButton,
  );
  const takeButton = button("take", "take", () => {
    awaitFocus(takeButton);
    stage.emit("take", taken(stage.scene, stage.cursor, stage.channel));
  });
  return { bar, playButton, pinButton, position, takeButton };
}

/**
 * A dialog that closes gives the focus back to the stage's host, from where it goes on to the button that opened it.
 * @type {(opener: HTMLElement) => void}
 */
function awaitFocus(opener) {
  const root = opener.getRootNode();
  if (!(root instanceof ShadowRoot)) return;
  const host = /** @type {HTMLElement} */ (root.host);
  host.tabIndex = -1;
  host.addEventListener("focus", () => {
    host.removeAttribute("tabindex");
    opener.focus();
  }, { once: true });
}

/** @type {(stage: Stage) => HTMLSelectElement} */
function buildSpeed(stage) {
  const select = el("select", "pv-speed", null, { "data-label": "speed" });
  const names = /** @type {(keyof typeof SPEEDS)[]} */ (Object.keys(SPEEDS));
  for (const name of names) select.append(el("option", null, null, { value: name, "data-word": name }));
  select.value = stage.speed;
  select.addEventListener("change", () => {
    stage.speed = /** @type {Stage["speed"]} */ (select.value);
  });
  return select;
}
