// What a matrix and a picture share: a header, a plane of cells with its frame, boxes drawn over it.

import { clamp, fill } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { Head } from "./head.js";

/** Start and end of a box on one axis in px; at a side where it is cut it has no gap. */
function span([from, to], low, high, size, gap) {
  const px = (x) => (clamp(x, -low, high) + low) * size;
  return [px(from) + (from < -low ? 0 : gap), px(to) - (to > high ? 0 : gap)];
}

export class View {
  /** Of a volume a view is the slice `d`, which the header of the whole names. */
  constructor(grid, copy, d = 0) {
    this.d = d;
    this.figure = el("figure", "pv-figure", null, { "data-grid": grid.id, ...(grid.volume ? { "data-slice": d } : {}) });
    this.head = new Head("figcaption", grid, grid.volume ? null : copy);
    this.plane = el("div", "pv-plane");
    this.over = el("div", "pv-over", null, { "aria-hidden": "true" });
    this.pool = [];
    this.used = 0;
    const scroll = el("div", "pv-scroll");
    scroll.append(this.plane);
    this.figure.append(this.head.root, scroll);
  }

  describe(grid, scene) {
    this.grid = grid;
    const { grid: named, grid_slice: both, copy } = scene.texts;
    const [depth, depth1] = [this.d, this.d + 1].map((d) => String(d).replace("-", "−"));
    const values = { ...grid, depth, depth1 };
    this.head.show(grid.volume ? { title: fill(scene.texts.slice, values), caption: "" } : grid, copy);
    this.body?.setAttribute("aria-label", fill(grid.volume ? both : named, values));
  }

  resize(ux, uy) {
    const { cols, rows, frame } = this.grid;
    [this.ux, this.uy] = [ux, uy];
    this.figure.style.setProperty("--ux", `${ux}px`);
    this.figure.style.setProperty("--uy", `${uy}px`);
    this.plane.style.width = `${(cols + frame.left + frame.right) * ux}px`;
    this.plane.style.height = `${(rows + frame.top + frame.bottom) * uy}px`;
  }

  /** Draw a box around cells. What lies outside frame and plane is cut, and there it has no border unless `whole`. */
  box({ top, left, bottom, right, role, inset = 0, badge = "", whole = false }) {
    const { frame, rows, cols } = this.grid;
    const gap = Math.min(inset, this.ux / 3);
    const [x, x2] = span([left, right], frame.left, cols + frame.right, this.ux, gap);
    const [y, y2] = span([top, bottom], frame.top, rows + frame.bottom, this.uy, gap);
    if (x2 <= x || y2 <= y) return;
    const node = this.pool[this.used] || this.over.appendChild((this.pool[this.used] = el("div")));
    this.used += 1;
    node.className = `pv-box is-${role}`;
    node.dataset.badge = badge;
    node.dataset.cut = whole ? "" : this.cut({ top, left, bottom, right });
    node.style.cssText = `left:${x}px;top:${y}px;width:${x2 - x}px;height:${y2 - y}px`;
  }

  /** The sides at which a box goes on beyond what is drawn. */
  cut({ top, left, bottom, right }) {
    const { frame, rows, cols } = this.grid;
    const over = { top: top < -frame.top, left: left < -frame.left, bottom: bottom > rows + frame.bottom, right: right > cols + frame.right };
    return Object.keys(over).filter((side) => over[side]).join(" ");
  }

  clear() {
    for (let i = 0; i < this.used; i++) this.pool[i].className = "pv-box";
    this.used = 0;
  }
}
