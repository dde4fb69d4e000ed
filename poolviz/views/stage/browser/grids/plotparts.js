// The parts of a plot as elements: its curve as SVG, and the zones of padding and overhang.

import { range } from "../dom/base.js";
import { el } from "../dom/elements.js";
import { barPath, dotPath, linePath, stepPath, tickTexts, valueTexts } from "./plotshapes.js";

/** @import { Curve, Grid, PlotParts, Sample, PlotText } from "../types.d.ts" */
/** @import { Plot } from "../../wire/stage.d.ts" */
/** @import { PlotView } from "./plot.js" */

const SVG_SPACE = "http://www.w3.org/2000/svg";
/** @type {Curve[]} */
const PATHS = ["grid", "zero", "bars", "faint", "thin", "line", "dots", "taps"];
const LEGIBLE = 13; // px that a sign in the padding needs

/** The SVG of a plot: a path for each kind of line, groups for the numbers. @type {() => PlotParts} */
export function plotElements() {
  const svg = svgElement("svg", "pv-curve");
  svg.setAttribute("aria-hidden", "true");
  const paths = PATHS.map((name) => [name, svgElement("path", `pv-curve-${name}`)]);
  const groups = ["values", "ticks", "levels"].map((name) => [name, svgElement("g", `pv-curve-${name}`)]);
  const parts = Object.fromEntries([...paths, ...groups]);
  svg.append(...Object.values(parts));
  return { svg, ...parts };
}

/**
 * @template {keyof SVGElementTagNameMap} T
 * @param {T} tag
 * @param {string} className
 */
function svgElement(tag, className) {
  const node = document.createElementNS(SVG_SPACE, tag);
  node.setAttribute("class", className);
  return node;
}

/**
 * Draw the plot of a view, `width` by `height` px: its samples, the numbers around them, and the frame.
 * @type {(view: PlotView, width: number, height: number) => void}
 */
export function drawPlot(view, width, height) {
  const { grid, plot, parts, items, large, zones } = view;
  const levels = plot.levels.map(([text, share]) => ({ text, x: -6, y: view.y(share) }));
  /** @type {[number, number | null][]} */
  const faint = view.behind.map((share, i) => [view.x(i + 0.5), share === null ? null : view.y(share)]);
  parts.svg.setAttribute("viewBox", `0 0 ${width} ${height}`);
  parts.grid.setAttribute("d", levels.map(({ y }) => `M0 ${y}H${width}`).join(""));
  parts.zero.setAttribute("d", `M0 ${view.y(plot.zero)}H${width}`);
  parts.faint.setAttribute("d", linePath(faint));
  const { bars, thin, line, dots } = curves(plot, items);
  parts.bars.setAttribute("d", bars);
  parts.thin.setAttribute("d", thin);
  parts.line.setAttribute("d", line);
  parts.dots.setAttribute("d", dots);
  writeTexts(parts.values, valueTexts(items, large));
  writeTexts(parts.ticks, tickTexts(items, height, large));
  writeTexts(parts.levels, levels);
  zones.style.height = `${view.floor}px`;
  zones.replaceChildren(...zoneElements(grid, view.ux, (position) => view.x(position)));
}

/**
 * The samples as bars or as a line, pooled ones over their slots.
 * @type {(plot: Plot, items: Sample[]) => Record<"bars" | "thin" | "line" | "dots", string>}
 */
function curves({ kind, slots }, items) {
  if (kind === "bars") return { bars: barPath(items), thin: "", line: "", dots: "" };
  const roomy = items.length < 3 || (items[items.length - 1].x - items[0].x) / items.length >= 7;
  const through = linePath(items.map(({ x, y, special }) => [x, special ? null : y]));
  if (slots) return { bars: "", thin: through, line: stepPath(items), dots: "" };
  return { bars: "", thin: "", line: through, dots: roomy ? dotPath(items, 2.5) : "" };
}

/** @type {(group: SVGElement, texts: PlotText[]) => void} */
function writeTexts(group, texts) {
  group.replaceChildren(...texts.map(({ text, x, y }) => {
    const node = svgElement("text", "");
    node.setAttribute("x", String(x));
    node.setAttribute("y", String(y));
    node.textContent = text;
    return node;
  }));
}

/**
 * The padding and what lies beyond it, before and after the samples.
 * @type {(grid: Grid, ux: number, x: (position: number) => number) => HTMLElement[]}
 */
function zoneElements({ cols, frame }, ux, x) {
  const { left, right, padding: [, pad], symbol, struck } = frame;
  const near = [Math.min(left, pad), Math.min(right, pad)];
  /** @type {[number, number, string][]} */
  const zones = [[-near[0], 0, "padding"], [cols, cols + near[1], "padding"], [cols + near[1], cols + right, "overhang"]];
  return zones.filter(([from, to]) => to > from).map(([from, to, kind]) => {
    const zone = el("div", `pv-zone is-${kind}${struck && kind === "padding" ? " is-struck" : ""}`);
    zone.style.cssText = `left:${x(from)}px;width:${x(to) - x(from)}px`;
    const signs = kind === "overhang" ? 0 : ux >= LEGIBLE ? to - from : (to - from) * ux >= LEGIBLE ? 1 : 0;
    zone.append(...range(signs).map(() => el("span", "", symbol)));
    return zone;
  });
}
