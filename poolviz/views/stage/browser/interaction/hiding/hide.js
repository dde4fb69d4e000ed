// The buttons that hide a stage, begin predictions and check them; the key H; what is said of an answer.

import { button, relabel } from "../../dom/buttons.js";
import { el, symbolOf } from "../../dom/elements.js";
import { say } from "../../dom/speak.js";
import { nothingHidden } from "./cover.js";
import { answered, check, predictable } from "./guesses.js";

/** @import { Asking, Hiding, Scene, Stage, Texts } from "../../types.d.ts" */

const TYPED_IN = "input, textarea, select, [contenteditable]:not([contenteditable=false])";

/** @type {(stage: Stage) => Asking} */
export function buildAsking(stage) {
  const hideButton = button("hide", "", () => hide(stage, !stage.hiding.on));
  const predictButton = button("predict", "predict", () => {
    stage.hiding.typing = !stage.hiding.typing;
    showAsking(stage);
  });
  const checkButton = el("button", "pv-check", null, { type: "button" });
  checkButton.append(el("span", null, null, { "data-word": "check" }), " ⏎");
  checkButton.addEventListener("click", () => check(stage));
  const verdict = el("p", "pv-verdict", null, { role: "status" });
  return { hideButton, predictButton, checkButton, verdict };
}

/** Cover the stage, or uncover all of it. @type {(stage: Stage, on: boolean) => void} */
export function hide(stage, on) {
  Object.assign(stage.hiding, nothingHidden(), { on, sent: stage.hiding.sent });
  stage.refresh();
  stage.emit("hide", { on });
}

/** Listen for H on the whole page; gives the way to stop. @type {(stage: Stage) => () => void} */
export function listenForHide(stage) {
  const onKey = (/** @type {KeyboardEvent} */ event) => {
    const [target] = event.composedPath();
    const typing = target instanceof Element && target.matches(TYPED_IN);
    if (event.key.toLowerCase() !== "h" || event.ctrlKey || event.altKey || event.metaKey || event.repeat || typing) return;
    if (stage.scene.options.hideable) hide(stage, !stage.hiding.on);
  };
  window.addEventListener("keydown", onKey);
  return () => window.removeEventListener("keydown", onKey);
}

/**
 * What is told of the keys while something is covered or asked; of maps nothing is known that could be typed.
 * @type {(hiding: Hiding, scene: Scene) => keyof Texts | undefined}
 */
export function keysOf({ on, asked, covered }, scene) {
  if (asked && !on) return asked.kind === "cells" ? "keys_cells" : "keys_values";
  if (!on) return undefined;
  return predictable(scene, covered) ? (asked && !scene.pictures ? "keys_values" : "keys_hidden") : "keys_covered";
}

/** The buttons, and what is said of the last answer. @type {(stage: Stage) => void} */
export function showAsking(stage) {
  const { hiding, scene, hideButton, predictButton, checkButton } = stage;
  const { texts, options } = scene;
  stage.root.classList.toggle("is-asking", Boolean(hiding.asked) || hiding.on);
  hideButton.hidden = !options.hideable;
  relabel(hideButton, hiding.on ? "reveal" : "hide", hiding.on ? texts.reveal : texts.hide);
  hideButton.setAttribute("aria-pressed", String(hiding.on));
  predictButton.hidden = !hiding.on || !predictable(scene, hiding.covered);
  predictButton.setAttribute("aria-pressed", String(hiding.typing));
  checkButton.hidden = !answered(stage) && !hiding.asked;
  showVerdict(stage);
}

/** @type {(stage: Stage) => void} */
function showVerdict(stage) {
  const { hiding: { asked }, verdict } = stage;
  const mark = asked?.right ? "right" : asked?.marks?.includes("unclear") ? "unclear" : "wrong";
  const said = asked?.said ? `${symbolOf(mark)} ${asked.said}` : "";
  verdict.hidden = !said;
  verdict.dataset.mark = mark;
  if (verdict.textContent === said) return;
  verdict.textContent = said;
  if (said) say(stage, said, true);
}
