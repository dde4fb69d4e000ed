import assert from "node:assert/strict";
import { test } from "node:test";
import { carried, valid, walk } from "#views/stage/browser/interaction/cursor.js";
import { readScene } from "#views/stage/browser/lookup/scene.js";
import { scene, sent } from "../stages.js";

/** @type {(key: string, parts?: Partial<KeyboardEvent>) => KeyboardEvent} */
const pressed = (key, parts) => /** @type {KeyboardEvent} */ ({ key, shiftKey: false, ctrlKey: false, ...parts });
const max = scene("max");

test("the cursor starts in the first output, in a picture in its middle", () => {
  assert.deepEqual(valid(max, null), { grid: "output", d: 0, r: 0, c: 0 });
  assert.deepEqual(valid(scene("pictures"), null), { grid: "max", d: 0, r: 2, c: 3 });
});

test("the cursor stays where it is, and is moved into what has become smaller", () => {
  assert.deepEqual(valid(max, { grid: "input", d: 0, r: 4, c: 1 }), { grid: "input", d: 0, r: 4, c: 1 });
  assert.deepEqual(valid(max, { grid: "output", d: 1, r: 9, c: 9 }), { grid: "output", d: 0, r: 2, c: 2 });
  assert.deepEqual(valid(max, { grid: "gone", d: 0, r: 2, c: 2 }), { grid: "output", d: 0, r: 0, c: 0 });
});

test("in a picture or signal of other cells the cursor stays at its place, not its number", () => {
  const { grids } = sent("pictures");
  const large = { ...sent("pictures"), grids: grids.map((grid) => ({ ...grid, rows: grid.rows * 4, cols: grid.cols * 4 })) };
  const [before, now] = [readScene(large), scene("pictures")];
  const { rows, cols } = now.grid("max");
  assert.deepEqual(carried(before, now, { grid: "max", d: 0, r: 9, c: 13 }), { grid: "max", d: 0, r: 2, c: 3 });
  assert.deepEqual(carried(now, before, { grid: "max", d: 0, r: 2, c: 3 }), { grid: "max", d: 0, r: 10, c: 14 });
  assert.deepEqual(carried(before, now, { grid: "max", d: 0, r: 4 * rows - 1, c: 0 }), { grid: "max", d: 0, r: rows - 1, c: 0 });
  assert.deepEqual(carried(now, now, { grid: "max", d: 0, r: 1, c: cols - 1 }), { grid: "max", d: 0, r: 1, c: cols - 1 });
  assert.deepEqual(carried(undefined, now, null), valid(now, null));
  const signal = scene("signals");
  const longer = readScene({ ...sent("signals"), grids: sent("signals").grids.map((grid) => ({ ...grid, cols: grid.cols * 2 })) });
  assert.deepEqual(carried(longer, signal, { grid: "input", d: 0, r: 0, c: 5 }), { grid: "input", d: 0, r: 0, c: 2 });
});

test("the cursor of a picture that is gone goes to another of its space, else to the middle", () => {
  const both = scene("pictures");
  const one = readScene({ ...sent("pictures"), grids: sent("pictures").grids.filter((grid) => grid.id !== "mean") });
  const alone = readScene({ ...sent("pictures"), grids: sent("pictures").grids.slice(0, 1), links: [] });
  assert.deepEqual(carried(both, one, { grid: "mean", d: 0, r: 1, c: 4 }), { grid: "max", d: 0, r: 1, c: 4 });
  assert.deepEqual(carried(both, alone, { grid: "max", d: 0, r: 0, c: 0 }), valid(alone, null));
});

test("in a matrix the cursor keeps its number", () => {
  const small = readScene({ ...sent("max"), grids: sent("max").grids.map((grid) => ({ ...grid, rows: 1, cols: 1 })) });
  assert.deepEqual(carried(max, small, { grid: "output", d: 0, r: 2, c: 1 }), { grid: "output", d: 0, r: 0, c: 0 });
  assert.deepEqual(carried(small, max, { grid: "output", d: 0, r: 0, c: 0 }), { grid: "output", d: 0, r: 0, c: 0 });
});

test("a stage without a cell has no cursor", () => {
  const data = sent("max");
  const empty = data.grids.map((grid) => ({ ...grid, rows: 0, cols: 0, texts: [], shades: [] }));
  assert.equal(valid(readScene({ ...data, grids: empty }), null), null);
});

test("arrows walk and stop at the edges", () => {
  const input = max.grid("input");
  assert.deepEqual(walk(pressed("ArrowDown"), input, { d: 0, r: 1, c: 1 }), { r: 2, c: 1 });
  assert.deepEqual(walk(pressed("ArrowLeft"), input, { d: 0, r: 1, c: 0 }), { r: 1, c: 0 });
  assert.equal(walk(pressed("ArrowDown", { ctrlKey: true }), input, { d: 0, r: 1, c: 1 }), null);
  assert.equal(walk(pressed("x"), input, { d: 0, r: 1, c: 1 }), null);
});

test("Home and End walk the row, with Ctrl the grid", () => {
  const input = max.grid("input");
  assert.deepEqual(walk(pressed("End"), input, { d: 0, r: 1, c: 1 }), { r: 1, c: 4 });
  assert.deepEqual(walk(pressed("End", { ctrlKey: true }), input, { d: 0, r: 1, c: 1 }), { r: 4, c: 4 });
  assert.deepEqual(walk(pressed("Home", { ctrlKey: true }), input, { d: 0, r: 1, c: 1 }), { r: 0, c: 0 });
});

test("with Shift arrows walk by 8 in pictures and signals alone", () => {
  const shift = { shiftKey: true };
  assert.deepEqual(walk(pressed("ArrowRight", shift), scene("pictures").grid("input"), { d: 0, r: 0, c: 1 }), { r: 0, c: 9 });
  assert.deepEqual(walk(pressed("ArrowRight", shift), scene("signals").grid("input"), { d: 0, r: 0, c: 0 }), { r: 0, c: 8 });
  assert.deepEqual(walk(pressed("ArrowRight", shift), max.grid("input"), { d: 0, r: 0, c: 0 }), { r: 0, c: 1 });
});

test("pages change the slice of a volume", () => {
  const volume = scene("volume").grid("input");
  assert.deepEqual(walk(pressed("PageDown"), volume, { d: 2, r: 0, c: 0 }), { d: 3 });
  assert.deepEqual(walk(pressed("PageDown"), volume, { d: 3, r: 0, c: 0 }), { d: 3 });
  assert.equal(walk(pressed("PageDown"), max.grid("input"), { d: 0, r: 0, c: 0 }), null);
});
