// The steps of a lesson, while its stage is presented: the stage of the next step takes the place of this one.

import { el } from "../dom/elements.js";

/** @import { Stage } from "../types.d.ts" */
/** @import { LessonStep } from "../../wire/stage.d.ts" */

const PATIENCE = 8000; // ms until a step that was asked for is no longer waited for

/** The step that is left for another one. @type {{from: number, timer: ReturnType<typeof setTimeout>} | null} */
let leaving = null;
/** What covers the page between two stages. @type {HTMLElement | null} */
let cover = null;

/** Whether another step was asked for; with `at`, whether that one is it. @type {(at?: number) => boolean} */
export const isAwaited = (at) => leaving !== null && at !== leaving.from;

/** Ask for the step before or after the one that is shown, where there is one. @type {(stage: Stage, by: 1 | -1) => void} */
export function askForStep(stage, by) {
  const { step } = stage.scene;
  if (!step || step.at + by < 0 || step.at + by >= step.steps) return;
  if (leaving) clearTimeout(leaving.timer);
  leaving = { from: step.at, timer: setTimeout(stopWaiting, PATIENCE) };
  stage.emit("step", { from: step.at, by });
}

export function stopWaiting() {
  if (leaving) clearTimeout(leaving.timer);
  leaving = null;
  const old = cover;
  cover = null;
  if (old) requestAnimationFrame(() => requestAnimationFrame(() => old.remove())); // the next stage lies over it by then
}

/** Keep the page covered until the next stage is there. @type {(dialog: HTMLElement) => void} */
export function waitCovered(dialog) {
  cover?.remove();
  cover = el("div", null, null, { "aria-hidden": "true" });
  const { backgroundColor } = getComputedStyle(dialog);
  Object.assign(cover.style, { position: "fixed", inset: "0", zIndex: "2147483647", backgroundColor });
  document.body.append(cover);
}

/** @type {(said: HTMLElement, step: LessonStep | undefined) => void} */
export function sayStep(said, step) {
  said.hidden = !step;
  if (!step) return;
  const count = el("span", "pv-present-count", `${step.at + 1} / ${step.steps}`);
  const title = el("h2", null, step.title);
  title.append(count);
  said.replaceChildren(title, ...step.text.split("\n").map((line) => el("p", null, line)));
}
