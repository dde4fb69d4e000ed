// Windows as numbers: an axis of a window is [start, step, count].

import { cellOf, range } from "../dom/base.js";

/** @import { AxisReader, Cell, Edges, Frame, Grid, Place, Readers, Size, Window, WindowLink } from "../types.d.ts" */
/** @import { Taps } from "../../wire/stage.d.ts" */

/** @type {Frame} */
export const NO_FRAME = {
  front: 0, top: 0, left: 0, back: 0, bottom: 0, right: 0, deep: 0, padding: [0, 0], symbol: "", struck: false, means: "",
};

/** The window that everything has on an axis of length 1, such as the depth of a plane. @type {Taps} */
export const ALONE = [0, 1, 1];

/** @type {(taps: Taps) => number} */
export const last = ([start, step, count]) => start + step * (count - 1);
/** @type {(taps: Taps) => number[]} */
export const taps = ([start, step, count]) => range(count).map((i) => start + i * step);
/** @type {(taps: Taps, x: number) => boolean} */
export const touches = ([start, step, count], x) =>
  count > 0 && x >= start && x <= start + step * (count - 1) && (x - start) % (step || 1) === 0;

/** The taps that are at least `low` and below `high`. @type {(taps: Taps, low: number, high: number) => number[]} */
export function tapsWithin([start, step, count], low, high) {
  const by = step || 1;
  const first = Math.max(0, Math.ceil((low - start) / by));
  const end = Math.min(count, Math.ceil((high - start) / by));
  return range(Math.max(0, end - first)).map((i) => start + (first + i) * by);
}

/** The box around a window: drawn in the slices that it reads. @type {(win: {depth?: Taps, rows: Taps, cols: Taps}) => Edges & {depth: Taps}} */
export const boxOf = ({ depth = ALONE, rows, cols }) =>
  ({ depth, top: rows[0], left: cols[0], bottom: last(rows) + 1, right: last(cols) + 1 });

/**
 * The window of a cell: its taps on each axis and which of them lie inside the plane or volume.
 * @type {(link: WindowLink, cell: Place, plane: Required<Size>) => Window | null}
 */
export function windowOf(link, { d = 0, r, c }, plane) {
  const [depth, rows, cols] = [link.depth.taps[d], link.axes[0].taps[r], link.axes[1].taps[c]];
  if (!depth || !rows || !cols) return null;
  /** @type {Window["within"]} */
  const within = [tapsWithin(depth, 0, plane.depth), tapsWithin(rows, 0, plane.rows), tapsWithin(cols, 0, plane.cols)];
  const inside = { depth: within[0].length, rows: within[1].length, cols: within[2].length };
  const size = inside.depth * inside.rows * inside.cols;
  /** @type {(i: number) => Cell} */
  const member = (i) => {
    const at = cellOf(inside, i);
    return { d: within[0][at.d], r: within[1][at.r], c: within[2][at.c] };
  };
  return { depth, rows, cols, within, size, member, k: depth[2] * rows[2] * cols[2] };
}

/**
 * How many taps lie in the padding, and how many beyond it.
 * @type {(win: Window, plane: Grid, frame: Pick<Frame, "padding"> & Partial<Frame>) => {padding: number, beyond: number}}
 */
export function outside(win, plane, frame) {
  const limits = frame === NO_FRAME ? [Infinity, Infinity, Infinity] : [frame.deep || 0, ...frame.padding];
  /** @type {(axis: Taps, length: number, pad: number) => number} */
  const near = (axis, length, pad) => tapsWithin(axis, -pad, length + pad).length;
  const reached =
    near(win.depth, plane.depth, limits[0]) * near(win.rows, plane.rows, limits[1]) * near(win.cols, plane.cols, limits[2]);
  return { padding: reached - win.size, beyond: win.k - reached };
}

/** The windows that read a cell, by axis: each product of one an axis is a window. @type {(link: WindowLink, cell: Place) => Readers} */
export function readersOf(link, { d = 0, r, c }) {
  const depth = readersOn(link.depth.taps, d);
  const [rows, cols] = [readersOn(link.axes[0].taps, r), readersOn(link.axes[1].taps, c)];
  return { depth, rows, cols, size: depth.length * rows.length * cols.length };
}

/** Every product of one of each axis, depth first. @type {(readers: Readers, pick?: (list: AxisReader[]) => AxisReader[]) => AxisReader[][]} */
export const product = ({ depth, rows, cols }, pick = (list) => list) =>
  pick(depth).flatMap((deep) => pick(rows).flatMap((row) => pick(cols).map((col) => [deep, row, col])));

/** The windows of one axis that read x: their numbers, and which of their taps it is. @type {(windows: Taps[], x: number) => AxisReader[]} */
const readersOn = (windows, x) =>
  windows.flatMap((one, i) => (touches(one, x) ? [{ i, window: one, tap: (x - one[0]) / (one[1] || 1) }] : []));
