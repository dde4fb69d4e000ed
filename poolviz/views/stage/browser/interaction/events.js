// Pointer, focus and keys.

import { sameCell } from "../dom/base.js";
import { targetOf } from "../dom/elements.js";
import { cellAt, move, valid, viewAround, viewOf, walk } from "./cursor.js";
import { edit } from "./edit.js";
import { answerClick, answerKey } from "./hiding/answering.js";
import { pin, toggle } from "./play.js";

/** @import { Cursor, Grid, Stage } from "../types.d.ts" */

/** Listen to what learners do on the grids. @type {(stage: Stage) => void} */
export function listen(stage) {
  const on = stage.grids.addEventListener.bind(stage.grids);
  on("pointerover", (event) => {
    stage.over = event.pointerType !== "touch";
    onPoint(stage, event);
  });
  on("pointermove", (event) => targetOf(event)?.classList.contains("pv-touch") && onPoint(stage, event));
  on("pointerleave", () => {
    stage.over = false;
  });
  on("click", (event) => onClick(stage, event));
  on("dblclick", (event) => edit(stage, cellAt(stage, event)));
  on("focusin", (event) => onFocus(stage, event));
  stage.root.addEventListener("keydown", (event) => onKey(stage, event));
}

/** @type {(stage: Stage, event: PointerEvent) => void} */
function onPoint(stage, event) {
  const at = cellAt(stage, event);
  if (at && !stage.pinned && !stage.input) move(stage, at);
}

/** @type {(stage: Stage, event: MouseEvent) => void} */
function onClick(stage, event) {
  const at = cellAt(stage, event);
  if (!at || stage.input) return;
  if (answerClick(stage, at)) return;
  const again = stage.pinned && stage.cursor !== null && sameCell(stage.cursor, at);
  move(stage, at);
  viewOf(stage, at)?.reach(at.r, at.c, true);
  pin(stage, !again);
}

/**
 * Focus that came by the keyboard moves the cursor; focus by pointer is a click, handled there.
 * @type {(stage: Stage, event: FocusEvent) => void}
 */
function onFocus(stage, event) {
  const target = targetOf(event);
  if (stage.input || !target?.matches(":focus-visible")) return;
  const at = target.dataset.i === undefined ? cursorIn(stage, target) : cellAt(stage, event);
  if (at && (target.dataset.i !== undefined || stage.cursor?.grid !== at.grid)) move(stage, at);
}

/** @type {(stage: Stage, event: KeyboardEvent) => void} */
function onKey(stage, event) {
  if (event.key === "Escape" && !stage.input) {
    if (stage.pinned) pin(stage, false);
    return;
  }
  const target = targetOf(event);
  if (!target?.closest(".pv-cells") || stage.input || event.altKey || event.metaKey) return;
  const here = target.dataset.i === undefined ? cursorIn(stage, target) : cellAt(stage, event);
  if (here && keyOnCell(stage, event, stage.scene.grid(here.grid), here)) event.preventDefault();
}

/** The cursor, moved into the picture or plot that is touched as a whole. @type {(stage: Stage, target: HTMLElement) => Cursor | null} */
function cursorIn(stage, target) {
  const view = target.classList.contains("pv-touch") && viewAround(stage, target);
  return view && stage.cursor ? valid(stage.scene, { ...stage.cursor, grid: view.grid.id }) : null;
}

/**
 * Do what a key says on the cell `here`; false if it says nothing.
 * @type {(stage: Stage, event: KeyboardEvent, grid: Grid, here: Cursor) => boolean}
 */
function keyOnCell(stage, event, grid, here) {
  const next = walk(event, grid, here);
  if (next) move(stage, { ...here, ...next }, true);
  else if (answerKey(stage, event, here)) return true;
  else if (event.key === " ") toggle(stage);
  else if (event.key === "Enter") editOrPin(stage, here);
  else return !event.ctrlKey && /^[-−+.\d]$/.test(event.key) && edit(stage, here, event.key);
  return true;
}

/** @type {(stage: Stage, here: Cursor) => void} */
function editOrPin(stage, here) {
  if (edit(stage, here)) return;
  move(stage, here);
  pin(stage, !stage.pinned);
}
