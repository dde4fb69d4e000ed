import assert from "node:assert/strict";
import { test } from "node:test";
import { writing } from "#views/stage/browser/lookup/writing.js";

/** @import { PooledRule } from "#views/stage/wire/stage.d.ts" */

const DIVISORS = { rows: [0, 1], cols: [0, 1], table: [["9", "6"], ["6", "4"]] };
const CELL = { d: 0, r: 0, c: 1 };

const said = { padding: "", struck: "", beyond: "", taken: "", wins: "", undefined: "" };
/** @type {(before: string, between: string, after: string) => PooledRule["writing"]} */
const around = (before, between, after) => ({ before, between, after });

/** The whole line of some values. @type {(rule: Omit<PooledRule, "kind" | "said">, values: string[], cell?: typeof CELL) => string} */
function written(rule, values, cell = CELL) {
  const { before, glue, after, value } = writing({ kind: "pooled", said, ...rule }, cell);
  return before + values.map(value).join(glue) + after;
}

test("the values stand between what the rule says, each as its term", () => {
  assert.equal(written({ writing: around("max(", ", ", ")") }, ["1", "−2"]), "max(1, −2)");
  assert.equal(written({ writing: around("min(", ", ", ")"), term: "|{value}|" }, ["1", "−2"]), "min(|1|, |−2|)");
});

test("an average is a sum over the divisor of its row and column, negative numbers in brackets", () => {
  const mean = { writing: around("(", " + ", ") / {entry}"), brackets: true, divisors: DIVISORS };
  assert.equal(written(mean, ["1", "−2"]), "(1 + (−2)) / 6");
  assert.equal(written(mean, ["1"], { d: 0, r: 1, c: 1 }), "(1) / 4");
  assert.equal(written({ ...mean, divisors: { rows: [], cols: [], table: [] } }, ["1"]), "(1) / ?");
});

test("the divisor of a volume depends on the slice, too", () => {
  const divisors = { slices: [0, 1], rows: [0], cols: [0], table: [[["8"]], [["4"]]] };
  assert.equal(written({ writing: around("(", " + ", ") / {entry}"), divisors }, ["1"], { d: 1, r: 0, c: 0 }), "(1) / 4");
});

test("a norm has powers, and where its output has an entry it is written with that factor", () => {
  const norm = (/** @type {string} */ entry) => ({
    writing: around("(", " + ", ")^(1/2)"), scaled: around("((", " + ", ") · {entry})^(1/2)"), term: "{value}²", brackets: true,
    divisors: { rows: [0, 0], cols: [0, 0], table: [[entry]] },
  });
  assert.equal(written(norm(""), ["1", "−2"]), "(1² + (−2)²)^(1/2)");
  assert.equal(written(norm("2"), ["1", "2"]), "((1² + 2²) · 2)^(1/2)");
});

test("a weighted sum has the weight of each cell inside", () => {
  const rule = { writing: around("", " + ", ""), term: "{value}·{weight}", brackets: true, weights: [[], ["0.25", "−0.5"]] };
  assert.equal(written(rule, ["4", "−2"]), "4·0.25 + (−2)·(−0.5)");
});
