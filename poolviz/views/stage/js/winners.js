// Who wins a window of max pooling, read from the taps that Python sent.

import { range } from "./base.js";
import { windowOf } from "./windows.js";

export const isMax = (grid) => Boolean(grid.rule) && grid.rule.kind === "max";

/** Where the winning tap of an output cell lies, or null. */
function winnerOf(grid, win, i, channel) {
  const tap = isMax(grid) ? grid.tap(i, channel) : -1;
  if (tap < 0) return null;
  const [rs, rd] = win.rows;
  const [cs, cd, width] = win.cols;
  return [rs + Math.floor(tap / width) * rd, cs + (tap % width) * cd];
}

/** The winner of the window of cell i and its equals, for one grid that has a rule. */
export function members({ i, channel }, grid, plane, win) {
  const winner = winnerOf(grid, win, i, channel);
  if (!winner) return { winner, ties: [] };
  const first = winner[0] * plane.cols + winner[1];
  const ties = range(win.size).map(win.member).filter(([r, c]) => {
    const flat = r * plane.cols + c;
    return flat !== first && plane.same(flat, first, channel);
  });
  return { winner, ties };
}

/** Those of the `readers` of cell (r, c) that take its value. */
export function takers({ r, c, channel }, link, grid, readers, plane) {
  return readers.filter(([row, col]) => {
    const winner = winnerOf(grid, windowOf(link, row, col, plane), row * grid.cols + col, channel);
    return winner && winner[0] === r && winner[1] === c;
  });
}

/** Whether any window has equals of its winner; of pictures it is supposed. */
export function hasTies(scene, links) {
  return links.some((link) => {
    const plane = scene.first(link.to);
    const grid = scene.in(link.from).find(isMax);
    if (!plane || !grid || plane.picture) return Boolean(grid);
    return range(grid.rows * grid.cols).some((i) => {
      const win = windowOf(link, Math.floor(i / grid.cols), i % grid.cols, plane);
      return win && members({ i, channel: 0 }, grid, plane, win).ties.length > 0;
    });
  });
}
