// How plots lie: one below the other, all along the same axis, so that a window stands over its output.

import { spaceOf } from "./plotshapes.js";

/** @import { Plot } from "../../wire/stage.d.ts" */
/** @import { Room, Stage } from "../types.d.ts" */

const HEADER = [132, 190]; // px beside a plot for its title, and on a projector
const LEVELS = [46, 64]; // px for the numbers at its left
const ABOVE = 26; // px for the title above a plot, where the stage is narrow
const BETWEEN = 8;
const LOW_LETTERS = 16; // px of the letters on a low screen of a projector

/**
 * Choose the widths and heights of all plots from the room there is.
 * @type {(stage: Stage, width: number, room: Room) => void}
 */
export function layoutPlots({ views, root, grids }, width, { height, large, low }) {
  const narrow = root.classList.contains("is-narrow");
  const [head, levels] = [HEADER, LEVELS].map((pair) => pair[Number(Boolean(large))]);
  const room = width - levels - 10 - (narrow ? 0 : head);
  const letters = low ? LOW_LETTERS : undefined;
  const taken = 3 * spaceOf(large, letters) + BETWEEN + (narrow ? ABOVE : 0);
  const plots = views.map(({ grid }) => /** @type {Plot} */ (grid.plot));
  const weights = plots.map(({ weight }) => weight);
  const sum = weights.reduce((all, one) => all + one, 0);
  const free = height + BETWEEN - taken * views.length;
  grids.style.cssText = `min-height:${height}px;--head:${head}px;--levels:${levels}px`;
  views.forEach((view, n) => {
    const { from, to } = plots[n];
    const high = Math.min(Math.max(34, Math.floor((free * weights[n]) / sum)), height / 2);
    view.resize(Math.max(40, room) / Math.max(1, to - from), high, large, letters);
  });
}
