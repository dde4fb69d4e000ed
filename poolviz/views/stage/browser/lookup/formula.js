// What the strip says, as values: { label, before, list, glue, after, note }.

import { fill, flatOf, range, sameCell, spot } from "../dom/base.js";
import { outside } from "./windows.js";
import { writing } from "./writing.js";

const MOST_MEMBERS = 20; // numbers in a formula before its middle is left out

/** One line: max(1, 2, 0) = 2 or (1 + 2) / 9 = 0.33, and what is to be noted about it. */
export function formula(scene, one, plane, win, named, step) {
  const { grid } = one;
  const written = writing(grid.rule, step);
  const { around } = grid.rule; // what is done to the pooled value, such as ReLU
  const result = grid.text(step.i, step.channel);
  return {
    label: named ? grid.title : "",
    before: (around ? `${around}(` : "") + written.before,
    list: terms(one, written, plane, win, step.channel),
    glue: written.glue,
    after: `${written.after}${around ? ")" : ""} = ${result}`,
    note: formulaNotes(scene, one, plane, win, result).join(scene.texts.join),
  };
}

/** The numbers inside the window; of many the first, "…" and the last. */
function terms({ winner }, written, plane, win, channel) {
  const all = win.size <= MOST_MEMBERS;
  const shown = all ? range(win.size) : [...range(10), -1, ...range(8).map((i) => win.size - 8 + i)];
  return shown.map((i) => {
    if (i < 0) return { value: "…" };
    const cell = win.member(i);
    const value = written.value(plane.text(flatOf(plane, cell), channel), i);
    return { value, won: winner && sameCell(winner, cell) };
  });
}

function formulaNotes({ texts }, { grid, winner, equal }, plane, win, result) {
  const frame = grid.rule.frame || plane.frame; // its own, where layers of one stage are padded differently
  const { padding, beyond } = outside(win, plane, frame);
  const { kind } = grid.rule;
  const notes = [];
  if (!win.size) notes.push(texts.no_member);
  if (winner) notes.push(fill(equal > 1 ? texts.at_first : texts.at, spot(winner, { n: equal })));
  if (padding) notes.push(fill(texts[paddingKey(kind, frame)], { n: padding, k: win.k }));
  if (beyond) notes.push(fill(texts[OVERHANGS[kind]], { n: beyond, k: win.k }));
  if (kind === "norm" && result === "nan") notes.push(texts.norm_nan);
  return notes;
}

const OVERHANGS = { max: "overhang_max", mean: "overhang", norm: "overhang_norm" };
const paddingKey = (kind, { struck }) => (kind === "max" ? "padding_max" : struck ? "padding_struck" : "padding_zero");

/** Which of the texts for none, one and many. */
const some = (n) => (n === 0 ? "none" : n === 1 ? "one" : "many");

/** How many windows read an input cell, and how many take it; `taken` is undefined where none is a max. */
export function readsText({ texts }, { at, d, r, c, i, channel }, n, taken) {
  const reads = fill(texts[`reads_${some(n)}`], spot({ d, r, c }, { value: at.text(i, channel), n }));
  if (!n || !taken) return reads;
  const won = taken.length;
  const key = n === 1 ? (won ? "only" : "not") : won === n ? "all" : won ? "many" : "none";
  return reads + texts.join + fill(texts[`wins_${key}`], { n: won });
}

/** How many pooled values return to an unpooled cell. */
export const returnedText = ({ texts }, { at, d, r, c, i, channel }, n) =>
  fill(texts[`returned_${some(n)}`], spot({ d, r, c }, { value: at.text(i, channel), n }));

/** A line as it is read aloud. */
export const spoken = (texts, { label, before, list = [], glue = "", after = "", note }) =>
  [
    label ? label + texts.label_join : "", before, list.map((one) => one.value).join(glue), after,
    note ? texts.sentence_join + note : "",
  ].join("");
