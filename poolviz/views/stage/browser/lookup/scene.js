// The data of a stage, made easy to ask. It looks up what Python computed; it does no pooling.

import { ALONE, NO_FRAME, tapsWithin } from "./windows.js";
import { isMax } from "./winners.js";

/** The grids and links of `data`. */
export function readScene(data) {
  const grids = data.grids.map(readGrid);
  const known = (link) => grids.some((g) => g.space === link.from) && grids.some((g) => g.space === link.to);
  const links = (data.links || []).filter(known).map(readLink);
  const spaces = new Map();
  for (const grid of grids) spaces.set(grid.space, [...(spaces.get(grid.space) || []), grid]);
  const inside = (space) => spaces.get(space) || [];
  for (const link of links) for (const grid of inside(link.from)) nameEmpty(grid, link, inside(link.to)[0]);
  const named = grids.find((grid) => grid.id === data.options?.main);
  const main = named || grids.find((grid) => links.some((link) => link.from === grid.space)) || grids[0];
  return {
    grids, links, main, texts: data.texts || {}, options: data.options || {}, title: data.title,
    grid: (id) => grids.find((grid) => grid.id === id), in: inside, first: (space) => inside(space)[0],
    pictures: grids.some((grid) => grid.picture), plots: grids.some((grid) => grid.plot),
  };
}

/** A link with an axis of depth: {depth, axes: [rows, cols]}. A plane is one slice, which everything reads. */
function readLink(link) {
  if (!link.axes) return link;
  const [cols, rows, depth = { taps: [ALONE], dropped: null }] = [...link.axes].reverse();
  return { ...link, depth, axes: [rows, cols] };
}

/** A grid with ways to ask it: text(i, channel), same(i, j, channel), tap(i, channel). i is a flat index. */
function readGrid(grid) {
  const { picture } = grid;
  const channels = picture ? picture.channels : 1;
  const rule = grid.rule || null;
  const size = { depth: grid.depth ?? 1, volume: grid.depth !== undefined, frame: grid.frame ? { ...NO_FRAME, ...grid.frame } : NO_FRAME };
  const read = { ...grid, ...size, channels, rule, tap: readTaps(rule, channels) };
  return Object.assign(read, picture ? readPicture(picture, channels) : readMatrix(grid));
}

function readTaps(rule, channels) {
  const chosen = rule && rule.taps;
  const table = typeof chosen === "string" ? words(chosen) : chosen;
  return (i, ch) => (table && table[i * channels + ch]) ?? -1;
}

/** The maximum of a window without members is −∞, which no pixel can be; the taps of such a window mean nothing. */
function nameEmpty(grid, { axes }, plane) {
  if (!axes || !grid.picture || !isMax(grid)) return;
  const [rows, cols] = [plane.rows, plane.cols].map((n, dim) => axes[dim].taps.map((one) => !tapsWithin(one, 0, n).length));
  const { text, cols: across } = grid;
  grid.text = (i, ch) => (rows[Math.floor(i / across)] || cols[i % across] ? "−∞" : text(i, ch));
}

const readMatrix = ({ texts }) => ({ text: (i) => texts[i], same: (i, j) => texts[i] === texts[j] });

function readPicture(picture, channels) {
  const pixels = bytes(picture.pixels);
  const scale = picture.numbers ? picture.numbers.scale : 1;
  const numbers = picture.numbers ? words(picture.numbers.data) : pixels;
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(scale)) - 1e-9));
  const text = (i, ch) => String(Number((numbers[i * channels + ch] * scale).toFixed(digits))).replace("-", "−");
  return { pixels, text, same: (i, j, ch) => numbers[i * channels + ch] === numbers[j * channels + ch] };
}

function bytes(text) {
  const raw = atob(text);
  const array = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) array[i] = raw.charCodeAt(i);
  return array;
}

const words = (text) => new Uint16Array(bytes(text).buffer);

/** What the elements of a grid are made for. */
export const shape = (grid) =>
  JSON.stringify([grid.id, grid.space, grid.volume && grid.depth, grid.rows, grid.cols, grid.frame, grid.split, Boolean(grid.copy), grid.picture && grid.picture.channels, Boolean(grid.plot)]);

/** Whether the elements made for one scene can show the other. */
export const sameShape = (one, other) => one.grids.map(shape).join() === other.grids.map(shape).join();
