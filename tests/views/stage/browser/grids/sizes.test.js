import assert from "node:assert/strict";
import { test } from "node:test";
import { fit, fitFields, fitLegible, fitPanes, fitPictures, fitVolumes, placeVolumes } from "#views/stage/browser/grids/sizes.js";
import { NO_FRAME } from "#views/stage/browser/lookup/windows.js";

const box = (/** @type {number} */ n) => ({ rows: n, cols: n, head: 72, longest: 1 });
const picture = { rows: 100, cols: 150, frame: NO_FRAME };

test("matrices stand side by side in the largest cells that fit", () => {
  assert.deepEqual(fit([box(5), box(3)], 1000, 600, 52, 22), [52, false]);
  const [size, wrapped] = fit([box(16), box(8), box(8)], 1000, 600, 52, 22);
  assert.equal(wrapped, false);
  assert.ok(32 * size + 2 * 36 <= 1000 && 32 * (size + 1) + 2 * 36 > 1000);
});

test("matrices too wide for one row wrap, on a phone sooner", () => {
  assert.equal(fit([box(16), box(16), box(16)], 900, 600, 52, 22)[1], true);
  assert.deepEqual(fit([box(5), box(5)], 360, 600, 52, 22), [44, true]);
});

test("in two rows the height counts twice", () => {
  const boxes = [box(4), box(4), box(4), box(4)];
  const [size] = fit(boxes, 1000, 300, 52, 10, 2);
  assert.ok(2 * (4 * size + 46) + 20 <= 300 && 2 * (4 * (size + 1) + 46) + 20 > 300);
});

test("the slices of a volume keep to the width and to the height", () => {
  /** @type {[number, number][]} */
  const slices = Array.from({ length: 4 }, () => [4, 4]);
  const size = fitVolumes([{ head: 60, slices }], 1000, 300, 48, 22);
  assert.equal(size, 48);
  assert.ok(fitVolumes([{ head: 60, slices }], 300, 300, 48, 22) < 48);
});

test("pictures keep their proportions beside a lens of its own width", () => {
  const { size, lens, kept, wrapped } = fitPictures([picture, picture, picture], picture, 1200, 800, { large: false });
  assert.equal(wrapped, false);
  assert.equal(lens, 288);
  assert.ok(3 * size[0] + 3 * 20 + lens <= 1200);
  assert.ok(Math.abs(size[0] / size[1] - 1.5) < 0.02);
  assert.ok(size[1] + 46 <= kept);
});

test("on a phone pictures stand one below the other", () => {
  assert.equal(fitPictures([picture, picture], picture, 390, 800, { large: false }).wrapped, true);
});

test("the input of a network is larger than its maps", () => {
  const { size: [[input], [map]] } = fitFields(4, { rows: 28, cols: 28 }, 1000, 400);
  assert.ok(input > map && input + 3 * map + 3 * 20 <= 1000);
});

test("signals of a network lie below each other in the whole width", () => {
  assert.deepEqual(fitFields(3, { rows: 1, cols: 50 }, 600, 300), { size: [[599, 40], [599, 40]], wrapped: true });
});

test("pictures that have the screen to themselves fill it", () => {
  const portrait = { rows: 48, cols: 37, frame: NO_FRAME };
  const large = { large: true, lens: false };
  const page = fitPictures([portrait, portrait, portrait], portrait, 1200, 440, large);
  const screen = fitPictures([portrait, portrait, portrait], portrait, 1800, 860, { ...large, alone: true });
  assert.equal(page.wrapped, false);
  assert.deepEqual([screen.size, screen.wrapped], [[586, 760], false]);
  const wide = { ...portrait, rows: 10, cols: 80 };
  assert.equal(fitPictures([wide, wide, wide], wide, 1800, 860, { ...large, alone: true }).wrapped, true);
});

test("on a screen of their own rows of a few cells lie below each other where they become larger so", () => {
  const row = { ...box(6), rows: 1 };
  assert.equal(fit([row, row, row, row], 1800, 800, 52, 22)[1], false);
  const [size, wrapped] = fit([row, row, row, row], 1800, 800, 160, 22);
  assert.equal(wrapped, true);
  assert.ok(size > 130);
});

test("in front of a class cells are as wide as their numbers and rows as high as the room allows", () => {
  const [input, output] = [box(12), box(4)];
  assert.deepEqual(fitLegible([input, output], [84, 30], 1216, 500, 160), { across: [84, 35], down: 35, wrapped: false, fits: true });
  assert.deepEqual(fitLegible([box(4)], [84], 1216, 500, 160), { across: [106], down: 106, wrapped: false, fits: true });
});

test("where the room is too small for letters of a screen the rows are the lowest that hold them", () => {
  assert.deepEqual(fitLegible([box(16), box(5)], [84, 84], 1216, 300, 160), { across: [84, 84], down: 31, wrapped: true, fits: false });
});

test("grids that no screen holds share it as panes, so that window and output are both in sight", () => {
  assert.deepEqual(fitPanes(2, 460), { columns: 2, high: 384 });
  assert.deepEqual(fitPanes(5, 460), { columns: 3, high: 144 });
  assert.deepEqual(fitPanes(4, 460, 2), { columns: 2, high: 144 });
  assert.equal(fitPanes(6, 200).high, 93);
});

test("volumes that would leave a band below them lie below each other", () => {
  const block = (/** @type {number} */ slices, /** @type {number} */ side) => ({ head: 70, slices: Array.from({ length: slices }, () => /** @type {[number, number]} */ ([side, side])) });
  const [input, halved] = [block(4, 4), block(2, 2)];
  assert.deepEqual(placeVolumes([input, halved, halved], 1002, 340, 64, 22), { size: 31, below: true });
  assert.deepEqual(placeVolumes([input, halved, halved], 1536, 340, 64, 22), { size: 58, below: false });
  assert.deepEqual(placeVolumes([input, input, input], 1002, 340, 64, 22), { size: 23, below: false });
});

test("on a page numbers are read in smaller letters than on a screen of their own", () => {
  assert.deepEqual(fitLegible([box(16), box(8)], [24, 40], 950, 420, 72, { least: 22, headed: 52 }), { across: [24, 40], down: 23, wrapped: false, fits: true });
});
