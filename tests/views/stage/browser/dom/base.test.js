import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, clamp, fill, flatOf, isCell, place, range, sameCell, sizeOf, spot } from "#views/stage/browser/dom/base.js";

const VOLUME = { depth: 2, rows: 3, cols: 4 };

test("a number is kept between its bounds", () => {
  assert.deepEqual([-3, 0, 2, 5, 9].map((x) => clamp(x, 0, 5)), [0, 0, 2, 5, 5]);
});

test("a range counts from 0", () => {
  assert.deepEqual(range(3), [0, 1, 2]);
  assert.deepEqual(range(0), []);
});

test("a text is filled with what is known and keeps the other names", () => {
  assert.equal(fill("row {row}, {col}: {value}", { row: 0, value: "−∞" }), "row 0, {col}: −∞");
  assert.equal(fill("{a}{a}", { a: "{b}", b: 1 }), "{b}{b}");
  assert.equal(fill(undefined, { a: 1 }), "");
});

test("flat indices and cells are each other's inverse, a plane being one slice", () => {
  assert.deepEqual(cellOf(VOLUME, 17), { d: 1, r: 1, c: 1 });
  assert.deepEqual(range(24).map((i) => flatOf(VOLUME, cellOf(VOLUME, i))), range(24));
  assert.equal(flatOf({ rows: 3, cols: 4 }, { r: 2, c: 1 }), 9);
  assert.deepEqual(cellOf({ rows: 3, cols: 4 }, 9), { d: 0, r: 2, c: 1 });
});

test("a grid has as many cells as slices, rows and columns say", () => {
  assert.equal(sizeOf(VOLUME), 24);
  assert.equal(sizeOf({ rows: 3, cols: 4 }), 12);
  assert.deepEqual([-1, 0, 23, 24].map((i) => isCell(VOLUME, i)), [false, true, true, false]);
});

test("two cursors are the same where grid, depth, row and column are", () => {
  const here = { grid: "input", d: 0, r: 1, c: 2 };
  assert.ok(sameCell(here, { ...here }));
  for (const other of [{ grid: "output" }, { d: 1 }, { r: 0 }, { c: 0 }]) assert.ok(!sameCell(here, { ...here, ...other }));
});

test("texts may count from 0 and from 1", () => {
  assert.deepEqual(place(0, 4, { n: 2 }), { row: 0, col: 4, row1: 1, col1: 5, n: 2 });
  assert.deepEqual(spot({ d: 2, r: 0, c: 4 }), { depth: 2, depth1: 3, row: 0, col: 4, row1: 1, col1: 5 });
});
