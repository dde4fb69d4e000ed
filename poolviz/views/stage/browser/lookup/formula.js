// What the strip says, as values: { label, before, list, glue, after, note }.

import { fill, flatOf, range, sameCell, spot, textOf } from "../dom/base.js";
import { outside } from "./windows.js";
import { writing } from "./writing.js";

/** @import { Cell, Line, Marked, Scene, Step, Term, Texts, Window, Written } from "../types.d.ts" */

// Numbers in a formula before its middle is left out, and how many of the first and last then stay. Where several
// formulas share the strip each is shorter: its result is not to be cut off.
const ONE_FORMULA = { most: 20, first: 10, last: 8 };
const OF_SEVERAL = { most: 9, first: 4, last: 4 };

/**
 * One line: max(1, 2, 0) = 2 or (1 + 2) / 9 = 0.33, and what is to be noted about it.
 * @type {(scene: Scene, one: Marked, win: Window, named: boolean, step: Step) => Line}
 */
export function formula(scene, one, win, named, step) {
  const { grid } = one;
  const written = writing(grid.rule, step);
  const { around } = grid.rule; // what is done to the pooled value, such as ReLU
  const result = grid.text(step.i, step.channel);
  return {
    label: named ? grid.title : "",
    before: (around ? `${around}(` : "") + written.before,
    list: terms(one, written, win, step.channel, named ? OF_SEVERAL : ONE_FORMULA),
    glue: written.glue,
    after: `${written.after}${around ? ")" : ""} = ${result}`,
    note: formulaNotes(scene, one, win, result).join(scene.texts.join),
  };
}

/**
 * The numbers inside the window; of many the first, "…" and the last.
 * @type {(one: Marked, written: Written, win: Window, channel: number, room: typeof ONE_FORMULA) => Term[]}
 */
function terms({ winner, read }, written, win, channel, { most, first, last }) {
  const all = win.size <= most;
  const shown = all ? range(win.size) : [...range(first), -1, ...range(last).map((i) => win.size - last + i)];
  return shown.map((i) => {
    if (i < 0) return { value: "…" };
    const cell = win.member(i);
    const value = written.value(read.text(flatOf(read, cell), channel), i);
    return { value, won: winner !== null && sameCell(winner, cell) };
  });
}

/** @type {(scene: Scene, one: Marked, win: Window, result: string) => string[]} */
function formulaNotes({ texts }, { grid, read, winner, equal }, win, result) {
  const frame = grid.rule.frame || read.frame; // its own, where layers of one stage are padded differently
  const { padding, beyond } = outside(win, read, frame);
  const { said } = grid.rule;
  const notes = [];
  if (!win.size) notes.push(texts.no_member);
  if (winner) notes.push(fill(equal > 1 ? texts.at_first : texts.at, spot(winner, { n: equal })));
  if (padding) notes.push(fill(textOf(texts, frame.struck ? said.struck : said.padding), { n: padding, k: win.k }));
  if (beyond) notes.push(fill(textOf(texts, said.beyond), { n: beyond, k: win.k }));
  if (said.undefined && result === "nan") notes.push(textOf(texts, said.undefined));
  return notes;
}

/** Which of the texts for none, one and many. @type {(n: number) => "none" | "one" | "many"} */
const some = (n) => (n === 0 ? "none" : n === 1 ? "one" : "many");

/**
 * How many windows read an input cell, and how many take it, in the words of `wins`; nothing of that without words.
 * @type {(scene: Scene, step: Step, n: number, taken?: Cell[], wins?: string) => string}
 */
export function readsText({ texts }, { at, d, r, c, i, channel }, n, taken, wins) {
  const reads = fill(texts[`reads_${some(n)}`], spot({ d, r, c }, { value: at.text(i, channel), n }));
  if (!n || !taken || !wins) return reads;
  const won = taken.length;
  const key = n === 1 ? (won ? "only" : "not") : won === n ? "all" : won ? "many" : "none";
  return reads + texts.join + fill(textOf(texts, `${wins}_${key}`), { n: won });
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
