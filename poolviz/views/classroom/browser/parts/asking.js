// What the teacher can put before the class: a page by its address, a question by topic, level and number.

import { el } from "../../../stage/browser/dom/elements.js";
import { addressIn, questionOf, unfit } from "../net/api.js";
import { numbered } from "./answer.js";
import { block, choice, field, heading, press, presses, prose, questionText, readWhole, says, whisper, whole } from "./pieces.js";
import { stageIn, unasked } from "./stages.js";

/** @import { App, Given, Step } from "../types.d.ts" */
/** @typedef {(step: Step) => unknown} Take */

/** @type {(app: App, put: Take, add: Take) => HTMLElement} */
export function asking(app, put, add) {
  const node = el("div", "pv-class-asking");
  node.append(questionBlock(app, put, add), pageBlock(app, put, add));
  return node;
}

/** @type {(app: App, put: Take, add: Take) => HTMLElement} */
function questionBlock(app, put, add) {
  const topic = choice(app.data.subjects);
  const level = choice([["", [["1", "1"], ["2", "2"], ["3", "3"]]]]);
  const seed = whole(0, 999999, 1);
  const preview = el("div", "pv-class-preview", null, { "aria-live": "polite" });
  const said = whisper();
  const asked = () => ({ topic: topic.value, seed: Number(seed.value), level: Number(level.value) });
  const read = () => readWhole(app, seed, says(app, "seed"), said);
  const look = async () => {
    if (!read()) {
      preview.replaceChildren();
      return;
    }
    const now = asked();
    const given = await questionOf(app, now);
    if (JSON.stringify(now) === JSON.stringify(asked())) showGiven(app, preview, given);
  };
  const another = presses(says(app, "another"), () => {
    seed.value = String(seed.validity.valid && seed.value ? (asked().seed + 1) % 1000000 : 1);
    look();
  });
  for (const input of [topic, level, seed]) input.addEventListener("change", look);
  const row = el("div", "pv-class-row");
  row.append(field(says(app, "topic"), topic), field(says(app, "level"), level), field(says(app, "seed"), seed), another);
  const doing = el("div", "pv-class-row");
  doing.append(press(says(app, "ask"), () => read() && put(asked()), true), press(says(app, "plan_add"), () => read() && add(asked())));
  look();
  return block("ask", heading(3, says(app, "ask_title")), row, said, preview, doing);
}

/** What students will be given. @type {(app: App, preview: HTMLElement, given: Given | null) => void} */
function showGiven(app, preview, given) {
  preview.replaceChildren(given ? questionText(app, given.text) : prose(says(app, "busy")));
  for (const [i, text] of (given?.choices ?? []).entries()) preview.append(prose(numbered(text, i)));
  if (given?.stage) stageIn(app, preview.appendChild(el("div", "pv-class-stage")), unasked(given.stage), { height: 160 });
}

/** @type {(app: App, put: Take, add: Take) => HTMLElement} */
function pageBlock(app, put, add) {
  const page = choice([["", app.data.pages]]);
  const address = el("input", "pv-class-input", null, { type: "text", value: "windows?k=3&ceil=true", spellcheck: "false", autocomplete: "off" });
  page.value = "windows";
  page.addEventListener("change", () => {
    address.value = page.value;
  });
  const step = () => ({ address: addressIn(address.value) });
  const about = choice([["", ["size", "value", "output"].map((one) => [one, says(app, `about_${one}`)])]]);
  const cell = whole(0, 399, 0);
  const said = whisper();
  const question = () => ({ topic: `${about.value}:${addressIn(address.value)}`, seed: about.value === "value" ? Number(cell.value) : 0, level: 1 });
  const taken = async (/** @type {Take} */ take, /** @type {() => Step} */ made, /** @type {boolean} */ checked) => {
    const asks = "seed" in made();
    if (asks && about.value === "value" && !readWhole(app, cell, says(app, "about_cell"), said)) return;
    said.textContent = checked ? await unfit(app, made()) : "";
    if (!said.textContent) await take(made());
  };
  about.addEventListener("change", () => {
    cellField.hidden = about.value !== "value";
  });
  const cellField = field(says(app, "about_cell"), cell);
  cellField.hidden = true;
  const asks = el("div", "pv-class-row");
  asks.append(field(says(app, "about_what"), about), cellField, press(says(app, "about"), () => taken(put, question, false)), press(says(app, "plan_add"), () => taken(add, question, true)));
  const doing = el("div", "pv-class-row");
  doing.append(press(says(app, "show"), () => taken(put, step, false), true), press(says(app, "plan_add"), () => taken(add, step, true)));
  return block("showing", heading(3, says(app, "show_title")), field(says(app, "page"), page), field(says(app, "address"), address), el("p", "pv-class-quiet", says(app, "address_hint")), doing, asks, said);
}
