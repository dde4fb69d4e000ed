// Two grids of pictures that belong together: what is pointed at in one is marked in both.

import { clamp, fill } from "../stage/browser/dom/base.js";
import { show } from "../stage/browser/dom/component.js";
import { activeIn, el, targetOf } from "../stage/browser/dom/elements.js";
import { whenWide } from "../stage/browser/dom/width.js";

/** @import { Emit, Gallery, GalleryGrid, GalleryView, Sent } from "./types.d.ts" */

const GAP = 2; // px between two pictures
const WIDE = 28; // px between the grids, as in the style
const AROUND = 380; // px of the page above and below the grids, which larger screens have no more of

/**
 * Show a gallery inside `root`; `emit("pick", {number})` is called when somebody opens a picture.
 * @type {(root: ParentNode & Node, data: Sent, emit: Emit) => {update: (data: Sent) => void, destroy: () => void}}
 */
export function mount(root, data, emit) {
  /** @type {Gallery} */
  const stage = {
    emit, data, at: 0, pointed: false, views: [],
    root: el("section", "pg"), grids: el("div", "pg-grids"), line: el("p", "pg-line"),
    live: el("div", "pg-live", null, { role: "status", "aria-live": "polite" }),
  };
  stage.root.append(stage.grids, stage.line, stage.live);
  root.append(stage.root);
  const watch = new ResizeObserver(() => layout(stage, false));
  watch.observe(stage.root);
  const wait = whenWide(root, stage.root, () => layout(stage, true));
  listen(stage);
  update(stage, data);
  const destroy = () => {
    watch.disconnect();
    wait();
    clearTimeout(stage.speaking);
    stage.root.remove();
  };
  return { update: (next) => update(stage, next), destroy };
}

/** @type {(stage: Gallery, data: Sent) => void} */
function update(stage, data) {
  stage.data = data;
  stage.root.classList.toggle("is-large", Boolean(data.options.large));
  stage.at = clamp(stage.at, 0, data.names.length - 1);
  const ids = data.grids.map((grid) => grid.id);
  stage.views.filter((view) => !ids.includes(view.grid.id)).forEach((view) => view.figure.remove());
  stage.views = data.grids.map((grid) => stage.views.find((view) => view.grid.id === grid.id) || build(stage, grid));
  stage.views.forEach((view, n) => showGrid(stage, view, data.grids[n]));
  layout(stage, true);
  mark(stage);
}

/** @type {(stage: Gallery, grid: GalleryGrid) => GalleryView} */
function build(stage, grid) {
  /** @type {GalleryView} */
  const view = {
    grid, buttons: [], tiles: null,
    figure: el("figure", "pg-figure"), title: el("span", "pg-title"), shape: el("span", "pg-shape"),
    plane: el("div", "pg-plane"), canvas: el("canvas", "", null, { "aria-hidden": "true" }),
    cells: el("div", "pg-cells", null, { role: "group" }),
  };
  const head = el("figcaption", "pg-head");
  head.append(view.title, view.shape);
  view.plane.append(view.canvas, view.cells);
  view.figure.append(head, view.plane);
  stage.grids.append(view.figure);
  return view;
}

/** @type {(stage: Gallery, view: GalleryView, grid: GalleryGrid) => void} */
function showGrid(stage, view, grid) {
  const { texts, names, first } = stage.data;
  Object.assign(view, { grid, tiles: null });
  view.title.textContent = grid.title;
  view.shape.textContent = grid.shape;
  view.cells.setAttribute("aria-label", fill(texts.grid, grid));
  const focused = view.buttons.findIndex((button) => button === activeIn(view.cells));
  while (view.buttons.length > names.length) view.buttons.pop()?.remove();
  names.forEach((name, i) => {
    view.buttons[i] ||= view.cells.appendChild(el("button", "pg-cell", null, { type: "button", "data-i": i, tabindex: -1 }));
    view.buttons[i].setAttribute("aria-label", fill(texts.picture, { number: first + i, name }));
  });
  if (focused >= names.length) view.buttons[stage.at].focus();
}

/**
 * Choose how large a picture is drawn: as both grids fit side by side, or else one under the other.
 * @type {(stage: Gallery, force: boolean) => void}
 */
function layout(stage, force) {
  const width = stage.root.clientWidth;
  if (!width || (!force && width === stage.width)) return;
  stage.width = width;
  const { columns, places, options, grids } = stage.data;
  const rows = Math.ceil(places / columns);
  const tall = Math.floor(Math.max(options.height, window.innerHeight - AROUND) / rows);
  const beside = Math.floor((width - WIDE * (grids.length - 1)) / grids.length / columns);
  const under = Math.floor(Math.min(width, 520) / columns);
  const size = beside < 30 ? under : Math.min(beside, tall);
  for (const view of stage.views) resize(stage, view, size, rows);
}

/**
 * Lay the pictures of a grid out: enlarged alike, or the outputs as much smaller as they are.
 * @type {(stage: Gallery, view: GalleryView, size: number, rows: number) => void}
 */
function resize({ data }, view, size, rows) {
  const { columns, options, grids } = data;
  const scale = options.to_scale ? [view.grid.rows / grids[0].rows, view.grid.cols / grids[0].cols] : [1, 1];
  const [high, wide] = scale.map((share) => size * share);
  view.plane.style.cssText = `width:${columns * wide - GAP}px;height:${rows * high - GAP}px`;
  view.buttons.forEach((button, i) => {
    const [top, left] = [Math.floor(i / columns) * high, (i % columns) * wide];
    button.style.cssText = `left:${left}px;top:${top}px;width:${wide - GAP}px;height:${high - GAP}px`;
  });
  draw(view, [high, wide], rows, columns);
}

/**
 * Draw every picture, enlarged without smoothing.
 * @type {(view: GalleryView, tile: [number, number], rows: number, columns: number) => void}
 */
function draw(view, [high, wide], rows, columns) {
  const dense = window.devicePixelRatio || 1;
  const px = (/** @type {number} */ length) => Math.round(length * dense);
  [view.canvas.width, view.canvas.height] = [px(columns * wide - GAP), px(rows * high - GAP)];
  const context = view.canvas.getContext("2d");
  if (!context) return;
  context.imageSmoothingEnabled = false;
  view.tiles ||= tilesOf(view.grid);
  view.tiles.forEach((tile, i) => {
    const [top, left] = [Math.floor(i / columns) * high, (i % columns) * wide];
    context.drawImage(tile, px(left), px(top), px(wide - GAP), px(high - GAP));
  });
}

/** @type {(grid: GalleryGrid) => HTMLCanvasElement[]} */
function tilesOf({ rows, cols, pixels }) {
  const bytes = Uint8Array.from(atob(pixels), (sign) => sign.charCodeAt(0));
  const each = rows * cols;
  return Array.from({ length: bytes.length / 3 / each }, (_tile, n) => {
    const canvas = el("canvas");
    [canvas.width, canvas.height] = [cols, rows];
    const image = new ImageData(cols, rows);
    for (let i = 0; i < each; i++) {
      for (let ch = 0; ch < 3; ch++) image.data[i * 4 + ch] = bytes[(n * each + i) * 3 + ch];
      image.data[i * 4 + 3] = 255;
    }
    canvas.getContext("2d")?.putImageData(image, 0, 0);
    return canvas;
  });
}

/** @type {(stage: Gallery) => void} */
function listen(stage) {
  const indexOf = (/** @type {Event} */ event) => Number(targetOf(event)?.dataset.i ?? NaN);
  const point = (/** @type {Event} */ event) => {
    if (Number.isNaN(indexOf(event))) return;
    stage.at = indexOf(event);
    stage.pointed = true;
    mark(stage);
    speak(stage);
  };
  stage.grids.addEventListener("pointerover", point);
  stage.grids.addEventListener("focusin", point);
  stage.grids.addEventListener("click", (event) => {
    if (!Number.isNaN(indexOf(event))) stage.emit("pick", { number: stage.data.first + indexOf(event) });
  });
  stage.grids.addEventListener("keydown", (event) => walk(stage, event));
}

/** @type {(stage: Gallery, event: KeyboardEvent) => void} */
function walk(stage, event) {
  const { columns, names } = stage.data;
  /** @type {Record<string, number>} */
  const steps = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -columns, ArrowDown: columns, Home: -names.length, End: names.length };
  const view = stage.views.find(({ cells }) => cells.contains(targetOf(event)));
  if (!view || !(event.key in steps) || event.altKey || event.ctrlKey || event.metaKey) return;
  event.preventDefault();
  event.stopPropagation();
  const to = stage.at + steps[event.key];
  const far = event.key === "Home" || event.key === "End";
  if (!far && (to < 0 || to >= names.length)) return;
  view.buttons[clamp(to, 0, names.length - 1)].focus();
}

/** Mark the same picture in all grids and say which it is. @type {(stage: Gallery) => void} */
function mark(stage) {
  const { grids, texts, names, first } = stage.data;
  for (const { buttons } of stage.views) {
    buttons.forEach((button, i) => {
      button.classList.toggle("is-here", stage.pointed && i === stage.at);
      button.tabIndex = i === stage.at ? 0 : -1;
    });
  }
  const said = { number: first + stage.at, name: names[stage.at], input: grids[0].each, output: grids[1]?.each };
  const change = fill(grids[1] ? texts.change : texts.picture, said);
  stage.line.textContent = stage.pointed ? change : texts.hint;
}

/** Read aloud what is marked, not faster than one can walk. @type {(stage: Gallery) => void} */
function speak(stage) {
  clearTimeout(stage.speaking);
  stage.speaking = setTimeout(() => {
    stage.live.textContent = stage.line.textContent;
  }, 250);
}

/** The component of Streamlit. @type {(given: {parentElement: ParentNode & Node, data: Sent, setTriggerValue: Emit}) => () => void} */
export default function component(given) {
  return show(mount, given);
}
