// New data for a stage: what can be kept is kept.

import { clamp } from "./dom/base.js";
import { activeIn, arrange, reword } from "./dom/elements.js";
import { MatrixView } from "./grids/matrix.js";
import { PictureView } from "./grids/picture.js";
import { PlotView } from "./grids/plot.js";
import { Plane, Volume } from "./grids/volume.js";
import { copyGrid } from "./interaction/copy.js";
import { carried, reachIn, viewOf } from "./interaction/cursor.js";
import { stopEdit } from "./interaction/edit.js";
import { attend } from "./interaction/hiding/answering.js";
import { takeHiding, veilOf } from "./interaction/hiding/cover.js";
import { keysOf, showAsking } from "./interaction/hiding/hide.js";
import { paint } from "./interaction/paint.js";
import { showPlaying } from "./interaction/play.js";
import { layout, showTheme } from "./layout.js";
import { kind, readScene, sameShape, shape } from "./lookup/scene.js";
import { fillLegend } from "./notes/legend.js";
import { Lens } from "./notes/lens.js";
import { markTerms } from "./notes/terms.js";
import { arrive } from "./presenting/present.js";

/** @import { Copy, Grid, Scene, Stage } from "./types.d.ts" */
/** @import { Stage as Sent } from "../wire/stage.d.ts" */
/** @import { Head } from "./grids/head.js" */
/** @import { View } from "./grids/view.js" */

/** Take new data; cursor, pin, channel and play go on where they still make sense. @type {(stage: Stage, data: Sent) => void} */
export function update(stage, data) {
  takeHiding(stage.hiding, data);
  stage.hiding.channel = stage.channel;
  stage.sent = data;
  const scene = readScene(data, veilOf(stage.hiding));
  const kept = stage.views && sameShape(stage.scene, scene);
  const active = activeIn(stage.root);
  const focused = !kept && active && stage.grids.contains(active) && stage.cursor;
  stage.cursor = carried(stage.scene, scene, stage.cursor);
  stage.scene = scene;
  showOptions(stage);
  showAsking(stage);
  showTheme(stage);
  if (!kept) rebuild(stage);
  if (!kept || stage.worded !== data.texts.play) reword(stage.root, data.texts);
  stage.worded = data.texts.play; // another language has another word
  const width = stage.width; // a known width spares the browser a layout now; where it is new, it is told later
  for (const block of stage.blocks) block.fill(scene.grid(block.id), scene);
  showLegend(stage);
  markTerms(stage);
  layout(stage, true, width);
  for (const view of stage.views) reachIn(stage, view);
  if (focused && stage.cursor) viewOf(stage, stage.cursor)?.reach(stage.cursor.r, stage.cursor.c, true);
  showPlaying(stage);
  arrive(stage);
  attend(stage);
}

/** @type {(stage: Stage) => void} */
function showOptions({ scene, root, bar, strip, presentButton, presented, takeButton, hiding }) {
  const { options, title } = scene;
  root.setAttribute("aria-label", title);
  root.classList.toggle("is-large", options.large || presented !== null);
  root.classList.toggle("is-bare", !options.toolbar);
  bar.hidden = !options.toolbar && !options.autoplay;
  root.classList.toggle("is-text", !scene.grids.length);
  takeButton.hidden = !options.take || hiding.on || !scene.grids.length;
  presentButton.hidden = !options.toolbar && !scene.step;
  bar.setAttribute("aria-label", title);
  strip.style.setProperty("--lines", String(linesOf(scene)));
  strip.style.setProperty("--wide-lines", String(wideLinesOf(scene)));
}

/**
 * How many lines the strip keeps: two for each of few rules, one for each of many and on one axis, one for each
 * link to an input, and one for each place they return to.
 * @type {(scene: Scene) => number}
 */
function linesOf({ main, windows, places: returns, plots, options, in: inside }) {
  if (options.fields) return 3;
  if (!main) return 0; // a step of a lesson that is text alone
  const rules = inside(main.space).filter((grid) => grid.rule).length;
  const places = returns.filter((link) => link.from === main.space).length;
  const read = Math.max(0, ...windows.map(({ to }) => windows.filter((link) => link.to === to).length));
  return Math.max(plots ? rules + 1 : clamp(Math.max(Math.min(2 * rules, 4), rules), 2, 6), read) + places;
}

/** How many lines the strip keeps where it has the whole width of a screen: one for each rule, and one more. @type {(scene: Scene) => number} */
const wideLinesOf = (scene) => scene.options.fields ? 3 : Math.min(linesOf(scene), scene.main ? Math.max(2, scene.in(scene.main.space).filter((grid) => grid.rule).length + 1) : 0);

/** @type {(stage: Stage) => void} */
function showLegend({ scene, legend, hint, hiding }) {
  fillLegend(legend, scene);
  hint.textContent = scene.texts[keysOf(hiding, scene) || (scene.pictures ? "keys_picture" : scene.options.editable ? "keys_edit" : "keys")] ?? "";
  hint.hidden = !scene.grids.length;
}

/**
 * New views for the grids whose shape is new; the others keep theirs, which is most of the work spared.
 * @type {(stage: Stage) => void}
 */
function rebuild(stage) {
  stopEdit(stage);
  const { scene } = stage;
  const before = new Map((stage.blocks || []).map((block) => [block.kind, block]));
  stage.blocks = scene.grids.map((grid) => keptBlock(before.get(kind(grid)), grid) || buildBlock(stage, grid));
  stage.views = stage.blocks.flatMap((block) => block.views);
  stage.lens = scene.pictures && !scene.options.fields ? new Lens(scene, (channel) => choose(stage, channel)) : null;
  arrange(stage.grids, [...stage.blocks.map((block) => block.root), ...(stage.lens ? [stage.lens.root] : [])]);
  stage.channel = stage.lens ? Math.min(stage.channel, stage.lens.channels - 1) : 0;
}

/** A block that can show a grid, with cells for it where it has others; null where another is needed. @type {(block: Plane | Volume | undefined, grid: Grid) => Plane | Volume | null} */
function keptBlock(block, grid) {
  if (!block || block.shape === shape(grid)) return block || null;
  const [view] = block.views;
  if (grid.volume || !(view instanceof MatrixView)) return null;
  view.reshape(grid);
  block.shape = shape(grid);
  return block;
}

/** The views of a grid, one or, of a volume, one a slice. @type {(stage: Stage, grid: Grid) => Plane | Volume} */
function buildBlock(stage, grid) {
  const copy = (/** @type {Head} */ copied) => copyGrid(stage, copied);
  const block = grid.volume ? new Volume(grid, copy) : new Plane(buildView(grid, copy));
  [block.kind, block.shape] = [kind(grid), shape(grid)];
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
  if (stage.hiding.covered.size) stage.refresh(); // what was typed of this channel stands on the picture
  else paint(stage);
}
