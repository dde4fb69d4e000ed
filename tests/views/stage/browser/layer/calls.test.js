// What the address says of one of several calls.

import assert from "node:assert/strict";
import { test } from "node:test";

import { lineOf } from "#views/stage/browser/layer/bar/calls.js";

/** @type {any} */
const CALL = {
  of: "b",
  values: [["b.layer", "AvgPool2d"], ["b.k", "3"], ["b.s", ""]],
  defaults: [["b.layer", "MaxPool2d"], ["b.k", "2"], ["b.s", ""]],
};
const SAME = { "b.layer": "AvgPool2d", "b.k": "3", "b.s": "" };

test("as long as its controls say what its line says, the address says the line as it was written", () => {
  assert.equal(lineOf(CALL, SAME, "F.avg_pool2d(x, 3)"), "F.avg_pool2d(x, 3)");
});

test("a change says the controls themselves, without their letter and without what is usual", () => {
  assert.equal(lineOf(CALL, { ...SAME, "b.s": "1" }, "nn.AvgPool2d(3)"), "?layer=AvgPool2d&k=3&s=1");
  assert.equal(lineOf(CALL, { "b.layer": "MaxPool2d", "b.k": "2", "b.s": "" }, "nn.AvgPool2d(3)"), "?");
});

test("a line that no controls hold is left by whatever is set, also by what is usual", () => {
  const bare = { ...CALL, values: [] };
  assert.equal(lineOf(bare, { "b.layer": "MaxPool2d", "b.k": "2", "b.s": "" }, "nn.Conv2d(1)"), "?");
});
