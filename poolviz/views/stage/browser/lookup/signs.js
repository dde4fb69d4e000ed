// The signs that occur on a stage, and the keys of what they mean.

import { sizeOf } from "../dom/base.js";
import { hasTies, takesOne } from "./winners.js";

/** @typedef {[string, string, Frame?]} Look the look of a sign, the key of what it means, and the frame it is of */
/** @import { Frame, Scene, Shown, WindowLink } from "../types.d.ts" */
/** @import { Axis } from "../../wire/stage.d.ts" */

/** The signs in the legend's order: [look, text key]. @type {(scene: Scene) => Look[]} */
export function signs(scene) {
  const marks = new Set(scene.grids.flatMap((grid) => grid.marks || []).filter((name) => name !== ""));
  return [
    ...windowSigns(scene), ...frameSigns(scene.grids.map((grid) => grid.frame)), ...droppedSigns(scene.windows),
    ...[...marks].map(/** @returns {Look} */ (mark) => [`mark-${mark}`, `mark_${mark}`]),
  ];
}

/** @type {(scene: Scene) => Look[]} */
function windowSigns(scene) {
  const { windows: links, places: placed } = scene;
  /** @type {Look[]} */
  const found = [];
  /** @type {(axis: Axis) => boolean} */
  const gaps = ({ taps }) => taps.some(([, step, count]) => step > 1 && count > 1);
  const taken = scene.grids.find(takesOne)?.rule.said.taken;
  if (links.length) found.push(["window", "legend_window"]);
  if (scene.options.fields && links.length) found.push(["readers", "legend_readers"]);
  if (links.some((link) => [link.depth, ...link.axes].some(gaps))) found.push(["gap", "legend_gap"]);
  if (taken) found.push(["winner", taken]);
  if (taken && hasTies(scene, links)) found.push(["tie", "legend_tie"]);
  if (taken) found.push(["taker", "legend_taker"]);
  if (placed.length) found.push(["target", "legend_target"]);
  if (placed.some(({ places, to }) => new Set(places).size < sizeOf(scene.first(to)))) found.push(["empty", "legend_empty"]);
  return found;
}

/** @type {(frames: Frame[]) => Look[]} */
function frameSigns(frames) {
  /** @type {Look[]} */
  const found = [];
  const padded = frames.filter((frame) => frame.deep || frame.padding[0] || frame.padding[1]);
  for (const frame of new Map(padded.map((one) => [one.means, one])).values()) found.push(["padding", frame.means, frame]);
  /** @type {(frame: Frame) => boolean} */
  const over = ({ top, left, bottom, right, padding: [h, w] }) => Math.max(top, bottom) > h || Math.max(left, right) > w;
  /** @type {(frame: Frame) => boolean} */
  const behind = ({ front, back, deep }) => Math.max(front, back) > deep;
  if (frames.some((frame) => over(frame) || behind(frame))) found.push(["overhang", "legend_overhang"]);
  return found;
}

/** @type {(links: WindowLink[]) => Look[]} */
function droppedSigns(links) {
  /** @type {Look[]} */
  const found = [];
  if (links.some((link) => link.depth.dropped)) found.push(["dropped", "legend_dropped_depth"]);
  if (links.some((link) => link.axes[0].dropped)) found.push(["dropped", "legend_dropped_rows"]);
  if (links.some((link) => link.axes[1].dropped)) found.push(["dropped", "legend_dropped_cols"]);
  return found;
}

/** The signs that lie on a stage without a cursor, too. @type {Set<string>} */
const STILL = new Set(["padding", "overhang", "empty"]);

/**
 * Those of the signs that are drawn where so much is lit.
 * @type {(all: Look[], shown: Pick<Shown, "cells" | "boxes" | "windows">) => Look[]}
 */
export function drawnSigns(all, { cells, boxes, windows }) {
  const roles = new Set([...cells, ...boxes].map(({ role }) => (role.startsWith("reader") && role !== "readers" ? "window" : role)));
  const gaps = windows.some(({ win: { depth, rows, cols } }) => [depth, rows, cols].some(([, step, count]) => step > 1 && count > 1));
  if (gaps) roles.add("gap");
  return all.filter(([look]) => STILL.has(look) || look.startsWith("mark-") || roles.has(look));
}
