// What a cursor shows: cells and boxes with a role, lines of text, what the lens enlarges. No DOM.

import { cellOf, fill, flatOf, isCell, range, spot } from "../dom/base.js";
import { lookAtFields } from "./fields.js";
import { formula, returnedText } from "./formula.js";
import { lookUp } from "./readers.js";
import { boxOf, taps, windowOf } from "./windows.js";
import { isPooled, members, planeOf, readsOf } from "./winners.js";

/** @import { Box, Cell, Cursor, Grid, LensView, Mark, Marked, Scene, Shown, Step, WindowLink } from "../types.d.ts" */
/** @import { Axis, PlaceLink, Taps } from "../../wire/stage.d.ts" */

/** Everything that cursor {grid, d, r, c} lights up. @type {(scene: Scene, cursor: Cursor, channel: number) => Shown} */
export function look(scene, cursor, channel) {
  const at = scene.grid(cursor.grid);
  /** @type {Shown} */
  const shown = { cells: [], boxes: [], windows: [], lines: [], lens: null };
  const { d, r, c } = cursor;
  const step = { scene, at, d, r, c, i: flatOf(at, cursor), channel, shown };
  shown.cells.push({ space: at.space, d, r, c, role: "lit" });
  if (scene.options.fields) {
    lookAtFields(step);
    return shown;
  }
  for (const link of scene.links) {
    if (link.from === at.space) link.axes ? lookDown(step, link) : lookAtPlace(step, link);
    if (link.to === at.space) link.axes ? lookUp(step, link) : lookBack(step, link);
    if (link.axes) showDropped(step, link);
  }
  sayEach(step);
  if (!shown.lens && at.picture) shown.lens = around(step);
  if (!shown.lines.length) {
    const value = at.text(step.i, channel);
    shown.lines.push({ before: fill(scene.texts.value, spot(step, { value })) });
  }
  return shown;
}

/**
 * What layers that work cell by cell made of the cell: the grids of its space that say it of each.
 * @type {(step: Step) => void}
 */
function sayEach({ scene, at, i, shown }) {
  for (const { rule, title } of scene.in(at.space)) {
    if (rule?.kind === "each") shown.lines.push({ label: title, before: rule.says[i] });
  }
}

/** From an output cell down to its window. @type {(step: Step, link: WindowLink) => void} */
function lookDown(step, link) {
  const { scene, at, r, c, shown } = step;
  const plane = scene.first(link.to);
  const win = plane && windowOf(link, step, plane);
  if (!win) return;
  shown.windows.push({ space: link.to, win });
  shown.boxes.push({ space: link.to, ...boxOf(win), role: "window" });
  const ruled = scene.in(at.space).filter(isPooled);
  const marked = ruled.map((grid) => {
    const read = planeOf(scene, grid, plane);
    return { grid, read, ...members(step, grid, read, win) };
  });
  for (const one of marked) {
    shown.lines.push(formula(scene, one, win, ruled.length > 1, step));
    if (one.winner) shown.cells.push(...winnerCells(scene, link, { ...one, winner: one.winner }));
  }
  const won = marked.find((one) => one.winner);
  shown.lens = { plane, rows: taps(win.rows), cols: taps(win.cols), winner: won ? won.winner : null, r, c, out: at };
}

/** @type {(scene: Scene, link: WindowLink, one: Marked & {winner: Cell}) => Mark[]} */
function winnerCells({ texts }, link, { grid, read, winner, ties }) {
  const badge = ties.length ? texts.first_mark : "";
  const only = (/** @type {Grid} */ drawn) => !readsOf(grid) || drawn.id === read.id;
  const equals = ties.map((cell) => ({ space: link.to, ...cell, role: "tie", only }));
  return [{ space: link.to, ...winner, role: "winner", badge, only }, ...equals];
}

/** From a pooled cell to the place that its value returns to. @type {(step: Step, link: PlaceLink) => void} */
function lookAtPlace({ scene, i, shown }, link) {
  const target = scene.first(link.to);
  const flat = link.places[i];
  const known = isCell(target, flat);
  const cell = cellOf(target, flat);
  if (known) shown.cells.push({ space: link.to, ...cell, role: "target" });
  const text = known ? scene.texts.returns_to : scene.texts.returns_nowhere;
  shown.lines.push({ before: fill(text, spot(cell, { title: target.title })) });
}

/** From an unpooled cell back to the values that return to it. @type {(step: Step, link: PlaceLink) => void} */
function lookBack(step, link) {
  const { scene, i, shown } = step;
  const pooled = scene.first(link.from);
  const sources = link.places.flatMap((flat, n) => (flat === i ? [n] : []));
  for (const n of sources) shown.cells.push({ space: link.from, ...cellOf(pooled, n), role: "reader" });
  shown.lines.push({ before: returnedText(scene, step, sources.length) });
}

/**
 * The window that torch drops, dashed, beside the windows of the cursor or at the end.
 * @type {(step: Step, link: WindowLink) => void}
 */
function showDropped({ at, d, r, c, shown }, link) {
  const { depth, axes: [rows, cols] } = link;
  const here = link.from === at.space;
  /** @type {(axis: Axis, n: number) => Taps} */
  const beside = (axis, n) => axis.taps[here ? n : axis.taps.length - 1] || axis.taps[axis.taps.length - 1];
  const near = { depth: beside(depth, d), rows: beside(rows, r), cols: beside(cols, c) };
  if (!near.depth || !near.rows || !near.cols) return;
  for (const [name, axis] of Object.entries({ depth, rows, cols })) {
    if (axis.dropped) shown.boxes.push({ space: link.to, ...boxOf({ ...near, [name]: axis.dropped }), role: "dropped" });
  }
}

/**
 * The window of cell i of the main grid, as a pale box, where the cursor is elsewhere: playing goes on from it.
 * @type {(scene: Scene, cursor: Cursor, i: number) => Box[]}
 */
export function ghost(scene, cursor, i) {
  const { main } = scene;
  if (!isCell(main, i) || scene.grid(cursor.grid).space === main.space) return [];
  return scene.windows.filter((link) => link.from === main.space).flatMap((link) => {
    const win = windowOf(link, cellOf(main, i), scene.first(link.to));
    return win ? [{ space: link.to, ...boxOf(win), role: "ghost" }] : [];
  });
}

/** What the lens shows where the cursor is on no window: the pixel and its neighbours. @type {(step: Step) => LensView} */
function around({ at, r, c }) {
  /** @type {(x: number, length: number) => number[]} */
  const near = (x, length) => range(7).map((i) => x - 3 + i).filter((y) => y >= 0 && y < length);
  return { plane: at, rows: near(r, at.rows), cols: near(c, at.cols), winner: null, pixel: { r, c }, r, c, out: at };
}
