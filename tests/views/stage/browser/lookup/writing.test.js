import assert from "node:assert/strict";
import { test } from "node:test";
import { writing } from "#views/stage/browser/lookup/writing.js";

/** @import { PoolingRule } from "#views/stage/browser/types.d.ts" */

const DIVISORS = { rows: [0, 1], cols: [0, 1], table: [["9", "6"], ["6", "4"]] };
const CELL = { d: 0, r: 0, c: 1 };

/** The whole line of some values. @type {(rule: PoolingRule, values: string[], cell?: typeof CELL) => string} */
function written(rule, values, cell = CELL) {
  const { before, glue, after, value } = writing(rule, cell);
  return before + values.map(value).join(glue) + after;
}

test("a maximum is written as max, of absolute values with bars", () => {
  assert.equal(written({ kind: "max", taps: [] }, ["1", "−2"]), "max(1, −2)");
  assert.equal(written({ kind: "max", taps: [], of: "largest" }, ["1", "−2"]), "max(|1|, |−2|)");
  assert.equal(written({ kind: "max", taps: [], of: "smallest" }, ["1", "−2"]), "min(|1|, |−2|)");
});

test("an average is a sum over the divisor of its row and column, negative numbers in brackets", () => {
  assert.equal(written({ kind: "mean", divisors: DIVISORS }, ["1", "−2"]), "(1 + (−2)) / 6");
  assert.equal(written({ kind: "mean", divisors: DIVISORS }, ["1"], { d: 0, r: 1, c: 1 }), "(1) / 4");
});

test("the divisor of a volume depends on the slice, too", () => {
  const divisors = { slices: [0, 1], rows: [0], cols: [0], table: [[["8"]], [["4"]]] };
  assert.equal(written({ kind: "mean", divisors }, ["1"], { d: 1, r: 0, c: 0 }), "(1) / 4");
});

test("a norm has powers, a factor where windows hang over, and a root", () => {
  /** @type {(entry: string, power: string, root: string) => PoolingRule} */
  const norm = (entry, power, root) => ({ kind: "norm", power, root, divisors: { rows: [0, 0], cols: [0, 0], table: [[entry]] } });
  assert.equal(written(norm("", "²", "^(1/2)"), ["1", "−2"]), "(1² + (−2)²)^(1/2)");
  assert.equal(written(norm("2", "²", "^(1/2)"), ["1", "2"]), "((1² + 2²) · 2)^(1/2)");
  assert.equal(written(norm("", "", ""), ["1", "2"]), "1 + 2");
  assert.equal(written(norm("2", "", ""), ["1", "2"]), "(1 + 2) · 2");
});

test("a weighted sum has the weight of each cell inside", () => {
  const rule = /** @type {PoolingRule} */ ({ kind: "weighted", weights: [[], ["0.25", "−0.5"]], reads: "" });
  assert.equal(written(rule, ["4", "−2"]), "4·0.25 + (−2)·(−0.5)");
});

test("a divisor that was not sent is a question mark", () => {
  assert.equal(written({ kind: "mean", divisors: { rows: [], cols: [], table: [] } }, ["1"]), "(1) / ?");
});
