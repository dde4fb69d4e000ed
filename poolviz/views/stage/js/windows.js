// Windows as numbers: an axis of a window is [start, step, count].

import { range } from "./base.js";

export const NO_FRAME = { top: 0, left: 0, bottom: 0, right: 0, padding: [0, 0], symbol: "", struck: false };

export const last = ([start, step, count]) => start + step * (count - 1);
export const taps = ([start, step, count]) => range(count).map((i) => start + i * step);
export const touches = ([start, step, count], x) =>
  count > 0 && x >= start && x <= start + step * (count - 1) && (x - start) % (step || 1) === 0;

/** The taps that are at least `low` and below `high`. */
export function tapsWithin([start, step, count], low, high) {
  const by = step || 1;
  const first = Math.max(0, Math.ceil((low - start) / by));
  const end = Math.min(count, Math.ceil((high - start) / by));
  return range(Math.max(0, end - first)).map((i) => start + (first + i) * by);
}

export const boxOf = ({ rows, cols }) => ({ top: rows[0], left: cols[0], bottom: last(rows) + 1, right: last(cols) + 1 });

/** The window of cell (r, c): its taps on both axes and which of them lie inside the plane. */
export function windowOf(link, r, c, plane) {
  const rows = link.axes[0].taps[r];
  const cols = link.axes[1].taps[c];
  if (!rows || !cols) return null;
  const within = [tapsWithin(rows, 0, plane.rows), tapsWithin(cols, 0, plane.cols)];
  const size = within[0].length * within[1].length;
  const member = (i) => [within[0][Math.floor(i / within[1].length)], within[1][i % within[1].length]];
  return { rows, cols, within, size, member, k: rows[2] * cols[2] };
}

/** How many taps lie in the padding, and how many beyond it. */
export function outside(win, plane, frame) {
  const limits = frame === NO_FRAME ? [Infinity, Infinity] : frame.padding;
  const near = (axis, length, pad) => tapsWithin(axis, -pad, length + pad).length;
  const reached = near(win.rows, plane.rows, limits[0]) * near(win.cols, plane.cols, limits[1]);
  return { padding: reached - win.size, beyond: win.k - reached };
}

/** The windows that read cell (r, c) of `to`, by axis: each row of them with each column is one. */
export function readersOf(link, r, c) {
  const [rows, cols] = [readersOn(link.axes[0].taps, r), readersOn(link.axes[1].taps, c)];
  return { rows, cols, size: rows.length * cols.length };
}

/** The windows of one axis that read x: their numbers, and which of their taps it is. */
const readersOn = (windows, x) =>
  windows.flatMap((one, i) => (touches(one, x) ? [{ i, window: one, tap: (x - one[0]) / (one[1] || 1) }] : []));
