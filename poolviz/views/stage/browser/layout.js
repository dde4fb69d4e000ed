// Colours and sizes that depend on the page around the stage.

import { clamp } from "./dom/base.js";
import { layoutPlots } from "./grids/plots.js";
import { paint } from "./interaction/paint.js";
import { isLow, roomOf } from "./presenting/room.js";
import { fit, fitFields, fitLegible, fitPanes, fitPictures, fitVolumes, HEAD, LEGIBLE_ROW, placeVolumes, rowOf } from "./grids/sizes.js";

/** @import { MatrixBox, Room, Stage, VolumeBox } from "./types.d.ts" */

const LARGER_SLICES = 8 / 3; // how much higher two rows of slices with their headers are, where a header is higher by 1
const READABLE = 27; // px of what is read from the back row, 20 pt
const IN_PAGE = [20, 19, 18, 17, 16, 15, 14, 13]; // px of the numbers on a large page, the first in which all fit
const SHORT = "(max-height: 760px)"; // a screen with a lower lens, as stage.css says
const BESIDE = 620; // px of a width in which grids lie beside each other
const COPY = 32; // px of the button that copies a grid
const AROUND = 8; // px of a cell that its number leaves free

/** Light or dark, from the colour behind the stage. @type {(stage: Stage) => void} */
export function showTheme(stage) {
  const { backgroundColor, fontFamily } = getComputedStyle(stage.root);
  const [r, g, b, a = 1] = (backgroundColor.match(/[\d.]+/g) || []).map(Number);
  const dark = a > 0 && r !== undefined ? 0.299 * r + 0.587 * g + 0.114 * b < 128 : stage.night.matches;
  stage.font = fontFamily;
  stage.root.dataset.theme = dark ? "dark" : "light";
}

/**
 * Choose the sizes of the cells from the width there is; `known` is the width where it need not be asked.
 * @type {(stage: Stage, force?: boolean, known?: number) => void}
 */
export function layout(stage, force, known) {
  const width = known || stage.root.clientWidth;
  if (!stage.views || !width || (!force && width === stage.width)) return;
  stage.width = width;
  const { options: { fields }, pictures, plots } = stage.scene;
  layoutBelow(stage, width);
  const room = roomOf(stage);
  const { height, most } = room;
  stage.high = height;
  stage.root.classList.toggle("is-pictures", pictures);
  const volumes = stage.scene.grids.some((grid) => grid.volume);
  stage.root.classList.toggle("is-volumes", volumes);
  stage.root.classList.remove("is-rows", "is-fields", "is-panes");
  stage.root.classList.toggle("is-plots", plots);
  if (!stage.views.length) stage.grids.style.minHeight = "0";
  else if (fields) layoutFields(stage, width, height - room.heads);
  else if (plots) layoutPlots(stage, width, room);
  else if (pictures) layoutPictures(stage, width, room);
  else if (volumes) layoutVolumes(stage, width, room);
  else layoutMatrices(stage, width, room);
  stage.grids.style.maxHeight = most ? `${most}px` : "";
  paint(stage);
}

/** Where the buttons are: below long sentences, of maps or in large letters, which would have a third of the width beside them. @type {(stage: Stage, width: number) => void} */
function layoutBelow(stage, width) {
  const { root, presented, scene: { options: { large, fields } } } = stage;
  const low = isLow(stage);
  const most = presented ? 1500 : fields ? (large ? 1300 : 860) : low ? 1100 : 0;
  root.classList.toggle("is-narrow", width < (low ? 800 : presented || large ? 1000 : 620));
  root.classList.toggle("is-under", width < most);
}

/** @type {(stage: Stage, width: number, room: Room) => void} */
function layoutMatrices(stage, width, room) {
  const { views, root, grids, font, scene } = stage;
  const { height, large, heads, cell } = room;
  const { columns } = scene.options;
  const boxes = views.map(({ grid, longest }) => ({
    cols: grid.cols + grid.frame.left + grid.frame.right,
    rows: grid.rows + grid.frame.top + grid.frame.bottom,
    head: clamp(textWidth(grid.title, `600 ${large ? 22 : 15}px ${font}`) + 4, grid.note ? 170 : 72, large ? 270 : 190),
    longest,
  }));
  const most = cell || (large ? 72 : 52);
  const least = clamp(Math.max(...boxes.map((box) => box.longest)) * 5.4 + 6, 22, 40);
  const [size, wrapped] = fit(boxes, width, height - heads, most, Math.floor(least), columns);
  root.classList.toggle("is-rows", Boolean(columns) && !wrapped);
  grids.style.setProperty("--columns", String(columns || boxes.length));
  grids.style.minHeight = `${height}px`;
  const legible = legibly(stage, boxes, width, room, { most, size, wrapped });
  const panes = cell && !legible.fits ? fitPanes(views.length, height, columns) : null;
  root.classList.toggle("is-panes", panes !== null);
  if (panes) {
    grids.style.setProperty("--columns", String(panes.columns));
    grids.style.setProperty("--pane", `${panes.high}px`);
  }
  root.classList.toggle("is-wrapped", legible.wrapped && !panes);
  views.forEach((view, n) => {
    view.figure.style.minWidth = `${Math.min(boxes[n].head, width)}px`;
    view.resize(legible.across[n], legible.down, large, legible.px);
  });
}

/**
 * How wide and high the cells are in which all numbers can be read, in letters of `px`: of the size there is room for, where
 * that is too small in those that are read from the back row, or on a page in the largest in which all fits.
 * @type {(stage: Stage, boxes: MatrixBox[], width: number, room: Room, fitting: {most: number, size: number, wrapped: boolean}) => {across: number[], down: number, wrapped: boolean, fits: boolean, px?: number}}
 */
function legibly({ views, font }, boxes, width, { height, large, heads, cell }, { most, size, wrapped }) {
  const letters = cell ? [READABLE] : large && width >= BESIDE ? IN_PAGE : [];
  const alike = { across: views.map(() => size), down: size, wrapped, fits: true };
  /** @type {typeof alike & {px?: number}} */
  let found = alike;
  for (const px of letters) {
    const wide = views.map((view) => widestText(view, font, px));
    const all = size >= rowOf(px) && wide.every((one) => one <= size);
    found = { ...(all ? alike : fitLegible(boxes, wide, width, height, most, cell ? {} : { least: rowOf(px), headed: HEAD + heads })), px };
    if (found.fits) break;
  }
  return found;
}

/** The width of a cell in which every number of a grid stands in letters of so many px. @type {(view: Stage["views"][0], font: string, letters: number) => number} */
function widestText({ grid: { texts } }, font, letters) {
  return Math.max(...texts.map((text) => textWidth(text, `${letters}px ${font}`))) + AROUND;
}

/**
 * The slices of the volumes flow into the width, all of one cell size.
 * @type {(stage: Stage, width: number, room: Room) => void}
 */
function layoutVolumes({ blocks, views, root, grids, font }, width, { height, large, heads, cell }) {
  const boxes = blocks.map(/** @returns {VolumeBox} */ (block) => ({
    head: Math.max(textWidth(block.views[0].grid.title, `600 ${large ? 22 : 15}px ${font}`) + 4, textWidth(block.views[0].grid.caption, `${large ? 20 : 13}px ${font}`) + COPY),
    slices: block.views.map(({ grid: { cols, rows, frame } }) => [cols + frame.left + frame.right, rows + frame.top + frame.bottom]),
  }));
  const longest = Math.max(...views.map((view) => view.longest));
  const least = cell ? Math.max(LEGIBLE_ROW, ...views.map((view) => widestText(view, font, READABLE))) : clamp(longest * 5.4 + 6, width < 620 ? 30 : 22, 40);
  const place = cell ? (/** @type {Parameters<typeof fitVolumes>} */ ...given) => ({ size: fitVolumes(...given), below: false }) : placeVolumes;
  const { size, below } = place(boxes, width, height - Math.round(LARGER_SLICES * heads), cell || (large ? 88 : 64), Math.floor(least));
  root.classList.toggle("is-below", below);
  grids.style.minHeight = `${height}px`;
  root.classList.add("is-wrapped");
  for (const view of views) view.resize(size, size, large, cell && READABLE);
}

/** @type {(stage: Stage, width: number, room: Room) => void} */
function layoutPictures(stage, width, { height, large, low }) {
  const { views, root, grids, scene } = stage;
  const first = scene.grids.find((grid) => grid.picture) || scene.main;
  const { size, lens, kept, wrapped } = fitPictures(views.map((view) => view.grid), first, width, height, { large, alone: low || stage.presented !== null, short: matchMedia(SHORT).matches, lens: !stage.lens || stage.lens.root.checkVisibility() });
  grids.style.minHeight = `${kept}px`;
  grids.style.setProperty("--lens", `${lens}px`);
  root.classList.toggle("is-wrapped", wrapped);
  for (const view of views) view.resize(size[0] / view.grid.cols, size[1] / view.grid.rows, false);
}

/**
 * Every map covers the whole input: what a cell sees lies at the same place of each.
 * @type {(stage: Stage, width: number, height: number) => void}
 */
function layoutFields({ views, root, grids }, width, height) {
  const { size, wrapped } = fitFields(views.length, views[0].grid, width, height);
  grids.style.minHeight = `${height}px`;
  root.classList.toggle("is-wrapped", wrapped);
  root.classList.add("is-fields");
  views.forEach((view, n) => {
    const [across, down] = size[n ? 1 : 0];
    view.figure.style.width = `${across + 1}px`;
    view.resize(across / view.grid.cols, down / view.grid.rows, false);
  });
}

/** What measures texts, made when it is needed. @type {CanvasRenderingContext2D | null} */
let measuring = null;

/** @type {(text: string, font: string) => number} */
function textWidth(text, font) {
  measuring ??= document.createElement("canvas").getContext("2d");
  if (!measuring) return text.length * 8;
  measuring.font = font;
  return Math.ceil(measuring.measureText(text).width);
}
