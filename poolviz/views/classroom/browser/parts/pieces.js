// Small pieces of the page.

import { fill } from "../../../stage/browser/dom/base.js";
import { el } from "../../../stage/browser/dom/elements.js";
import { partsOf } from "../../../stage/browser/notes/terms.js";

/** @import { App } from "../types.d.ts" */
/** @import { Meaning } from "../../../stage/wire/stage.d.ts" */

/** A sentence of the page. @type {(app: App, key: string, values?: Record<string, any>) => string} */
export const says = ({ data }, key, values = {}) => fill(data.texts[key] ?? key, values);

/**
 * A button with a text. It does one thing at a time: the second half of a double click may meet another button, which has
 * taken the place of the first.
 * @type {(text: string, onclick: () => unknown, main?: boolean) => HTMLButtonElement}
 */
export function press(text, onclick, main = false) {
  const once = alone(onclick);
  const node = presses(text, (event) => event.detail < 2 && once(), main);
  node.addEventListener("keydown", (event) => event.repeat && event.key === "Enter" && event.preventDefault());
  return node;
}

/** A button that may be pressed again and again, as fast as one likes. @type {(text: string, onclick: (event: MouseEvent) => unknown, main?: boolean) => HTMLButtonElement} */
export function presses(text, onclick, main = false) {
  const node = el("button", main ? "pv-class-button is-main" : "pv-class-button", text, { type: "button" });
  node.addEventListener("click", onclick);
  return node;
}

/** What is not begun again before it has ended. @type {(doing: () => unknown) => () => Promise<void>} */
export function alone(doing) {
  let busy = false;
  return async () => {
    if (busy) return;
    busy = true;
    try {
      await doing();
    } finally {
      busy = false;
    }
  };
}

/** The button of a form, which Enter presses as well. @type {(text: string, main?: boolean) => HTMLButtonElement} */
export const submit = (text, main = true) => el("button", main ? "pv-class-button is-main" : "pv-class-button", text, { type: "submit" });

/** A text with `code` in it; nothing of it is HTML. @type {(text: string, tag?: "p" | "span" | "div") => HTMLElement} */
export function prose(text, tag = "p") {
  const node = el(tag, "pv-class-prose");
  text.split("`").forEach((part, i) => part && node.append(i % 2 ? el("code", null, part) : part));
  return node;
}

/** The text of a question; each term of the glossary in it says what it means, under the pointer and on focus. @type {(app: App, text: string) => HTMLElement} */
export function questionText({ data }, text) {
  const node = el("p", "pv-class-prose");
  const left = [...data.terms];
  text.split("`").forEach((part, i) => node.append(...(i % 2 ? [el("code", null, part)] : explained(part, left))));
  return node;
}

/** A text in pieces, its terms among them; those that are explained go from what is left. @type {(text: string, left: Meaning[]) => (Node | string)[]} */
function explained(text, left) {
  /** @type {(Node | string)[]} */
  const pieces = [];
  for (const piece of partsOf(text, left)) {
    if (typeof piece === "string") {
      pieces.push(piece);
      continue;
    }
    left.splice(left.indexOf(piece.term), 1);
    pieces.push(...termOf(piece.term, piece.text));
  }
  return pieces;
}

/** A term and what it means, which stands below its paragraph while the term is looked at. @type {(term: Meaning, text: string) => HTMLElement[]} */
function termOf({ says: said }, text) {
  const id = `pv-class-term-${Math.random().toString(36).slice(2)}`;
  const button = el("button", "pv-class-term", text, { type: "button", "aria-describedby": id });
  button.addEventListener("keydown", ({ key }) => key === "Escape" && button.blur());
  return [button, el("span", "pv-class-tip", said, { id, role: "tooltip" })];
}

/**
 * A field with its name above it.
 * @template {HTMLElement} T
 * @param {string} name
 * @param {T} input
 */
export function field(name, input) {
  const label = el("label", "pv-class-field");
  label.append(el("span", "pv-class-label", name), input);
  return label;
}

/** A field of a whole number. @type {(low: number, high: number, value: number) => HTMLInputElement} */
export const whole = (low, high, value) => el("input", "pv-class-input", null, { type: "number", min: low, max: high, step: 1, value, required: "" });

/** Whether a field of a whole number says one within its bounds; if not, why is said, and the field has the focus. @type {(app: App, input: HTMLInputElement, name: string, said: HTMLElement) => boolean} */
export function readWhole(app, input, name, said) {
  const { valid } = input.validity;
  said.textContent = valid ? "" : says(app, "whole", { name, low: input.min, high: input.max });
  input.setAttribute("aria-invalid", String(!valid));
  if (!valid) input.focus();
  return valid;
}

/** A list to choose from, in groups where they have a name. @type {(groups: [string, [string, string][]][]) => HTMLSelectElement} */
export function choice(groups) {
  const select = el("select", "pv-class-input");
  for (const [name, options] of groups) {
    const within = name ? select.appendChild(el("optgroup", null, null, { label: name })) : select;
    for (const [value, title] of options) within.append(el("option", null, title, { value }));
  }
  return select;
}

/** @type {(name: string, ...parts: (Node | string)[]) => HTMLElement} */
export function block(name, ...parts) {
  const node = el("section", `pv-class-block pv-class-${name}`);
  node.append(...parts);
  return node;
}

/** @type {(level: 2 | 3, text: string) => HTMLElement} */
export const heading = (level, text) => el(`h${level}`, "pv-class-heading", text);

/** Put new nodes into a row; who was on a button there is on the one that does the same, else on the first. @type {(row: HTMLElement, nodes: Node[]) => void} */
export function renewed(row, nodes) {
  const focused = /** @type {HTMLElement | null} */ (row.querySelector("button:focus"));
  row.replaceChildren(...nodes);
  if (!focused) return;
  const buttons = [...row.querySelectorAll("button")];
  (buttons.find(({ dataset }) => dataset.deed === focused.dataset.deed) ?? buttons[0])?.focus();
}

/** A button that is known by what it does, whatever it says. @type {(name: string, button: HTMLButtonElement) => HTMLButtonElement} */
export function deed(name, button) {
  button.dataset.deed = name;
  return button;
}

/** A place for what is said in passing, read aloud. @type {() => HTMLElement} */
export const whisper = () => el("p", "pv-class-whisper", "", { role: "status" });

/** The sentence of a refusal. @type {(app: App, reply: {status: number, body: any}) => string} */
export const refusalOf = (app, { status, body }) => body?.error || says(app, status ? "busy" : "unreached");
