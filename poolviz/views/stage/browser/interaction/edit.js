// Typing a value into a cell.

import { fill, spot } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { say } from "../dom/speak.js";
import { move, viewOf } from "./cursor.js";
import { pause } from "./play.js";

const FIELD = { maxlength: 24, autocomplete: "off", spellcheck: "false", inputmode: "text", enterkeyhint: "done" };

/** Open a field over the cell; true if the cell can be edited. */
export function edit(stage, at, typed) {
  const grid = at && stage.scene.grid(at.grid);
  if (!grid || !grid.editable || !stage.scene.options.editable || grid.picture) return false;
  stopEdit(stage);
  if (stage.playing) pause(stage);
  move(stage, at);
  const cell = viewOf(stage, at).cell(at.r, at.c);
  const input = fieldOf(stage.scene.texts, at, typed ?? cell.firstChild.data);
  stage.input = { input, cell, at, before: cell.firstChild.data };
  input.addEventListener("keydown", (event) => editKey(stage, event));
  input.addEventListener("blur", () => stopEdit(stage, input.value));
  cell.classList.add("is-editing");
  cell.append(input);
  input.focus();
  if (typed === undefined) input.select();
  return true;
}

function fieldOf(texts, at, value) {
  const input = el("input", "pv-input", null, { ...FIELD, "aria-label": fill(texts.edit, spot(at)) });
  input.title = texts.edit_hint;
  input.value = value;
  return input;
}

function editKey(stage, event) {
  event.stopPropagation();
  if (event.isComposing || !["Enter", "Escape"].includes(event.key)) return;
  event.preventDefault();
  const { input, at } = stage.input;
  stopEdit(stage, event.key === "Enter" ? input.value : undefined);
  viewOf(stage, at).reach(at.r, at.c, true);
}

/** Close the field; a changed text is shown as pending and sent. */
export function stopEdit(stage, text) {
  if (!stage.input) return;
  const { input, cell, at, before } = stage.input;
  stage.input = null;
  input.remove();
  cell.classList.remove("is-editing");
  const value = (text ?? "").trim();
  if (!value || value === before) return;
  cell.firstChild.data = value;
  cell.classList.add("is-pending");
  say(stage, fill(stage.scene.texts.sent, spot(at, { text: value })), true);
  const deep = stage.scene.grid(at.grid)?.volume ? { depth: at.d } : {};
  stage.emit("edit", { grid: at.grid, ...deep, row: at.r, col: at.c, text: value });
}
