// A plot's samples as boxes, paths and texts, in px. No DOM.

import { range } from "../dom/base.js";

/** @import { PlotGrid, Sample, PlotText } from "../types.d.ts" */

/** The px above and below the values, and under them for the axis. @type {(large: boolean, letters?: number) => number} */
export const spaceOf = (large, letters) => (letters ? letters + 2 : large ? 22 : 16);

const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const DIGIT = 0.6; // how wide a digit is, of the size of its type

const ROUND = new Set(["winner", "tie", "taker", "target"]); // drawn as a ring around the value
const THIN = 5; // px that a marked sample is wide at least

/**
 * Each sample: its slot, its middle, its value's height, and where that is marked if it is not finite.
 * @type {(grid: PlotGrid, xOf: (position: number) => number, yOf: (share: number) => number) => Sample[]}
 */
export function itemsOf({ cols, texts, plot: { heights, slots, zero } }, xOf, yOf) {
  return range(cols).map((i) => {
    const [left, right] = (slots ? slots[i] : [i, i + 1]).map(xOf);
    const text = texts[i];
    const y = yOf(heights[i] ?? (text === "∞" ? 1 : text === "−∞" ? 0 : 0.5));
    return { left, right, x: (left + right) / 2, y, zero: yOf(zero), text, special: heights[i] === null };
  });
}

/**
 * Left, top, right and bottom of the mark of a sample; `floor` is where the plot ends below.
 * @type {(item: Sample, role: string, floor: number, large: boolean) => [number, number, number, number]}
 */
export function markBox({ left, right, x, y, zero }, role, floor, large) {
  const size = large ? 10 : 7.5;
  if (ROUND.has(role)) return [x - size, y - size, x + size, y + size];
  if (role === "pinned") return [x - 6, 0, x + 6, 9];
  const more = Math.max(0, THIN - (right - left)) / 2;
  const [top, bottom] = role === "reader" ? [Math.min(y, zero) - 3, Math.max(y, zero) + 3] : [0, floor];
  return [left - more, top, right + more, bottom];
}

/** A bar a sample, from zero to its value; what has no height is still a line. @type {(items: Sample[]) => string} */
export const barPath = (items) =>
  items.filter((item) => !item.special).map(({ left, right, y, zero }) => {
    const gap = right - left > 6 ? 1 : right - left > 2.5 ? 0.4 : 0;
    const [top, bottom] = [Math.min(y, zero), Math.max(y, zero)];
    const less = Math.max(0, 2 - (bottom - top)) / 2;
    return `M${round(left + gap)} ${round(top - less)}H${round(right - gap)}V${round(bottom + less)}H${round(left + gap)}Z`;
  }).join("");

/** A dot a sample. @type {(items: Sample[], radius: number) => string} */
export const dotPath = (items, radius) =>
  items.filter((item) => !item.special).map(({ x, y }) =>
    `M${round(x - radius)} ${round(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`,
  ).join("");

/** One line through the points [x, y]; it breaks where y is null. @type {(points: [number, number | null][]) => string} */
export function linePath(points) {
  let sign = "M";
  return points.map(([x, y]) => {
    const part = y === null ? "" : `${sign}${round(x)} ${round(y)}`;
    sign = y === null ? "M" : "L";
    return part;
  }).join("");
}

/** A level stroke a sample, as long as its slot. @type {(items: Sample[]) => string} */
export const stepPath = (items) =>
  items.filter((item) => !item.special).map(({ left, right, y }) => `M${round(left)} ${round(y)}H${round(Math.max(right, left + 1))}`).join("");

/**
 * The values as texts at their samples, where there is room for all of them; nan and ∞ always.
 * @type {(items: Sample[], large: boolean) => PlotText[]}
 */
export function valueTexts(items, large) {
  const size = large ? 18 : 12;
  const slot = Math.min(...items.map(({ left, right }) => right - left));
  const room = slot >= Math.max(...items.map(({ text }) => text.length)) * size * DIGIT + 3;
  return items.filter((item) => room || item.special).map(({ x, y, zero, text, special }) => {
    const below = y > zero + 1 || text === "−∞";
    return { text, x, y: special && !below ? y + size / 3 : y + (below ? size + 4 : -6) };
  });
}

/**
 * The positions along the axis, as many as there is room for.
 * @type {(items: Sample[], height: number, large: boolean) => PlotText[]}
 */
export function tickTexts(items, height, large) {
  const size = large ? 18 : 11.5;
  const wide = String(items.length).length * size * DIGIT + 8;
  const by = items.length > 1 ? (items[items.length - 1].x - items[0].x) / (items.length - 1) : wide;
  const step = STEPS.find((one) => one * by >= wide) || STEPS[STEPS.length - 1];
  return items.flatMap(({ x }, i) => (i % step ? [] : [{ text: String(i), x, y: height - 3 }]));
}

/** @type {(x: number) => number} */
const round = (x) => Math.round(x * 10) / 10;
