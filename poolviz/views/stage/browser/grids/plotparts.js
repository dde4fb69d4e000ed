// The parts of a plot as elements: its curve as SVG, and the zones of padding and overhang.

import { range } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { barPath, dotPath, linePath, stepPath, tickTexts, valueTexts } from "./plotted.js";

const SVG_SPACE = "http://www.w3.org/2000/svg";
const PATHS = ["grid", "zero", "bars", "faint", "thin", "line", "dots", "taps"];
const LEGIBLE = 13; // px that a sign in the padding needs

/** The SVG of a plot: a path for each kind of line, groups for the numbers. */
export function plotElements() {
  const svg = svgElement("svg", "pv-curve");
  svg.setAttribute("aria-hidden", "true");
  const parts = { svg };
  for (const name of PATHS) parts[name] = svg.appendChild(svgElement("path", `pv-curve-${name}`));
  for (const name of ["values", "ticks", "levels"]) parts[name] = svg.appendChild(svgElement("g", `pv-curve-${name}`));
  return parts;
}

function svgElement(tag, className) {
  const node = document.createElementNS(SVG_SPACE, tag);
  node.setAttribute("class", className);
  return node;
}

/** Draw the plot of a view, `width` by `height` px: its samples, the numbers around them, and the frame. */
export function drawPlot(view, width, height) {
  const { grid, parts, items, large, zones } = view;
  const levels = grid.plot.levels.map(([text, share]) => ({ text, x: -6, y: view.y(share) }));
  const faint = view.behind.map((share, i) => [view.x(i + 0.5), share === null ? null : view.y(share)]);
  parts.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  parts.grid.setAttribute("d", levels.map(({ y }) => `M0 ${y}H${width}`).join(""));
  parts.zero.setAttribute("d", `M0 ${view.y(grid.plot.zero)}H${width}`);
  parts.faint.setAttribute("d", linePath(faint));
  for (const [name, d] of Object.entries(curves(grid.plot, items))) parts[name].setAttribute("d", d);
  writeTexts(parts.values, valueTexts(items, large));
  writeTexts(parts.ticks, tickTexts(items, height, large));
  writeTexts(parts.levels, levels);
  zones.style.height = `${view.floor}px`;
  zones.replaceChildren(...zoneElements(grid, view.ux, (position) => view.x(position)));
}

/** The samples as bars or as a line, pooled ones over their slots. */
function curves({ kind, slots }, items) {
  if (kind === "bars") return { bars: barPath(items), thin: "", line: "", dots: "" };
  const roomy = items.length < 3 || (items[items.length - 1].x - items[0].x) / items.length >= 7;
  const through = linePath(items.map(({ x, y, special }) => [x, special ? null : y]));
  if (slots) return { bars: "", thin: through, line: stepPath(items), dots: "" };
  return { bars: "", thin: "", line: through, dots: roomy ? dotPath(items, 2.5) : "" };
}

function writeTexts(group, texts) {
  group.replaceChildren(...texts.map(({ text, x, y }) => {
    const node = svgElement("text", "");
    node.setAttribute("x", x);
    node.setAttribute("y", y);
    node.textContent = text;
    return node;
  }));
}

/** The padding and what lies beyond it, before and after the samples. */
function zoneElements({ cols, frame }, ux, x) {
  const { left, right, padding: [, pad], symbol, struck } = frame;
  const near = [Math.min(left, pad), Math.min(right, pad)];
  const zones = [[-near[0], 0, "padding"], [cols, cols + near[1], "padding"], [cols + near[1], cols + right, "overhang"]];
  return zones.filter(([from, to]) => to > from).map(([from, to, kind]) => {
    const zone = el("div", `pv-zone is-${kind}${struck && kind === "padding" ? " is-struck" : ""}`);
    zone.style.cssText = `left:${x(from)}px;width:${x(to) - x(from)}px`;
    const signs = kind === "overhang" ? 0 : ux >= LEGIBLE ? to - from : (to - from) * ux >= LEGIBLE ? 1 : 0;
    zone.append(...range(signs).map(() => el("span", "", symbol)));
    return zone;
  });
}
