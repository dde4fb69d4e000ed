import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, range, sizeOf } from "#views/stage/browser/dom/base.js";
import { boxOf, last, NO_FRAME, outside, product, readersOf, taps, tapsWithin, touches, windowOf } from "#views/stage/browser/lookup/windows.js";
import { scene } from "../stages.js";

/** @import { WindowLink } from "#views/stage/browser/types.d.ts" */

/** Windows of 3 with stride 2 and padding 1 on 5 × 5, as MaxPool2d(3, 2, 1) has them. */
const max = scene("max");
const [link] = max.windows;
const input = max.grid("input");

test("an axis of a window is a start, a step and a count", () => {
  assert.deepEqual(taps([-1, 2, 3]), [-1, 1, 3]);
  assert.equal(last([-1, 2, 3]), 3);
  assert.deepEqual([-1, 0, 1, 3, 4, 5].map((x) => touches([-1, 2, 3], x)), [true, false, true, true, false, false]);
  assert.ok(!touches([0, 1, 0], 0), "a window without taps touches nothing");
});

test("the taps within bounds are cut at both ends", () => {
  assert.deepEqual(tapsWithin([-1, 1, 3], 0, 5), [0, 1]);
  assert.deepEqual(tapsWithin([3, 1, 3], 0, 5), [3, 4]);
  assert.deepEqual(tapsWithin([-3, 2, 4], 0, 3), [1]);
  assert.deepEqual(tapsWithin([5, 1, 3], 0, 5), []);
});

test("the window of a corner reaches into the padding and has four members", () => {
  const win = windowOf(link, { r: 0, c: 0 }, input);
  assert.ok(win);
  assert.deepEqual([win.size, win.k], [4, 9]);
  assert.deepEqual([0, 1, 2, 3].map(win.member).map(({ r, c }) => [r, c]), [[0, 0], [0, 1], [1, 0], [1, 1]]);
  assert.deepEqual(boxOf(win), { depth: [0, 1, 1], top: -1, left: -1, bottom: 2, right: 2 });
  assert.deepEqual(outside(win, input, input.frame), { padding: 5, beyond: 0 });
});

test("taps outside a grid without a frame are padding, beyond a frame they overhang", () => {
  const win = windowOf(link, { r: 0, c: 0 }, input);
  assert.ok(win);
  assert.deepEqual(outside(win, input, NO_FRAME), { padding: 5, beyond: 0 });
  assert.deepEqual(outside(win, input, { padding: [0, 1] }), { padding: 2, beyond: 3 });
});

test("where no output is there is no window", () => {
  assert.equal(windowOf(link, { r: 3, c: 0 }, input), null);
  assert.equal(windowOf(link, { d: 1, r: 0, c: 0 }, input), null);
});

test("the middle cell is read by the middle window alone, the next but one by four", () => {
  assert.equal(readersOf(link, { r: 2, c: 2 }).size, 1);
  const four = readersOf(link, { r: 1, c: 1 });
  assert.deepEqual(product(four).map(([, row, col]) => [row.i, col.i]), [[0, 0], [0, 1], [1, 0], [1, 1]]);
  assert.deepEqual(four.rows.map(({ tap }) => tap), [2, 0]);
});

test("a window reads exactly the cells that say they are read by it", () => {
  for (const name of ["max", "dilation", "coverage", "volume", "signals", "pictures", "layers"]) {
    const one = scene(name);
    for (const each of one.windows) assert.deepEqual(pairsDown(each, one.first(each.to)), pairsUp(each, one.first(each.to)), name);
  }
});

/** @typedef {{depth: number, rows: number, cols: number}} Lengths */

/** @type {(each: WindowLink) => {d: number, r: number, c: number}[]} */
const outputs = ({ depth, axes: [rows, cols] }) =>
  depth.taps.flatMap((_d, d) => rows.taps.flatMap((_r, r) => cols.taps.map((_c, c) => ({ d, r, c }))));

/** @type {(each: WindowLink, plane: Lengths) => string[]} */
function pairsDown(each, plane) {
  return outputs(each).flatMap((out) => {
    const win = windowOf(each, out, plane);
    assert.ok(win);
    return Array.from({ length: win.size }, (_, i) => JSON.stringify([win.member(i), out]));
  }).sort();
}

/** @type {(each: WindowLink, plane: Lengths) => string[]} */
function pairsUp(each, { depth, rows, cols }) {
  const size = { depth, rows, cols };
  return range(sizeOf(size)).map((i) => cellOf(size, i)).flatMap((cell) =>
    product(readersOf(each, cell)).map(([deep, row, col]) => JSON.stringify([cell, { d: deep.i, r: row.i, c: col.i }])),
  ).sort();
}
