// A signal on one axis: bars or a line, drawn once; what the cursor shows lies over it.

import { clamp, fill } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { MOST_BOXES } from "../lookup/readers.js";
import { tapsWithin } from "../lookup/windows.js";
import { drawPlot, plotElements } from "./plotparts.js";
import { barPath, dotPath, itemsOf, markBox, spaceOf } from "./plotshapes.js";
import { View } from "./view.js";

/** @import { Box, Copy, Grid, Mark, PlotGrid, Sample, Scene, Window } from "../types.d.ts" */

export class PlotView extends View {
  /**
   * @param {PlotGrid} grid
   * @param {Copy | null} copy
   */
  constructor(grid, copy) {
    super(grid, copy);
    this.figure.classList.add("pv-plot");
    this.parts = plotElements();
    this.zones = el("div", "pv-zones", null, { "aria-hidden": "true" });
    this.plot = grid.plot;
    this.touchable();
    /** @type {(number | null)[]} */
    this.behind = []; // heights of the plot that is drawn faintly
    this.large = false;
    this.space = spaceOf(false);
    this.floor = 0; // px from the top to where the values end
    this.items = this.placed(); // a key may come before there is room
    this.plane.append(this.parts.svg, this.zones, this.over, this.body, this.answers, this.anchor);
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    this.describe(grid, scene);
    this.plot = grid.plot || this.plot;
    this.behind = scene.find(this.plot.behind)?.plot?.heights || [];
    const keys = scene.texts[grid.answers ? "keys_hidden" : scene.options.editable && grid.editable ? "keys_edit" : "keys"];
    this.body.setAttribute("aria-label", [fill(scene.texts.grid, grid), keys].join(scene.texts.sentence_join));
    this.anchor.classList.remove("is-pending");
  }

  /**
   * Draw everything: `ux` px a sample, `uy` px from the lowest value to the highest.
   * @type {(ux: number, uy: number, large: boolean, letters?: number) => void}
   */
  resize(ux, uy, large, letters) {
    const { plot } = this;
    Object.assign(this, { ux, uy, large });
    this.space = spaceOf(large, letters);
    this.floor = uy + 2 * this.space;
    const [width, height] = [(plot.to - plot.from) * ux, this.floor + this.space];
    this.plane.style.cssText = `--ux:${ux}px;width:${width}px;height:${height}px`;
    this.items = this.placed();
    drawPlot(this, width, height);
    this.showAnswers((i) => [this.items[i].x, this.floor / 2], width / this.items.length);
  }

  /** Where each sample is drawn. @type {() => Sample[]} */
  placed() {
    return itemsOf({ ...this.grid, plot: this.plot }, (position) => this.x(position), (share) => this.y(share));
  }

  /** @type {(position: number) => number} */
  x(position) {
    return (clamp(position, this.plot.from, this.plot.to) - this.plot.from) * this.ux;
  }

  /** @type {(share: number) => number} */
  y(share) {
    return this.space + (1 - share) * this.uy;
  }

  /** A box over positions of this grid, as high as the plot. @type {(box: Omit<Box, "space">) => void} */
  box({ left, right, role, inset = 0 }) {
    const { plot, grid: { cols } } = this;
    const { slots } = plot;
    const [from, to] = slots ? [slots[clamp(left, 0, cols - 1)][0], slots[clamp(right - 1, 0, cols - 1)][1]] : [left, right];
    if (to <= plot.from || from >= plot.to) return;
    const node = this.put(role, this.x(from), inset, Math.max(this.x(to), this.x(from) + 3), this.floor - inset);
    node.dataset.cut = `${from < plot.from ? "left " : ""}${to > plot.to ? "right" : ""}`;
  }

  /** @type {(role: string, left: number, top: number, right: number, bottom: number, badge?: string) => HTMLElement} */
  put(role, left, top, right, bottom, badge = "") {
    const node = this.pool[this.used] || this.over.appendChild((this.pool[this.used] = el("div")));
    this.used += 1;
    node.className = `pv-box is-${role}`;
    Object.assign(node.dataset, { badge, cut: "" });
    node.style.cssText = `left:${left}px;top:${top}px;width:${right - left}px;height:${bottom - top}px`;
    return node;
  }

  /** @type {(mark: Omit<Mark, "space">) => void} */
  mark({ c, role, badge }) {
    const item = this.items[c];
    if (!item || role === "cursor" || this.used > 3 * MOST_BOXES) return;
    this.put(role, ...markBox(item, role, this.floor, this.large), badge);
    const { spans } = this.plot;
    if (role === "lit" && spans) this.put("span", this.x(spans[c][0]), 0, this.x(spans[c][1]), this.floor);
  }

  /** The samples of a window in its colour, and the gaps that dilation leaves between them. @type {(win: Window) => void} */
  window({ cols: taps }) {
    const { plot, grid: { cols } } = this;
    const read = tapsWithin(taps, 0, cols).map((c) => this.items[c]);
    this.parts.taps.setAttribute("d", plot.kind === "bars" ? barPath(read) : dotPath(read, 4));
    const [, by, count] = taps;
    if (by <= 1 || count > MOST_BOXES) return;
    for (const c of tapsWithin([taps[0], by, count - 1], plot.from, plot.to)) {
      this.put("gap", this.x(c + 1), 0, this.x(c + by), this.floor);
    }
  }

  clear() {
    super.clear();
    this.parts.taps.setAttribute("d", "");
  }

  /** The small box at a sample in which a new value is typed. @type {(r: number, c: number) => HTMLElement} */
  cell(_r, c) {
    return this.fieldAt(this.items[c].x, this.floor, this.grid.texts[c]);
  }

  /** @type {(r: number, c: number, focus: boolean) => void} */
  reach(_r, _c, focus) {
    if (focus) this.body.focus();
  }

  /** @type {(event: MouseEvent) => {r: number, c: number} | null} */
  at(event) {
    const x = event.clientX - this.body.getBoundingClientRect().left;
    const far = this.items.map((item) => Math.abs(item.x - x));
    return far.length ? { r: 0, c: far.indexOf(Math.min(...far)) } : null;
  }
}
