// The elements of a matrix: a row of cells for each row, and the frame around them.

import { range } from "../dom/base.js";
import { el, symbolOf } from "../dom/elements.js";

/** @import { Frame, Grid } from "../types.d.ts" */

/**
 * Let `body` hold a row of cells for each row of a matrix: real elements, so that each can be focused and read aloud.
 * Those that are there already stay.
 * @type {(body: HTMLElement, grid: Pick<Grid, "rows" | "cols" | "split">) => void}
 */
export function shapeRows(body, { rows, cols, split }) {
  while (body.children.length > rows) body.lastElementChild?.remove();
  for (const row of body.children) shapeRow(row, cols, split);
  if (body.children.length < rows) {
    const first = el("div", "pv-row", null, { role: "row" });
    shapeRow(first, cols, split);
    body.append(...range(rows - body.children.length).map(() => first.cloneNode(true))); // a clone costs less than a new element
  }
  [...body.children].forEach((row, r) => numbered(row, r, cols));
}

/** @type {(row: Element, cols: number, split?: number) => void} */
function shapeRow(row, cols, split) {
  while (row.children.length > cols) row.lastElementChild?.remove();
  for (let c = row.children.length; c < cols; c++) {
    const cell = el("div", "pv-cell", null, { role: "gridcell", tabindex: -1, "aria-colindex": c + 1 });
    if (split && c && c % split === 0) cell.classList.add("is-split");
    cell.append("");
    row.append(cell);
  }
}

/** @type {(row: Element, r: number, cols: number) => void} */
function numbered(row, r, cols) {
  row.ariaRowIndex = String(r + 1);
  let i = r * cols;
  for (const cell of row.children) cell.setAttribute("data-i", String(i++));
}

/**
 * The layer of the frame's cells, and each of them by "row,column".
 * @type {(grid: Grid) => {layer: HTMLElement, cells: Map<string, HTMLElement>}}
 */
export function frameElements(grid) {
  const layer = el("div", "pv-frame", null, { "aria-hidden": "true" });
  const cells = new Map(framePlaces(grid).map(([r, c]) => [`${r},${c}`, frameCell(grid.frame, r, c, isPadding(grid, r, c))]));
  layer.append(...cells.values());
  return { layer, cells };
}

/** Where the cells of the frame lie: [row, column]. @type {(grid: Grid) => [number, number][]} */
function framePlaces({ rows, cols, frame }) {
  const inside = (/** @type {number} */ r, /** @type {number} */ c) => r >= 0 && r < rows && c >= 0 && c < cols;
  const across = range(frame.left + cols + frame.right).map((c) => c - frame.left);
  const down = range(frame.top + rows + frame.bottom).map((r) => r - frame.top);
  return down.flatMap((r) => across.filter((c) => !inside(r, c)).map((c) => /** @type {[number, number]} */ ([r, c])));
}

/** @type {(grid: Grid, r: number, c: number) => boolean} */
function isPadding({ rows, cols, frame }, r, c) {
  const [ph, pw] = frame.padding;
  return r >= -ph && r < rows + ph && c >= -pw && c < cols + pw;
}

/** @type {(frame: Frame, r: number, c: number, padding: boolean) => HTMLElement} */
function frameCell(frame, r, c, padding) {
  const kind = padding ? `is-padding${frame.struck ? " is-struck" : ""}` : "is-overhang";
  const cell = el("div", `pv-cell ${kind}`, padding ? frame.symbol : "");
  cell.style.gridArea = `${r + frame.top + 1} / ${c + frame.left + 1}`;
  return cell;
}

/** Put the sign of a mark into a cell, or take it away. @type {(cell: HTMLElement, mark: string) => void} */
export function signCell(cell, mark) {
  cell.dataset.mark = mark;
  cell.querySelector(".pv-sign")?.remove();
  if (mark) cell.append(el("span", "pv-sign", symbolOf(mark), { "aria-hidden": "true" }));
}
