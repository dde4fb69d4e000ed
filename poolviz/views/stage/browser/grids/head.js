// The header of a grid, of a slice, of a volume: its name, its size, a button that copies its numbers.

import { fill } from "../dom/base.js";
import { button, relabel } from "../dom/buttons.js";
import { el } from "../dom/elements.js";

/** @import { Copy, Grid } from "../types.d.ts" */

export class Head {
  /**
   * `copy` is called with the grid shown last and the button; a grid that cannot be copied has none.
   * @param {"div" | "figcaption"} tag
   * @param {Grid} grid
   * @param {Copy | null} copy
   */
  constructor(tag, grid, copy) {
    this.grid = grid;
    this.root = el(tag, "pv-head");
    this.title = this.root.appendChild(el("span", "pv-title"));
    const under = this.root.appendChild(el("span", "pv-under"));
    this.caption = under.appendChild(el("span", "pv-caption"));
    this.copy = copy && grid.copy ? under.appendChild(button("copy", "", () => copy(this))) : null;
  }

  /** @type {(grid: Grid, copyText: string) => void} */
  show(grid, copyText) {
    this.grid = grid;
    this.title.textContent = grid.title;
    this.title.title = grid.title;
    this.caption.textContent = grid.caption ?? "";
    if (this.copy) relabel(this.copy, "copy", fill(copyText, { title: grid.title }));
  }
}
