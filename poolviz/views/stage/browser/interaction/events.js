// Pointer, focus and keys.

import { sameCell } from "../dom/base.js";
import { cellAt, move, valid, viewOf, walk } from "./cursor.js";
import { edit } from "./edit.js";
import { pin, toggle } from "./play.js";

/** Listen to what learners do on the grids. */
export function listen(stage) {
  const on = (name, run) => stage.grids.addEventListener(name, run);
  on("pointerover", (event) => {
    stage.over = event.pointerType !== "touch";
    onPoint(stage, event);
  });
  on("pointermove", (event) => event.target.classList?.contains("pv-touch") && onPoint(stage, event));
  on("pointerleave", () => {
    stage.over = false;
  });
  on("click", (event) => onClick(stage, event));
  on("dblclick", (event) => edit(stage, cellAt(stage, event)));
  on("focusin", (event) => onFocus(stage, event));
  stage.root.addEventListener("keydown", (event) => onKey(stage, event));
}

function onPoint(stage, event) {
  const at = cellAt(stage, event);
  if (at && !stage.pinned && !stage.input) move(stage, at);
}

function onClick(stage, event) {
  const at = cellAt(stage, event);
  if (!at || stage.input) return;
  const again = stage.pinned && sameCell(stage.cursor, at);
  move(stage, at);
  viewOf(stage, at).reach(at.r, at.c, true);
  pin(stage, !again);
}

/** Focus that came by the keyboard moves the cursor; focus by pointer is a click, handled there. */
function onFocus(stage, event) {
  if (stage.input || !event.target.matches(":focus-visible")) return;
  const figure = event.target.closest(".pv-figure");
  if (event.target.dataset.i !== undefined) move(stage, cellAt(stage, event));
  else if (event.target.classList.contains("pv-touch") && stage.cursor.grid !== figure.dataset.grid) {
    move(stage, valid(stage.scene, { ...stage.cursor, grid: figure.dataset.grid }));
  }
}

function onKey(stage, event) {
  if (event.key === "Escape" && !stage.input) {
    if (stage.pinned) pin(stage, false);
    return;
  }
  const cell = event.target.closest(".pv-cells");
  if (!cell || stage.input || event.altKey || event.metaKey) return;
  const grid = stage.scene.grid(event.target.closest(".pv-figure").dataset.grid);
  const picture = event.target.dataset.i === undefined;
  const here = picture ? valid(stage.scene, { ...stage.cursor, grid: grid.id }) : cellAt(stage, event);
  if (keyOnCell(stage, event, grid, here)) event.preventDefault();
}

/** Do what a key says on the cell `here`; false if it says nothing. */
function keyOnCell(stage, event, grid, here) {
  const next = walk(event, grid, here);
  if (next) move(stage, { ...here, ...next }, true);
  else if (event.key === " ") toggle(stage);
  else if (event.key === "Enter") editOrPin(stage, here);
  else return !event.ctrlKey && /^[-−+.\d]$/.test(event.key) && edit(stage, here, event.key);
  return true;
}

function editOrPin(stage, here) {
  if (edit(stage, here)) return;
  move(stage, here);
  pin(stage, !stage.pinned);
}
