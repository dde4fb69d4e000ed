// A grid of numbers.

import { cellOf, clamp, fill, flatOf, spot } from "../dom/base.js";
import { el, targetOf, valueOf } from "../dom/elements.js";
import { last, tapsWithin, touches } from "../lookup/windows.js";
import { frameElements, shapeRows, signCell } from "./cells.js";
import { levelOf } from "./shades.js";
import { View } from "./view.js";

/** @import { Copy, Grid, Mark, Scene, Texts, Window } from "../types.d.ts" */

const RINGS = new Set(["winner", "tie", "taker", "pinned"]); // drawn over the cells, so that they need no new layout
const SMALLEST = 9; // px of the letters of a number

/** All words that the label of a cell may have. @type {(texts: Texts) => string} */
const wordsOf = (texts) => Object.entries(texts).filter(([key]) => key === "cell" || key === "join" || key.startsWith("mark_")).join();

/** Whether nobody has typed into a cell since it was filled. @type {(cell: HTMLElement, value: string) => boolean} */
const isAsLeft = (cell, value) => valueOf(cell).data === value && !cell.classList.contains("is-pending");

export class MatrixView extends View {
  /**
   * @param {Grid} grid
   * @param {Copy | null} copy
   * @param {number} [d]
   */
  constructor(grid, copy, d) {
    super(grid, copy, d);
    /** @type {[HTMLElement, string][]} */
    this.touched = [];
    /** @type {WeakMap<HTMLElement, {said: string, level: string}>} */
    this.held = new WeakMap(); // what each cell shows
    this.words = "";
    /** @type {Map<string, HTMLElement>} */
    this.frame = new Map();
    /** @type {HTMLElement} */
    this.layer = el("div");
    this.figure.classList.add("pv-matrix");
    this.body.setAttribute("role", "grid");
    this.plane.append(this.layer, this.body, this.over);
    this.reshape(grid);
    this.note = this.figure.appendChild(el("p", "pv-refusal"));
  }

  /** Have the cells of a matrix of another size; those that are there stay, with what they show. @type {(grid: Grid) => void} */
  reshape(grid) {
    this.clear();
    shapeRows(this.body, grid);
    this.cells = [...this.body.children].flatMap((row) => /** @type {HTMLElement[]} */ ([...row.children]));
    this.body.style.left = `calc(var(--ux) * ${grid.frame.left})`;
    this.body.style.top = `calc(var(--uy) * ${grid.frame.top})`;
    this.body.hidden = !this.cells.length;
    const { layer, cells } = frameElements(grid);
    this.layer.replaceWith(layer);
    [this.layer, this.frame] = [layer, cells];
    this.forget();
  }

  /** @type {(grid: Grid, scene: Scene) => void} */
  fill(grid, scene) {
    this.describe(grid, scene);
    this.note.textContent = grid.note || "";
    this.note.hidden = !grid.note;
    this.longest = Math.max(1, ...grid.texts.map((text) => text.length));
    const start = flatOf(grid, { d: this.d, r: 0, c: 0 });
    const words = wordsOf(scene.texts);
    if (this.words !== words) this.held = new WeakMap();
    this.words = words;
    this.cells.forEach((cell, i) => this.fillCell(cell, start + i, scene.texts));
  }

  /**
   * Fill a cell, whose flat index in the grid is `flat`; one that shows it already is left alone.
   * @type {(cell: HTMLElement, flat: number, texts: Texts) => void}
   */
  fillCell(cell, flat, texts) {
    const { marks, shades, texts: values } = this.grid;
    const mark = (marks && marks[flat]) || "";
    const level = levelOf(shades?.[flat]);
    const value = values[flat];
    const said = `${value} ${mark} ${level}`;
    const held = this.held.get(cell);
    if (held?.said === said && isAsLeft(cell, value)) return;
    this.held.set(cell, { said, level });
    const label = fill(texts.cell, spot(cellOf(this.grid, flat), { value }));
    if (valueOf(cell).data !== value) valueOf(cell).data = value;
    if ((cell.dataset.mark || "") !== mark) signCell(cell, mark);
    if (held?.level !== level) cell.dataset.level = level;
    if (cell.classList.contains("is-pending")) cell.classList.remove("is-pending");
    cell.ariaLabel = mark ? `${label}${texts.join}${texts[`mark_${mark}`] || mark}` : label;
  }

  /** Letters are at least as large as `letters` px. @type {(ux: number, uy: number, large: boolean, letters?: number) => void} */
  resize(ux, uy, large, letters = SMALLEST) {
    super.resize(ux, uy, large);
    const fitting = (ux - 5) / (this.longest * 0.6);
    const size = clamp(Math.min(ux * (large ? 0.62 : 0.42), fitting), letters, large ? (ux > 90 ? Math.min(ux / 3, uy) : 30) : 19);
    this.figure.classList.toggle("is-cut", fitting < SMALLEST && letters === SMALLEST);
    this.figure.style.setProperty("--size", `${size}px`);
    this.figure.classList.toggle("is-small", ux < 30);
    this.figure.classList.toggle("is-tight", letters > SMALLEST && Math.min(ux, uy) < 56); // a badge would cover the number
  }

  /** @type {(r: number, c: number) => HTMLElement | undefined} */
  cell(r, c) {
    const { rows, cols } = this.grid;
    return r >= 0 && c >= 0 && r < rows && c < cols ? this.cells[r * cols + c] : this.frame.get(`${r},${c}`);
  }

  /** @type {(mark: Omit<Mark, "space">) => void} */
  mark({ r, c, role, badge }) {
    const cell = this.cell(r, c);
    if (!cell) return;
    cell.classList.add(`is-${role}`);
    this.touched.push([cell, role]);
    if (RINGS.has(role)) this.box({ top: r, left: c, bottom: r + 1, right: c + 1, role, badge });
  }

  /**
   * Taps of a window as far as they are drawn, and the gaps that dilation leaves between them, whole slices too.
   * @type {(win: Window) => void}
   */
  window({ depth, rows, cols }) {
    if (this.d < depth[0] || this.d > last(depth)) return;
    const read = touches(depth, this.d);
    const { frame, rows: height, cols: width } = this.grid;
    const [low, high] = [[-frame.top, -frame.left], [height + frame.bottom, width + frame.right]];
    const across = read ? tapsWithin(cols, low[1], high[1]) : [];
    for (const r of tapsWithin(rows, low[0], high[0])) for (const c of across) this.mark({ r, c, role: "tap" });
    if (read && rows[1] <= 1 && cols[1] <= 1) return;
    for (let r = Math.max(rows[0], low[0]); r <= Math.min(last(rows), high[0] - 1); r++) {
      for (let c = Math.max(cols[0], low[1]); c <= Math.min(last(cols), high[1] - 1); c++) {
        if (!read || !touches(rows, r) || !touches(cols, c)) this.mark({ r, c, role: "gap" });
      }
    }
  }

  clear() {
    super.clear();
    for (const [cell, role] of this.touched) cell.classList.remove(`is-${role}`);
    this.touched = [];
  }

  /** Make the cell the one that Tab reaches, and focus it where asked. @type {(r: number, c: number, focus: boolean) => void} */
  reach(r, c, focus) {
    const cell = this.cell(r, c);
    if (!cell) return;
    this.activate(cell);
    if (focus) cell.focus();
  }

  /** @type {(event: MouseEvent) => {r: number, c: number} | null} */
  at(event) {
    const cell = targetOf(event)?.closest(".pv-cell[data-i]");
    if (!cell) return null;
    const { r, c } = cellOf(this.grid, Number(cell.getAttribute("data-i")));
    return { r, c };
  }
}
