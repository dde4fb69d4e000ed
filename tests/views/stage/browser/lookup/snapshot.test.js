import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import Ajv from "ajv/dist/2020.js";
import { taken } from "#views/stage/browser/lookup/snapshot.js";
import { names, scene } from "../stages.js";
import { kept, made } from "../../../export/snapshot.js";

/** @type {(name: string, grid: string, r: number, c: number, channel?: number) => ReturnType<typeof taken>} */
const at = (name, grid, r, c, channel = 0) => taken(scene(name), { grid, d: 0, r, c }, channel);

const schema = JSON.parse(readFileSync(new URL("../../../../../poolviz/views/stage/wire/stage.schema.json", import.meta.url), "utf-8"));
const check = new Ajv.default({ strictTypes: false }).compile({ ...schema, $ref: "#/$defs/Taken" });

test("the file holds what the browser says now; if this fails after a change that is meant, run snapshot.js", () => {
  assert.deepEqual(kept(), made());
});

test("what is taken is what the schema says", () => {
  for (const name of names) assert.ok(check(made()[name].taken), `${name} ${check.errors?.[0].instancePath} ${check.errors?.[0].message}`);
  assert.ok(!check({ ...at("max", "output", 0, 0), outputs: "9" }));
});

test("a line is what the strip says, and names the channel of a colour picture", () => {
  assert.deepEqual(at("max", "output", 0, 1).lit?.lines, [{
    label: "", said: "max(2, 0, 3, 1, 2, 3) = 3",
    note: "at row 0, column 3, the first of 2 equal values; 3 of 9 taps in the padding: −∞, never the maximum",
  }]);
  assert.deepEqual(at("pictures", "max", 0, 0, 1).lit?.lines.map(({ label }) => label), ["Max, green", "Average, green"]);
  assert.equal(at("pictures", "input", 0, 0, 1).lit?.lines[0].label, "");
});

test("the first of equal cells says so", () => {
  const firsts = (/** @type {number} */ col) => (at("max", "output", 0, col).lit?.cells ?? []).filter(({ role }) => role === "first").map(({ r, c }) => [r, c]);
  assert.deepEqual(firsts(1), [[0, 3]]);
  assert.deepEqual(firsts(0), []);
});

test("a cell names the grids that it lies on", () => {
  const { cells = [] } = at("max", "input", 0, 3).lit ?? {};
  assert.deepEqual(cells.find(({ role }) => role === "lit")?.on, ["input"]);
  assert.deepEqual(cells.find(({ role }) => role === "taker")?.on, ["output", "indices"]);
});

test("the signs are those of what is drawn; without a cursor those of the stage alone", () => {
  const { plain, lit } = at("max", "output", 0, 1);
  assert.deepEqual(plain.signs.map(({ look }) => look), ["padding"]);
  assert.deepEqual(lit?.signs.map(({ look }) => look), ["window", "winner", "tie", "padding"]);
  assert.deepEqual(at("dilation", "output", 0, 0).lit?.signs.map(({ look }) => look), ["window", "gap", "winner", "tie"]);
});

test("each output is played, of many at most fifty from the first to the last", () => {
  assert.deepEqual(at("max", "output", 0, 0).played.map(({ output }) => output), [0, 1, 2, 3, 4, 5, 6, 7, 8]);
  const many = scene("max");
  Object.assign(many.main, { rows: 20, cols: 20 });
  const { outputs, played } = taken(many, null, 0);
  assert.equal(outputs, 400);
  assert.deepEqual([played.length, played[0].output, played[1].output, played[49].output], [50, 0, 8, 399]);
  assert.deepEqual([taken({ ...scene("max"), links: [] }, null, 0).outputs, taken({ ...scene("max"), links: [] }, null, 0).played], [0, []]);
  assert.equal(taken(many, null, 0).lit, null);
});
