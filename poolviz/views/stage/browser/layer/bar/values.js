// The values of a bar: texts by the keys of the address. No DOM.

import { clamp } from "../../dom/base.js";

/** @import { Argument, Bar } from "../../../wire/stage.d.ts" */
/** @import { Values } from "../../types.d.ts" */

/** @type {(bar: Bar) => Values} */
export const valuesOf = (bar) => Object.fromEntries(bar.values);

/** Whether axes may differ. @type {(bar: Bar, values: Values) => boolean} */
export const isApart = (bar, values) => Boolean(bar.each) || values[bar.apart ?? ""] === "true";

/** The text of an argument along each of its axes. @type {(bar: Bar, values: Values, argument: Argument) => string[]} */
export const textsOf = (bar, values, argument) =>
  argument.keys.map((key) => values[isApart(bar, values) ? key : argument.main]);

/** @type {(texts: string[]) => boolean} */
export const areAlike = (texts) => texts.every((text) => text === texts[0]);

/** Whether an argument says what torch takes where nothing is said. @type {(bar: Bar, values: Values, argument: Argument) => boolean} */
export const isUsual = (bar, values, argument) =>
  argument.usual !== null && textsOf(bar, values, argument).every((text) => text === argument.usual);

/**
 * The values with one argument changed, along one axis or along all; axes come apart where they differ, and together again.
 * @type {(bar: Bar, values: Values, argument: Argument, text: string, axis?: number) => Values}
 */
export function changed(bar, values, argument, text, axis) {
  const { apart } = bar;
  if (argument.keys.length < 2 || !(apart || bar.each)) return { ...values, [argument.main]: text };
  const spread = isApart(bar, values) ? { ...values } : spreadOut(bar, values);
  for (const key of axis === undefined ? argument.keys : [argument.keys[axis]]) spread[key] = text;
  if (!apart) return spread;
  const differ = bar.groups?.some((keys) => !areAlike(keys.map((key) => spread[key])));
  return differ ? { ...spread, [apart]: "true" } : folded(bar, spread);
}

/** @type {(bar: Bar, values: Values) => Values} */
function spreadOut(bar, values) {
  const spread = { ...values };
  for (const [main, ...others] of bar.groups || []) for (const key of others) spread[key] = values[main];
  return spread;
}

/** One value speaks for all axes; the others are as an address leaves them out. @type {(bar: Bar, values: Values) => Values} */
function folded(bar, values) {
  const usual = Object.fromEntries(bar.defaults);
  const others = (bar.groups || []).flatMap(([, ...keys]) => keys.map((key) => [key, usual[key]]));
  return { ...values, ...Object.fromEntries(others), [bar.apart ?? ""]: "false" };
}

/** The values with another choice, and what goes along with it. @type {(values: Values, argument: Argument, text: string) => Values} */
export function chosen(values, argument, text) {
  const sets = argument.choices?.find((choice) => choice.text === text)?.sets || [];
  return { ...values, ...Object.fromEntries(sets), [argument.main]: text };
}

/**
 * What a typed text says of a number: its text in the address, or null where it is not finished.
 * @type {(argument: Argument, typed: string) => string | null}
 */
export function finished(argument, typed) {
  const text = typed.trim().replace("−", "-");
  if (text === "") return argument.usual === null ? null : argument.usual;
  const whole = Number.isInteger(argument.step ?? 1);
  if (!(whole ? /^-?\d{1,9}$/ : /^\d*\.?\d+$/).test(text)) return null;
  return String(Number(text));
}

/** The numbers of a text that is several, as (2, 1) or 2×1; null where it is not. @type {(text: string) => string[] | null} */
export function severalIn(text) {
  const inner = text.trim().replace(/^[([]\s*/, "").replace(/\s*,?\s*[)\]]$/, "");
  const parts = inner.split(/\s*[,;x×*，、]\s*|\s+/i).map((part) => part.replace("−", "-"));
  return parts.length > 1 && parts.every((part) => /^-?(\d{1,9}|\d*\.\d+)$/.test(part)) ? parts : null;
}

/**
 * A number so many steps on; an empty one begins where what it means is, `follows`.
 * @type {(argument: Argument, text: string, by: number, follows?: string) => string}
 */
export function stepped({ step = 1, lowest = 0, highest = 0 }, text, by, follows) {
  const digits = Number.isInteger(step) ? 0 : 2;
  const begin = Number(text || follows || (by > 0 ? lowest - step : lowest));
  return String(Number(clamp(begin + by * step, lowest, highest).toFixed(digits)));
}
