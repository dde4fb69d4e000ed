// Small helpers that know nothing of a stage.

export const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

export const range = (n) => Array.from({ length: n }, (_, i) => i);

/** The text with each {name} replaced by its value. */
export const fill = (text, values) =>
  String(text ?? "").replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));

/** The flat index of cell {d, r, c} of a grid, its cell of a flat index, how many cells it has. A plane is one slice deep. */
export const flatOf = ({ rows, cols }, { d = 0, r, c }) => (d * rows + r) * cols + c;
export const cellOf = ({ rows, cols }, i) => ({ d: Math.floor(i / (rows * cols)), r: Math.floor(i / cols) % rows, c: i % cols });
export const sizeOf = ({ depth = 1, rows, cols }) => depth * rows * cols;
export const isCell = (grid, i) => i >= 0 && i < sizeOf(grid);

/** Whether two cursors {grid, d, r, c} are on one cell. */
export const sameCell = (one, other) => ["grid", "d", "r", "c"].every((key) => one[key] === other[key]);

/** What a text may say of a cell: its row and column, counted from 0 and from 1. */
export const place = (r, c, more) => ({ row: r, col: c, row1: r + 1, col1: c + 1, ...more });

/** The same of a cell {d, r, c}, with its depth. */
export const spot = ({ d = 0, r, c }, more) => ({ depth: d, depth1: d + 1, ...place(r, c, more) });
