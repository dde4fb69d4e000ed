// What is covered on a stage, and what a covered cell still says. No DOM.

import { fill, flatOf, isCell, range, sizeOf, spot, textOf } from "../../dom/base.js";

/** @import { Answered, Cursor, Grid, Hiding, Scene, Shown } from "../../types.d.ts" */
/** @import { Ask, Grid as SentGrid, Plot, Stage as Sent } from "../../../wire/stage.d.ts" */

const COVER = "?";
const GREY = [168, 196]; // of a covered picture, which is a chequer

/** @type {(id: string, i: number) => string} */
export const cellKey = (id, i) => `${id}:${i}`;

/** What is covered, and what was answered, where nothing is. @type {() => Hiding} */
export const nothingHidden = () => ({
  on: false, sent: false, asked: null, covered: new Set(), open: new Set(), guesses: new Map(), chosen: new Set(), typing: false, channel: 0, print: "", attended: "",
});

/**
 * The ids of the grids that are covered: all but the first, those that can be edited, and those of its space that a rule reads.
 * @type {(data: Sent) => string[]}
 */
export function coveredGrids({ grids }) {
  const [first] = grids;
  const read = new Set(grids.map(({ rule }) => (rule && "reads" in rule ? rule.reads : "")));
  const given = (/** @type {SentGrid} */ grid) => grid === first || grid.editable || (grid.space === first.space && read.has(grid.id));
  return grids.filter((grid) => !given(grid)).map(({ id }) => id);
}

/**
 * Follow what Python says: new numbers cover everything again and take all answers away.
 * @type {(hiding: Hiding, data: Sent) => void}
 */
export function takeHiding(hiding, data) {
  const { options, ask = null } = data;
  if (Boolean(options.hide) !== hiding.sent) hiding.on = hiding.sent = Boolean(options.hide);
  const asks = hiding.on ? [] : [ask?.kind, ask?.grid]; // what is predicted of a hidden stage goes from grid to grid
  const print = hiding.on || ask ? JSON.stringify([...asks, data.grids.map(({ id, texts, picture, plot }) => [id, texts, picture?.pixels, plot?.heights])]) : "";
  const fresh = print !== hiding.print;
  if (fresh) Object.assign(hiding, { print, open: new Set(), guesses: new Map(), chosen: new Set() });
  hiding.asked = ask;
  const asked = ask && ask.kind === "values" ? [ask.grid] : [];
  hiding.covered = new Set(hiding.on ? coveredGrids(data) : asked);
  if (fresh && ask) restore(hiding, ask);
}

/** Take back what was answered before this stage was drawn. @type {(hiding: Hiding, ask: Ask) => void} */
function restore({ guesses, chosen }, { kind, grid, cells, given = [] }) {
  given.forEach((text, n) => {
    const key = cellKey(grid, cells ? cells[n] : n);
    if (text && kind === "values") guesses.set(key, text);
    if (text && kind === "cells") chosen.add(key);
  });
}

/** @type {(hiding: Hiding, id: string, i: number) => boolean} */
export const isHidden = ({ covered, open }, id, i) => covered.has(id) && !open.has(cellKey(id, i));

/** What is otherwise of each grid while something is covered or asked. @type {(hiding: Hiding) => (grid: Grid) => Partial<Grid>} */
export const veilOf = (hiding) => (grid) => {
  if (hiding.asked?.kind === "cells" && hiding.asked.grid === grid.id) return { marks: choices(hiding, grid) };
  if (hiding.covered.has(grid.id)) return coverOf(hiding, grid);
  return hiding.on && grid.plot ? { plot: { ...grid.plot, levels: ownLevels(grid.plot) } } : {};
};

/** The numbers beside a plot that are of its own values; the others are of what is covered. @type {(plot: Plot) => Plot["levels"]} */
function ownLevels({ levels, heights, zero }) {
  const own = heights.filter((one) => one !== null);
  const [low, high] = [Math.min(zero, ...own), Math.max(zero, ...own)];
  return levels.filter(([, share]) => share >= low && share <= high);
}

/** @type {(hiding: Hiding, grid: Grid) => Grid["marks"]} */
function choices({ asked, chosen }, grid) {
  return range(sizeOf(grid)).map((i) => {
    const picked = chosen.has(cellKey(grid.id, i));
    const same = Boolean(asked?.given?.[i]) === picked;
    return /** @type {any} */ ((picked && same && asked?.marks?.[i]) || (picked ? "chosen" : ""));
  });
}

/** @type {(hiding: Hiding, grid: Grid) => Partial<Grid>} */
function coverOf(hiding, grid) {
  const { id, text, same, tap, texts, shades, marks, copy, plot, rule } = grid;
  const hidden = (/** @type {number} */ i) => isHidden(hiding, id, i);
  const guess = (/** @type {number} */ i, ch = 0) => hiding.guesses.get(cellKey(id, ch * sizeOf(grid) + i)) ?? COVER;
  return {
    caption: plot ? grid.caption : [grid.volume ? grid.depth : 0, grid.rows, grid.cols].filter(Boolean).join(" × "),
    text: (i, ch) => (hidden(i) ? guess(i, ch) : text(i, ch)),
    same: (i, j, ch) => !hidden(i) && !hidden(j) && same(i, j, ch),
    tap: (i, ch) => (hidden(i) ? -1 : tap(i, ch)),
    texts: texts.map((one, i) => (hidden(i) ? (plot && hiding.guesses.has(cellKey(id, i)) ? "" : guess(i)) : one)),
    shades: shades?.map((one, i) => (hidden(i) ? 0 : one)),
    marks: /** @type {any} */ (texts.map((_one, i) => (hidden(i) ? markOf(hiding, id, i) : marks?.[i] || ""))),
    copy: copy && without(copy, hidden),
    ...(plot || grid.pixels ? { answers: answersOn(hiding, grid) } : {}),
    ...(grid.pixels ? { pixels: chequered(grid, hidden) } : {}),
    ...(plot ? { plot: { ...plot, heights: plot.heights.map((one, i) => (hidden(i) ? null : one)), behind: "", levels: ownLevels({ ...plot, heights: plot.heights.map((one, i) => (hidden(i) ? null : one)) }) } } : {}),
    ...(rule?.kind === "each" ? { rule: { ...rule, says: rule.says.map((one, i) => (hidden(i) ? COVER : one)) } } : {}),
  };
}

/** The mark of a prediction, by its flat index. @type {(hiding: Hiding, id: string, i: number) => string} */
function markOf({ asked, guesses }, id, i) {
  const guess = guesses.get(cellKey(id, i));
  if (guess === undefined) return "covered";
  const n = asked?.cells ? asked.cells.indexOf(i) : i;
  const judged = asked?.grid === id && asked.given?.[n] === guess && asked.marks?.[n];
  return judged || "guess";
}

/** What was typed where cells are drawn and no elements, in the channel that is looked at. @type {(hiding: Hiding, grid: Grid) => Answered[]} */
function answersOn(hiding, grid) {
  const size = sizeOf(grid);
  const mine = (/** @type {string} */ key) => key.slice(0, key.lastIndexOf(":")) === grid.id;
  return [...hiding.guesses].filter(([key]) => mine(key)).flatMap(([key, text]) => {
    const flat = Number(key.slice(key.lastIndexOf(":") + 1));
    const i = flat - hiding.channel * size;
    return isCell(grid, i) && isHidden(hiding, grid.id, i) ? [{ i, text, mark: markOf(hiding, grid.id, flat) }] : [];
  });
}

/** The numbers for the clipboard with those left out that are covered. @type {(copy: string, hidden: (i: number) => boolean) => string} */
function without(copy, hidden) {
  let i = 0;
  return copy.replace(/\S+/g, (one) => (hidden(i++) ? COVER : one));
}

/** @type {(grid: Grid, hidden: (i: number) => boolean) => Uint8Array} */
function chequered({ pixels = new Uint8Array(), channels, cols }, hidden) {
  return pixels.map((value, n) => {
    const i = Math.floor(n / channels);
    return hidden(i) ? GREY[((i % cols) + Math.floor(i / cols)) % 2] : value;
  });
}

/**
 * What the cursor may light: on a covered cell its windows, on what is given the cell alone, until all is uncovered.
 * @type {(shown: Shown, at: {scene: Scene, hiding: Hiding, channel: number}, cursor: Cursor) => Shown}
 */
export function veilLook(shown, { scene, hiding, channel }, cursor) {
  const left = [...hiding.covered].some((id) => rangeOf(scene, id).some((i) => isHidden(hiding, id, i)));
  if (!left) return shown;
  const grid = scene.grid(cursor.grid);
  const i = flatOf(grid, cursor);
  if (hiding.covered.has(grid.id) && !isHidden(hiding, grid.id, i)) return shown;
  const hidden = isHidden(hiding, grid.id, i);
  const { texts } = scene;
  const line = hidden ? coveredLine({ scene, hiding }, cursor, channel * sizeOf(grid) + i) : fill(texts.value, spot(cursor, { value: grid.text(i, channel) }));
  const windows = hidden && !scene.options.fields;
  return {
    cells: shown.cells.filter(({ role }) => role === "lit"),
    boxes: windows ? shown.boxes.filter(({ role }) => role === "window") : [],
    windows: windows ? shown.windows : [],
    lines: [{ before: line }],
    lens: shown.lens && { ...shown.lens, winner: null },
  };
}

/** What a covered cell says: what was typed into it, and what came of that. @type {(at: {scene: Scene, hiding: Hiding}, cursor: Cursor, flat: number) => string} */
function coveredLine({ scene: { texts }, hiding }, cursor, flat) {
  const value = hiding.guesses.get(cellKey(cursor.grid, flat));
  if (value === undefined) return fill(texts.covered, spot(cursor));
  return [fill(texts.cell, spot(cursor, { value })), textOf(texts, `mark_${markOf(hiding, cursor.grid, flat)}`)].join(texts.join);
}

/** @type {(scene: Scene, id: string) => number[]} */
function rangeOf(scene, id) {
  const grid = scene.find(id);
  return grid && isCell(grid, 0) ? range(sizeOf(grid)) : [];
}
