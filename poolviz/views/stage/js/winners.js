// Who wins a window of max pooling, read from the taps that Python sent.

import { range } from "./base.js";
import { windowOf } from "./windows.js";

export const isMax = (grid) => Boolean(grid.rule) && grid.rule.kind === "max";

/** The grid whose numbers a rule reads: the one it names where several share the space, else the space's first. */
export const planeOf = (scene, grid, first) => (grid.rule && scene.grid(grid.rule.of)) || first;

/** How many equals of a winner are drawn; in a picture of one colour there are thousands. */
const mostTies = (plane) => (plane.picture ? 32 : 256);

/** Where the winning tap of an output cell lies, or null. A window without members has none, whatever was sent. */
function winnerOf(grid, win, i, channel) {
  const tap = isMax(grid) && win.size ? grid.tap(i, channel) : -1;
  if (tap < 0) return null;
  const [rs, rd] = win.rows;
  const [cs, cd, width] = win.cols;
  return [rs + Math.floor(tap / width) * rd, cs + (tap % width) * cd];
}

/** The winner of the window of cell i, its first equals and how many cells have that value, for one grid with a rule. */
export function members({ i, channel }, grid, plane, win) {
  const winner = winnerOf(grid, win, i, channel);
  const found = { winner, ties: [], equal: 0 };
  if (!winner) return found;
  const first = winner[0] * plane.cols + winner[1];
  const most = mostTies(plane);
  for (const r of win.within[0]) {
    for (const c of win.within[1]) {
      const flat = r * plane.cols + c;
      if (!plane.same(flat, first, channel)) continue;
      found.equal += 1;
      if (flat !== first && found.ties.length < most) found.ties.push([r, c]);
    }
  }
  return found;
}

/** Those of the `readers` of a cell that take its value: those whose winning tap lies on it. */
export function takers(grid, { rows, cols }, channel) {
  const takes = (row, col) => grid.tap(row.i * grid.cols + col.i, channel) === row.tap * col.window[2] + col.tap;
  return rows.flatMap((row) => cols.filter((col) => takes(row, col)).map((col) => [row.i, col.i]));
}

/** Whether any window has equals of its winner; of pictures it is supposed. */
export function hasTies(scene, links) {
  return links.some((link) => {
    const grid = scene.in(link.from).find(isMax);
    const plane = grid && planeOf(scene, grid, scene.first(link.to));
    if (!plane || plane.picture) return Boolean(grid);
    return range(grid.rows * grid.cols).some((i) => {
      const win = windowOf(link, Math.floor(i / grid.cols), i % grid.cols, plane);
      return win && members({ i, channel: 0 }, grid, plane, win).ties.length > 0;
    });
  });
}
