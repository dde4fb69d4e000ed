// The parts of a plot as elements: its curve as SVG, and the zones of padding and overhang.

import { range } from "./base.js";
import { el } from "./elements.js";
import { barPath, dotPath, linePath, stepPath } from "./plotted.js";

const SVG_SPACE = "http://www.w3.org/2000/svg";
const PATHS = ["grid", "zero", "faint", "bars", "thin", "line", "dots", "taps"];
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

/** Write texts [{ text, x, y }] into a group. */
export function writeTexts(group, texts) {
  group.replaceChildren(...texts.map(({ text, x, y }) => {
    const node = svgElement("text", "");
    node.setAttribute("x", x);
    node.setAttribute("y", y);
    node.textContent = text;
    return node;
  }));
}

/** Draw samples as bars or as a line, pooled ones over their slots, and faintly what lies behind them. */
export function drawCurve(parts, { kind, pooled, items, faint, levels, zero, width }) {
  const bars = kind === "bars";
  const points = items.map(({ x, y }) => [x, y]);
  const roomy = items.length < 3 || (items[items.length - 1].x - items[0].x) / items.length >= 7;
  const paths = {
    grid: levels.map(({ y }) => `M0 ${y}H${width}`).join(""),
    zero: `M0 ${zero}H${width}`,
    faint: linePath(faint),
    bars: bars ? barPath(items) : "",
    thin: !bars && pooled ? linePath(points) : "",
    line: bars ? "" : pooled ? stepPath(items) : linePath(points),
    dots: !bars && !pooled && roomy ? dotPath(items, 2.5) : "",
  };
  for (const [name, d] of Object.entries(paths)) parts[name].setAttribute("d", d);
}

/** The padding and what lies beyond it, before and after the samples. */
export function zoneElements({ left, right, padding: [, pad], symbol, struck }, cols, ux, x) {
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
