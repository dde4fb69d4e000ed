// What a matrix and a picture share: a header, a plane of cells with its frame, boxes drawn over it.

import { clamp, fill } from "./base.js";
import { button, el, relabel } from "./elements.js";

const edge = (x, low, high, size) => (clamp(x, -low, high) + low) * size;

export class View {
  constructor(grid, copy) {
    this.figure = el("figure", "pv-figure", null, { "data-grid": grid.id });
    this.title = el("span", "pv-title");
    this.caption = el("span", "pv-caption");
    this.copy = grid.copy ? button("copy", "", () => copy(this)) : null;
    const under = el("span", "pv-under");
    under.append(this.caption, ...(this.copy ? [this.copy] : []));
    const head = el("figcaption", "pv-head");
    head.append(this.title, under);
    this.plane = el("div", "pv-plane");
    this.over = el("div", "pv-over", null, { "aria-hidden": "true" });
    this.pool = [];
    this.used = 0;
    const scroll = el("div", "pv-scroll");
    scroll.append(this.plane);
    this.figure.append(head, scroll);
  }

  describe(grid, scene) {
    this.grid = grid;
    this.title.textContent = grid.title;
    this.title.title = grid.title;
    this.caption.textContent = grid.caption;
    if (this.copy) relabel(this.copy, "copy", fill(scene.texts.copy, { title: grid.title }));
  }

  resize(ux, uy) {
    const { cols, rows, frame } = this.grid;
    [this.ux, this.uy] = [ux, uy];
    this.figure.style.setProperty("--ux", `${ux}px`);
    this.figure.style.setProperty("--uy", `${uy}px`);
    this.plane.style.width = `${(cols + frame.left + frame.right) * ux}px`;
    this.plane.style.height = `${(rows + frame.top + frame.bottom) * uy}px`;
  }

  /** Draw a box around cells; what lies outside frame and plane is cut. */
  box({ top, left, bottom, right, role, inset = 0, badge = "" }) {
    const { frame, rows, cols } = this.grid;
    const x = edge(left, frame.left, cols + frame.right, this.ux);
    const y = edge(top, frame.top, rows + frame.bottom, this.uy);
    const w = edge(right, frame.left, cols + frame.right, this.ux) - x;
    const h = edge(bottom, frame.top, rows + frame.bottom, this.uy) - y;
    if (w <= 0 || h <= 0) return;
    const node = this.pool[this.used] || this.over.appendChild((this.pool[this.used] = el("div")));
    this.used += 1;
    const gap = Math.min(inset, this.ux / 3);
    node.className = `pv-box is-${role}`;
    node.dataset.badge = badge;
    node.style.cssText = `left:${x + gap}px;top:${y + gap}px;width:${w - 2 * gap}px;height:${h - 2 * gap}px`;
  }

  clear() {
    for (let i = 0; i < this.used; i++) this.pool[i].className = "pv-box";
    this.used = 0;
  }
}
