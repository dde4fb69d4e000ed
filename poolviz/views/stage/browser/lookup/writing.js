// How the rule of an output is written: max(1, 2) = 2, (1 + 2) / 2 = 1.5, (1² + 2²)^(1/2) = 2.24.

import { fill } from "../dom/base.js";

/** @import { Cell, Written } from "../types.d.ts" */
/** @import { PooledRule, Table } from "../../wire/stage.d.ts" */

/**
 * How the rule of a cell is written, with its divisor or the factor of its sum.
 * @type {(rule: PooledRule, cell: Cell) => Written}
 */
export function writing(rule, cell) {
  const { brackets, term = "{value}", weights } = rule;
  const bracketed = (/** @type {string} */ text) => (brackets && /^[-−]/.test(text) ? `(${text})` : text);
  const entry = entryOf(rule, cell);
  const { before, between, after } = (entry && rule.scaled) || rule.writing;
  const [start, glue, end] = [before, between, after].map((text) => fill(text, { entry }));
  /** @type {Written["value"]} */
  const value = (text, i) => fill(term, { value: bracketed(text), weight: weights && bracketed(weights[cell.c][i]) });
  return { before: start, glue, after: end, value };
}

/**
 * The entry of a cell in the rule's table: its class on each axis leads on into it.
 * @type {(rule: PooledRule, cell: Cell) => string}
 */
function entryOf({ divisors }, { d, r, c }) {
  if (!divisors) return "";
  const { slices, rows, cols, table } = divisors;
  const classes = [...(slices ? [slices[d]] : []), rows[r], cols[c]];
  const found = classes.reduce((/** @type {Table | undefined} */ part, i) => part?.[i], table);
  return typeof found === "string" ? found : "?";
}
