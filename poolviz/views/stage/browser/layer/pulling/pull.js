// Pulling on the stage: the corner of a pinned window sets kernel_size, the next window sets stride.

import { el } from "../../dom/elements.js";
import { callMaking } from "../bar/calls.js";
import { isLocked } from "../bar/locks.js";
import { changed, stepped, textsOf } from "../bar/values.js";

/** @import { Argument } from "../../../wire/stage.d.ts" */
/** @import { LayerBar } from "../../types.d.ts" */

const PINNED = ".pv-stage.is-pinned .pv-box.is-pinned";
const WINDOW = '.pv-matrix[data-grid="input"] .pv-over > .pv-box.is-window';

/**
 * Offer grips at the window that is pinned in `root`, until the returned function is called.
 * @type {(bar: LayerBar, root: HTMLElement) => () => void}
 */
export function offerGrips(bar, root) {
  const size = gripOf(bar, root, "kernel_size", (event, from) => Math.max(event.clientX - from.x, event.clientY - from.y));
  const step = gripOf(bar, root, "stride", (event, from) => event.clientX - from.x);
  let placing = 0;
  const watch = new MutationObserver(() => {
    cancelAnimationFrame(placing);
    placing = requestAnimationFrame(() => placeGrips(bar, root, size, step));
  });
  watch.observe(root, { subtree: true, attributes: true, attributeFilter: ["class", "style"] });
  return () => {
    cancelAnimationFrame(placing);
    watch.disconnect();
  };
}

/** Put the grips where the pinned window is; without one they are hidden. @type {(whole: LayerBar, root: HTMLElement, size: HTMLElement, step: HTMLElement) => void} */
function placeGrips(whole, root, size, step) {
  const bar = pulledIn(whole, root);
  const pinned = root.querySelector(".pv-stage.is-pinned");
  const box = /** @type {HTMLElement | null} */ (pinned && pinned.querySelector(WINDOW));
  const plane = /** @type {HTMLElement | null} */ (box && box.closest(".pv-plane"));
  for (const grip of [size, step]) {
    const argument = argumentOf(bar, String(grip.dataset.name));
    if (!plane || !argument || isLocked(argument)) grip.remove();
    else if (grip.parentElement !== plane) plane.append(grip);
  }
  if (!box || !plane) return;
  const { offsetWidth: wide, offsetHeight: high } = box;
  const [x, y = 0] = box.style.translate.split(" ").map(parseFloat);
  const next = x + Number(effective(bar, "stride")) * unitOf(plane);
  setLengths(size, { left: x + wide - 7, top: y + high - 7 });
  setLengths(step, { left: next, top: y, width: wide, height: high });
}

/** The call whose window is pulled: that which makes the pinned cell. @type {(whole: LayerBar, root: HTMLElement) => LayerBar} */
function pulledIn(whole, root) {
  const grid = /** @type {HTMLElement | null} */ (root.querySelector(PINNED)?.closest("[data-grid]") ?? null);
  return callMaking(whole, grid?.dataset.grid || "");
}

/** @type {(node: HTMLElement, lengths: Record<string, number>) => void} */
function setLengths(node, lengths) {
  for (const [name, length] of Object.entries(lengths)) {
    if (node.style.getPropertyValue(name) !== `${length}px`) node.style.setProperty(name, `${length}px`);
  }
}

/** px of a cell. @type {(plane: HTMLElement) => number} */
const unitOf = (plane) => parseFloat(getComputedStyle(plane).getPropertyValue("--ux")) || 1;

/** @type {(bar: LayerBar, name: string) => Argument | undefined} */
const argumentOf = ({ bar }, name) => bar.arguments.find((one) => one.name === name);

/** What an argument says along the last axis, where it is empty what it follows. @type {(bar: LayerBar, name: string) => string} */
function effective(bar, name) {
  const argument = argumentOf(bar, name);
  if (!argument) return "1";
  const text = textsOf(bar.bar, bar.values, argument).at(-1) || "";
  return text || (argument.follows ? effective(bar, argument.follows) : "0");
}

/** @type {(whole: LayerBar, root: HTMLElement, name: string, distance: (event: PointerEvent, from: {x: number, y: number}) => number) => HTMLElement} */
function gripOf(whole, root, name, distance) {
  const grip = el("span", `pv-grip is-${name}`, null, { "aria-hidden": "true", title: name });
  grip.dataset.name = name;
  grip.addEventListener("pointerdown", (event) => {
    const bar = pulledIn(whole, root);
    const argument = argumentOf(bar, name);
    if (!grip.parentElement || !argument) return;
    event.preventDefault();
    const gap = name === "kernel_size" ? Number(effective(bar, "dilation")) || 1 : 1;
    const from = { x: event.clientX, y: event.clientY, text: effective(bar, name), unit: unitOf(grip.parentElement) * gap };
    pulled((moved) => {
      const text = stepped({ ...argument, lowest: 1 }, from.text, Math.round(distance(moved, from) / from.unit));
      if (text !== effective(bar, name)) bar.change(changed(bar.bar, bar.values, argument, text));
    });
  });
  return grip;
}

/** Follow the pointer until it is let go, wherever it is: the grid below it may be another meanwhile. @type {(move: (event: PointerEvent) => void) => void} */
function pulled(move) {
  const end = () => {
    document.removeEventListener("pointermove", move);
    document.removeEventListener("pointerup", end);
    document.removeEventListener("pointercancel", end);
  };
  document.addEventListener("pointermove", move);
  document.addEventListener("pointerup", end);
  document.addEventListener("pointercancel", end);
}
