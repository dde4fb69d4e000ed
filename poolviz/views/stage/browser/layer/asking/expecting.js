// Where on the bar the learner is: what is likely to be set there is asked for ahead.

import { callAround } from "../bar/calls.js";
import { likely } from "./likely.js";

/** @import { Argument } from "../../../wire/stage.d.ts" */
/** @import { LayerBar, Values } from "../../types.d.ts" */

const DWELL = 120; // ms that the learner stays, or has changed nothing
const NUMBERS = 'input[type="number"]';

/**
 * Call `expect` with what is likely to be set next where focus or pointer are on the bar, until `stop` is called;
 * `again` when the bar shows other values. Of `large()` answers fewer are expected.
 * @type {(at: LayerBar, expect: (values: Values[]) => void, large: () => boolean) => {again: () => void, stop: () => void}}
 */
export function expectNext(at, expect, large) {
  /** @type {{focus: Element | null, pointer: Element | null}} */
  const there = { focus: null, pointer: null };
  /** @type {ReturnType<typeof setTimeout> | undefined} */
  let waiting;
  const look = () => {
    const place = standsAt(at, there.pointer) || standsAt(at, there.focus);
    if (place) expect(likely(place.call.bar, place.call.values, place.argument, place.axis, large()).map(place.call.said));
  };
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, DWELL);
  };
  const stands = (/** @type {"focus" | "pointer"} */ by, /** @type {boolean} */ within) => (/** @type {Event} */ { target }) => {
    there[by] = within && target instanceof Element ? target : null;
    if (within) again();
  };
  for (const [type, by, within] of /** @type {const} */ ([["focusin", "focus", true], ["focusout", "focus", false], ["pointerover", "pointer", true], ["pointerout", "pointer", false]])) {
    at.root.addEventListener(type, stands(by, within));
  }
  return { again, stop: () => clearTimeout(waiting) };
}

/** The argument that an element of the bar belongs to, of which call, and the axis of its number where each has one. @type {(at: LayerBar, node: Element | null) => {call: LayerBar, argument: Argument, axis: number | undefined} | null} */
function standsAt(at, node) {
  const root = /** @type {HTMLElement | null} */ (node && node.closest(".pv-arg"));
  const call = callAround(at, root);
  const argument = root && call.bar.arguments.find(({ name }) => name === root.dataset.name);
  if (!root || !argument) return null;
  const boxes = [...root.querySelectorAll(NUMBERS)];
  const box = node?.closest(".pv-num")?.querySelector(NUMBERS);
  return { call, argument, axis: boxes.length > 1 && box ? boxes.indexOf(box) : undefined };
}
