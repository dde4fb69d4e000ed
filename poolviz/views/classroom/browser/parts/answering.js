// Where a student answers: on the stage where it asks, in a field otherwise.

import { el } from "../../../stage/browser/dom/elements.js";
import { field, prose, questionText, says, submit, whisper } from "./pieces.js";
import { stageIn } from "./stages.js";
import { cellsOf, givenOf, numbered, rowsOf, writtenOf } from "./answer.js";

/** @import { App, Given, Sent } from "../types.d.ts" */

const AGAIN = 2000; // ms before an answer is sent again
// One more than is taken: a longer answer is refused, not cut.
const ANSWER_FIELD = { name: "answer", autocomplete: "off", maxlength: 2001 };

/** @typedef {(answer: any, written: string) => Promise<{kept: boolean, later: boolean, said: string}>} Send hands an answer in; `said` is what came of it, `later` may be better */
/** @typedef {(answer: any, written: string) => Promise<boolean>} Hand */

/**
 * The question, its stage and the place for the answer; `before` is what was sent of it, as it was written.
 * @type {(app: App, given: Given, before: string | undefined, send: Send) => HTMLElement}
 */
export function answering(app, given, before, send) {
  const node = el("div", "pv-class-question");
  node.append(questionText(app, given.text));
  const said = whisper();
  if (before !== undefined) said.textContent = sentOf(app, before);
  const hand = persistent(node, said, send);
  const fields = form(app, given, before ?? "");
  const stage = given.stage ? stageBox(app, given.stage, before ?? "", hand, fields.fill) : null;
  fields.listen(async (answer, written) => {
    if (await hand(answer, written)) stage?.fill(written);
    return true;
  });
  node.append(...(stage ? [stage.node] : []), fields.node, said);
  return node;
}

/** Send, and again while the server is out of reach and the question stands; a newer answer takes the place of one that waits. @type {(node: HTMLElement, said: HTMLElement, send: Send) => Hand} */
function persistent(node, said, send) {
  let newest = 0;
  return async (answer, written) => {
    newest += 1;
    const mine = newest;
    said.textContent = "…";
    for (;;) {
      const reply = await send(answer, written);
      if (mine !== newest) return false;
      said.textContent = reply.said;
      if (!reply.later) return reply.kept;
      await new Promise((done) => setTimeout(done, AGAIN));
      if (mine !== newest || !node.isConnected) return false;
    }
  };
}

/** What is said of an answer that is kept. @type {(app: App, written: string) => string} */
export const sentOf = (app, written) => `✓ ${says(app, "sent", { answer: written.replaceAll("`", "") || says(app, "empty") })}`;

/**
 * The stage that is answered on; `fill` shows there what was sent otherwise, `tell` hears what was sent from there.
 * @type {(app: App, sent: Sent, before: string, hand: Hand, tell: (written: string) => void) => {node: HTMLElement, fill: (written: string) => void}}
 */
function stageBox(app, sent, before, hand, tell) {
  const node = el("div", "pv-class-stage");
  const { ask, grids } = sent;
  const texts = { ...sent.texts, check: says(app, "send") };
  /** @type {{destroy: () => void} | undefined} */
  let drawn;
  const fill = async (/** @type {string} */ written) => {
    drawn?.destroy();
    const grid = grids.find(({ id }) => id === ask?.grid);
    const answered = ask && grid ? { ask: { ...ask, given: givenOf(written, ask.kind, grid) } } : {};
    drawn = await stageIn(app, node, { ...sent, texts, ...answered }, {}, async (name, value) => {
      if (name !== "predict") return;
      const asked = /** @type {NonNullable<typeof grid>} */ (grid);
      const answer = value.kind === "cells" ? cellsOf(value.given, asked) : rowsOf(value.given, asked.cols);
      const line = writtenOf(answer);
      if (await hand(answer, line)) tell(line);
    });
  };
  fill(before);
  return { node, fill };
}

/** @type {(app: App, given: Given, before: string) => {node: HTMLElement, fill: (written: string) => void, listen: (hand: Hand) => void}} */
function form(app, given, before) {
  const node = el("form", "pv-class-form");
  const send = submit(says(app, "send"), !given.stage?.ask);
  node.append(given.kind === "choice" ? choices(app, given, before) : typed(app, given, before), send);
  node.addEventListener("keydown", (event) => event.key === "Enter" && event.ctrlKey && node.requestSubmit()); // of rows
  const listen = (/** @type {Hand} */ hand) => node.addEventListener("submit", (event) => {
    event.preventDefault();
    const value = String(new FormData(node).get("answer") ?? "").trim();
    if (value || given.kind === "cells") hand(value, given.kind === "choice" ? given.choices[Number(value)] : value);
  });
  const fill = (/** @type {string} */ written) => {
    const input = /** @type {HTMLInputElement | null} */ (node.querySelector("[name=answer]:not([type=radio])"));
    if (input) input.value = written;
  };
  return { node, fill, listen };
}

/** @type {(app: App, given: Given, before: string) => HTMLElement} */
function choices(app, { choices: offered }, before) {
  const node = el("fieldset", "pv-class-choices");
  node.append(el("legend", "pv-class-label", says(app, "answer")));
  offered.forEach((text, i) => {
    const label = el("label", "pv-class-choice");
    const input = el("input", null, null, { type: "radio", name: "answer", value: i });
    input.checked = text === before;
    label.append(input, prose(numbered(text, i), "span"));
    node.append(label);
  });
  return node;
}

/** @type {(app: App, given: Given, before: string) => HTMLElement} */
function typed(app, { kind, stage }, before) {
  const hint = says(app, kind === "code" ? "code_line" : kind);
  const more = { ...ANSWER_FIELD, placeholder: hint };
  const number = kind === "number" || kind === "size" ? { inputmode: kind === "number" ? "decimal" : "text" } : {};
  const input = kind === "matrix" ? el("textarea", "pv-class-input", null, { ...more, rows: 3 }) : el("input", "pv-class-input", null, { ...more, ...number });
  input.value = before;
  return field(says(app, stage?.ask ? "answer_typed" : "answer"), input);
}
