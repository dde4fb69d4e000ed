import assert from "node:assert/strict";
import { test } from "node:test";
import { range } from "#views/stage/browser/dom/base.js";
import { readsText, returnedText, spoken } from "#views/stage/browser/lookup/formula.js";
import { look } from "#views/stage/browser/lookup/look.js";
import { readScene } from "#views/stage/browser/lookup/scene.js";
import { scene, sent } from "../stages.js";

/** @import { Cell, Step } from "#views/stage/browser/types.d.ts" */

const max = scene("max");
/** @type {Step} */
const step = {
  scene: max, at: max.grid("input"), d: 0, r: 0, c: 1, i: 1, channel: 0,
  shown: { cells: [], boxes: [], windows: [], lines: [], lens: null },
};
/** @type {(n: number) => Cell[]} */
const cells = (n) => Array.from({ length: n }, (_, c) => ({ d: 0, r: 0, c }));

test("a cell says by how many windows it is read, and of how many it is the maximum", () => {
  const says = [[0, 0], [1, 0], [1, 1], [3, 0], [3, 2], [3, 3]].map(([n, won]) => readsText(max, step, n, cells(won), "wins").split(": ")[1]);
  assert.deepEqual(says, [
    "no window reads this cell", "read by 1 window; it is not its maximum", "read by 1 window; it is its maximum",
    "read by 3 windows; the maximum of none of them", "read by 3 windows; the maximum of 2 of them",
    "read by 3 windows; the maximum of all of them",
  ]);
  assert.equal(readsText(max, step, 3, undefined, "wins"), "row 0, column 1 = 2: read by 3 windows");
  assert.equal(readsText(max, step, 3, cells(2), ""), "row 0, column 1 = 2: read by 3 windows");
});

test("none, one and many values return", () => {
  assert.deepEqual([0, 1, 2].map((n) => returnedText(max, step, n).split(": ")[1]), [
    "nothing returns here", "1 pooled value returns here", "2 pooled values return here",
  ]);
});

test("a line is spoken with its label before and its note after it", () => {
  const line = { label: "Max", before: "max(", list: [{ value: "1" }, { value: "2" }], glue: ", ", after: ") = 2", note: "at row 0" };
  assert.equal(spoken(max.texts, line), "Max: max(1, 2) = 2. at row 0");
  assert.equal(spoken(max.texts, { before: "nothing" }), "nothing");
});

test("of more than twenty numbers the first ten and the last eight are written", () => {
  const data = sent("max");
  const one = /** @type {[number, number, number]} */ ([0, 1, 5]);
  const axis = { taps: [one, one, one], dropped: null };
  const { lines } = look(readScene({ ...data, links: [{ from: "output", to: "input", axes: [axis, axis] }] }), { grid: "output", d: 0, r: 0, c: 0 }, 0);
  const values = lines[0].list?.map(({ value }) => value);
  assert.deepEqual(values, ["1", "2", "0", "3", "1", "0", "1", "2", "3", "1", "…", "3", "1", "1", "2", "1", "0", "1", "1"]);
});

test("of more than nine numbers the first and the last four are written where formulas share the strip", () => {
  const data = sent("pictures");
  const lists = (/** @type {number} */ high, /** @type {number} */ wide) => {
    const axes = [high, wide].map((size) => ({ taps: range(32).map(() => /** @type {[number, number, number]} */ ([0, 1, size])), dropped: null }));
    const links = data.links.map(({ from, to }) => ({ from, to, axes }));
    return look(readScene({ ...data, links }), { grid: "max", d: 0, r: 0, c: 0 }, 0).lines.map(({ list }) => list?.map(({ value }) => value) ?? []);
  };
  const written = (/** @type {string[]} */ list) => [list.length, list.indexOf("…")];
  assert.deepEqual(lists(3, 3).map(written), [[9, -1], [9, -1]]);
  assert.deepEqual(lists(2, 5).map(written), [[9, 4], [9, 4]]);
});
