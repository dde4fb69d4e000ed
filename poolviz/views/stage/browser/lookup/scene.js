// The data of a stage, made easy to ask. It looks up what Python computed; it does no pooling.

import { ALONE, NO_FRAME, tapsWithin } from "./windows.js";
import { takesOne } from "./winners.js";

/** @import { Grid, Link, Scene, Texts, WindowLink } from "../types.d.ts" */
/** @import { Grid as SentGrid, Link as SentLink, Picture, Rule, Stage } from "../../wire/stage.d.ts" */

/** The keys of the channels' names. @type {(keyof Texts)[]} */
export const CHANNELS = ["channel_0", "channel_1", "channel_2"];

/**
 * The grids and links of `data`; `veil` says what is otherwise of a grid that is covered.
 * @type {(data: Stage, veil?: (grid: Grid) => Partial<Grid>) => Scene}
 */
export function readScene(data, veil) {
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
  if (veil) for (const grid of grids) Object.assign(grid, veil(grid));
  const find = (/** @type {string | undefined} */ id) => grids.find((grid) => grid.id === id);
  const main = find(data.options.main) || grids.find((grid) => links.some((link) => link.from === grid.space)) || grids[0];
  return {
    grids, links, windows, places, main, texts: data.texts, options: data.options, title: data.title, step: data.step, terms: data.terms,
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
  const tap = readTaps(rule, channels, grid.rows * grid.cols * channels);
  const read = { ...grid, ...size, texts: grid.texts || [], channels, rule, tap };
  return Object.assign(read, picture ? readPicture(picture, channels) : readMatrix(grid));
}

/** @type {(rule: Rule | null, channels: number, size: number) => Grid["tap"]} */
function readTaps(rule, channels, size) {
  const chosen = rule?.kind === "pooled" ? rule.taps : null;
  const table = later(() => (typeof chosen === "string" ? numbersIn(bytes(chosen), size) : chosen));
  return (i, ch) => table()?.[i * channels + ch] ?? -1;
}

/** What `make` gives, made when it is first asked for: of a picture little is ever looked up. @template T @param {() => T} make @returns {() => T} */
function later(make) {
  /** @type {{made: T} | null} */
  let kept = null;
  return () => (kept ??= { made: make() }).made;
}

/** As many whole numbers as `size` says, of 8 or 16 bits each. @type {(raw: Uint8Array<ArrayBuffer>, size: number) => Uint8Array | Uint16Array} */
const numbersIn = (raw, size) => (raw.length === size ? raw : new Uint16Array(raw.buffer));

/**
 * What a window without members gives, such as −∞, no pixel can be; the taps of such a window mean nothing.
 * @type {(grid: Grid, link: WindowLink, plane: Grid) => void}
 */
function nameEmpty(grid, { axes }, plane) {
  if (!grid.picture || !takesOne(grid) || !grid.rule.empty) return;
  const { empty } = grid.rule;
  const [rows, cols] = [plane.rows, plane.cols].map((n, dim) => axes[dim].taps.map((one) => !tapsWithin(one, 0, n).length));
  const { text, cols: across } = grid;
  grid.text = (i, ch) => (rows[Math.floor(i / across)] || cols[i % across] ? empty : text(i, ch));
}

/** @type {(grid: SentGrid) => Pick<Grid, "text" | "same">} */
const readMatrix = ({ texts = [] }) => ({ text: (i) => texts[i], same: (i, j) => texts[i] === texts[j] });

/** @type {(picture: Picture, channels: number) => Pick<Grid, "text" | "same" | "pixels">} */
function readPicture(picture, channels) {
  const pixels = bytes(picture.pixels);
  const { data, scale } = picture.numbers || { data: "", scale: 1 };
  const numbers = later(() => (data ? new Uint16Array(bytes(data).buffer) : pixels));
  const digits = Math.max(0, Math.ceil(-Math.log10(Math.abs(scale)) - 1e-9));
  /** @type {Grid["text"]} */
  const text = (i, ch = 0) => String(Number((numbers()[i * channels + ch] * scale).toFixed(digits))).replace("-", "−");
  return { pixels, text, same: (i, j, ch = 0) => numbers()[i * channels + ch] === numbers()[j * channels + ch] };
}

/** @type {(text: string) => Uint8Array<ArrayBuffer>} */
function bytes(text) {
  const { fromBase64 } = /** @type {{fromBase64?: (text: string) => Uint8Array<ArrayBuffer>}} */ (/** @type {unknown} */ (Uint8Array));
  if (fromBase64) return fromBase64.call(Uint8Array, text);
  const raw = atob(text);
  const array = new Uint8Array(raw.length);
  for (let i = 0; i < raw.length; i++) array[i] = raw.charCodeAt(i);
  return array;
}

/** What the elements of a grid are made for, whatever its size. @type {(grid: Grid) => string} */
export const kind = (grid) =>
  JSON.stringify([grid.id, grid.space, grid.volume && [grid.depth, grid.frame], grid.split, Boolean(grid.copy), grid.picture && grid.picture.channels, Boolean(grid.plot)]);

/** The same with its size. @type {(grid: Grid) => string} */
export const shape = (grid) => kind(grid) + JSON.stringify([grid.rows, grid.cols, grid.frame]);

/** Whether the elements made for one scene can show the other. @type {(one: Scene, other: Scene) => boolean} */
export const sameShape = (one, other) => one.grids.map(shape).join() === other.grids.map(shape).join();
