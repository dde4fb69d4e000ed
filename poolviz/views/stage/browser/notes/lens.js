// The numbers of a window of pictures, enlarged: up to 8 × 8 taps of one channel, and each result.

import { fill, place, range } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { CHANNELS } from "../lookup/scene.js";

/** @import { Grid, LensView, Scene } from "../types.d.ts" */

const SIDE = 8; // taps a side that the lens shows

/** At most 8 coordinates; null stands for those left out. @type {(list: number[]) => (number | null)[]} */
const shortened = (list) => (list.length <= SIDE ? list : [...list.slice(0, 4), null, ...list.slice(-3)]);

/** Red, green and blue of cell i; a single channel is all three. @type {(grid: Grid, i: number) => number[]} */
const colourOf = ({ pixels, channels }, i) => range(3).map((ch) => (pixels || [])[i * channels + Math.min(ch, channels - 1)]);

/** Black or white, whichever can be read on the colour. @type {(colour: number[]) => string} */
function inkOn(colour) {
  const [red, green, blue] = colour.map((v) => ((v / 255 + 0.055) / 1.055) ** 2.4);
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue > 0.18 ? "#000" : "#fff";
}

/** @type {(cell: {r: number, c: number} | null | undefined, r: number, c: number) => boolean} */
const isAt = (cell, r, c) => cell?.r === r && cell.c === c;

export class Lens {
  /**
   * @param {Scene} scene
   * @param {(channel: number) => void} choose
   */
  constructor(scene, choose) {
    this.root = el("section", "pv-lens", null, { "data-label": "strip" });
    this.title = el("div", "pv-lens-title");
    this.size = el("div", "pv-lens-size");
    this.chips = el("div", "pv-chips", null, { role: "group", "data-label": "channel" });
    this.table = el("div", "pv-lens-table", null, { "aria-hidden": "true" });
    this.results = el("div", "pv-results");
    this.cells = range(SIDE * SIDE).map(() => this.table.appendChild(el("span", "pv-lens-cell")));
    this.channels = scene.grids.find((grid) => grid.picture)?.channels ?? 1;
    this.buttons = range(this.channels === 3 ? 3 : 0).map((ch) => {
      const chip = el("button", `pv-chip pv-chip-${ch}`, null, { type: "button", "data-word": CHANNELS[ch] });
      chip.addEventListener("click", () => choose(ch));
      return this.chips.appendChild(chip);
    });
    this.root.append(this.title, this.size, this.chips, this.table, this.results);
  }

  /** @type {(view: LensView | null, scene: Scene, channel: number) => void} */
  show(view, scene, channel) {
    this.buttons.forEach((chip, ch) => chip.setAttribute("aria-pressed", String(ch === channel)));
    if (!view) return;
    this.title.textContent = fill(scene.texts[view.pixel ? "lens_pixel" : "lens_window"], place(view.r, view.c));
    this.size.textContent = view.pixel ? "" : fill(scene.texts.lens_size, { h: view.rows.length, w: view.cols.length });
    const [rows, cols] = [shortened(view.rows), shortened(view.cols)];
    this.table.style.setProperty("--n", String(cols.length));
    this.table.classList.toggle("is-roomy", Math.max(rows.length, cols.length) <= 5);
    this.cells.forEach((cell, n) => {
      const [r, c] = [Math.floor(n / cols.length), n % cols.length];
      showTap(cell, view, r < rows.length ? rows[r] : undefined, cols[c], channel);
    });
    this.showResults(view, scene, channel);
  }

  /** A line a grid: its value at the cursor in every channel. @type {(view: LensView, scene: Scene, channel: number) => void} */
  showResults({ out, r, c }, scene, channel) {
    const grids = scene.in(out.space);
    while (this.results.childElementCount > grids.length) this.results.lastChild?.remove();
    grids.forEach((grid, n) => {
      const line = /** @type {HTMLElement} */ (this.results.children[n]) || this.results.appendChild(el("div", "pv-result"));
      showResult(line, grid, r * grid.cols + c, channel);
    });
  }
}

/**
 * One cell of the lens; r is undefined where there is none, r or c null where taps are left out.
 * @type {(cell: HTMLElement, view: LensView, r: number | null | undefined, c: number | null, channel: number) => void}
 */
function showTap(cell, { plane, winner, pixel }, r, c, channel) {
  cell.hidden = r === undefined;
  cell.className = "pv-lens-cell";
  cell.style.cssText = "";
  if (r === undefined) return;
  const leftOut = r === null || c === null;
  if (leftOut || r < 0 || c < 0 || r >= plane.rows || c >= plane.cols) {
    cell.classList.add(leftOut ? "is-left-out" : "is-padding");
    cell.textContent = leftOut ? "…" : plane.frame.symbol;
    return;
  }
  const i = r * plane.cols + c;
  const colour = colourOf(plane, i);
  cell.textContent = plane.text(i, channel);
  cell.style.background = `rgb(${colour.join(" ")})`;
  cell.style.color = inkOn(colour);
  if (isAt(winner, r, c)) cell.classList.add("is-winner");
  if (isAt(pixel, r, c)) cell.classList.add("is-lit");
}

/** @type {(line: HTMLElement, grid: Grid, i: number, channel: number) => void} */
function showResult(line, grid, i, channel) {
  const wanted = grid.channels + 1;
  while (line.childElementCount > wanted) line.lastChild?.remove();
  while (line.childElementCount < wanted) line.append(el("span"));
  line.children[0].textContent = grid.title;
  for (let ch = 0; ch < grid.channels; ch++) {
    const value = line.children[ch + 1];
    value.textContent = grid.text(i, ch);
    value.className = grid.channels === 3 ? `pv-value pv-value-${ch}${ch === channel ? " is-chosen" : ""}` : "pv-value";
  }
}
