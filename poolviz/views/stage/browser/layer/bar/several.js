// Several numbers typed or pasted where one stands, as (2, 1) or 2×1: one for each axis, or refused in words.

import { sayInBar } from "./note.js";
import { changed, severalIn } from "./values.js";

/** @import { Argument } from "../../../wire/stage.d.ts" */
/** @import { LayerBar } from "../../types.d.ts" */

const SIGNS = /^[\s,;x×*，、]$/i; // between two numbers
const BOXES = 'input[type="number"]';
const LATE = "late"; // a number whose next sign was one too many: no more digits until it is begun anew
const TYPED = "typed"; // a number that was typed: a space after it is a sign between two

/** Hear what is typed and pasted into the numbers of a bar. @type {(at: LayerBar) => void} */
export function hearSeveral(at) {
  at.root.addEventListener("beforeinput", (event) => onSign(at, event));
  at.root.addEventListener("focusout", (event) => begin(/** @type {HTMLElement} */ (event.target)));
}

/** Whether a pasted text is several numbers; then they are set, or refused. @type {(at: LayerBar, target: EventTarget | null, text: string) => boolean} */
export function takeSeveral(at, target, text) {
  const place = numberAt(at, target);
  const found = severalIn(text);
  if (!place || !found) return false;
  const { argument } = place;
  const values = setAll(at, argument, found);
  if (values) at.change(values);
  else refuse(at, argument, text);
  return true;
}

/** @type {(at: LayerBar, argument: Argument, texts: string[]) => LayerBar["values"] | null} */
const setAll = ({ bar, values }, argument, numbers) =>
  numbers.length === argument.keys.length ? numbers.reduce((held, text, axis) => changed(bar, held, argument, text, axis), values) : null;

/** @type {(at: LayerBar, event: InputEvent) => void} */
function onSign(at, event) {
  const place = numberAt(at, event.target);
  if (!place) return;
  const { input, argument, axis } = place;
  const text = event.data || "";
  if (event.inputType.startsWith("delete")) begin(input);
  else if (event.inputType !== "insertText") takeSeveral(at, input, text) && event.preventDefault();
  else if (text === "(" || text === "[") {
    event.preventDefault();
    input.value = "";
    begin(input);
  } else if (SIGNS.test(text)) {
    event.preventDefault();
    if (text.trim() || input.dataset[TYPED]) goToNext(at, argument, axis, `${input.value}${text}`);
  } else if (input.dataset[LATE]) event.preventDefault();
  else input.dataset[TYPED] = "true";
}

/** Go to the number of the next axis, which is shown from now on. @type {(at: LayerBar, argument: Argument, axis: number, said: string) => void} */
function goToNext(at, argument, axis, said) {
  const boxes = () => /** @type {HTMLInputElement[]} */ ([...(at.controls.get(argument.name)?.root.querySelectorAll(BOXES) || [])]);
  if (axis + 1 >= argument.keys.length) {
    boxes()[axis].dataset[LATE] = "true";
    refuse(at, argument, `${said}…`);
    return;
  }
  at.opened.add(argument.name);
  at.change(at.values);
  const next = boxes()[axis + 1];
  next.focus();
  next.select();
}

/** @type {(node: HTMLElement) => void} */
function begin(node) {
  delete node.dataset[LATE];
  delete node.dataset[TYPED];
}

/** @type {(at: LayerBar, argument: Argument, text: string) => void} */
function refuse(at, argument, text) {
  const { name, keys, main } = argument;
  const said = at.bar.texts.several.replace("{name}", name).replace("{axes}", String(keys.length));
  sayInBar(at, said.replace("{text}", () => text.slice(0, 40)), main);
}

/** The number that something happens to, of which argument it is, and along which axis. @type {(at: LayerBar, target: EventTarget | null) => {input: HTMLInputElement, argument: Argument, axis: number} | null} */
function numberAt(at, target) {
  const input = /** @type {HTMLInputElement} */ (target);
  const root = input.matches(BOXES) && /** @type {HTMLElement | null} */ (input.closest(".pv-arg"));
  const argument = root && at.bar.arguments.find(({ name }) => name === root.dataset.name);
  return root && argument ? { input, argument, axis: [...root.querySelectorAll(BOXES)].indexOf(input) } : null;
}
