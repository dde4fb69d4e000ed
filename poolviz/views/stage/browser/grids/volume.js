// A volume: one header, under it a matrix for each slice, and narrow slices where the padding goes on in depth.

import { fill, range } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { Head } from "./head.js";
import { MatrixView } from "./matrix.js";
import { View } from "./view.js";

/** @import { Box, Copy, Grid, Scene } from "../types.d.ts" */

/** A slice in front of the volume or behind it, where no cell of the input is: only its depth and its rows are drawn. */
class GhostView extends View {
  /**
   * @param {Grid} grid
   * @param {number} d
   */
  constructor(grid, d) {
    super(grid, null, d);
    this.figure.classList.add("pv-ghost");
    this.figure.ariaHidden = "true";
    this.ghost = el("div", "pv-cell");
    this.plane.append(this.ghost, this.over);
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    const { frame, depth, rows } = grid;
    this.describe(grid, scene);
    this.grid = { ...grid, cols: 1, frame: { ...frame, left: 0, right: 0 } };
    const padding = this.d >= -frame.deep && this.d < depth + frame.deep;
    this.ghost.className = `pv-cell ${padding ? "is-padding" : "is-overhang"}${padding && frame.struck ? " is-struck" : ""}`;
    this.ghost.textContent = padding ? frame.symbol : "";
    this.ghost.style.height = `calc(var(--uy) * ${frame.top + rows + frame.bottom})`;
  }

  /** @type {(box: Omit<Box, "space">) => void} */
  box(box) {
    super.box({ ...box, left: 0, right: 1 });
  }
}

export class Volume {
  kind = "";
  shape = "";

  /**
   * @param {Grid} grid
   * @param {Copy} copy
   */
  constructor(grid, copy) {
    const { id, depth, frame } = grid;
    const ghosts = (/** @type {number} */ from, /** @type {number} */ n) => range(n).map((i) => new GhostView(grid, from + i));
    this.id = id;
    this.root = el("section", "pv-volume", null, { "data-volume": id });
    this.head = new Head("div", grid, copy);
    const slices = range(depth).map((d) => new MatrixView(grid, null, d));
    /** @type {View[]} */
    this.views = [...ghosts(-frame.front, frame.front), ...slices, ...ghosts(depth, frame.back)];
    const row = el("div", "pv-slices");
    row.append(...this.views.map((view) => view.figure));
    this.root.append(this.head.root, row);
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    this.head.show(grid, scene.texts.copy);
    this.root.setAttribute("aria-label", fill(scene.texts.grid, grid));
    for (const view of this.views) view.fill(grid, scene);
  }
}

/** A plane among volumes: its view alone. */
export class Plane {
  kind = "";
  shape = "";

  /** @param {View} view */
  constructor(view) {
    this.id = view.grid.id;
    this.root = view.figure;
    this.views = [view];
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    this.views[0].fill(grid, scene);
  }
}
