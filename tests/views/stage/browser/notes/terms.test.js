// A text in parts: terms, each where it stands first, and what stands between.

import assert from "node:assert/strict";
import { test } from "node:test";

import { partsOf } from "#views/stage/browser/notes/terms.js";

const dropped = { word: "dropped window", pattern: "\\b(?:dropped window)s?\\b", says: "…" };
const window = { word: "window", pattern: "\\b(?:window)s?\\b", says: "…" };
const padding = { word: "填充", pattern: "填充", says: "…" };

/** @type {(text: string) => unknown[]} */
const parts = (text) => partsOf(text, [dropped, window, padding]).map((part) => (typeof part === "string" ? part : [part.text]));

test("the first appearance of each term is a part of its own, as it is written there", () => {
  assert.deepEqual(parts("Windows and a window"), [["Windows"], " and a window"]);
  assert.deepEqual(parts("不计填充：填充"), ["不计", ["填充"], "：填充"]);
});

test("of two that overlap the longer one counts, and the other is found where it stands alone", () => {
  assert.deepEqual(parts("a window, then a dropped window"), ["a ", ["window"], ", then a ", ["dropped window"]]);
});

test("a part of a longer word is no term", () => {
  assert.deepEqual(parts("windowless"), ["windowless"]);
  assert.deepEqual(parts(""), []);
});
