// What came out, said above the stage.

import assert from "node:assert/strict";
import { test } from "node:test";
import { markedParts } from "#views/stage/browser/layer/asking/outcome.js";

test("stars and back-ticks mark, and signs that close nothing are text", () => {
  assert.deepEqual(markedParts("the same as `nn.MaxPool2d(2)`: **yes**."), [
    ["the same as ", null], ["nn.MaxPool2d(2)", "code"], [": ", null], ["yes", "strong"], [".", null],
  ]);
  assert.deepEqual(markedParts("2 ** 3 and `"), [["2 ** 3 and `", null]]);
  assert.deepEqual(markedParts("<b>`<i>`</b>"), [["<b>", null], ["<i>", "code"], ["</b>", null]]);
  assert.deepEqual(markedParts(""), []);
});
