// One argument in the bar: its name, and the native inputs that it is set by.

import { el } from "../../dom/elements.js";
import { numberBox } from "./number.js";
import { areAlike, changed, chosen, textsOf } from "./values.js";

/** @import { Argument } from "../../../wire/stage.d.ts" */
/** @import { Control, LayerBar } from "../../types.d.ts" */

const MOST_CHARS = 18; // of a text that are seen at once

/** Whether an argument is shown a number an axis. @type {(at: LayerBar, argument: Argument) => boolean} */
const isOpen = (at, argument) =>
  argument.keys.length > 1 && (at.opened.has(argument.name) || !areAlike(textsOf(at.bar, at.values, argument)));

/** What a control is built for: where it differs, another is built. @type {(at: LayerBar, argument: Argument) => string} */
export const shapeOf = (at, argument) => JSON.stringify([argument, isOpen(at, argument)]);

/** @type {(at: LayerBar, argument: Argument) => Control} */
export function buildArgument(at, argument) {
  const root = el("span", "pv-arg");
  root.dataset.name = argument.name;
  const name = el("label", `pv-arg-name${argument.beside ? " pv-arg-beside" : ""}`, argument.beside ? argument.name : `${argument.name}=`, { for: `pv-in-${argument.main}` });
  root.append(name);
  const fill = { number: numbers, flag, text: typed, choice: menu }[argument.kind](at, argument, root);
  const described = el("span", "pv-live", argument.help, { id: `pv-help-${argument.main}` });
  for (const input of root.querySelectorAll("input, select")) if (argument.help) input.setAttribute("aria-describedby", described.id);
  root.append(described);
  root.querySelector("input, select")?.setAttribute("id", `pv-in-${argument.main}`);
  return { root, shape: shapeOf(at, argument), fill: (texts, usual) => {
    root.classList.toggle("is-usual", usual);
    fill(texts);
  } };
}

/** @type {(at: LayerBar, argument: Argument, root: HTMLElement) => (texts: string[]) => void} */
function numbers(at, argument, root) {
  const open = isOpen(at, argument);
  const { texts } = at.bar;
  const shown = () => at.controls.get(argument.name)?.root === root; // what is taken off the bar loses the focus, and what was typed into it is no longer meant
  const set = (/** @type {number | undefined} */ axis) => (/** @type {string} */ text) => {
    if (shown()) at.change(changed(at.bar, at.values, argument, text, axis));
  };
  const follows = (/** @type {number} */ axis) => () => {
    const followed = at.bar.arguments.find(({ name }) => name === argument.follows);
    return followed ? textsOf(at.bar, at.values, followed)[axis] : "";
  };
  const boxes = (open ? argument.labels : [argument.name]).map((label, axis) => numberBox(argument, label, texts, set(open ? axis : undefined), follows(axis)));
  if (open) root.append("(");
  boxes.forEach((box, axis) => root.append(...(axis ? [", ", box.root] : [box.root])));
  if (open) root.append(")");
  if (argument.keys.length > 1) root.append(pairButton(at, argument, open));
  return (held) => boxes.forEach((box, axis) => box.fill(held[axis]));
}

/** @type {(at: LayerBar, argument: Argument, open: boolean) => HTMLButtonElement} */
function pairButton(at, argument, open) {
  const said = (open ? at.bar.texts.together : at.bar.texts.apart).replace("{name}", argument.name);
  const node = el("button", "pv-pair", open ? "×" : "(,)", { type: "button", "aria-label": said, title: said });
  node.addEventListener("click", () => {
    const texts = textsOf(at.bar, at.values, argument);
    at.opened[open ? "delete" : "add"](argument.name);
    at.change(open && !areAlike(texts) ? changed(at.bar, at.values, argument, at.values[argument.main]) : at.values);
    at.controls.get(argument.name)?.root.querySelector("input")?.focus();
  });
  return node;
}

/** @type {(at: LayerBar, argument: Argument, root: HTMLElement) => (texts: string[]) => void} */
function flag(at, argument, root) {
  const input = el("input", "pv-switch", null, { type: "checkbox", role: "switch", "aria-label": argument.name });
  input.addEventListener("change", () => at.change({ ...at.values, [argument.main]: String(input.checked) }));
  root.append(input);
  return ([text]) => {
    input.checked = text === "true";
  };
}

/** A text that is one of several, or another. @type {(at: LayerBar, argument: Argument, root: HTMLElement) => (texts: string[]) => void} */
function typed(at, argument, root) {
  const input = el("input", "pv-num-input pv-text", null, { "aria-label": argument.name, autocomplete: "off", list: `pv-list-${argument.main}` });
  const list = el("datalist", null, null, { id: `pv-list-${argument.main}` });
  list.append(...(argument.choices || []).map(({ text }) => el("option", null, null, { value: text })));
  let held = "";
  input.addEventListener("input", () => {
    const text = input.value.trim().replace("∞", "inf").replaceAll("−", "-");
    if (new RegExp(`^(?:${argument.pattern})$`).test(text) && text !== held) at.change({ ...at.values, [argument.main]: (held = text) });
  });
  const fill = (/** @type {string} */ text) => {
    held = text;
    input.style.setProperty("--chars", String(Math.max(5, Math.min(text.length, MOST_CHARS))));
    if (!input.matches(":focus")) input.value = text;
  };
  input.addEventListener("blur", () => fill(held));
  const box = el("span", "pv-num");
  box.append(input, list);
  root.append(box);
  return ([text]) => fill(text);
}

/** @type {(at: LayerBar, argument: Argument, root: HTMLElement) => (texts: string[]) => void} */
function menu(at, argument, root) {
  const select = menuOf(at, argument);
  root.append(select);
  return ([text]) => showChosen(select, text);
}

/** Show a value in a menu, which then is as wide as its text: a letter of Chinese as two. @type {(select: HTMLSelectElement, text: string) => void} */
export function showChosen(select, text) {
  select.value = text;
  const shown = select.selectedOptions[0]?.text || "";
  select.style.setProperty("--chars", String(shown.replace(/[\u2e80-\uffff]/g, "  ").length));
}

/** A list that opens, of the values of an argument. @type {(at: LayerBar, argument: Argument) => HTMLSelectElement} */
export function menuOf(at, argument) {
  const select = el("select", "pv-menu", null, { "aria-label": argument.labels[0] });
  for (const { text, title } of argument.choices || []) select.append(el("option", null, title || text, { value: text }));
  select.addEventListener("change", () => at.change(chosen(at.values, argument, select.value)));
  return select;
}
