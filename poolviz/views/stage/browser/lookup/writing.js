// How the rule of an output is written: max(1, 2) = 2, (1 + 2) / 2 = 1.5, (1² + 2²)^(1/2) = 2.24.

const negative = (value) => /^[-−]/.test(value);

/** By the kind of a rule: what stands before and after the values, what joins them, how the i-th is written. */
const WRITINGS = {
  max: ({ of }) => ({ before: of === "smallest" ? "min(" : "max(", glue: ", ", after: ")", value: of ? (value) => `|${value}|` : null }),
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

/** A number with its power; a negative one in brackets. */
const bracketed = (power) => (value) => (negative(value) ? `(${value})${power}` : value + power);

/** How the rule of a cell is written; `entry` is its divisor, or the factor of its sum. */
export function writing(rule, cell) {
  const found = WRITINGS[rule.kind](rule, entryOf(rule, cell), cell);
  return { ...found, value: found.value || ((value) => value) };
}

/** The entry of a cell in the rule's table: its class on each axis leads on into it. */
function entryOf({ divisors }, { d, r, c }) {
  if (!divisors) return "";
  const { slices, rows, cols, table } = divisors;
  const classes = [[slices, d], [rows, r], [cols, c]].filter(([axis]) => axis);
  return classes.reduce((part, [axis, i]) => part?.[axis[i]], table) ?? "?";
}
