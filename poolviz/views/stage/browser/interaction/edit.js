// Typing a value into a cell.

import { fill, spot } from "../dom/base.js";
import { el, valueOf } from "../dom/elements.js";
import { say } from "../dom/speak.js";
import { move, viewOf } from "./cursor.js";
import { check, guessAt, keepGuess, nextEmpty, typable } from "./hiding/guesses.js";
import { pause } from "./play.js";
import { beginStep } from "./undo.js";

/** @import { Cursor, Edit, Stage, Texts } from "../types.d.ts" */

const FIELD = { maxlength: 24, autocomplete: "off", spellcheck: "false", inputmode: "text", enterkeyhint: "done" };

/**
 * Open a field over the cell; true if the cell can be edited.
 * @type {(stage: Stage, at: Cursor | null, typed?: string) => boolean}
 */
export function edit(stage, at, typed) {
  const grid = stage.scene.find(at?.grid);
  if (!at || !grid) return false;
  const guessing = typable(stage, at);
  if (!guessing && (grid.picture || !(grid.editable && stage.scene.options.editable))) return false;
  stopEdit(stage);
  if (stage.playing) pause(stage);
  move(stage, at);
  const cell = viewOf(stage, at)?.cell(at.r, at.c);
  if (!cell) return false;
  const before = guessing ? guessAt(stage, at) : valueOf(cell).data;
  const { texts } = stage.scene;
  const input = fieldOf(texts, at, typed ?? before, guessing ? texts.guess : texts.edit);
  const edited = { input, cell, at, before };
  stage.input = edited;
  input.addEventListener("keydown", (event) => editKey(stage, event, edited));
  input.addEventListener("blur", () => stopEdit(stage, input.value));
  cell.classList.add("is-editing");
  cell.append(input);
  input.focus();
  if (typed === undefined) input.select();
  return true;
}

/** @type {(texts: Texts, at: Cursor, value: string, label: string) => HTMLInputElement} */
function fieldOf(texts, at, value, label) {
  const input = el("input", "pv-input", null, { ...FIELD, "aria-label": fill(label, spot(at)) });
  input.title = texts.edit_hint;
  input.value = value;
  return input;
}

/** @type {(stage: Stage, event: KeyboardEvent, edited: Edit) => void} */
function editKey(stage, event, { input, at }) {
  event.stopPropagation();
  if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  const guessing = typable(stage, at);
  stopEdit(stage, event.key === "Enter" ? input.value : undefined);
  viewOf(stage, at)?.reach(at.r, at.c, true);
  if (!guessing || event.key !== "Enter") return;
  const next = nextEmpty(stage, at);
  if (next) edit(stage, next);
  else check(stage);
}

/** Close the field; a changed text is shown as pending and sent. @type {(stage: Stage, text?: string) => void} */
export function stopEdit(stage, text) {
  if (!stage.input) return;
  const { input, cell, at, before } = stage.input;
  stage.input = null;
  input.remove();
  cell.classList.remove("is-editing");
  const value = (text ?? "").trim();
  if (!value || value === before) return;
  if (typable(stage, at)) keepGuess(stage, at, value);
  else send(stage, at, cell, value);
}

/** Show a typed value as pending and send it. @type {(stage: Stage, at: Cursor, cell: HTMLElement, value: string) => void} */
function send(stage, at, cell, value) {
  valueOf(cell).data = value;
  cell.classList.add("is-pending");
  say(stage, fill(stage.scene.texts.sent, spot(at, { text: value })), true);
  const deep = stage.scene.find(at.grid)?.volume ? { depth: at.d } : {};
  beginStep(stage.edits, location.search);
  stage.emit("edit", { grid: at.grid, ...deep, row: at.r, col: at.c, text: value });
}
