// How the rule of an output is written: max(1, 2) = 2, (1 + 2) / 2 = 1.5, (1² + 2²)^(1/2) = 2.24.

/** @import { Cell, PoolingKind, PoolingRule, Ruled, Writing } from "../types.d.ts" */
/** @import { Table } from "../../wire/stage.d.ts" */

/** @type {(value: string) => boolean} */
const negative = (value) => /^[-−]/.test(value);

/**
 * By the kind of a rule: what stands before and after the values, what joins them, how the i-th is written.
 * @type {{[K in PoolingKind]: (rule: Ruled<K>["rule"], entry: string, cell: Cell) => Writing}}
 */
const WRITINGS = {
  max: ({ of }) => ({ before: of === "smallest" ? "min(" : "max(", glue: ", ", after: ")", value: (text) => (of ? `|${text}|` : text) }),
  mean: (_rule, entry) => ({ before: "(", glue: " + ", after: `) / ${entry}`, value: bracketed("") }),
  norm: ({ power, root }, entry) => ({
    before: root && entry ? "((" : root || entry ? "(" : "", glue: " + ",
    after: (root && entry ? ")" : "") + (entry ? `${root ? "" : ")"} · ${entry}` : "") + (root ? `)${root}` : ""),
    value: bracketed(power),
  }),
  weighted: ({ weights }, _entry, { c }) => ({
    before: "", glue: " + ", after: "", value: (value, i) => `${bracketed("")(value)}·${bracketed("")(weights[c][i])}`,
  }),
};

/** A number with its power; a negative one in brackets. @type {(power: string) => (value: string) => string} */
const bracketed = (power) => (value) => (negative(value) ? `(${value})${power}` : value + power);

/**
 * How the rule of a cell is written; `entry` is its divisor, or the factor of its sum.
 * @type {(rule: PoolingRule, cell: Cell) => Writing}
 */
export function writing(rule, cell) {
  /** @type {(rule: any, entry: string, cell: Cell) => Writing} */
  const write = WRITINGS[rule.kind];
  return write(rule, entryOf(rule, cell), cell);
}

/**
 * The entry of a cell in the rule's table: its class on each axis leads on into it.
 * @type {(rule: PoolingRule, cell: Cell) => string}
 */
function entryOf(rule, { d, r, c }) {
  if (!("divisors" in rule)) return "";
  const { slices, rows, cols, table } = rule.divisors;
  const classes = [...(slices ? [slices[d]] : []), rows[r], cols[c]];
  const found = classes.reduce((/** @type {Table | undefined} */ part, i) => part?.[i], table);
  return typeof found === "string" ? found : "?";
}
