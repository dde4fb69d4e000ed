// What a cursor shows: cells and boxes with a role, lines of text, what the lens enlarges. No DOM.

import { fill, place, range } from "./base.js";
import { formula, readsText, returnedText } from "./formula.js";
import { boxOf, readersOf, taps, windowOf } from "./windows.js";
import { isMax, members, takers } from "./winners.js";

export const MOST_BOXES = 32; // overlays of one kind drawn at once

/** Everything that cursor {grid, r, c} lights up. */
export function look(scene, cursor, channel) {
  const at = scene.grid(cursor.grid);
  const shown = { cells: [], boxes: [], windows: [], lines: [], lens: null };
  const step = { scene, at, r: cursor.r, c: cursor.c, i: cursor.r * at.cols + cursor.c, channel, shown };
  shown.cells.push({ space: at.space, r: cursor.r, c: cursor.c, role: "lit" });
  for (const link of scene.links) {
    if (link.from === at.space) link.axes ? lookDown(step, link) : lookAtPlace(step, link);
    if (link.to === at.space) link.axes ? lookUp(step, link) : lookBack(step, link);
    if (link.axes) showDropped(step, link);
  }
  if (!shown.lens && at.picture) shown.lens = around(step);
  if (!shown.lines.length) {
    const value = at.text(step.i, channel);
    shown.lines.push({ before: fill(scene.texts.value, place(step.r, step.c, { value })) });
  }
  return shown;
}

/** From an output cell down to its window. */
function lookDown(step, link) {
  const { scene, at, r, c, shown } = step;
  const plane = scene.first(link.to);
  const win = plane && windowOf(link, r, c, plane);
  if (!win) return;
  shown.windows.push({ space: link.to, win });
  shown.boxes.push({ space: link.to, ...boxOf(win), role: "window" });
  const ruled = scene.in(at.space).filter((grid) => grid.rule && grid.rule.kind !== "none");
  const marked = ruled.map((grid) => ({ grid, ...members(step, grid, plane, win) }));
  for (const one of marked) {
    shown.lines.push(formula(scene, one, plane, win, ruled.length > 1, step));
    if (one.winner) shown.cells.push(...winnerCells(scene, link, one));
  }
  const won = marked.find((one) => one.winner);
  shown.lens = { plane, rows: taps(win.rows), cols: taps(win.cols), winner: won ? won.winner : null, r, c, out: at };
}

function winnerCells({ texts }, link, { winner, ties }) {
  const badge = ties.length ? texts.first_mark : "";
  const equals = ties.map(([r, c]) => ({ space: link.to, r, c, role: "tie" }));
  return [{ space: link.to, r: winner[0], c: winner[1], role: "winner", badge }, ...equals];
}

/** From an input cell up to all windows that read it. */
function lookUp(step, link) {
  const { scene, at, r, c, shown } = step;
  const readers = readersOf(link, r, c);
  const plane = scene.first(link.to);
  readers.forEach(([row, col], nth) => {
    shown.cells.push({ space: link.from, r: row, c: col, role: "reader" });
    if (nth >= MOST_BOXES) return;
    const role = readers.length > 9 ? "reader-many" : `reader-${nth % 4}`;
    shown.boxes.push({ space: at.space, ...boxOf(windowOf(link, row, col, plane)), role, inset: 2 + (nth % 4) * 3 });
  });
  const ruled = scene.in(link.from).filter(isMax);
  const taken = ruled.map((grid) => takers(step, link, grid, readers, plane));
  taken.forEach((cells, n) => {
    const only = (grid) => grid.id === ruled[n].id || (!grid.rule && n === 0);
    for (const [row, col] of cells.slice(0, MOST_BOXES)) shown.cells.push({ space: link.from, r: row, c: col, role: "taker", only });
  });
  shown.lines.push({ before: readsText(scene, step, readers.length, taken[0]) });
}

/** From a pooled cell to the place that its value returns to. */
function lookAtPlace({ scene, i, shown }, link) {
  const target = scene.first(link.to);
  const flat = link.places[i];
  const known = flat >= 0 && flat < target.rows * target.cols;
  const [r, c] = [Math.floor(flat / target.cols), flat % target.cols];
  if (known) shown.cells.push({ space: link.to, r, c, role: "target" });
  const text = known ? scene.texts.returns_to : scene.texts.returns_nowhere;
  shown.lines.push({ before: fill(text, place(r, c, { title: target.title })) });
}

/** From an unpooled cell back to the values that return to it. */
function lookBack(step, link) {
  const { scene, i, shown } = step;
  const { cols } = scene.first(link.from);
  const sources = link.places.flatMap((flat, n) => (flat === i ? [n] : []));
  for (const n of sources) shown.cells.push({ space: link.from, r: Math.floor(n / cols), c: n % cols, role: "reader" });
  shown.lines.push({ before: returnedText(scene, step, sources.length) });
}

/** The window that torch drops, dashed, beside the windows of the cursor or at the end. */
function showDropped({ at, r, c, shown }, link) {
  const [rows, cols] = link.axes;
  const here = link.from === at.space;
  const beside = (axis, n) => axis.taps[here ? n : axis.taps.length - 1] || axis.taps[axis.taps.length - 1];
  const add = (down, across) => {
    if (down && across) shown.boxes.push({ space: link.to, ...boxOf({ rows: down, cols: across }), role: "dropped" });
  };
  if (rows.dropped) add(rows.dropped, beside(cols, c));
  if (cols.dropped) add(beside(rows, r), cols.dropped);
}

/** What the lens shows where the cursor is on no window: the pixel and its neighbours. */
function around({ at, r, c }) {
  const near = (x, length) => range(7).map((i) => x - 3 + i).filter((y) => y >= 0 && y < length);
  return { plane: at, rows: near(r, at.rows), cols: near(c, at.cols), winner: null, pixel: [r, c], r, c, out: at };
}
