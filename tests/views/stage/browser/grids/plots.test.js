import assert from "node:assert/strict";
import { test } from "node:test";
import { layoutPlots } from "#views/stage/browser/grids/plots.js";
import { scene } from "../stages.js";

/** Lay the plots of a stage out; gives what each is told. @type {(width: number, height: number, narrow?: boolean) => number[][]} */
function laid(width, height, narrow = false) {
  /** @type {number[][]} */
  const found = [];
  const views = scene("curves").grids.map((grid) => ({ grid, resize: (/** @type {number} */ ux, /** @type {number} */ uy) => found.push([ux, uy]) }));
  const grids = { style: {} };
  const stage = /** @type {any} */ ({ views, grids, root: { classList: { contains: () => narrow } } });
  layoutPlots(stage, width, { height, large: false, low: false, heads: 0 });
  return found;
}

test("all plots have one width of a sample, the input more height", () => {
  const [input, max, unpooled] = laid(1000, 600);
  assert.equal(input[0], max[0]);
  assert.equal(max[0], unpooled[0]);
  assert.ok(input[1] > max[1]);
  assert.equal(max[1], unpooled[1]);
});

test("the plots and what is between them keep to the height", () => {
  const heights = laid(1000, 600).map(([, high]) => high);
  assert.ok(heights.reduce((sum, one) => sum + one + 3 * 16, 0) <= 600);
});

test("a narrow stage has its titles above, so that samples are wider", () => {
  assert.ok(laid(500, 600, true)[0][0] > laid(500, 600)[0][0]);
});

test("no room is too little to be drawn in", () => {
  assert.ok(laid(10, 10).flat().every((length) => length > 0));
});
