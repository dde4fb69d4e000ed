// From an input cell up to the windows that read it, and on to where its value returns to.

import { cellOf, flatOf, isCell } from "../dom/base.js";
import { readsText } from "./formula.js";
import { boxOf, product, readersOf } from "./windows.js";
import { readsOf, takers, takesOne } from "./winners.js";

/** @import { AxisReader, Cell, Grid, Readers, Scene, Step, WindowLink } from "../types.d.ts" */

export const MOST_BOXES = 32; // overlays of one kind drawn at once
const MOST_DEEP = 9; // windows drawn in a volume, where each lies in several slices

/**
 * Light the windows that read the cell of `step`, those that take it, and where these return it to.
 * @type {(step: Step, link: WindowLink) => void}
 */
export function lookUp(step, link) {
  const { scene, channel, shown } = step;
  const readers = readersOf(link, step);
  const several = scene.windows.filter((one) => one.to === link.to);
  showWindows(step, readers, several.length > 1 ? several.indexOf(link) : -1);
  showReaders(step, link, readers);
  const ruled = scene.in(link.from).filter(takesOne).filter((grid) => [undefined, "", step.at.id].includes(readsOf(grid)));
  const taken = ruled.map((grid) => takers(grid, readers, channel));
  taken.forEach((cells, n) => {
    const only = (/** @type {Grid} */ grid) => grid.id === ruled[n].id || (!grid.rule && n === 0);
    const drawn = ruled[n].picture || ruled[n].plot ? spread(cells) : cells;
    for (const { d, r, c } of drawn) shown.cells.push({ space: link.from, d, r, c, role: "taker", only });
  });
  if (taken.length) showReturns(step, link.from, ruled[0], taken[0]);
  const line = { before: readsText(scene, step, readers.size, taken[0], ruled[0]?.rule.said.wins) };
  shown.lines.push(several.length > 1 ? { ...line, label: titlesOf(scene, link), sign: outline(several.indexOf(link)) } : line);
}

/**
 * What is pooled with the windows of a link, where other windows read the same cells.
 * @type {(scene: Scene, link: WindowLink) => string}
 */
const titlesOf = (scene, { from }) => scene.in(from).map((grid) => grid.title).join(scene.texts.title_join);

/** The outline of the windows of the nth link: one look each where there are several. @type {(nth: number) => string} */
const outline = (nth) => `reader-${nth % 4}`;

/**
 * The outlines of the windows; of very many the outermost. `link` is its number among several, or -1.
 * @type {(step: Step, readers: Readers, link: number) => void}
 */
function showWindows({ at, shown }, readers, link) {
  const { size } = readers;
  const many = size > (at.volume ? MOST_DEEP : MOST_BOXES);
  const pick = (/** @type {AxisReader[]} */ list) => (many ? [...new Set([list[0], list[list.length - 1]])] : list);
  product(readers, pick).forEach(([deep, row, col], nth) => {
    const kind = link < 0 ? nth : link;
    const role = link < 0 && size > 9 ? "reader-many" : outline(kind);
    const box = boxOf({ depth: deep.window, rows: row.window, cols: col.window });
    shown.boxes.push({ space: at.space, ...box, role, inset: many ? 1 : 2 + (kind % 4) * 3 });
  });
}

/**
 * The cells of the windows; on a picture or a plot very many are one box.
 * @type {(step: Step, link: WindowLink, readers: Readers) => void}
 */
function showReaders({ scene, shown }, { from }, readers) {
  const { rows, cols, size } = readers;
  const { picture, plot } = scene.first(from);
  if (size > MOST_BOXES && (picture || plot)) {
    const [bottom, right] = [rows, cols].map((list) => list[list.length - 1].i + 1);
    shown.boxes.push({ space: from, top: rows[0].i, left: cols[0].i, bottom, right, role: "readers" });
    return;
  }
  for (const [deep, row, col] of product(readers)) {
    shown.cells.push({ space: from, d: deep.i, r: row.i, c: col.i, role: "reader" });
  }
}

/** At most MOST_BOXES of a list, from all over it. @type {(list: Cell[]) => Cell[]} */
function spread(list) {
  const by = Math.max(1, list.length / MOST_BOXES);
  return list.filter((_one, n) => Math.floor(n / by) !== Math.floor((n - 1) / by));
}

/**
 * Where the values of the outputs that took the cell return to.
 * @type {(step: Step, from: string, grid: Grid, cells: Cell[]) => void}
 */
function showReturns({ scene, shown }, from, grid, cells) {
  for (const link of scene.places.filter((one) => one.from === from)) {
    const target = scene.first(link.to);
    const known = new Set(cells.map((cell) => link.places[flatOf(grid, cell)]).filter((flat) => isCell(target, flat)));
    for (const flat of known) shown.cells.push({ space: link.to, ...cellOf(target, flat), role: "target" });
  }
}
