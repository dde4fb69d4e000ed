// What a learner is likely to set next where the focus or the pointer is, and elsewhere on a bar. No DOM.

import { changed, stepped, textsOf } from "../bar/values.js";

/** @import { Argument, Bar } from "../../../wire/stage.d.ts" */
/** @import { Values } from "../../types.d.ts" */

const DIGITS = ["1", "2", "3", "4", "5", "6", "7", "8", "9"];

/**
 * The values of a bar after the next change of an argument, along one axis or along all: a step, then, unless answers
 * are `large`, what one digit says; of a switch the other state.
 * @type {(bar: Bar, values: Values, argument: Argument, axis: number | undefined, large: boolean) => Values[]}
 */
export function likely(bar, values, argument, axis, large) {
  const held = textsOf(bar, values, argument)[axis ?? 0];
  if (argument.kind === "flag") return [{ ...values, [argument.main]: String(held !== "true") }];
  if (argument.kind !== "number") return [];
  const { lowest = 0, highest = 0, step = 1 } = argument;
  const within = (/** @type {string} */ text) => Number(text) >= lowest && Number(text) <= highest;
  const followed = bar.arguments.find(({ name }) => name === argument.follows);
  const follows = followed ? textsOf(bar, values, followed)[axis ?? 0] : "";
  const steps = [1, -1].map((by) => stepped(argument, held, by, follows));
  const digits = large || !Number.isInteger(step) ? [] : DIGITS.filter(within);
  return [...new Set([...steps, ...digits])].filter((text) => text !== held).map((text) => changed(bar, values, argument, text, axis));
}

/**
 * The values of a bar after one step of any argument that is `free`, of the first alone where answers are `large`.
 * @type {(bar: Bar, values: Values, large: boolean, free?: (argument: Argument) => boolean) => Values[]}
 */
export const stepsOf = (bar, values, large, free = () => true) =>
  bar.arguments.filter(free).slice(0, large ? 1 : undefined).flatMap((argument) => likely(bar, values, argument, undefined, true));
