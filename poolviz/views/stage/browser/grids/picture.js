// A picture: one canvas, drawn once; what the cursor shows lies over it.

import { clamp, fill } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { MOST_BOXES } from "../lookup/readers.js";
import { taps } from "../lookup/windows.js";
import { View } from "./view.js";

/** @import { Copy, Grid, Mark, Scene, Window } from "../types.d.ts" */

const LEAST = 10; // px of the box of one cell
const LEAST_LINED = 5; // px of a cell of a blank map that has lines around it

export class PictureView extends View {
  /**
   * @param {Grid} grid
   * @param {Copy | null} copy
   */
  constructor(grid, copy) {
    super(grid, copy);
    this.figure.classList.add("pv-picture");
    this.canvas = el("canvas", "pv-canvas", null, { "aria-hidden": "true" });
    /** @type {Uint8Array | undefined} */
    this.drawn = undefined;
    this.touchable();
    this.plane.append(this.canvas, this.over, this.body, this.answers, this.anchor);
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    const { frame, rows, cols, picture } = grid;
    this.describe(grid, scene);
    this.body.setAttribute("aria-label", [fill(scene.texts.grid, grid), scene.texts[grid.answers ? "keys_hidden" : "keys_picture"]].join(scene.texts.sentence_join));
    this.plane.classList.toggle("is-framed", frame.top + frame.left + frame.bottom + frame.right > 0);
    this.figure.classList.toggle("is-blank", Boolean(picture?.blank));
    if (this.drawn && isLike(this.drawn, grid.pixels)) return;
    this.drawn = grid.pixels;
    [this.canvas.width, this.canvas.height] = [cols, rows];
    if (!picture?.blank) this.canvas.getContext("2d")?.putImageData(imageOf(grid), 0, 0);
  }

  /** @type {(ux: number, uy: number, large: boolean) => void} */
  resize(ux, uy, large) {
    super.resize(ux, uy, large);
    const { cols, rows, frame } = this.grid;
    this.figure.classList.toggle("is-fine", Math.min(ux, uy) < LEAST_LINED);
    for (const node of [this.canvas, this.body]) {
      node.style.cssText = `left:${frame.left * ux}px;top:${frame.top * uy}px;width:${cols * ux}px;height:${rows * uy}px`;
    }
    this.showAnswers((i) => this.middle(Math.floor(i / cols), i % cols), ux);
  }

  /** The middle of a cell in px. @type {(r: number, c: number) => [number, number]} */
  middle(r, c) {
    const { frame } = this.grid;
    return [(c + frame.left + 0.5) * this.ux, (r + frame.top + 0.5) * this.uy];
  }

  /** The small box at a cell in which a prediction is typed. @type {(r: number, c: number) => HTMLElement} */
  cell(r, c) {
    return this.fieldAt(...this.middle(r, c), "");
  }

  /** One cell as a box; never too small to be seen. @type {(mark: Omit<Mark, "space">) => void} */
  mark({ r, c, role, badge }) {
    const [px, py] = [Math.max(0, LEAST / this.ux - 1) / 2, Math.max(0, LEAST / this.uy - 1) / 2];
    const { rows, cols } = this.grid;
    if (r < 0 || c < 0 || r >= rows || c >= cols || this.used > 3 * MOST_BOXES) return;
    this.box({ top: r - py, left: c - px, bottom: r + 1 + py, right: c + 1 + px, role, badge, whole: true });
  }

  /** With dilation each tap gets its own box. @type {(win: Window) => void} */
  window({ rows, cols }) {
    if ((rows[1] <= 1 && cols[1] <= 1) || rows[2] * cols[2] > MOST_BOXES) return;
    for (const r of taps(rows)) for (const c of taps(cols)) this.mark({ r, c, role: "tap" });
  }

  /** @type {(r: number, c: number, focus: boolean) => void} */
  reach(_r, _c, focus) {
    if (focus) this.body.focus();
  }

  /** @type {(event: MouseEvent) => {r: number, c: number} | null} */
  at(event) {
    const area = this.body.getBoundingClientRect();
    const { rows, cols } = this.grid;
    /** @type {(x: number, size: number, n: number) => number} */
    const find = (x, size, n) => clamp(Math.floor((x / size) * n), 0, n - 1);
    return { r: find(event.clientY - area.top, area.height, rows), c: find(event.clientX - area.left, area.width, cols) };
  }
}

/** @type {(one: Uint8Array, other?: Uint8Array) => boolean} */
const isLike = (one, other) => one.length === other?.length && one.every((value, i) => value === other[i]);

/** @type {(grid: Grid) => ImageData} */
function imageOf({ rows, cols, channels, pixels = new Uint8Array() }) {
  const image = new ImageData(cols, rows);
  const { data } = image;
  const [green, blue] = channels === 3 ? [1, 2] : [0, 0];
  for (let at = 0, from = 0; at < data.length; at += 4, from += channels) {
    data[at] = pixels[from];
    data[at + 1] = pixels[from + green];
    data[at + 2] = pixels[from + blue];
    data[at + 3] = 255;
  }
  return image;
}
