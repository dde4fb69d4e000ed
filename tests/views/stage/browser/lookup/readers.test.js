import assert from "node:assert/strict";
import { test } from "node:test";
import { range } from "#views/stage/browser/dom/base.js";
import { look } from "#views/stage/browser/lookup/look.js";
import { readScene } from "#views/stage/browser/lookup/scene.js";
import { lit, sent } from "../stages.js";

/** @import { Grid, Taps } from "#views/stage/wire/stage.d.ts" */

/** A row of n cells that n windows read, all of them whole; a volume one slice deep. @type {(n: number, parts?: Partial<Grid>, volume?: boolean) => ReturnType<typeof readScene>} */
function crowd(n, parts = {}, volume = false) {
  const texts = range(n).map(String);
  const rows = [/** @type {Taps} */ ([0, 1, 1])];
  const cols = range(n).map(() => /** @type {Taps} */ ([0, 1, n]));
  const base = { rows: 1, cols: n, texts, title: "", caption: "", ...(volume ? { depth: 1 } : {}) };
  const axes = [...(volume ? [rows] : []), rows, cols].map((taps) => ({ taps, dropped: null }));
  return readScene({
    ...sent("max"),
    grids: [{ ...base, id: "input", space: "input" }, { ...base, id: "output", space: "output", ...parts }],
    links: [{ from: "output", to: "input", axes }],
  });
}

const HERE = { grid: "input", d: 0, r: 0, c: 0 };

test("few windows are drawn each, of very many the outermost", () => {
  const roles = (/** @type {number} */ n) => look(crowd(n), HERE, 0).boxes.map(({ role }) => role);
  assert.deepEqual(roles(3), ["reader-0", "reader-1", "reader-2"]);
  assert.deepEqual(roles(10), range(10).map(() => "reader-many"));
  assert.equal(roles(32).length, 32);
  assert.equal(roles(33).length, 2);
});

test("in a volume, where each window lies in several slices, more than nine are very many", () => {
  const boxes = (/** @type {number} */ n) => look(crowd(n, {}, true), HERE, 0).boxes.length;
  assert.deepEqual([boxes(9), boxes(10)], [9, 2]);
});

test("the readers in a matrix are cells, very many in a plot are one box", () => {
  const plot = { kind: "bars", from: 0, to: 1, heights: [], zero: 0, levels: [], spans: null, slots: null, weight: 1, behind: "" };
  assert.equal(lit(look(crowd(33), HERE, 0), "output", "reader").length, 33);
  const shown = look(crowd(33, { plot: /** @type {Grid["plot"]} */ (plot) }), HERE, 0);
  assert.deepEqual(lit(shown, "output", "reader"), []);
  const readers = shown.boxes.find(({ role }) => role === "readers");
  assert.deepEqual([readers?.left, readers?.right], [0, 33]);
});
