import assert from "node:assert/strict";
import { test } from "node:test";
import { cellOf, flatOf, range, sizeOf } from "#views/stage/browser/dom/base.js";
import { readersOf, windowOf } from "#views/stage/browser/lookup/windows.js";
import { hasTies, isPooled, members, planeOf, takers, takesOne } from "#views/stage/browser/lookup/winners.js";
import { readScene } from "#views/stage/browser/lookup/scene.js";
import { places, scene, sent } from "../stages.js";

/** @import { Grid } from "#views/stage/wire/stage.d.ts" */
/** @import { Scene } from "#views/stage/browser/types.d.ts" */

/** Who wins output i of a stage. @type {(one: Scene, i: number) => ReturnType<typeof members>} */
function membersAt(one, i) {
  const grid = one.grid("output");
  const input = one.grid("input");
  const win = windowOf(one.windows[0], cellOf(grid, i), input);
  assert.ok(win);
  return members({ i, channel: 0 }, grid, input, win);
}

test("a max has a winner, an average has none, and an index follows by no rule", () => {
  const max = scene("max");
  assert.deepEqual(max.grids.map(takesOne), [false, true, false]);
  assert.deepEqual(scene("mean").grids.map(takesOne), [false, false]);
  assert.deepEqual(scene("mean").grids.map(isPooled), [false, true]);
  assert.deepEqual(scene("relu and sigmoid").grids.map(isPooled), [false, false, false, false]);
});

test("the winner lies where torch's index says", () => {
  const max = scene("max");
  const winners = range(9).map((i) => membersAt(max, i).winner);
  assert.deepEqual(winners.map((cell) => cell && flatOf(max.grid("input"), cell)), [1, 3, 3, 15, 8, 8, 15, 17, 18]);
});

test("of equals the first wins and the others are named", () => {
  const { winner, ties, equal } = membersAt(scene("max"), 1);
  assert.deepEqual([winner?.r, winner?.c], [0, 3]);
  assert.deepEqual([places(ties), equal], [["1,3"], 2]);
});

test("a norm of infinity counts equals without their sign", () => {
  const largest = scene("largest");
  for (const i of range(4)) {
    const found = membersAt(largest, i);
    assert.ok(found.winner);
    assert.equal(largest.grid("input").text(flatOf(largest.grid("input"), found.winner)).replace("−", ""), largest.grid("output").text(i));
  }
});

test("the windows that take a cell are those whose winner it is", () => {
  const max = scene("max");
  const taken = range(25).map((i) => takers(max.grid("output"), readersOf(max.windows[0], cellOf(max.grid("input"), i)), 0));
  const counted = taken.map((cells) => cells.length);
  assert.equal(counted.reduce((sum, n) => sum + n, 0), sizeOf(max.grid("output")));
  assert.deepEqual(places(taken[3]), ["0,1", "0,2"]);
  assert.deepEqual(taken[0], []);
});

test("a rule reads the grid that it names, else the first of the space", () => {
  const shift = scene("shift");
  const first = shift.first("between");
  assert.equal(planeOf(shift, shift.grid("moved_output"), first).id, "moved_between");
  assert.equal(planeOf(shift, shift.grid("output"), first).id, "between");
  const max = scene("max");
  assert.equal(planeOf(max, max.grid("output"), max.grid("input")).id, "input");
});

test("ties are looked for in matrices and supposed of pictures", () => {
  assert.deepEqual(["max", "mean", "pictures", "volume"].map((name) => hasTies(scene(name), scene(name).windows)), [true, false, true, false]);
});

/** One window over a row of n equal cells, numbers or the pixels of a picture. @type {(n: number, cells: Partial<Grid>) => Scene} */
function alike(n, cells) {
  const data = sent("max");
  const taps = [[0, 1, 1], [0, 1, n]].map((one) => ({ taps: [/** @type {[number, number, number]} */ (one)], dropped: null }));
  const input = { id: "input", space: "input", title: "", caption: "", rows: 1, cols: n, ...cells };
  const output = { ...data.grids[1], id: "output", rows: 1, cols: 1, texts: ["5"], rule: { .../** @type {any} */ (data.grids[1].rule), taps: [0] } };
  return readScene({ ...data, grids: [input, output], links: [{ from: "output", to: "input", axes: taps }] });
}

test("of very many equals all are counted and 256 are drawn, in a picture 32", () => {
  const numbers = (/** @type {number} */ n) => membersAt(alike(n, { texts: range(n).map(() => "5") }), 0);
  assert.deepEqual([numbers(257).ties.length, numbers(257).equal], [256, 257]);
  assert.deepEqual([numbers(300).ties.length, numbers(300).equal], [256, 300]);
  const picture = { channels: /** @type {1} */ (1), pixels: btoa(String.fromCharCode(...range(40).map(() => 5))), numbers: null };
  const pictured = membersAt(alike(40, { picture }), 0);
  assert.deepEqual([pictured.ties.length, pictured.equal], [32, 40]);
});
