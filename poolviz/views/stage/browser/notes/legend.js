// The signs that occur on a stage, and what they mean.

import { sizeOf } from "../dom/base.js";
import { el, symbolOf } from "../dom/elements.js";
import { hasTies, isMax } from "../lookup/winners.js";

/** @typedef {[string, keyof Texts]} Sign the look of a sign, and the key of what it means */
/** @import { Frame, Scene, Texts, WindowLink } from "../types.d.ts" */
/** @import { Axis } from "../../wire/stage.d.ts" */

/** @type {Record<string, ["max" | "zero" | "mixed", "max" | "struck" | "mixed_struck"]>} */
const PADDINGS = { "−∞": ["max", "max"], 0: ["zero", "struck"], "": ["mixed", "mixed_struck"] }; // counted, struck
/** @type {Record<string, string>} */
const SIGNS = { legend_padding_max: "−∞", legend_padding_mixed: "", legend_padding_mixed_struck: "" };

/** The signs in the legend's order: [look, text key]. @type {(scene: Scene) => Sign[]} */
function signs(scene) {
  const marks = new Set(scene.grids.flatMap((grid) => grid.marks || []).filter((name) => name !== ""));
  return [
    ...windowSigns(scene), ...frameSigns(scene.grids.map((grid) => grid.frame)), ...droppedSigns(scene.windows),
    ...[...marks].map(/** @returns {Sign} */ (name) => [`mark-${name}`, `mark_${name}`]),
  ];
}

/** @type {(scene: Scene) => Sign[]} */
function windowSigns(scene) {
  const { windows: links, places: placed } = scene;
  /** @type {Sign[]} */
  const found = [];
  /** @type {(axis: Axis) => boolean} */
  const gaps = ({ taps }) => taps.some(([, step, count]) => step > 1 && count > 1);
  const max = scene.grids.some(isMax);
  if (links.length) found.push(["window", "legend_window"]);
  if (scene.options.fields && links.length) found.push(["readers", "legend_readers"]);
  if (links.some((link) => [link.depth, ...link.axes].some(gaps))) found.push(["gap", "legend_gap"]);
  if (max) found.push(["winner", takes(scene)]);
  if (max && hasTies(scene, links)) found.push(["tie", "legend_tie"]);
  if (max) found.push(["taker", "legend_taker"]);
  if (placed.length) found.push(["target", "legend_target"]);
  if (placed.some(({ places, to }) => new Set(places).size < sizeOf(scene.first(to)))) found.push(["empty", "legend_empty"]);
  return found;
}

/**
 * What the windows of a stage take: the maximum, or of a norm the largest or smallest absolute value.
 * @type {(scene: Scene) => keyof Texts}
 */
const takes = ({ grids }) => {
  const of = grids.find(isMax)?.rule.of;
  return of ? TAKEN[of] : "legend_winner";
};
/** @type {Record<string, keyof Texts>} */
const TAKEN = { largest: "legend_largest", smallest: "legend_smallest" };

/** @type {(frames: Frame[]) => Sign[]} */
function frameSigns(frames) {
  /** @type {Sign[]} */
  const found = [];
  const padded = frames.filter((frame) => frame.deep || frame.padding[0] || frame.padding[1]);
  const kinds = new Set(padded.map(({ struck, symbol }) => PADDINGS[symbol][Number(struck)]));
  for (const kind of kinds) found.push(["padding", `legend_padding_${kind}`]);
  /** @type {(frame: Frame) => boolean} */
  const over = ({ top, left, bottom, right, padding: [h, w] }) => Math.max(top, bottom) > h || Math.max(left, right) > w;
  /** @type {(frame: Frame) => boolean} */
  const behind = ({ front, back, deep }) => Math.max(front, back) > deep;
  if (frames.some((frame) => over(frame) || behind(frame))) found.push(["overhang", "legend_overhang"]);
  return found;
}

/** @type {(links: WindowLink[]) => Sign[]} */
function droppedSigns(links) {
  /** @type {Sign[]} */
  const found = [];
  if (links.some((link) => link.depth.dropped)) found.push(["dropped", "legend_dropped_depth"]);
  if (links.some((link) => link.axes[0].dropped)) found.push(["dropped", "legend_dropped_rows"]);
  if (links.some((link) => link.axes[1].dropped)) found.push(["dropped", "legend_dropped_cols"]);
  return found;
}

/** The legend's items for a scene. @type {(scene: Scene) => HTMLElement[]} */
export function legendItems(scene) {
  return signs(scene).map(([role, key]) => {
    const mark = role.startsWith("mark-") ? role.slice(5) : "";
    const sign = el("span", `pv-sample is-${role}`, mark ? symbolOf(mark) : "", { "aria-hidden": "true" });
    if (role === "padding") sign.textContent = SIGNS[key] ?? "0";
    if (role === "empty") sign.textContent = "0";
    if (key.endsWith("struck")) sign.classList.add("is-struck");
    const item = el("li");
    item.append(sign, el("span", "", scene.texts[key] || mark));
    return item;
  });
}
