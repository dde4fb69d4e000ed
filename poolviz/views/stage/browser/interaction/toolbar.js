// The buttons under the grids.

import { button } from "../dom/buttons.js";
import { el } from "../dom/elements.js";
import { pause, pin, SPEEDS, step, toggle } from "./play.js";

/** @import { Bar, Stage, Texts } from "../types.d.ts" */

/**
 * Build the toolbar and the button beside it that takes the stage away; gives the elements that change later.
 * @type {(stage: Stage, texts: Texts) => Bar}
 */
export function buildBar(stage, texts) {
  const bar = el("div", "pv-bar", null, { role: "toolbar" });
  const playButton = button("play", texts.play, () => toggle(stage));
  const pinButton = button("pin", texts.pin, () => pin(stage, !stage.pinned));
  const position = el("span", "pv-position");
  const by = (/** @type {number} */ n) => () => {
    pause(stage);
    step(stage, n);
  };
  bar.append(
    button("first", texts.first, by(-Infinity)), button("previous", texts.previous, by(-1)), playButton,
    button("next", texts.next, by(1)), position, buildSpeed(stage, texts), pinButton,
  );
  const takeButton = button("take", texts.take, () => {
    awaitFocus(takeButton);
    stage.emit("take", { ...stage.cursor, channel: stage.channel });
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

/** @type {(stage: Stage, texts: Texts) => HTMLSelectElement} */
function buildSpeed(stage, texts) {
  const select = el("select", "pv-speed", null, { "aria-label": texts.speed, title: texts.speed });
  const names = /** @type {(keyof typeof SPEEDS)[]} */ (Object.keys(SPEEDS));
  for (const name of names) select.append(el("option", null, texts[name], { value: name }));
  select.value = stage.speed;
  select.addEventListener("change", () => {
    stage.speed = /** @type {Stage["speed"]} */ (select.value);
  });
  return select;
}
