// A number in the bar: typed, stepped by keys and buttons, dragged sideways.

import { el } from "../../dom/elements.js";
import { dragged } from "./sideways.js";
import { finished, stepped } from "./values.js";

/** @import { Argument, BarTexts } from "../../../wire/stage.d.ts" */

/**
 * The box of one number, and what shows a text in it. `set` is told of every text that is finished; `follows` gives
 * what an empty one means.
 * @type {(argument: Argument, label: string, texts: BarTexts, set: (text: string) => void, follows: () => string) => {root: HTMLElement, input: HTMLInputElement, fill: (text: string) => void}}
 */
export function numberBox(argument, label, texts, set, follows) {
  const root = el("span", "pv-num");
  const input = inputOf(argument, label);
  let held = "";
  const fill = (/** @type {string} */ text) => {
    // What is being typed stays where the bar says no more than it has heard of it.
    const stays = input.matches(":focus") && (text === held || finished(argument, input.value) === text);
    held = text;
    if (!stays) input.value = text;
  };
  const by = (/** @type {number} */ steps, from = held) => {
    const text = stepped(argument, from, steps, follows());
    if (text === held) return;
    fill(text);
    set(text);
  };
  input.addEventListener("input", () => {
    const text = input.validity.badInput ? null : finished(argument, input.value);
    if (text !== null && text !== held) set((held = text));
  });
  input.addEventListener("change", () => {
    if (input.value && finished(argument, input.value) === null) set((held = input.value)); // the server says what it may be
  });
  input.addEventListener("blur", () => fill(held));
  input.addEventListener("keydown", (event) => onNumberKey(event, by));
  dragged(root, input, () => held, (from, steps) => by(steps, from));
  root.append(stepButton("−", texts.less, argument.name, () => by(-1)), input, stepButton("+", texts.more, argument.name, () => by(1)));
  return { root, input, fill };
}

/** @type {(argument: Argument, label: string) => HTMLInputElement} */
function inputOf({ lowest = 0, highest = 0, step = 1, empty }, label) {
  const input = el("input", "pv-num-input", null, {
    type: "number", "aria-label": label, min: lowest, max: highest, step, inputmode: step === 1 && lowest >= 0 ? "numeric" : "text",
    autocomplete: "off", placeholder: empty || "",
  });
  const longest = Math.max(String(highest).length, String(lowest).length - 1, (empty || "").length, step < 1 ? 4 : 2);
  input.style.setProperty("--chars", String(longest));
  return input;
}

/** @type {(event: KeyboardEvent, by: (steps: number) => void) => void} */
function onNumberKey(event, by) {
  const steps = { ArrowUp: 1, ArrowDown: -1, PageUp: 5, PageDown: -5 }[event.key];
  if (!steps || event.ctrlKey || event.altKey || event.metaKey) return;
  event.preventDefault();
  by(steps);
}

/** A button for pointers; keys and screen readers have the number itself. @type {(sign: string, said: string, name: string, onclick: () => void) => HTMLButtonElement} */
function stepButton(sign, said, name, onclick) {
  const title = said.replace("{name}", name);
  const node = el("button", "pv-step", sign, { type: "button", tabindex: -1, "aria-hidden": "true", title });
  node.addEventListener("pointerdown", (event) => event.preventDefault()); // the focus stays where it is
  node.addEventListener("click", onclick);
  return node;
}
