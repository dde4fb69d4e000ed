// A stage in front of a class: alone on the screen, stepped by a clicker, with a pointer that is seen from the back row.

import { button } from "../dom/buttons.js";
import { activeIn, el, reword, targetOf } from "../dom/elements.js";
import { layout, showTheme } from "../layout.js";
import { keepBarRoom } from "./bar.js";
import { bringLit, clicked } from "./clicker.js";
import { meaningOf, placeOf } from "./keys.js";
import { askForStep, isAwaited, sayStep, stopWaiting, waitCovered } from "./steps.js";

/** @import { Presented, Stage } from "../types.d.ts" */

/** The stages of the page that can be presented. @type {Set<Stage>} */
const known = new Set();

/** @type {(stage: Stage) => HTMLButtonElement} */
export function buildPresentButton(stage) {
  const found = button("present", "present", () => present(stage));
  found.setAttribute("aria-keyshortcuts", "F");
  return found;
}

/** Let the key F present the stage of the page. @type {(stage: Stage) => () => void} */
export function listenToF(stage) {
  if (!known.size) document.addEventListener("keydown", onPageKey);
  known.add(stage);
  return () => {
    if (stage.presented && isAwaited()) waitCovered(stage.presented.dialog);
    leave(stage, isAwaited());
    known.delete(stage);
    if (!known.size) document.removeEventListener("keydown", onPageKey);
  };
}

/** @type {(event: KeyboardEvent) => void} */
function onPageKey(event) {
  const path = event.composedPath();
  const at = path[0] instanceof Element ? path[0] : null;
  if (event.defaultPrevented || event.repeat || meaningOf(event, placeOf(at)) !== "leave" || event.key === "Escape") return;
  if (document.querySelector("[role=dialog]") || [...known].some((stage) => stage.presented)) return;
  const shown = [...known].filter(({ root, scene }) => (scene.options.toolbar || scene.step) && root.checkVisibility());
  const chosen = shown.find((stage) => path.includes(stage.root)) || shown.sort(byPlace)[0];
  if (!chosen) return;
  event.preventDefault();
  present(chosen);
}

/** @type {(one: Stage, other: Stage) => number} */
const byPlace = (one, other) => one.root.getBoundingClientRect().top - other.root.getBoundingClientRect().top;

/** Show the stage alone, as large as the screen. @type {(stage: Stage) => void} */
export function present(stage) {
  if (stage.presented) return;
  const { root, scene: { texts, title } } = stage;
  const place = el("div", "pv-present-place");
  const whole = /** @type {HTMLElement} */ (root.closest(".pv-page") ?? root);
  place.style.height = `${whole.offsetHeight}px`;
  whole.replaceWith(place);
  const dialog = el("dialog", "pv-present", null, { "aria-label": title, tabindex: -1 });
  const spot = el("div", "pv-spot", null, { "aria-hidden": "true" });
  spot.hidden = true;
  /** @type {Presented} */
  const presented = { dialog, place, spot, whole, said: el("header", "pv-present-step", null, { "aria-live": "polite" }), stop: () => {} };
  sayStep(presented.said, stage.scene.step);
  dialog.append(presented.said, whole, buildCorner(stage), spot);
  reword(dialog, texts);
  place.after(dialog);
  stage.presented = presented;
  presented.stop = listenWithin(stage, presented);
  root.classList.add("is-presented", "is-large");
  dialog.showModal();
  dialog.focus();
  refit(stage);
  document.documentElement.requestFullscreen?.({ navigationUI: "hide" }).catch(() => {});
}

/**
 * The data of a stage is there: it says its step, and is presented where a step was asked for while another one was.
 * @type {(stage: Stage) => void}
 */
export function arrive(stage) {
  const { step: here } = stage.scene;
  if (here && isAwaited(here.at)) {
    stopWaiting();
    for (const other of known) if (other !== stage) leave(other, true);
    requestAnimationFrame(() => known.has(stage) && present(stage));
  }
  if (!stage.presented) return;
  sayStep(stage.presented.said, here);
  layout(stage, true);
}

/** Put the stage back into its page; where another one follows the screen stays full. @type {(stage: Stage, followed?: boolean) => void} */
export function leave(stage, followed = false) {
  const { presented, root } = stage;
  if (!presented) return;
  stage.presented = null;
  presented.stop();
  const within = /** @type {HTMLElement | null} */ (activeIn(presented.whole));
  root.classList.remove("is-presented");
  root.classList.toggle("is-large", stage.scene.options.large);
  presented.dialog.close();
  presented.place.replaceWith(presented.whole);
  presented.dialog.remove();
  if (followed) return;
  if (document.fullscreenElement === document.documentElement) document.exitFullscreen().catch(() => {});
  refit(stage);
  const kept = within && presented.whole.contains(within) ? within : stage.presentButton; // what moves loses the focus
  kept.focus({ preventScroll: true });
}

/** @type {(stage: Stage) => void} */
function refit(stage) {
  showTheme(stage);
  layout(stage, true);
  if (stage.presented) bringLit(stage);
}

/** Few buttons for who has neither keys nor a clicker. @type {(stage: Stage) => HTMLElement} */
function buildCorner(stage) {
  const corner = el("div", "pv-present-corner", null, { role: "toolbar", "data-label": "present" });
  if (stage.scene.step) {
    for (const deed of /** @type {const} */ (["previous", "next"])) corner.append(button(deed, `present_${deed}`, () => act(stage, `${deed}_step`)));
  }
  for (const deed of /** @type {const} */ (["spot", "blank", "leave"])) {
    const found = button(deed, `present_${deed}`, () => act(stage, deed));
    if (deed === "spot") found.setAttribute("aria-pressed", "false");
    corner.append(found);
  }
  return corner;
}

/** @type {(stage: Stage, presented: Presented) => () => void} */
function listenWithin(stage, { dialog, spot, whole }) {
  const onChange = () => onFullscreen(stage, dialog);
  const onSize = () => refit(stage);
  dialog.addEventListener("keydown", (event) => onPresentKey(stage, event), { capture: true });
  dialog.addEventListener("keydown", ({ key }) => key.startsWith("Arrow") && bringLit(stage)); // a cell has moved the cursor by then
  dialog.addEventListener("click", (event) => {
    if (!blanked(dialog)) return;
    event.stopPropagation();
    act(stage, "blank");
  }, { capture: true });
  dialog.addEventListener("pointermove", ({ clientX, clientY }) => {
    spot.style.translate = `${clientX}px ${clientY}px`;
  });
  dialog.addEventListener("cancel", (event) => {
    event.preventDefault();
    leave(stage);
  });
  document.addEventListener("fullscreenchange", onChange);
  addEventListener("resize", onSize);
  const loose = keepBarRoom(whole, onSize);
  return () => {
    loose();
    document.removeEventListener("fullscreenchange", onChange);
    removeEventListener("resize", onSize);
  };
}

/**
 * What becomes fullscreen covers what was there before, so the dialog comes up again; Escape of the browser leaves both.
 * @type {(stage: Stage, dialog: HTMLDialogElement) => void}
 */
function onFullscreen(stage, dialog) {
  if (!document.fullscreenElement) return leave(stage);
  dialog.close();
  dialog.showModal();
  dialog.focus();
  return refit(stage);
}

/** @type {(stage: Stage, event: KeyboardEvent) => void} */
function onPresentKey(stage, event) {
  const { presented } = stage;
  const meaning = presented && blanked(presented.dialog) ? "blank" : meaningOf(event, placeOf(targetOf(event)), stage.scene.step !== undefined);
  if (!meaning || (meaning === "leave" && stage.input)) return;
  event.preventDefault();
  event.stopPropagation();
  act(stage, meaning);
}

/** @type {(dialog: Element) => boolean} */
const blanked = (dialog) => dialog.classList.contains("is-blanked");

/** @type {(stage: Stage, meaning: string) => void} */
function act(stage, meaning) {
  const { dialog, spot } = /** @type {Presented} */ (stage.presented);
  if (clicked(stage, meaning)) return;
  if (meaning === "leave") leave(stage);
  else if (meaning === "blank") dialog.classList.toggle("is-blanked");
  else if (meaning === "spot") {
    spot.hidden = !spot.hidden;
    dialog.querySelector(".pv-button-spot")?.setAttribute("aria-pressed", String(!spot.hidden));
  } else if (meaning === "next_step") askForStep(stage, 1);
  else if (meaning === "previous_step") askForStep(stage, -1);
}
