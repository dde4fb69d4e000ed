import assert from "node:assert/strict";
import { test } from "node:test";
import { coveredGrids, isHidden, nothingHidden, takeHiding, veilLook, veilOf } from "#views/stage/browser/interaction/hiding/cover.js";
import { look } from "#views/stage/browser/lookup/look.js";
import { readScene } from "#views/stage/browser/lookup/scene.js";
import { names, sent } from "../../stages.js";

/** @import { Hiding } from "#views/stage/browser/types.d.ts" */
/** @import { Stage } from "#views/stage/wire/stage.d.ts" */

/** @type {(data: Stage) => Stage} */
const hide = (data) => ({ ...data, options: { ...data.options, hide: true } });

/** @type {(data: Stage, open?: string[]) => {hiding: Hiding, scene: ReturnType<typeof readScene>}} */
function hidden(data, open = []) {
  const hiding = nothingHidden();
  takeHiding(hiding, data);
  for (const key of open) hiding.open.add(key);
  return { hiding, scene: readScene(data, veilOf(hiding)) };
}

test("everything but the input is covered, and what a rule reads beside it stays", () => {
  assert.deepEqual(coveredGrids(sent("max")), ["output", "indices"]);
  const shift = sent("shift");
  assert.ok(!coveredGrids(shift).includes(shift.grids[0].id));
  assert.ok(coveredGrids(sent("coverage")).includes("worth"));
});

test("no covered grid of any stage says a value, in cells, formulas, marks or its copy", () => {
  for (const name of names) {
    const { scene, hiding } = hidden(hide(sent(name)));
    for (const id of hiding.covered) {
      const grid = scene.grid(id);
      assert.deepEqual([...new Set(grid.texts)].filter((text) => text !== "?"), [], name);
      assert.deepEqual([...new Set((grid.marks || []).map(String))].filter((mark) => mark !== "covered"), [], name);
      assert.doesNotMatch(grid.copy || "", /\d/, name);
      assert.equal(grid.tap(0, 0), -1);
      assert.deepEqual((grid.plot?.heights || []).filter((height) => height !== null), [], name);
    }
  }
});

test("a covered cell lights its window and says nothing else", () => {
  const { scene, hiding } = hidden(hide(sent("max")));
  const at = { grid: "output", d: 0, r: 1, c: 1 };
  const shown = veilLook(look(scene, at, 0), { scene, hiding, channel: 0 }, at);
  assert.deepEqual(shown.lines, [{ before: "row 1, column 1 is covered" }]);
  assert.equal(shown.windows.length, 1);
  assert.deepEqual([...new Set(shown.cells.map(({ role }) => role))], ["lit"]);
});

test("an input says its value and not which windows take it", () => {
  const { scene, hiding } = hidden(hide(sent("max")));
  const at = { grid: "input", d: 0, r: 0, c: 1 };
  const shown = veilLook(look(scene, at, 0), { scene, hiding, channel: 0 }, at);
  assert.deepEqual(shown.lines.map(({ before }) => before), ["row 0, column 1 = 2"]);
  assert.deepEqual(shown.boxes, []);
});

test("an uncovered cell says all that it says otherwise", () => {
  const data = hide(sent("max"));
  const { scene, hiding } = hidden(data, ["output:0"]);
  const at = { grid: "output", d: 0, r: 0, c: 0 };
  const plain = look(readScene(data), at, 0);
  assert.deepEqual(veilLook(look(scene, at, 0), { scene, hiding, channel: 0 }, at).lines, plain.lines);
  assert.ok(!isHidden(hiding, "output", 0) && isHidden(hiding, "output", 1));
});

test("new numbers cover everything again, the same numbers leave it as it is", () => {
  const data = hide(sent("max"));
  const hiding = nothingHidden();
  takeHiding(hiding, data);
  hiding.open.add("output:0");
  hiding.guesses.set("output:1", "3");
  takeHiding(hiding, data);
  assert.equal(hiding.guesses.get("output:1"), "3");
  const [first, ...rest] = data.grids;
  takeHiding(hiding, { ...data, grids: [{ ...first, texts: (first.texts || []).map(() => "7") }, ...rest] });
  assert.deepEqual([hiding.open.size, hiding.guesses.size], [0, 0]);
});

test("an answer is marked while it is what was judged, and is the learner's again once it changes", () => {
  const data = { ...hide(sent("max")), ask: /** @type {const} */ ({ kind: "values", grid: "output", given: ["2", "9", "", ""], marks: ["right", "wrong", "", ""], said: "1 of 2 right." }) };
  const { hiding, scene } = hidden(/** @type {any} */ (data));
  assert.deepEqual(scene.grid("output").marks?.slice(0, 3), ["right", "wrong", "covered"]);
  hiding.guesses.set("output:1", "8");
  assert.equal(readScene(/** @type {any} */ (data), veilOf(hiding)).grid("output").marks?.[1], "guess");
});

test("the numbers beside a plot are those of what is given", () => {
  const data = hide(sent("signals"));
  const [first, ...rest] = data.grids;
  const wider = (/** @type {typeof first} */ grid, /** @type {(number | null)[]} */ heights) =>
    ({ ...grid, plot: grid.plot && { ...grid.plot, heights, zero: 0, levels: /** @type {[string, number][]} */ ([["0", 0], ["4", 0.8], ["5", 1]]) } });
  const { scene } = hidden({ ...data, grids: [wider(first, [0.6, 0.8]), ...rest.map((grid) => wider(grid, [1]))] });
  assert.deepEqual(scene.grids[0].plot?.levels, [["0", 0], ["4", 0.8]]);
  for (const grid of scene.grids.slice(1)) assert.deepEqual(grid.plot?.levels, [["0", 0]]);
});
