// Small helpers that know nothing of a stage.

/** @import { Cell, Cursor, Place, Size } from "../types.d.ts" */

/** @type {(x: number, low: number, high: number) => number} */
export const clamp = (x, low, high) => Math.max(low, Math.min(high, x));

/** The numbers from 0 to below n. @type {(n: number) => number[]} */
export const range = (n) => Array.from({ length: n }, (_, i) => i);

/** The text with each {name} replaced by its value. @type {(text: string | undefined, values: Record<string, any>) => string} */
export const fill = (text, values) =>
  String(text ?? "").replace(/\{(\w+)\}/g, (all, key) => (key in values ? String(values[key]) : all));

/** The text of a key that Python names, "" where there is none. @type {(texts: object, key: string) => string} */
export const textOf = (texts, key) => /** @type {Record<string, string>} */ (texts)[key] ?? "";

/** The flat index of a cell of a grid. A plane is one slice deep. @type {(grid: Size, cell: Place) => number} */
export const flatOf = ({ rows, cols }, { d = 0, r, c }) => (d * rows + r) * cols + c;
/** The cell at a flat index. @type {(grid: Size, i: number) => Cell} */
export const cellOf = ({ rows, cols }, i) => ({ d: Math.floor(i / (rows * cols)), r: Math.floor(i / cols) % rows, c: i % cols });

/** How many cells a grid has. @type {(grid: Size) => number} */
export const sizeOf = ({ depth = 1, rows, cols }) => depth * rows * cols;
/** @type {(grid: Size, i: number) => boolean} */
export const isCell = (grid, i) => i >= 0 && i < sizeOf(grid);

/** Whether two cells, or two cursors, are the same. @type {(one: Cell & Partial<Cursor>, other: Cell & Partial<Cursor>) => boolean} */
export const sameCell = (one, other) => one.grid === other.grid && one.d === other.d && one.r === other.r && one.c === other.c;

/** What a text may say of a cell: its row and column, counted from 0 and from 1. @type {(r: number, c: number, more?: object) => object} */
export const place = (r, c, more) => ({ row: r, col: c, row1: r + 1, col1: c + 1, ...more });

/** The same of a cell with its depth. @type {(cell: Place, more?: object) => object} */
export const spot = ({ d = 0, r, c }, more) => ({ depth: d, depth1: d + 1, ...place(r, c, more) });
