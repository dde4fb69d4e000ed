// The cursor {grid, d, r, c}: where it may stand, and how it moves.

import { clamp, sameCell } from "../dom/base.js";
import { targetOf } from "../dom/elements.js";
import { paint } from "./paint.js";

/** @import { Cell, Cursor, Grid, Scene, Stage } from "../types.d.ts" */
/** @import { View } from "../grids/view.js" */

/** @type {Record<string, number>} */
const PAGES = { PageUp: -1, PageDown: 1 };
/** @type {Record<string, [number, number]>} */
const ARROWS = { ArrowUp: [-1, 0], ArrowDown: [1, 0], ArrowLeft: [0, -1], ArrowRight: [0, 1] };

/**
 * The cursor, moved into the grids there are now; at first the first cell of the main grid, or a picture's middle.
 * @type {(scene: Scene, cursor: Cursor | null) => Cursor | null}
 */
export function valid(scene, cursor) {
  const grid = scene.find(cursor?.grid) || scene.main;
  if (!grid || !grid.depth || !grid.rows || !grid.cols) return null;
  const first = grid.picture ? { r: grid.rows >> 1, c: grid.cols >> 1 } : { r: 0, c: 0 };
  const { d, r, c } = cursor && cursor.grid === grid.id ? cursor : { d: 0, ...first };
  return { grid: grid.id, d: clamp(d, 0, grid.depth - 1), r: clamp(r, 0, grid.rows - 1), c: clamp(c, 0, grid.cols - 1) };
}

/**
 * A cursor of the scene before in the one there is now: pictures and signals are as large as before whatever their
 * cells, so there it stays at its place among them, also where its grid is gone and another of its space is there.
 * @type {(before: Scene | undefined, scene: Scene, cursor: Cursor | null) => Cursor | null}
 */
export function carried(before, scene, cursor) {
  const was = before?.find(cursor?.grid);
  const is = was && (scene.find(was.id) || scene.first(was.space));
  if (!cursor || !is || !(is.picture || is.plot)) return valid(scene, cursor);
  const along = (/** @type {number} */ at, /** @type {number} */ from, /** @type {number} */ to) => Math.floor(((at + 0.5) * to) / (from || to));
  return valid(scene, { grid: is.id, d: cursor.d, r: along(cursor.r, was.rows, is.rows), c: along(cursor.c, was.cols, is.cols) });
}

/**
 * Where a key leads from cell {d, r, c}, or null.
 * @type {(event: KeyboardEvent, grid: Grid, cell: Cell) => Partial<Cell> | null}
 */
export function walk({ key, shiftKey, ctrlKey }, { depth, volume, rows, cols, picture, plot }, { d, r, c }) {
  if (PAGES[key] && volume) return { d: clamp(d + PAGES[key], 0, depth - 1) };
  if (key === "Home") return { r: ctrlKey ? 0 : r, c: 0 };
  if (key === "End") return { r: ctrlKey ? rows - 1 : r, c: cols - 1 };
  if (!ARROWS[key] || ctrlKey) return null;
  const by = (picture || plot) && shiftKey ? 8 : 1;
  return { r: clamp(r + ARROWS[key][0] * by, 0, rows - 1), c: clamp(c + ARROWS[key][1] * by, 0, cols - 1) };
}

/**
 * The view of a cursor: its grid, or in a volume its slice.
 * @type {(stage: Stage, at: {grid: string, d?: number}) => View | undefined}
 */
export const viewOf = (stage, { grid, d = 0 }) => stage.views.find((view) => view.grid.id === grid && view.d === d);

/** The view that an element is part of. @type {(stage: Stage, target: HTMLElement) => View | undefined} */
export const viewAround = (stage, target) => stage.views.find(({ figure }) => figure.contains(target));

/** The cell that an event is about, or null. @type {(stage: Stage, event: Event) => Cursor | null} */
export function cellAt(stage, event) {
  const target = targetOf(event);
  const view = target?.closest(".pv-cells") && viewAround(stage, target);
  const at = view && view.at(/** @type {MouseEvent} */ (event));
  return at ? { grid: view.grid.id, d: view.d, ...at } : null;
}

/** Move the cursor; the keys' focus goes with it where asked. @type {(stage: Stage, cursor: Cursor, focus?: boolean) => void} */
export function move(stage, cursor, focus) {
  const moved = !stage.cursor || !sameCell(stage.cursor, cursor);
  stage.cursor = cursor;
  if (moved) paint(stage);
  if (focus) viewOf(stage, cursor)?.reach(cursor.r, cursor.c, true);
}

/**
 * Make the cursor's cell, or else the first, the one that Tab reaches in this view.
 * @type {(stage: Stage, view: View) => void}
 */
export function reachIn({ cursor }, view) {
  const { active, grid } = view;
  const at = cursor && cursor.grid === grid.id && cursor.d === view.d ? cursor : { r: 0, c: 0 };
  if (active && view.cells.includes(active) && at !== cursor) return;
  if (grid.rows && grid.cols) view.reach(at.r, at.c, false);
}
