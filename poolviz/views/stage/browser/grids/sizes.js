// How large cells and pictures are drawn, from the room there is. Lengths in px. No DOM.

import { clamp, range } from "../dom/base.js";

/** @import { Framed, MatrixBox, Pair, Size, VolumeBox } from "../types.d.ts" */

const GAP = 36; // between grids
const SCREEN = 100; // px of a cell that only a screen of its own has room for
const ROW_GAP = 20; // between rows of grids
const SLICE_GAP = 14;
const SLICE_HEAD = 22;
const SLICE_LEAST = 44; // px for the name of a slice
const BAND = 40; // px that volumes leave free below them at most
const SMALLER = 0.62; // how much smaller their cells may become for that
const PICTURE_GAP = 20; // between pictures, and before the lens
export const HEAD = 46; // px of a header
const ABOVE_LETTERS = 4; // px that a row is higher than its letters
export const LEGIBLE_ROW = 31; // px of a row of letters that a back row reads
const TALL_HEAD = 76; // and on a screen of its own
/** @type {Pair} */
const LENS = [260, 288]; // the lens at its narrowest and widest
/** @type {Pair} */
const LARGE_LENS = [320, 400];
/** @type {Pair} */
const LENS_HEIGHT = [308, 340]; // on a low screen, and else
const INPUT_SHARE = 1.4; // how much larger the input of a network is drawn than its maps
/** @type {Pair} */
const SIGNAL_HEIGHT = [16, 40]; // a signal among the maps of a network, at its lowest and highest

/**
 * The largest cell size at which the boxes fit: in rows of so many, else wrapped, which a phone does sooner; [size, wrapped].
 * @type {(boxes: MatrixBox[], width: number, height: number, most: number, least: number, columns?: number) => [number, boolean]}
 */
export function fit(boxes, width, height, most, least, columns = boxes.length) {
  const beside = sideBySide(boxes, columns, width, height, most, width < 620 ? Math.max(least, 34) : least);
  const alone = most > SCREEN && columns === boxes.length; // rows of a few cells become larger below each other
  if (beside && !alone) return [beside, false];
  const widest = Math.max(...boxes.map((box) => box.cols));
  const largest = clamp(Math.floor(width / widest), least, alone ? most : Math.min(most, most > 52 ? 60 : 44));
  if (width < 620) return [largest, true];
  const head = alone ? TALL_HEAD : HEAD;
  const tall = (/** @type {number} */ u) => wrap(boxes.map((box) => [Math.max(box.cols * u, box.head), box.rows * u + head]), width, GAP).height;
  const wrapped = range(largest - least + 1).map((i) => largest - i).find((u) => tall(u) <= height);
  return beside >= (wrapped || 1) ? [beside, false] : [wrapped || least, true];
}

/**
 * Cells in front of a class, where the letters have a size of their own: as wide as their texts, `wide` px, as high as the
 * room allows. Where not all `fits` the rows are lowest, `least` px.
 * @type {(boxes: MatrixBox[], wide: number[], width: number, height: number, most: number, look?: {least?: number, headed?: number}) => {across: number[], down: number, wrapped: boolean, fits: boolean}}
 */
export function fitLegible(boxes, wide, width, height, most, { least = LEGIBLE_ROW, headed = TALL_HEAD } = {}) {
  const at = (/** @type {number} */ down) => {
    const across = wide.map((one) => Math.max(one, down));
    const sizes = boxes.map(/** @returns {Pair} */ ({ cols, rows, head }, i) => [Math.max(cols * across[i], head), rows * down + headed]);
    const wrapped = sizes.reduce((sum, [one]) => sum + one + GAP, -GAP) > width;
    const tall = wrapped ? wrap(sizes, width, GAP).height : Math.max(...sizes.map(([, one]) => one));
    return { across, down, wrapped, fits: tall <= height && sizes.every(([one]) => one <= width) };
  };
  const tried = range(Math.max(1, most - least + 1)).map((i) => at(Math.max(least, most - i)));
  return tried.find(({ fits }) => fits) ?? tried[tried.length - 1];
}

/** The lowest row of letters of so many px. @type {(letters: number) => number} */
export const rowOf = (letters) => letters + ABOVE_LETTERS;

/**
 * How so many grids share a room that is too small for them, each a pane that is scrolled: how many lie beside each other,
 * and how high the cells of each may be.
 * @type {(n: number, height: number, columns?: number) => {columns: number, high: number}}
 */
export function fitPanes(n, height, columns = n > 3 ? Math.ceil(n / 2) : n) {
  const rows = Math.ceil(n / columns);
  return { columns, high: Math.max(3 * LEGIBLE_ROW, Math.floor((height - ROW_GAP * (rows - 1)) / rows) - TALL_HEAD) };
}

/** @type {(boxes: MatrixBox[], columns: number, width: number, height: number, most: number, least: number) => number} */
function sideBySide(boxes, columns, width, height, most, least) {
  const across = range(columns).map((n) => boxes.filter((_box, i) => i % columns === n));
  const down = range(Math.ceil(boxes.length / columns)).map((n) => boxes.slice(n * columns, (n + 1) * columns));
  /** @type {(lists: MatrixBox[][], gap: number, size: (box: MatrixBox) => number) => number} */
  const sum = (lists, gap, size) => lists.reduce((all, list) => all + Math.max(...list.map(size)) + gap, -gap);
  const row = (/** @type {number} */ u) => sum(across, GAP, (box) => Math.max(box.cols * u, box.head));
  const tall = (/** @type {number} */ u) => sum(down, ROW_GAP, (box) => box.rows * u + HEAD);
  const sizes = range(Math.max(1, Math.floor(most - least) + 1)).map((i) => most - i);
  return sizes.find((u) => row(u) <= width && tall(u) <= height) || (row(least) <= width ? least : 0);
}

/**
 * The largest cell size at which volumes and their slices, wrapped into the width, keep to the height.
 * @type {(blocks: VolumeBox[], width: number, height: number, most: number, least: number) => number}
 */
export function fitVolumes(blocks, width, height, most, least) {
  const widest = Math.max(...blocks.flatMap(({ slices }) => slices.map(([cols]) => cols)));
  const low = clamp(Math.floor(width / widest), 22, least);
  const sizes = range(Math.max(1, most - low + 1)).map((i) => most - i);
  return sizes.find((u) => u * widest <= width && flow(blocks, u, width) <= height) || low;
}

/**
 * The size of the cells of volumes, and whether the first has a row of its own: where they would leave a band below them
 * that is as high as a row of slices, they lie below each other.
 * @type {(blocks: VolumeBox[], width: number, height: number, most: number, least: number) => {size: number, below: boolean}}
 */
export function placeVolumes(blocks, width, height, most, least) {
  const size = fitVolumes(blocks, width, height, most, least);
  if (blocks.length < 2 || width < 620 || height - flow(blocks, size, width) <= BAND) return { size, below: false };
  const lowest = Math.ceil(Math.max(size * SMALLER, 22));
  const other = range(Math.max(0, size - lowest + 1)).map((i) => size - i).find((u) => flow(blocks, u, width, true) <= height);
  return other ? { size: other, below: true } : { size, below: false };
}

/**
 * How high the blocks become in which slices, [cols, rows] each, flow at cell size u, the first `alone` in its row.
 * @type {(blocks: VolumeBox[], u: number, width: number, alone?: boolean) => number}
 */
function flow(blocks, u, width, alone = false) {
  const boxes = blocks.map(/** @returns {Pair} */ ({ head, slices }) => {
    const inner = wrap(slices.map(([cols, rows]) => [Math.max(cols * u, SLICE_LEAST), rows * u + SLICE_HEAD]), width, SLICE_GAP);
    return [inner.lines > 1 ? width : Math.max(inner.width, head), inner.height + HEAD];
  });
  if (alone) boxes[0][0] = width;
  return wrap(boxes, width, GAP).height;
}

/**
 * What boxes, [width, height] each, take that flow into the width as the browser wraps them.
 * @type {(boxes: Pair[], width: number, gap: number) => {lines: number, width: number, height: number}}
 */
function wrap(boxes, width, gap) {
  /** @type {Pair[]} */
  const lines = [];
  for (const [wide, tall] of boxes) {
    const line = lines[lines.length - 1];
    if (line && line[0] + gap + wide <= width) lines.splice(-1, 1, [line[0] + gap + wide, Math.max(line[1], tall)]);
    else lines.push([wide, tall]);
  }
  const height = lines.reduce((sum, [, tall]) => sum + tall + SLICE_GAP, -SLICE_GAP);
  return { lines: lines.length, width: Math.max(...lines.map(([wide]) => wide)), height };
}

/**
 * How the pictures are drawn: their size without frame, the lens's width, the height kept, whether they wrap.
 * @type {(grids: Framed[], first: Size, width: number, height: number, look: {large: boolean, alone?: boolean, lens?: boolean, short?: boolean}) => {size: Pair, lens: number, kept: number, wrapped: boolean}}
 */
export function fitPictures(grids, { rows, cols }, width, height, { large, alone = false, lens: withLens = true, short = false }) {
  const beside = width >= 900;
  const lens = beside ? clamp(Math.floor(width / 4), ...(large ? LARGE_LENS : LENS)) : LENS[1];
  const room = beside && withLens ? width - lens - PICTURE_GAP : width;
  const kept = beside && !alone ? keptHeight(room, height, LENS_HEIGHT[short ? 0 : 1]) : height;
  const tallest = Math.max(...grids.map(({ frame, rows: n }) => 1 + (frame.top + frame.bottom) / n));
  const wide = (/** @type {number} */ n) => (room - PICTURE_GAP * (n - 1)) / widestRow(grids, n);
  const size = (/** @type {number} */ n) => Math.min(wide(n), (((kept - HEAD) / tallest) * cols) / rows);
  if (alone) return { ...fillWith(grids, wide, tallest, [kept, rows / cols]), lens, kept };
  const most = range(grids.length).map((i) => grids.length - i).find((n) => size(n) >= 130) || 1;
  const across = Math.floor(size(most));
  return { size: [across, Math.floor((size(most) * rows) / cols)], lens, kept, wrapped: !beside || most < grids.length };
}

/**
 * Pictures that have the screen to themselves: so many in a row that they become largest; `kept` is how high all are.
 * @type {(grids: Framed[], wide: (n: number) => number, tallest: number, room: [number, number]) => {size: Pair, wrapped: boolean}}
 */
function fillWith(grids, wide, tallest, [kept, slope]) {
  const size = (/** @type {number} */ n) => {
    const lines = Math.ceil(grids.length / n);
    return Math.min(wide(n), ((kept - PICTURE_GAP * (lines - 1)) / lines - TALL_HEAD) / tallest / slope);
  };
  const best = range(grids.length).map((i) => grids.length - i).reduce((one, n) => (size(n) > size(one) ? n : one));
  const across = Math.floor(size(best));
  return { size: [across, Math.floor(across * slope)], wrapped: best < grids.length };
}

/**
 * The sizes [width, height] of an input and of the other n − 1 maps of a network: in a row; signals below each other.
 * @type {(n: number, input: Size, width: number, height: number) => {size: Pair[], wrapped: boolean}}
 */
export function fitFields(n, { rows, cols }, width, height) {
  if (rows === 1) {
    const high = clamp(Math.floor((height - PICTURE_GAP * (n - 1)) / n) - HEAD, ...SIGNAL_HEIGHT);
    return { size: [[width - 1, high], [width - 1, high]], wrapped: true };
  }
  const wrapped = width < 620;
  const room = wrapped ? (width - PICTURE_GAP) / 2 - 1 : width - PICTURE_GAP * (n - 1);
  const other = wrapped ? room : room / (n - 1 + INPUT_SHARE);
  const tallest = wrapped ? Infinity : height - HEAD;
  /** @type {(wide: number) => Pair} */
  const box = (wide) => {
    const across = Math.floor(Math.min(wide, (tallest * cols) / rows));
    return [across, Math.floor((across * rows) / cols)];
  };
  return { size: [box(wrapped ? room : other * INPUT_SHARE), box(other)], wrapped };
}

/**
 * The height of three square pictures side by side: it follows from the room alone, so that no new data moves the page.
 * @type {(room: number, height: number, lens: number) => number}
 */
const keptHeight = (room, height, lens) =>
  Math.min(height, Math.max(lens, HEAD + Math.floor((room - 2 * PICTURE_GAP) / 3)));

/**
 * How wide the widest row of n pictures is with their frames, counted in pictures.
 * @type {(grids: Framed[], n: number) => number}
 */
function widestRow(grids, n) {
  const parts = grids.map(({ frame, cols }) => 1 + (frame.left + frame.right) / cols);
  const rows = range(Math.ceil(parts.length / n)).map((i) => parts.slice(i * n, i * n + n));
  return Math.max(...rows.map((row) => row.reduce((sum, part) => sum + part, 0)));
}
