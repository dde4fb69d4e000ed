// The data of a stage, made easy to ask. It looks up what Python computed; it does no pooling.

import { ALONE, NO_FRAME, tapsWithin } from "./windows.js";
import { isMax } from "./winners.js";

/** @import { Grid, Link, Scene, WindowLink } from "../types.d.ts" */
/** @import { Grid as SentGrid, Link as SentLink, Picture, Rule, Stage } from "../../wire/stage.d.ts" */

/** The grids and links of `data`. @type {(data: Stage) => Scene} */
export function readScene(data) {
  const grids = data.grids.map(readGrid);
  /** @type {Map<string, Grid[]>} */
  const spaces = new Map();
  for (const grid of grids) spaces.set(grid.space, [...(spaces.get(grid.space) || []), grid]);
  const inside = (/** @type {string} */ space) => spaces.get(space) || [];
  const first = (/** @type {string} */ space) => inside(space)[0];
  const links = data.links.filter((link) => spaces.has(link.from) && spaces.has(link.to)).map(readLink);
  const windows = links.flatMap((link) => (link.axes ? [link] : []));
  const places = links.flatMap((link) => (link.axes ? [] : [link]));
  for (const link of windows) for (const grid of inside(link.from)) nameEmpty(grid, link, first(link.to));
  const find = (/** @type {string | undefined} */ id) => grids.find((grid) => grid.id === id);
  const main = find(data.options.main) || grids.find((grid) => links.some((link) => link.from === grid.space)) || grids[0];
  return {
    grids, links, windows, places, main, texts: data.texts, options: data.options, title: data.title,
    grid: (id) => /** @type {Grid} */ (find(id)), find, in: inside, first,
    pictures: grids.some((grid) => grid.picture), plots: grids.some((grid) => grid.plot),
  };
}

/** A link with an axis of depth: {depth, axes: [rows, cols]}. A plane is one slice, which everything reads. @type {(link: SentLink) => Link} */
function readLink(link) {
  if (!("axes" in link)) return link;
  const [cols, rows, depth = { taps: [ALONE], dropped: null }] = [...link.axes].reverse();
  return { from: link.from, to: link.to, depth, axes: [rows, cols] };
}

/** A grid with ways to ask it: text(i, channel), same(i, j, channel), tap(i, channel). i is a flat index. @type {(grid: SentGrid) => Grid} */
function readGrid(grid) {
  const { picture } = grid;
  const channels = picture ? picture.channels : 1;
  const rule = grid.rule || null;
  const size = { depth: grid.depth ?? 1, volume: grid.depth !== undefined, frame: grid.frame ? { ...NO_FRAME, ...grid.frame } : NO_FRAME };
  const read = { ...grid, ...size, texts: grid.texts || [], channels, rule, tap: readTaps(rule, channels) };
  return Object.assign(read, picture ? readPicture(picture, channels) : readMatrix(grid));
}

/** @type {(rule: Rule | null, channels: number) => Grid["tap"]} */
function readTaps(rule, channels) {
  const chosen = rule?.kind === "max" ? rule.taps : null;
  const table = typeof chosen === "string" ? words(chosen) : chosen;
  return (i, ch) => (table && table[i * channels + ch]) ?? -1;
}

/**
 * The maximum of a window without members is −∞, which no pixel can be; the taps of such a window mean nothing.
 * @type {(grid: Grid, link: WindowLink, plane: Grid) => void}
 */
function nameEmpty(grid, { axes }, plane) {
  if (!grid.picture || !isMax(grid)) return;
  const [rows, cols] = [plane.rows, plane.cols].map((n, dim) => axes[dim].taps.map((one) => !tapsWithin(one, 0, n).length));
  const { text, cols: across } = grid;
  grid.text = (i, ch) => (rows[Math.floor(i / across)] || cols[i % across] ? "−∞" : text(i, ch));
}

/** @type {(grid: SentGrid) => Pick<Grid, "text" | "same">} */
const readMatrix = ({ texts = [] }) => ({ text: (i) => texts[i], same: (i, j) => texts[i] === texts[j] });

/** @type {(picture: Picture, channels: number) => Pick<Grid, "text" | "same" | "pixels">} */
function readPicture(picture, channels) {
  const pixels = bytes(picture.pixels);
  const scale = picture.numbers ? picture.numbers.scale : 1;
  const numbers = picture.numbers ? words(picture.numbers.data) : pixels;
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(scale)) - 1e-9));
  /** @type {Grid["text"]} */
  const text = (i, ch = 0) => String(Number((numbers[i * channels + ch] * scale).toFixed(digits))).replace("-", "−");
  return { pixels, text, same: (i, j, ch = 0) => numbers[i * channels + ch] === numbers[j * channels + ch] };
}

/** @type {(text: string) => Uint8Array<ArrayBuffer>} */
function bytes(text) {
  const raw = atob(text);
  const array = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) array[i] = raw.charCodeAt(i);
  return array;
}

/** @type {(text: string) => Uint16Array} */
const words = (text) => new Uint16Array(bytes(text).buffer);

/** What the elements of a grid are made for. @type {(grid: Grid) => string} */
export const shape = (grid) =>
  JSON.stringify([grid.id, grid.space, grid.volume && grid.depth, grid.rows, grid.cols, grid.frame, grid.split, Boolean(grid.copy), grid.picture && grid.picture.channels, Boolean(grid.plot)]);

/** Whether the elements made for one scene can show the other. @type {(one: Scene, other: Scene) => boolean} */
export const sameShape = (one, other) => one.grids.map(shape).join() === other.grids.map(shape).join();
