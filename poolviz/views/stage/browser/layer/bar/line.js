// The whole call as a line of text: copied, typed, pasted.

import { button, relabel } from "../../dom/buttons.js";
import { putText } from "../../dom/clipboard.js";
import { el } from "../../dom/elements.js";
import { sayInBar } from "./note.js";
import { takeSeveral } from "./several.js";

/** @import { LayerBar } from "../../types.d.ts" */

const LONGEST_LINE = 500; // characters of a line
const SHORTEST = /[(=,]/; // what a line has and no number

/** The buttons of the line, its field, and pasting over the bar. @type {(at: LayerBar) => HTMLElement} */
export function lineTools(at) {
  const tools = el("span", "pv-bar-tools");
  const copy = button("copy", "", async () => {
    const done = await putText(at.bar.line, at.root);
    if (!done) return;
    relabel(copy, "done", at.bar.texts.copied);
    setTimeout(() => relabel(copy, "copy", at.bar.texts.copy), 1500);
  });
  const code = button("code", "", () => openLine(at, code));
  tools.append(copy, code);
  at.root.addEventListener("paste", (event) => onPaste(at, event));
  return tools;
}

/** Name the buttons in the language that the bar is sent in. @type {(at: LayerBar) => void} */
export function nameTools({ root, bar }) {
  for (const name of /** @type {const} */ (["copy", "code"])) {
    const node = /** @type {HTMLElement | null} */ (root.querySelector(`:scope > .pv-bar-tools > .pv-button-${name}`));
    if (node) relabel(node, name, bar.texts[name]);
  }
  root.setAttribute("aria-label", bar.texts.bar);
}

/** A line that is pasted over a number sets all of them. @type {(at: LayerBar, event: ClipboardEvent) => void} */
function onPaste(at, event) {
  const pasted = event.clipboardData?.getData("text") || "";
  const line = /** @type {HTMLElement} */ (event.target).closest(".pv-line-field");
  if (line || event.defaultPrevented) return;
  if (takeSeveral(at, event.target, pasted)) {
    event.preventDefault();
    return;
  }
  if (!SHORTEST.test(pasted)) return;
  event.preventDefault();
  at.read(pasted.trim());
}

/** The call becomes one field of text, which Enter reads. @type {(at: LayerBar, opener: HTMLElement) => void} */
function openLine(at, opener) {
  const { line } = at.bar;
  const input = fieldOfLine(at);
  const close = () => {
    if (!at.root.classList.contains("is-line")) return; // to be removed is a loss of focus, too
    at.root.classList.remove("is-line");
    input.remove();
  };
  const leave = (/** @type {boolean} */ reads) => {
    const text = input.value.trim();
    close();
    opener.focus();
    if (reads && text && text !== line) at.read(text);
  };
  input.addEventListener("keydown", (event) => {
    event.stopPropagation();
    if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
    event.preventDefault(); // the button that gets the focus is not pressed
    leave(event.key === "Enter");
  });
  input.addEventListener("paste", () => setTimeout(() => SHORTEST.test(input.value) && input.value.includes(")") && leave(true)));
  input.addEventListener("blur", close);
  at.root.classList.add("is-line");
  at.root.prepend(input);
  input.focus();
  input.select();
}

/** @type {(at: LayerBar) => HTMLInputElement} */
function fieldOfLine(at) {
  const { texts, line } = at.bar;
  const input = el("input", "pv-line-field", null, {
    type: "text", "aria-label": texts.code, title: texts.code_hint, spellcheck: "false", autocomplete: "off", maxlength: Math.max(LONGEST_LINE, 2 * line.length),
  });
  input.value = line;
  sayInBar(at, texts.code_hint);
  at.note.classList.remove("is-wrong");
  return input;
}
