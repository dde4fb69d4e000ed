// An answer as it is written in one line, and as the cells of a stage say it. No DOM.

/** An offered answer with its number, which is said aloud in class. @type {(text: string, i: number) => string} */
export const numbered = (text, i) => `${i + 1}. ${text}`;

/** The cells that were chosen, as coordinates; of a signal by position. @type {(given: string[], grid: {cols: number, rows: number}) => number[][]} */
export const cellsOf = (given, { cols, rows }) =>
  given.flatMap((one, i) => (one ? [rows === 1 ? [i] : [Math.floor(i / cols), i % cols]] : []));

/** The values that were typed, row by row. @type {(given: string[], cols: number) => string[][]} */
export const rowsOf = (given, cols) =>
  Array.from({ length: given.length / cols }, (_, r) => given.slice(r * cols, (r + 1) * cols));

/** An answer as it is read. @type {(answer: (string | number)[][]) => string} */
export const writtenOf = (answer) =>
  answer.length && typeof answer[0][0] === "number"
    ? answer.map((cell) => `(${cell.join(", ")})`).join(" ")
    : answer.map((row) => row.join(" ")).join("; ");

/**
 * What an answer, as it was written, says of each cell of a grid; nothing where it does not fit.
 * @type {(written: string, kind: "cells" | "values", grid: {cols: number, rows: number}) => string[]}
 */
export function givenOf(written, kind, { cols, rows }) {
  const whole = /** @type {string[]} */ (Array(rows * cols).fill(""));
  if (kind === "values") {
    const texts = written.split(/[\s,;[\]]+/).filter(Boolean);
    return texts.length === whole.length ? texts : whole;
  }
  const plain = written.replace(/（/g, "(").replace(/）/g, ")").replace(/，/g, ",");
  const bare = plain.includes("(") ? plain.match(/\([^()]*\)/g) ?? [] : plain.split(/[;\s]+/);
  const at = bare.map((cell) => (cell.match(/\d+/g) ?? []).map(Number)).filter(({ length }) => length);
  const chosen = new Set(at.map((cell) => cell.join()));
  return whole.map((_none, i) => (chosen.has(`${Math.floor(i / cols)},${i % cols}`) || (rows === 1 && chosen.has(String(i))) ? "x" : ""));
}
