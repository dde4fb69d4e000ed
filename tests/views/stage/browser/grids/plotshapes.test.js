import assert from "node:assert/strict";
import { test } from "node:test";
import { barPath, dotPath, itemsOf, linePath, markBox, stepPath, tickTexts, valueTexts } from "#views/stage/browser/grids/plotshapes.js";
import { scene } from "../stages.js";

/** @import { PlotGrid, Sample } from "#views/stage/browser/types.d.ts" */

const signals = scene("signals");
/** @type {(id: string) => Sample[]} */
const items = (id) => itemsOf(/** @type {PlotGrid} */ (signals.grid(id)), (x) => 10 * x, (share) => 100 * (1 - share));

/** @type {(parts: Partial<Sample>) => Sample} */
const sample = (parts) => ({ left: 0, right: 10, x: 5, y: 20, zero: 50, text: "1", special: false, ...parts });

test("a sample stands in its slot, a pooled one over its window", () => {
  assert.deepEqual(items("input").slice(0, 2).map(({ left, x, right }) => [left, x, right]), [[0, 5, 10], [10, 15, 20]]);
  assert.deepEqual(items("max")[1], { ...items("max")[1], left: 15, x: 25, right: 35 });
});

test("what is not finite has no height and is marked at its edge, nan in the middle", () => {
  const special = items("input").filter((item) => item.special);
  assert.deepEqual(special.map(({ text, y }) => [text, y]), [["nan", 50], ["−∞", 100]]);
});

test("bars reach from zero to the value and are never without height", () => {
  assert.equal(barPath([sample({})]), "M1 20H9V50H1Z");
  assert.equal(barPath([sample({ y: 50 })]), "M1 49H9V51H1Z");
  assert.equal(barPath([sample({ special: true })]), "");
});

test("a line breaks where there is no height", () => {
  assert.equal(linePath([[0, 1], [1, 2.04], [2, null], [3, 4]]), "M0 1L1 2M3 4");
  assert.equal(stepPath([sample({})]), "M0 20H10");
  assert.equal(dotPath([sample({})], 2), "M3 20a2 2 0 1 0 4 0a2 2 0 1 0 -4 0Z");
});

test("rings go around the value, other marks over the whole height", () => {
  assert.deepEqual(markBox(sample({}), "winner", 90, false), [-2.5, 12.5, 12.5, 27.5]);
  assert.deepEqual(markBox(sample({}), "lit", 90, false), [0, 0, 10, 90]);
  assert.deepEqual(markBox(sample({}), "reader", 90, false), [0, 17, 10, 53]);
  assert.deepEqual(markBox(sample({ right: 1, x: 0.5 }), "lit", 90, false), [-2, 0, 3, 90]);
});

test("values are written where all of them have room, nan and ∞ always", () => {
  const narrow = [sample({ right: 4, text: "123" }), sample({ left: 4, right: 8, text: "nan", special: true })];
  assert.deepEqual(valueTexts(narrow, false).map(({ text }) => text), ["nan"]);
  assert.deepEqual(valueTexts([sample({ right: 30 })], false), [{ text: "1", x: 5, y: 14 }]);
});

test("positions along the axis stand as close as they can be read", () => {
  const many = Array.from({ length: 100 }, (_, i) => sample({ x: 5 * i }));
  assert.deepEqual(tickTexts(many, 80, false).slice(0, 3).map(({ text }) => text), ["0", "10", "20"]);
  assert.deepEqual(tickTexts([sample({})], 80, false), [{ text: "0", x: 5, y: 77 }]);
});
