// New data for a stage: what can be kept is kept.

import { clamp } from "./base.js";
import { copyGrid } from "./copy.js";
import { reachIn, valid, viewOf } from "./cursor.js";
import { stopEdit } from "./edit.js";
import { arrange } from "./elements.js";
import { layout, showTheme } from "./layout.js";
import { legendItems } from "./legend.js";
import { Lens } from "./lens.js";
import { MatrixView } from "./matrix.js";
import { paint } from "./paint.js";
import { PictureView } from "./picture.js";
import { showPlaying } from "./play.js";
import { readScene, sameShape, shape } from "./scene.js";

/** Take new data; cursor, pin, channel and play go on where they still make sense. */
export function update(stage, data) {
  const scene = readScene(data);
  const kept = stage.views && sameShape(stage.scene, scene);
  const active = stage.root.getRootNode().activeElement;
  const focused = !kept && active && stage.grids.contains(active) && stage.cursor;
  stage.scene = scene;
  showOptions(stage);
  showTheme(stage);
  if (!kept) rebuild(stage);
  const width = kept ? stage.width : undefined; // a known width spares the browser a layout now
  for (const view of stage.views) view.fill(scene.grid(view.grid.id), scene);
  stage.cursor = valid(scene, stage.cursor);
  showLegend(stage);
  layout(stage, true, width);
  for (const view of stage.views) reachIn(stage, view);
  if (focused) viewOf(stage, stage.cursor.grid).reach(stage.cursor.r, stage.cursor.c, true);
  showPlaying(stage);
}

function showOptions({ scene, root, bar, strip }) {
  const { options, title } = scene;
  root.setAttribute("aria-label", title || "");
  root.classList.toggle("is-large", Boolean(options.large));
  root.classList.toggle("is-bare", !options.toolbar);
  bar.hidden = !options.toolbar && !options.autoplay;
  bar.setAttribute("aria-label", title || "");
  strip.style.setProperty("--lines", linesOf(scene));
}

/** How many lines the strip keeps: two for each of few rules, one for each of many or for each link, one for each place of return. */
function linesOf({ main, links, in: inside }) {
  const rules = inside(main?.space).filter((grid) => grid.rule && grid.rule.kind !== "none").length;
  const places = links.filter((link) => link.places && link.from === main?.space).length;
  return clamp(Math.max(Math.min(2 * rules, 4), rules, links.length), 2, 6) + places;
}

function showLegend({ scene, legend, hint }) {
  legend.replaceChildren(...legendItems(scene));
  hint.textContent = scene.texts[scene.pictures ? "keys_picture" : scene.options.editable ? "keys_edit" : "keys"];
}

/** New views for the grids whose shape is new; the others keep theirs, which is most of the work spared. */
function rebuild(stage) {
  stopEdit(stage);
  const { scene } = stage;
  const before = new Map((stage.views || []).map((view) => [shape(view.grid), view]));
  stage.views = scene.grids.map((grid) => before.get(shape(grid)) || buildView(stage, grid));
  stage.lens = scene.pictures ? new Lens(scene, (channel) => choose(stage, channel)) : null;
  arrange(stage.grids, [...stage.views.map((view) => view.figure), ...(stage.lens ? [stage.lens.root] : [])]);
  stage.channel = stage.lens ? Math.min(stage.channel, stage.lens.channels - 1) : 0;
}

function buildView(stage, grid) {
  const view = new (grid.picture ? PictureView : MatrixView)(grid, (copied) => copyGrid(stage, copied));
  view.grid = grid;
  view.body.setAttribute("aria-describedby", stage.hint.id);
  view.active = null;
  return view;
}

function choose(stage, channel) {
  stage.channel = channel;
  paint(stage);
}
