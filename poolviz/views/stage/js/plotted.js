// A plot's samples as paths and texts, in px. No DOM.

export const SPACE = 16; // px above and below the values, and under them for the axis
const STEPS = [1, 2, 5, 10, 20, 50, 100, 200, 500];
const DIGIT = 0.6; // how wide a digit is, of the size of its type

/** A bar a sample, from zero to its value; what has no height is still a line. */
export const barPath = (items) =>
  items.filter((item) => !item.special).map(({ left, right, y, zero }) => {
    const gap = right - left > 6 ? 1 : right - left > 2.5 ? 0.4 : 0;
    const [top, bottom] = [Math.min(y, zero), Math.max(y, zero)];
    const less = Math.max(0, 2 - (bottom - top)) / 2;
    return `M${round(left + gap)} ${round(top - less)}H${round(right - gap)}V${round(bottom + less)}H${round(left + gap)}Z`;
  }).join("");

/** A dot a sample. */
export const dotPath = (items, radius) =>
  items.filter((item) => !item.special).map(({ x, y }) =>
    `M${round(x - radius)} ${round(y)}a${radius} ${radius} 0 1 0 ${2 * radius} 0a${radius} ${radius} 0 1 0 ${-2 * radius} 0Z`,
  ).join("");

/** One line through the points [x, y]; it breaks where y is null. */
export function linePath(points) {
  let sign = "M";
  return points.map(([x, y]) => {
    const part = y === null ? "" : `${sign}${round(x)} ${round(y)}`;
    sign = y === null ? "M" : "L";
    return part;
  }).join("");
}

/** A level stroke a sample, as long as its slot. */
export const stepPath = (items) =>
  items.filter((item) => !item.special).map(({ left, right, y }) => `M${round(left)} ${round(y)}H${round(Math.max(right, left + 1))}`).join("");

/** The values as texts at their samples, where there is room for all of them; nan and ∞ always. */
export function valueTexts(items, large) {
  const size = large ? 18 : 12;
  const slot = Math.min(...items.map(({ left, right }) => right - left));
  const room = slot >= Math.max(...items.map(({ text }) => text.length)) * size * DIGIT + 3;
  return items.filter((item) => room || item.special).map(({ x, at, zero, text, special }) => {
    const below = at > zero + 1 || text === "−∞";
    return { text, x, y: special && !below ? at + size / 3 : at + (below ? size : -4), special };
  });
}

/** The positions along the axis, as many as there is room for. */
export function tickTexts(items, height, large) {
  const size = large ? 18 : 11.5;
  const wide = String(items.length).length * size * DIGIT + 8;
  const by = items.length > 1 ? (items[items.length - 1].x - items[0].x) / (items.length - 1) : wide;
  const step = STEPS.find((one) => one * by >= wide) || STEPS[STEPS.length - 1];
  return items.flatMap(({ x }, i) => (i % step ? [] : [{ text: String(i), x, y: height - 3 }]));
}

const round = (x) => Math.round(x * 10) / 10;
