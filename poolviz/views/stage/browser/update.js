// New data for a stage: what can be kept is kept.

import { clamp } from "./dom/base.js";
import { activeIn, arrange } from "./dom/elements.js";
import { MatrixView } from "./grids/matrix.js";
import { PictureView } from "./grids/picture.js";
import { PlotView } from "./grids/plot.js";
import { Plane, Volume } from "./grids/volume.js";
import { copyGrid } from "./interaction/copy.js";
import { reachIn, valid, viewOf } from "./interaction/cursor.js";
import { stopEdit } from "./interaction/edit.js";
import { paint } from "./interaction/paint.js";
import { showPlaying } from "./interaction/play.js";
import { layout, showTheme } from "./layout.js";
import { readScene, sameShape, shape } from "./lookup/scene.js";
import { legendItems } from "./notes/legend.js";
import { Lens } from "./notes/lens.js";

/** @import { Copy, Grid, Scene, Stage } from "./types.d.ts" */
/** @import { Stage as Sent } from "../wire/stage.d.ts" */
/** @import { Head } from "./grids/head.js" */
/** @import { View } from "./grids/view.js" */

/** Take new data; cursor, pin, channel and play go on where they still make sense. @type {(stage: Stage, data: Sent) => void} */
export function update(stage, data) {
  const scene = readScene(data);
  const kept = stage.views && sameShape(stage.scene, scene);
  const active = activeIn(stage.root);
  const focused = !kept && active && stage.grids.contains(active) && stage.cursor;
  stage.scene = scene;
  showOptions(stage);
  showTheme(stage);
  if (!kept) rebuild(stage);
  const width = kept ? stage.width : undefined; // a known width spares the browser a layout now
  for (const block of stage.blocks) block.fill(scene.grid(block.id), scene);
  stage.cursor = valid(scene, stage.cursor);
  showLegend(stage);
  layout(stage, true, width);
  for (const view of stage.views) reachIn(stage, view);
  if (focused && stage.cursor) viewOf(stage, stage.cursor)?.reach(stage.cursor.r, stage.cursor.c, true);
  showPlaying(stage);
}

/** @type {(stage: Stage) => void} */
function showOptions({ scene, root, bar, strip, takeButton }) {
  const { options, title } = scene;
  root.setAttribute("aria-label", title);
  root.classList.toggle("is-large", options.large);
  root.classList.toggle("is-bare", !options.toolbar);
  bar.hidden = !options.toolbar && !options.autoplay;
  takeButton.hidden = !options.take;
  bar.setAttribute("aria-label", title);
  strip.style.setProperty("--lines", String(linesOf(scene)));
}

/**
 * How many lines the strip keeps: two for each of few rules, one for each of many and on one axis, one for each
 * link to an input, and one for each place they return to.
 * @type {(scene: Scene) => number}
 */
function linesOf({ main, windows, places: returns, plots, options, in: inside }) {
  if (options.fields) return 3;
  const rules = inside(main.space).filter((grid) => grid.rule).length;
  const places = returns.filter((link) => link.from === main.space).length;
  const read = Math.max(0, ...windows.map(({ to }) => windows.filter((link) => link.to === to).length));
  return Math.max(plots ? rules + 1 : clamp(Math.max(Math.min(2 * rules, 4), rules), 2, 6), read) + places;
}

/** @type {(stage: Stage) => void} */
function showLegend({ scene, legend, hint }) {
  legend.replaceChildren(...legendItems(scene));
  hint.textContent = scene.texts[scene.pictures ? "keys_picture" : scene.options.editable ? "keys_edit" : "keys"];
}

/**
 * New views for the grids whose shape is new; the others keep theirs, which is most of the work spared.
 * @type {(stage: Stage) => void}
 */
function rebuild(stage) {
  stopEdit(stage);
  const { scene } = stage;
  const before = new Map((stage.blocks || []).map((block) => [block.shape, block]));
  stage.blocks = scene.grids.map((grid) => before.get(shape(grid)) || buildBlock(stage, grid));
  stage.views = stage.blocks.flatMap((block) => block.views);
  stage.lens = scene.pictures && !scene.options.fields ? new Lens(scene, (channel) => choose(stage, channel)) : null;
  arrange(stage.grids, [...stage.blocks.map((block) => block.root), ...(stage.lens ? [stage.lens.root] : [])]);
  stage.channel = stage.lens ? Math.min(stage.channel, stage.lens.channels - 1) : 0;
}

/** The views of a grid, one or, of a volume, one a slice. @type {(stage: Stage, grid: Grid) => Plane | Volume} */
function buildBlock(stage, grid) {
  const copy = (/** @type {Head} */ copied) => copyGrid(stage, copied);
  const block = grid.volume ? new Volume(grid, copy) : new Plane(buildView(grid, copy));
  block.shape = shape(grid);
  for (const view of block.views) {
    view.body.setAttribute("aria-describedby", stage.hint.id);
    view.active = null;
  }
  return block;
}

/** @type {(grid: Grid, copy: Copy) => View} */
function buildView(grid, copy) {
  const { plot } = grid;
  if (plot) return new PlotView({ ...grid, plot }, copy);
  if (grid.picture) return new PictureView(grid, copy);
  return new MatrixView(grid, copy);
}

/** @type {(stage: Stage, channel: number) => void} */
function choose(stage, channel) {
  stage.channel = channel;
  paint(stage);
}
