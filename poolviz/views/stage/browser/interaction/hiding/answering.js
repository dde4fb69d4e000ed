// What a click or a key does on a cell that is covered or asked for.

import { cellOf, flatOf, sizeOf } from "../../dom/base.js";
import { move, viewOf } from "../cursor.js";
import { edit } from "../edit.js";
import { cellKey, isHidden } from "./cover.js";
import { answered, check, chooseCell, guessAt } from "./guesses.js";

/** @import { Cursor, Grid, Stage } from "../../types.d.ts" */

/** Whether the cells of this grid are to be chosen. @type {(stage: Stage, at: Cursor) => boolean} */
const chosenHere = ({ hiding: { asked } }, at) => asked?.kind === "cells" && asked.grid === at.grid;

/** @type {(stage: Stage, at: Cursor) => boolean} */
const hiddenHere = ({ hiding, scene }, at) => isHidden(hiding, at.grid, flatOf(scene.grid(at.grid), at));

/** Do what a click on the cell says; false where it is a cell like any other. @type {(stage: Stage, at: Cursor) => boolean} */
export function answerClick(stage, at) {
  const [choosing, hidden] = [chosenHere(stage, at), hiddenHere(stage, at)];
  if (!choosing && !hidden) return false;
  move(stage, at);
  viewOf(stage, at)?.reach(at.r, at.c, true);
  if (choosing) chooseCell(stage, at);
  else if (!((stage.hiding.asked || stage.hiding.typing) && edit(stage, at))) uncover(stage, at);
  return true;
}

/** Do what a key on the cell says; false where it says nothing there. @type {(stage: Stage, event: KeyboardEvent, at: Cursor) => boolean} */
export function answerKey(stage, event, at) {
  const choosing = chosenHere(stage, at);
  if (choosing && event.key === " ") chooseCell(stage, at);
  else if (event.key !== "Enter" || !(choosing || hiddenHere(stage, at))) return false;
  else if (stage.hiding.typing && !guessAt(stage, at) && edit(stage, at)) return true;
  else if (answered(stage)) check(stage);
  else if (!stage.hiding.asked) uncover(stage, at);
  else return false;
  return true;
}

/**
 * Uncover the result that the cursor is on, in all grids that say something of it; false where nothing of it is covered.
 * @type {(stage: Stage) => boolean}
 */
export function uncoverHere(stage) {
  const { hiding, scene, cursor } = stage;
  const at = cursor && scene.grid(cursor.grid);
  if (!at || !hiding.on || at.space !== scene.main.space) return false;
  const covered = scene.in(at.space).filter(({ id }) => isHidden(hiding, id, flatOf(at, cursor)));
  for (const grid of covered) openCell(stage, grid, flatOf(at, cursor));
  if (covered.length) stage.refresh();
  return covered.length > 0;
}

/** @type {(stage: Stage, at: Cursor) => void} */
function uncover(stage, at) {
  const { hiding, scene } = stage;
  if (hiding.asked && !hiding.on) return; // what is asked was never sent
  const grid = scene.grid(at.grid);
  openCell(stage, grid, flatOf(grid, at));
  stage.refresh();
}

/** @type {(stage: Stage, grid: Grid, i: number) => void} */
function openCell({ hiding }, grid, i) {
  hiding.open.add(cellKey(grid.id, i));
  for (let ch = 0; ch < grid.channels; ch++) hiding.guesses.delete(cellKey(grid.id, ch * sizeOf(grid) + i));
}

/** Open the field at the first answer that could not be read, once after each check. @type {(stage: Stage) => void} */
export function attend(stage) {
  const { hiding, scene } = stage;
  const { asked } = hiding;
  const n = asked?.marks?.indexOf("unclear") ?? -1;
  const grid = scene.find(asked?.grid);
  const said = n < 0 ? "" : JSON.stringify([asked?.grid, asked?.cells, asked?.given]);
  if (said === hiding.attended) return;
  hiding.attended = said;
  if (!grid || n < 0) return;
  const flat = asked?.cells ? asked.cells[n] : n;
  edit(stage, { grid: grid.id, ...cellOf(grid, flat % sizeOf(grid)) });
}
