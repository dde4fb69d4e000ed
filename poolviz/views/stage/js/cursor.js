// The cursor {grid, r, c}: where it may stand, and how it moves.

import { clamp } from "./base.js";
import { paint } from "./paint.js";

const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/** The cursor, moved into the grids there are now; at first the first cell of the main grid, or a picture's middle. */
export function valid(scene, cursor) {
  const grid = (cursor && scene.grid(cursor.grid)) || scene.main;
  if (!grid || !grid.rows || !grid.cols) return null;
  const first = grid.picture && !cursor ? { r: grid.rows >> 1, c: grid.cols >> 1 } : { r: 0, c: 0 };
  const { r, c } = cursor && cursor.grid === grid.id ? cursor : first;
  return { grid: grid.id, r: clamp(r, 0, grid.rows - 1), c: clamp(c, 0, grid.cols - 1) };
}

/** Where a key leads from cell {r, c}, or null. */
export function walk({ key, shiftKey, ctrlKey }, { rows, cols, picture, plot }, { r, c }) {
  if (key === "Home") return { r: ctrlKey ? 0 : r, c: 0 };
  if (key === "End") return { r: ctrlKey ? rows - 1 : r, c: cols - 1 };
  if (!ARROWS[key] || ctrlKey) return null;
  const by = (picture || plot) && shiftKey ? 8 : 1;
  return { r: clamp(r + ARROWS[key][0] * by, 0, rows - 1), c: clamp(c + ARROWS[key][1] * by, 0, cols - 1) };
}

export const viewOf = (stage, id) => stage.views.find((view) => view.grid.id === id);

/** The cell that an event is about, or null. */
export function cellAt(stage, event) {
  const figure = event.target.closest && event.target.closest(".pv-figure");
  const view = figure && event.target.closest(".pv-cells") && viewOf(stage, figure.dataset.grid);
  return view ? view.at(event) : null;
}

/** Move the cursor; the keys' focus goes with it where asked. */
export function move(stage, cursor, focus) {
  const { grid, r, c } = stage.cursor || {};
  const moved = grid !== cursor.grid || r !== cursor.r || c !== cursor.c;
  stage.cursor = cursor;
  if (moved) paint(stage);
  if (focus) viewOf(stage, cursor.grid).reach(cursor.r, cursor.c, true);
}

/** Make the cursor's cell, or else the first, the one that Tab reaches in this view. */
export function reachIn({ cursor }, view) {
  const { active, grid } = view;
  const at = cursor && cursor.grid === grid.id ? cursor : { r: 0, c: 0 };
  if (active && view.cells.includes(active) && at !== cursor) return;
  if (grid.rows && grid.cols) view.reach(at.r, at.c, false);
}
