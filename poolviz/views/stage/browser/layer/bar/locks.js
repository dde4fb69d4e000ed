// What a link locks in the bar: a help for teaching, no protection.

import { areAlike, isApart, textsOf } from "./values.js";

/** @import { Argument, Bar } from "../../../wire/stage.d.ts" */
/** @import { LayerBar, Values } from "../../types.d.ts" */

/** Whether the search of an address locks a setting, by its key. @type {(search: string) => (key: string) => boolean} */
export function locksIn(search) {
  const said = (new URLSearchParams(search).get("lock") ?? "").split(",").filter(Boolean);
  // A part of a line of code is locked with it.
  return (key) => said.includes("all") || said.includes(key) || said.includes(key.split(".")[0]);
}

/** Whether an argument, or the name of the layer, is locked along any axis. @type {(argument: Argument, locks?: (key: string) => boolean) => boolean} */
export const isLocked = ({ keys, main }, locks = locksIn(location.search)) => [main, ...keys].some(locks);

/** All that is set in a bar: what is called, and its arguments. @type {(bar: Bar) => Argument[]} */
const settable = ({ module, name, arguments: given }) => [...[module, name].flatMap((one) => one || []), ...given];

/** Whether a line of code may set the bar: not where it could set what is locked. @type {(at: LayerBar) => boolean} */
export const anyLocked = ({ bar, calls }) =>
  isKeyLocked(bar.of || "") || settable(bar).some((argument) => isLocked(argument)) || [...calls.values()].some(anyLocked);

/** Whether the address locks a setting. @type {(key: string) => boolean} */
export const isKeyLocked = (key) => locksIn(location.search)(key);

/**
 * The `values` that are wanted in place of those of `before`, with all that is locked as it was: whichever way they came,
 * nothing sets what is locked.
 * @type {(bar: Bar, before: Values, values: Values, locks?: (key: string) => boolean) => Values}
 */
export function keepLocked(bar, before, values, locks = locksIn(location.search)) {
  const kept = { ...values };
  for (const argument of settable(bar)) {
    const texts = textsOf(bar, before, argument);
    if (!isLocked(argument, locks) || texts.join() === textsOf(bar, values, argument).join()) continue;
    if (!areAlike(texts) && !isApart(bar, values)) return before;
    argument.keys.forEach((key, i) => {
      kept[key] = texts[i];
    });
    kept[argument.main] = texts[0];
  }
  return kept;
}

/** Let what is locked be seen as locked, and not be set. @type {(at: LayerBar) => void} */
export function lockBar(at) {
  const { root, call, bar, controls } = at;
  const locks = locksIn(location.search);
  for (const argument of bar.arguments) {
    const control = controls.get(argument.name);
    if (control) lockOne(control.root, isLocked(argument, locks));
  }
  const callee = /** @type {HTMLElement | null} */ (call.querySelector(":scope > .pv-callee"));
  if (callee) lockOne(callee, [bar.name, bar.module].some((one) => one && isLocked(one, locks)));
  const lineButton = /** @type {HTMLButtonElement | null} */ (root.querySelector(":scope > .pv-bar-tools > .pv-button-code"));
  if (lineButton) lineButton.disabled = anyLocked(at);
}

/** @type {(node: HTMLElement, locked: boolean) => void} */
function lockOne(node, locked) {
  if (node.classList.contains("is-locked") === locked) return;
  node.classList.toggle("is-locked", locked);
  for (const input of /** @type {NodeListOf<HTMLInputElement>} */ (node.querySelectorAll("input, select, button"))) input.disabled = locked;
}
