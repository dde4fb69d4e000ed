// Small helpers that know nothing of a stage.

export const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

export const range = (n) => Array.from({ length: n }, (_, i) => i);

/** The text with each {name} replaced by its value. */
export const fill = (text, values) =>
  String(text ?? "").replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));

/** What a text may say of a cell: its row and column, counted from 0 and from 1. */
export const place = (r, c, more) => ({ row: r, col: c, row1: r + 1, col1: c + 1, ...more });
