import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, range, sizeOf } from "#views/stage/browser/dom/base.js";
import { spoken } from "#views/stage/browser/lookup/formula.js";
import { ghost, look } from "#views/stage/browser/lookup/look.js";
import { lit, names, scene } from "../stages.js";

/** @import { Cursor, Scene, Shown } from "#views/stage/browser/types.d.ts" */

/** @type {(name: string, grid: string, r: number, c: number, d?: number, channel?: number) => Shown} */
const at = (name, grid, r, c, d = 0, channel = 0) => look(scene(name), { grid, d, r, c }, channel);

/** What the strip says. @type {(name: string, ...cursor: [string, number, number, number?, number?]) => string[]} */
const said = (name, ...cursor) => at(name, ...cursor).lines.map((line) => spoken(scene(name).texts, line));

test("an output lights its window, its winner and the equals of it", () => {
  const shown = at("max", "output", 0, 1);
  assert.deepEqual(lit(shown, "output", "lit"), ["0,1"]);
  assert.deepEqual(lit(shown, "input", "winner"), ["0,3"]);
  assert.deepEqual(lit(shown, "input", "tie"), ["1,3"]);
  const [{ top, left, bottom, right, role }] = shown.boxes;
  assert.deepEqual([role, top, left, bottom, right], ["window", -1, 1, 2, 4]);
});

test("an output says its formula and where its winner lies", () => {
  assert.deepEqual(said("max", "output", 0, 1), [
    "max(2, 0, 3, 1, 2, 3) = 3. at row 0, column 3, the first of 2 equal values; 3 of 9 taps in the padding: −∞, never the maximum",
  ]);
  assert.deepEqual(said("mean", "output", 0, 0), ["(1 + 2 + 0 + 1) / 9 = 0.4444. 5 of 9 taps in the padding, counted as 0"]);
  assert.deepEqual(said("not counted", "output", 0, 0), ["(1 + 2 + 0 + 1) / 4 = 1. 5 of 9 taps in the padding, not counted"]);
  assert.equal(said("norm", "output", 0, 2)[0], "((1² + 1²) · 2)^(1/2) = 2. 2 of 4 taps beyond the edge: torch scales up the sum of the others");
});

test("an input lights the windows that read it and those that take it", () => {
  const shown = at("max", "input", 0, 3);
  assert.deepEqual(lit(shown, "output", "reader"), ["0,1", "0,2"]);
  assert.deepEqual(lit(shown, "output", "taker"), ["0,1", "0,2"]);
  assert.deepEqual(said("max", "input", 0, 3), ["row 0, column 3 = 3: read by 2 windows; the maximum of all of them"]);
  assert.deepEqual(said("max", "input", 0, 0), ["row 0, column 0 = 1: read by 1 window; it is not its maximum"]);
  assert.deepEqual(said("mean", "input", 0, 0), ["row 0, column 0 = 1: read by 1 window"]);
  assert.deepEqual(said("coverage", "worth_input", 2, 2), ["row 2, column 2 = 1: no window reads this cell"]);
});

test("a pooled value says where it returns to, and what came back says from how many", () => {
  assert.equal(said("unpooling", "output", 0, 0)[1], "Unpooled: returns to row 0, column 1");
  assert.deepEqual(said("unpooling", "unpooled", 0, 1), ["row 0, column 1 = 2: 1 pooled value returns here"]);
  assert.deepEqual(said("unpooling", "unpooled", 0, 0), ["row 0, column 0 = 0: nothing returns here"]);
  assert.deepEqual(lit(at("unpooling", "input", 0, 1), "unpooled", "target"), ["0,1"]);
});

test("layers with other windows speak each for themselves, with a name and a sign", () => {
  const lines = at("layers", "input", 0, 0).lines;
  assert.deepEqual(lines.map(({ label, sign }) => [label, sign]), [["A", "reader-0"], ["B", "reader-1"]]);
});

test("a signal says positions", () => {
  assert.equal(said("signals", "input", 0, 0)[0], "position 0 = 1: read by 1 window; it is its maximum");
});

test("layers that work cell by cell say what each made of it", () => {
  assert.deepEqual(said("relu and sigmoid", "input", 0, 0).slice(0, 2), [
    "ReLU: max(0, 0) = 0", "Sigmoid after ReLU: 1 / (1 + e⁻⁰) = 0.5",
  ]);
});

test("a map of a network says what it sees of the input", () => {
  const shown = at("fields of shapes", "step_4", 0, 0);
  assert.match(spoken(scene("fields of shapes").texts, shown.lines[0]), /^row 0, column 0 of .* sees rows 0–15 and columns 0–15 of the input: 16 × 16/);
  assert.deepEqual(shown.boxes.map(({ space, role }) => [space, role]), [["input", "window"], ["step_1", "window"]]);
});

test("the lens shows the window of a picture, or what lies around a pixel", () => {
  const { lens } = at("pictures", "max", 0, 0);
  assert.deepEqual([lens?.rows, lens?.cols], [[-2, -1, 0, 1, 2], [-2, -1, 0, 1, 2]]);
  assert.deepEqual(at("pictures", "input", 0, 15).lens?.cols, [12, 13, 14, 15]);
  assert.equal(at("max", "input", 0, 0).lens, null);
});

test("the window that torch drops lies beside the last one", () => {
  const one = scene("coverage");
  one.windows[0].axes[0].dropped = [6, 1, 2];
  const dropped = look(one, { grid: "worth_output", d: 0, r: 0, c: 0 }, 0).boxes.find(({ role }) => role === "dropped");
  assert.deepEqual([dropped?.top, dropped?.left, dropped?.bottom, dropped?.right], [6, 0, 8, 2]);
});

test("while it plays elsewhere the window played last stays as a pale box", () => {
  const max = scene("max");
  const away = { grid: "input", d: 0, r: 0, c: 0 };
  assert.deepEqual(ghost(max, away, 8).map(({ top, left, role }) => [top, left, role]), [[3, 3, "ghost"]]);
  assert.deepEqual(ghost(max, { ...away, grid: "output" }, 8), []);
  assert.deepEqual(ghost(max, away, -1), []);
});

test("every cell of every stage says something whole", () => {
  let cells = 0;
  for (const name of names) {
    for (const cursor of cursors(scene(name))) {
      const lines = look(scene(name), cursor, 0).lines.map((line) => spoken(scene(name).texts, line));
      assert.ok(lines.length > 0, `${name} ${JSON.stringify(cursor)}`);
      assert.doesNotMatch(lines.join("\n"), /undefined|\[object|\{\w+\}/, `${name} ${JSON.stringify(cursor)}`);
      cells += 1;
    }
  }
  assert.ok(cells > 2000);
});

/** Every place that the cursor can be at. @type {(one: Scene) => Cursor[]} */
const cursors = ({ grids }) => grids.flatMap((grid) => range(sizeOf(grid)).map((i) => ({ grid: grid.id, ...cellOf(grid, i) })));
