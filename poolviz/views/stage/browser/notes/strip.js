// The lines under the grids, as elements.

import { el } from "../dom/elements.js";

/** @import { Line } from "../types.d.ts" */

/** @type {(line: Line) => HTMLElement} */
export function lineElement({ label, sign, before, list = [], glue = "", after = "", note }) {
  const line = el("p", "pv-line");
  if (sign) line.append(el("span", `pv-sample is-${sign}`, "", { "aria-hidden": "true" }));
  if (label) line.append(el("span", "pv-label", label), " ");
  const text = line.appendChild(el("span", list.length ? "pv-formula pv-list" : "pv-formula", before));
  list.forEach((one, i) => {
    text.append(i ? glue : "", one.won ? el("b", "", one.value) : one.value);
  });
  text.append(after);
  if (note) line.append(" ", el("span", "pv-note", note));
  return line;
}
