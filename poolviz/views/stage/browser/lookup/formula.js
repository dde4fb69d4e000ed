// What the strip says, as values: { label, before, list, glue, after, note }.

import { fill, flatOf, range, sameCell, spot } from "../dom/base.js";
import { outside } from "./windows.js";
import { writing } from "./writing.js";

/** @import { Cell, Line, Marked, PoolingKind, Scene, Step, Term, Texts, Window, Writing } from "../types.d.ts" */

const MOST_MEMBERS = 20; // numbers in a formula before its middle is left out

/**
 * One line: max(1, 2, 0) = 2 or (1 + 2) / 9 = 0.33, and what is to be noted about it.
 * @type {(scene: Scene, one: Marked, win: Window, named: boolean, step: Step) => Line}
 */
export function formula(scene, one, win, named, step) {
  const { grid } = one;
  const written = writing(grid.rule, step);
  const around = "around" in grid.rule && grid.rule.around; // what is done to the pooled value, such as ReLU
  const result = grid.text(step.i, step.channel);
  return {
    label: named ? grid.title : "",
    before: (around ? `${around}(` : "") + written.before,
    list: terms(one, written, win, step.channel),
    glue: written.glue,
    after: `${written.after}${around ? ")" : ""} = ${result}`,
    note: formulaNotes(scene, one, win, result).join(scene.texts.join),
  };
}

/**
 * The numbers inside the window; of many the first, "…" and the last.
 * @type {(one: Marked, written: Writing, win: Window, channel: number) => Term[]}
 */
function terms({ winner, read }, written, win, channel) {
  const all = win.size <= MOST_MEMBERS;
  const shown = all ? range(win.size) : [...range(10), -1, ...range(8).map((i) => win.size - 8 + i)];
  return shown.map((i) => {
    if (i < 0) return { value: "…" };
    const cell = win.member(i);
    const value = written.value(read.text(flatOf(read, cell), channel), i);
    return { value, won: winner !== null && sameCell(winner, cell) };
  });
}

/** @type {(scene: Scene, one: Marked, win: Window, result: string) => string[]} */
function formulaNotes({ texts }, { grid, read, winner, equal }, win, result) {
  const frame = ("frame" in grid.rule && grid.rule.frame) || read.frame; // its own, where layers of one stage are padded differently
  const { padding, beyond } = outside(win, read, frame);
  const { kind } = grid.rule;
  const notes = [];
  if (!win.size) notes.push(texts.no_member);
  if (winner) notes.push(fill(equal > 1 ? texts.at_first : texts.at, spot(winner, { n: equal })));
  if (padding) notes.push(fill(texts[paddingKey(kind, frame)], { n: padding, k: win.k }));
  if (beyond) notes.push(fill(texts[OVERHANGS[kind]], { n: beyond, k: win.k }));
  if (kind === "norm" && result === "nan") notes.push(texts.norm_nan);
  return notes;
}

/** @type {Record<PoolingKind, keyof Texts>} */
const OVERHANGS = { max: "overhang_max", mean: "overhang", norm: "overhang_norm", weighted: "overhang" };
/** @type {(kind: PoolingKind, frame: {struck: boolean}) => keyof Texts} */
const paddingKey = (kind, { struck }) => (kind === "max" ? "padding_max" : struck ? "padding_struck" : "padding_zero");

/** Which of the texts for none, one and many. @type {(n: number) => "none" | "one" | "many"} */
const some = (n) => (n === 0 ? "none" : n === 1 ? "one" : "many");

/**
 * How many windows read an input cell, and how many take it; `taken` is undefined where none is a max.
 * @type {(scene: Scene, step: Step, n: number, taken?: Cell[]) => string}
 */
export function readsText({ texts }, { at, d, r, c, i, channel }, n, taken) {
  const reads = fill(texts[`reads_${some(n)}`], spot({ d, r, c }, { value: at.text(i, channel), n }));
  if (!n || !taken) return reads;
  const won = taken.length;
  const key = n === 1 ? (won ? "only" : "not") : won === n ? "all" : won ? "many" : "none";
  return reads + texts.join + fill(texts[`wins_${key}`], { n: won });
}

/** How many pooled values return to an unpooled cell. @type {(scene: Scene, step: Step, n: number) => string} */
export const returnedText = ({ texts }, { at, d, r, c, i, channel }, n) =>
  fill(texts[`returned_${some(n)}`], spot({ d, r, c }, { value: at.text(i, channel), n }));

/** A line as it is read aloud. @type {(texts: Texts, line: Line) => string} */
export const spoken = (texts, { label, before, list = [], glue = "", after = "", note }) =>
  [
    label ? label + texts.label_join : "", before, list.map((one) => one.value).join(glue), after,
    note ? texts.sentence_join + note : "",
  ].join("");
