// Where on the bar the learner is: what is likely to be set there is asked for ahead, in a pause one step of all else.

import { callAround } from "../bar/calls.js";
import { isLocked } from "../bar/locks.js";
import { likely, stepsOf } from "./likely.js";
import { PAUSE } from "./steps.js";

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
  const look = (/** @type {boolean} */ all) => {
    const place = standsAt(at, there.pointer) || standsAt(at, there.focus);
    const call = place ? place.call : at.calls.values().next().value || at;
    const here = place ? likely(call.bar, call.values, place.argument, place.axis, large()) : [];
    expect([...here, ...(all ? stepsOf(call.bar, call.values, large(), isFree) : [])].map(call.said));
    if (!all) waiting = setTimeout(look, PAUSE, true);
  };
  const again = () => {
    clearTimeout(waiting);
    waiting = setTimeout(look, DWELL, false);
  };
  const stands = (/** @type {"focus" | "pointer"} */ by, /** @type {boolean} */ within) => (/** @type {Event} */ { target }) => {
    there[by] = within && target instanceof Element ? target : null;
    if (within) again();
  };
  for (const [type, by, within] of /** @type {const} */ ([["focusin", "focus", true], ["focusout", "focus", false], ["pointerover", "pointer", true], ["pointerout", "pointer", false]])) {
    at.root.addEventListener(type, stands(by, within));
  }
  again();
  return { again, stop: () => clearTimeout(waiting) };
}

/** @type {(argument: Argument) => boolean} */
const isFree = (argument) => !isLocked(argument);

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
