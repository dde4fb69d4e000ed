// Colours and sizes that depend on the page around the stage.

import { clamp } from "./dom/base.js";
import { layoutPlots } from "./grids/plots.js";
import { paint } from "./interaction/paint.js";
import { fit, fitFields, fitPictures, fitVolumes } from "./sizes.js";

/** @import { Stage, VolumeBox } from "./types.d.ts" */

const LARGER_HEAD = 18; // px that a header is higher on a projector

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
  const { options: { fields, height, large }, pictures, plots } = stage.scene;
  stage.root.classList.toggle("is-narrow", width < (large ? 1000 : 620));
  stage.root.classList.toggle("is-pictures", pictures);
  const volumes = stage.scene.grids.some((grid) => grid.volume);
  stage.root.classList.toggle("is-volumes", volumes);
  stage.root.classList.remove("is-rows", "is-fields");
  stage.root.classList.toggle("is-plots", plots);
  if (fields) layoutFields(stage, width, height - (large ? LARGER_HEAD : 0));
  else if (plots) layoutPlots(stage, width, height, large);
  else if (pictures) layoutPictures(stage, width, height, large);
  else if (volumes) layoutVolumes(stage, width, height, large);
  else layoutMatrices(stage, width, height, large);
  paint(stage);
}

/** @type {(stage: Stage, width: number, height: number, large: boolean) => void} */
function layoutMatrices({ views, root, grids, font, scene }, width, height, large) {
  const { columns } = scene.options;
  const boxes = views.map(({ grid, longest }) => ({
    cols: grid.cols + grid.frame.left + grid.frame.right,
    rows: grid.rows + grid.frame.top + grid.frame.bottom,
    head: clamp(textWidth(grid.title, `600 ${large ? 22 : 15}px ${font}`) + 4, grid.note ? 170 : 72, large ? 270 : 190),
    longest,
  }));
  const most = large ? 72 : 52;
  const least = clamp(Math.max(...boxes.map((box) => box.longest)) * 5.4 + 6, 22, 40);
  const [size, wrapped] = fit(boxes, width, height - (large ? LARGER_HEAD : 0), most, Math.floor(least), columns);
  root.classList.toggle("is-rows", Boolean(columns) && !wrapped);
  grids.style.setProperty("--columns", String(columns || boxes.length));
  grids.style.minHeight = `${height}px`;
  root.classList.toggle("is-wrapped", wrapped);
  views.forEach((view, n) => {
    view.figure.style.minWidth = `${Math.min(boxes[n].head, width)}px`;
    view.resize(size, size, large);
  });
}

/**
 * The slices of the volumes flow into the width, all of one cell size.
 * @type {(stage: Stage, width: number, height: number, large: boolean) => void}
 */
function layoutVolumes({ blocks, views, root, grids, font }, width, height, large) {
  const boxes = blocks.map(/** @returns {VolumeBox} */ (block) => ({
    head: textWidth(block.views[0].grid.title, `600 ${large ? 22 : 15}px ${font}`) + 4,
    slices: block.views.map(({ grid: { cols, rows, frame } }) => [cols + frame.left + frame.right, rows + frame.top + frame.bottom]),
  }));
  const longest = Math.max(...views.map((view) => view.longest));
  const least = clamp(longest * 5.4 + 6, width < 620 ? 30 : 22, 40);
  const size = fitVolumes(boxes, width, height, large ? 72 : 48, Math.floor(least));
  grids.style.minHeight = `${height}px`;
  root.classList.add("is-wrapped");
  for (const view of views) view.resize(size, size, large);
}

/** @type {(stage: Stage, width: number, height: number, large: boolean) => void} */
function layoutPictures({ views, root, grids, scene }, width, height, large) {
  const first = scene.grids.find((grid) => grid.picture) || scene.main;
  const { size, lens, kept, wrapped } = fitPictures(views.map((view) => view.grid), first, width, height, large);
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

/** @type {(text: string, font: string) => number} */
function textWidth(text, font) {
  const context = document.createElement("canvas").getContext("2d");
  if (!context) return text.length * 8;
  context.font = font;
  return Math.ceil(context.measureText(text).width);
}
