// What is said in the bar: why torch refuses, what an argument is for, what a pasted line is. Its place is always there.

import { el } from "../../dom/elements.js";
import { keepLocked } from "./locks.js";

/** @import { Bar } from "../../../wire/stage.d.ts" */
/** @import { LayerBar } from "../../types.d.ts" */

/** Show what there is to say of the bar. @type {(at: LayerBar) => void} */
export function showNote(at) {
  const { refused, said } = at.bar;
  at.root.classList.toggle("is-refused", Boolean(refused));
  for (const [name, { root }] of at.controls) root.classList.toggle("is-wrong", Boolean(refused?.rules.some((rule) => rule.parameter === name)));
  if (!refused && at.call.querySelector("[data-late]")) return; // what was typed there is refused, not the layer
  at.note.classList.toggle("is-wrong", Boolean(refused));
  if (refused) at.note.replaceChildren(...refusal(at, refused));
  else at.note.replaceChildren(...(said ? [el("p", null, said)] : []));
}

/** @type {(at: LayerBar, refused: NonNullable<Bar["refused"]>) => HTMLElement[]} */
function refusal(at, refused) {
  const { rules, fixes, torch_message: message, sentence } = refused;
  const words = message ? at.bar.texts.refused.replace("{message}", message) : sentence;
  const first = el("p", "pv-note-words", words, { title: words });
  const why = el("p", "pv-note-why");
  for (const { parameter, axis, said, why: reason } of rules) {
    why.append(el("code", null, parameter), ` (${axis}): `, el("span", "pv-note-rule", said), el("span", "pv-note-reason", ` · ${reason} `));
  }
  why.append(...fixes.flatMap(({ code, address }) => fixButton(at, code, address)));
  return why.hasChildNodes() ? [first, why] : [first];
}

/** The button of what torch accepts; none where it would set what is locked. @type {(at: LayerBar, code: string, address: string) => HTMLButtonElement[]} */
function fixButton(at, code, address) {
  const said = new URLSearchParams(address);
  const values = Object.fromEntries(at.bar.defaults.map(([key, text]) => [key, said.get(key) ?? text]));
  const kept = keepLocked(at.bar, at.values, values);
  if (Object.entries(values).some(([key, text]) => kept[key] !== text)) return [];
  const node = el("button", "pv-fix", code, { type: "button" });
  node.addEventListener("click", () => {
    at.opened.clear();
    at.change(values);
  });
  return [node];
}

/** Say one thing in the bar, and at which argument. @type {(at: LayerBar, text: string, key?: string) => void} */
export function sayInBar(at, text, key) {
  at.note.classList.add("is-wrong");
  at.note.replaceChildren(el("p", null, text));
  const argument = at.bar.arguments.find(({ keys }) => key && keys.includes(key));
  if (argument) at.controls.get(argument.name)?.root.classList.add("is-wrong");
}

/** While an argument has the pointer or the focus, what it is for is said; a refusal stays. @type {(at: LayerBar) => void} */
export function helpOnHand(at) {
  const help = (/** @type {Event} */ event) => {
    const name = /** @type {HTMLElement} */ (event.target).closest?.(".pv-arg")?.getAttribute("data-name");
    const argument = at.bar.arguments.find((one) => one.name === name);
    if (!argument?.help || at.note.classList.contains("is-wrong")) return;
    at.note.replaceChildren(el("p", "pv-note-help", argument.help, { "aria-hidden": "true" }));
  };
  const rest = () => at.note.querySelector(".pv-note-help") && !at.call.matches(":focus-within") && showNote(at);
  at.call.addEventListener("pointerover", help);
  at.call.addEventListener("focusin", help);
  at.call.addEventListener("pointerleave", rest);
  at.call.addEventListener("focusout", () => setTimeout(rest));
}
