// Whose value a window takes, read from the taps that Python sent.

import { cellOf, flatOf, range, sizeOf } from "../dom/base.js";
import { product, windowOf } from "./windows.js";

/** @import { Cell, Grid, Members, Readers, Ruled, Scene, Size, Window, WindowLink } from "../types.d.ts" */

/**
 * Whether one value of each window is taken, rather than all combined.
 * @param {Grid} grid
 * @returns {grid is Ruled}
 */
export const takesOne = (grid) => isPooled(grid) && grid.rule.taps !== undefined;

/**
 * Whether the outputs of a grid follow from their windows.
 * @param {Grid} grid
 * @returns {grid is Ruled}
 */
export const isPooled = (grid) => grid.rule?.kind === "pooled";

/** The id of the grid that a rule reads, where it names one. @type {(grid: Grid) => string | undefined} */
export const readsOf = (grid) => (isPooled(grid) ? grid.rule.reads : undefined);

/**
 * The grid whose numbers a rule reads: the one it names where several share the space, else the space's first.
 * @type {(scene: Scene, grid: Grid, first: Grid) => Grid}
 */
export const planeOf = (scene, grid, first) => scene.find(readsOf(grid)) || first;

/** How many equals of a winner are drawn; in a picture of one colour there are thousands. @type {(plane: Grid) => number} */
const mostTies = (plane) => (plane.picture ? MOST_TIES_PICTURED : MOST_TIES);
const MOST_TIES = 256;
const MOST_TIES_PICTURED = 32;

/**
 * Where the winning tap of an output cell lies, or null. A window without members has none, whatever was sent.
 * @type {(grid: Grid, win: Window, i: number, channel: number) => Cell | null}
 */
function winnerOf(grid, win, i, channel) {
  const tap = takesOne(grid) && win.size ? grid.tap(i, channel) : -1;
  if (tap < 0) return null;
  const { depth, rows, cols } = win;
  const at = cellOf({ rows: rows[2], cols: cols[2] }, tap);
  return { d: depth[0] + at.d * depth[1], r: rows[0] + at.r * rows[1], c: cols[0] + at.c * cols[1] };
}

/**
 * The winner of the window of cell i, its first equals and how many cells have that value, for one grid with a rule.
 * @type {(at: {i: number, channel: number}, grid: Grid, plane: Grid, win: Window) => Members}
 */
export function members({ i, channel }, grid, plane, win) {
  const winner = winnerOf(grid, win, i, channel);
  /** @type {Members} */
  const found = { winner, ties: [], equal: 0 };
  if (!winner) return found;
  const first = flatOf(plane, winner);
  const most = mostTies(plane);
  eachFlat(win, plane, (flat) => {
    if (!plane.same(flat, first, channel) && !(isPooled(grid) && grid.rule.absolute && alike(plane, flat, first))) return;
    found.equal += 1;
    if (flat !== first && found.ties.length < most) found.ties.push(cellOf(plane, flat));
  });
  return found;
}

/** Whether two numbers are equal but for their sign. @type {(plane: Grid, i: number, j: number) => boolean} */
const alike = (plane, i, j) => plane.text(i).replace("−", "") === plane.text(j).replace("−", "");

/**
 * Call `visit` with the flat index of each member of a window, row-major.
 * @type {(win: Window, plane: Size, visit: (flat: number) => void) => void}
 */
function eachFlat({ within: [depth, rows, cols] }, plane, visit) {
  for (const d of depth) for (const r of rows) for (const c of cols) visit((d * plane.rows + r) * plane.cols + c);
}

/**
 * Those of the `readers` of a cell that take its value: those whose winning tap lies on it.
 * @type {(grid: Grid, readers: Readers, channel: number) => Cell[]}
 */
export function takers(grid, readers, channel) {
  const cells = product(readers).map(([deep, row, col]) => {
    const tap = flatOf({ rows: row.window[2], cols: col.window[2] }, { d: deep.tap, r: row.tap, c: col.tap });
    return { d: deep.i, r: row.i, c: col.i, tap };
  });
  return cells.filter((cell) => grid.tap(flatOf(grid, cell), channel) === cell.tap);
}

/**
 * Whether any window has equals of its winner; of pictures it is supposed.
 * @type {(scene: Scene, links: WindowLink[]) => boolean}
 */
export function hasTies(scene, links) {
  return links.some((link) => {
    const grid = scene.in(link.from).find(takesOne);
    const plane = grid && planeOf(scene, grid, scene.first(link.to));
    if (!plane || plane.picture) return Boolean(grid);
    return range(sizeOf(grid)).some((i) => {
      const win = windowOf(link, cellOf(grid, i), plane);
      return win && members({ i, channel: 0 }, grid, plane, win).ties.length > 0;
    });
  });
}
