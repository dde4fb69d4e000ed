// What a matrix and a picture share: a header, a plane of cells with its frame, boxes drawn over it.

import { clamp, fill } from "../dom/base.js";
import { el, symbolOf, valueOf } from "../dom/elements.js";
import { Head } from "./head.js";

/** @import { Box, Copy, Edges, Grid, Mark, Scene, Window } from "../types.d.ts" */

const ROOM = [84, 34]; // px of the box in which something is typed

/**
 * Start and end of a box on one axis in px; at a side where it is cut it has no gap.
 * @type {(ends: [number, number], low: number, high: number, size: number, gap: number) => [number, number]}
 */
function span([from, to], low, high, size, gap) {
  const px = (/** @type {number} */ x) => (clamp(x, -low, high) + low) * size;
  return [px(from) + (from < -low ? 0 : gap), px(to) - (to > high ? 0 : gap)];
}

export class View {
  /**
   * Of a volume a view is the slice `d`, which the header of the whole names.
   * @param {Grid} grid
   * @param {Copy | null} copy
   * @param {number} d
   */
  constructor(grid, copy, d = 0) {
    this.d = d;
    this.grid = grid;
    this.ux = 1; // px of a cell across, and down
    this.uy = 1;
    this.figure = el("figure", "pv-figure", null, { "data-grid": grid.id, ...(grid.volume ? { "data-slice": d } : {}) });
    this.head = new Head("figcaption", grid, grid.volume ? null : copy);
    this.plane = el("div", "pv-plane");
    this.over = el("div", "pv-over", null, { "aria-hidden": "true" });
    this.body = el("div", "pv-cells");
    /** @type {HTMLElement[]} */
    this.cells = [];
    /** @type {HTMLElement | null} */
    this.active = null; // the cell that Tab reaches
    this.longest = 1; // letters of its longest number
    /** @type {HTMLElement[]} */
    this.pool = [];
    this.used = 0;
    this.answers = el("div", "pv-answers", null, { "aria-hidden": "true" });
    this.anchor = el("div", "pv-anchor", "–");
    const scroll = el("div", "pv-scroll");
    scroll.append(this.plane);
    this.figure.append(this.head.root, scroll);
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  describe(grid, scene) {
    this.grid = grid;
    const { grid: named, grid_slice: both, copy } = scene.texts;
    const [depth, depth1] = [this.d, this.d + 1].map((d) => String(d).replace("-", "−"));
    const values = { ...grid, depth, depth1 };
    this.head.show(grid.volume ? { ...grid, title: fill(scene.texts.slice, values), caption: "" } : grid, copy);
    this.body.setAttribute("aria-label", fill(grid.volume ? both : named, values));
  }

  /** @type {(ux: number, uy: number, large: boolean, letters?: number) => void} */
  resize(ux, uy, _large, _letters) {
    const { cols, rows, frame } = this.grid;
    [this.ux, this.uy] = [ux, uy];
    this.figure.style.setProperty("--ux", `${ux}px`);
    this.figure.style.setProperty("--uy", `${uy}px`);
    this.plane.style.width = `${(cols + frame.left + frame.right) * ux}px`;
    this.plane.style.height = `${(rows + frame.top + frame.bottom) * uy}px`;
  }

  /**
   * Draw a box around cells. What lies outside frame and plane is cut, and there it has no border unless `whole`.
   * @type {(box: Omit<Box, "space">) => void}
   */
  box({ top, left, bottom, right, role, inset = 0, badge = "", whole = false }) {
    const { frame, rows, cols } = this.grid;
    const gap = Math.min(inset, this.ux / 3);
    const [x, x2] = span([left, right], frame.left, cols + frame.right, this.ux, gap);
    const [y, y2] = span([top, bottom], frame.top, rows + frame.bottom, this.uy, gap);
    if (x2 <= x || y2 <= y) return;
    const node = this.pool[this.used] || this.over.appendChild((this.pool[this.used] = el("div")));
    this.used += 1;
    node.className = `pv-box is-${role}${badge && y < 8 ? " is-topmost" : ""}`; // where a badge above it would be cut
    node.dataset.badge = badge;
    node.dataset.cut = whole ? "" : this.cut({ top, left, bottom, right });
    node.style.cssText = `translate:${x}px ${y}px;width:${x2 - x}px;height:${y2 - y}px`; // a step moves nothing else
  }

  /** The sides at which a box goes on beyond what is drawn. @type {(box: Edges) => string} */
  cut({ top, left, bottom, right }) {
    const { frame, rows, cols } = this.grid;
    const over = { top: top < -frame.top, left: left < -frame.left, bottom: bottom > rows + frame.bottom, right: right > cols + frame.right };
    return Object.entries(over).filter(([, cut]) => cut).map(([side]) => side).join(" ");
  }

  /** Show new data of the same shape. @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    this.describe(grid, scene);
  }

  /** The element of a cell, where each has one. @type {(r: number, c: number) => HTMLElement | undefined} */
  cell(_r, _c) {
    return undefined;
  }

  /** Give a cell its look. @type {(mark: Omit<Mark, "space">) => void} */
  mark(_mark) {}

  /** Show what of a window is read and what is not. @type {(win: Window) => void} */
  window(_win) {}

  /** Make a cell the one that Tab reaches, and focus it where asked. @type {(r: number, c: number, focus: boolean) => void} */
  reach(_r, _c, _focus) {}

  /** The cell that an event is about. @type {(event: MouseEvent) => {r: number, c: number} | null} */
  at(_event) {
    return null;
  }

  /**
   * Show the predictions at their cells, where these are no elements; `placeOf` gives a cell's middle in px. With
   * less than ROOM px for each all but the newest are shown as their signs.
   * @type {(placeOf: (i: number) => [number, number], room: number) => void}
   */
  showAnswers(placeOf, room) {
    const answers = this.grid.answers || [];
    const nodes = answers.map(({ i, text, mark }, n) => {
      const said = room < ROOM[0] && n < answers.length - 1 ? "" : text;
      const [node, [x, y]] = [el("div", "pv-answer", said, { "data-mark": mark }), placeOf(i)];
      node.append(el("span", "pv-sign", symbolOf(mark)));
      node.style.cssText = `left:${x}px;top:${y}px`;
      return node;
    });
    this.answers.replaceChildren(...nodes);
  }

  /** The small box around (x, y) px in which something is typed. @type {(x: number, y: number, text: string) => HTMLElement} */
  fieldAt(x, y, text) {
    valueOf(this.anchor).data = text;
    const most = (/** @type {string} */ side) => Math.max(0, Number.parseFloat(this.plane.style.getPropertyValue(side)));
    const left = clamp(x - ROOM[0] / 2, 0, Math.max(0, most("width") - ROOM[0]));
    const top = clamp(y - ROOM[1] / 2, 0, Math.max(0, most("height") - ROOM[1]));
    this.anchor.style.cssText = `left:${left}px;top:${top}px`;
    return this.anchor;
  }

  /** Make an element the one that Tab reaches. @type {(node: HTMLElement) => void} */
  activate(node) {
    if (this.active) this.active.tabIndex = -1;
    this.active = node;
    node.tabIndex = 0;
  }

  /** Forget the cell that Tab reaches where it is gone. */
  forget() {
    if (this.active && !this.body.contains(this.active)) this.active = null;
  }

  /** Make the body one thing to touch and to focus, where its cells are no elements. */
  touchable() {
    this.body.classList.add("pv-touch");
    this.body.setAttribute("role", "application");
    this.body.tabIndex = 0;
  }

  clear() {
    for (let i = 0; i < this.used; i++) this.pool[i].className = "pv-box";
    this.used = 0;
  }
}
