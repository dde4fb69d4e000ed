// Shades of cells: few levels, each a rule.

import assert from "node:assert/strict";
import { test } from "node:test";
import { levelOf, levelRules } from "#views/stage/browser/grids/shades.js";

test("a share is the nearest of 33 levels, none is level 0", () => {
  assert.deepEqual([0, 0.015, 0.016, 0.5, 1, null, undefined].map(levelOf), ["0", "0", "1", "16", "32", "0", "0"]);
});

test("each level has a rule for a cell and one for a cell beneath a tap", () => {
  const levels = [...levelRules().matchAll(/data-level="(\d+)"/g)].map(([, level]) => Number(level));
  assert.deepEqual(levels, Array.from({ length: 66 }, (_, i) => Math.floor(i / 2)));
});
