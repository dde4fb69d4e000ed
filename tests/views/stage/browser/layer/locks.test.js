// What an address locks.

import assert from "node:assert/strict";
import { test } from "node:test";

import { keepLocked, locksIn } from "#views/stage/browser/layer/bar/locks.js";

test("an address locks the settings it names, all of them, or none", () => {
  const named = locksIn("?k=3&lock=k%2Cx");
  assert.deepEqual(["k", "x", "s", ""].map(named), [true, true, false, false]);
  assert.equal(locksIn("?lock=all")("s"), true);
  assert.equal(locksIn("?k=3")("k"), false);
  assert.deepEqual(["a.k", "b.k", "b.s"].map(locksIn("?lock=a,b.s")), [true, false, true]); // a line with all its parts, or one of them
});

/** @type {any} */
const BAR = {
  name: { main: "layer", keys: ["layer"] },
  arguments: [{ main: "k", keys: ["k", "kw"] }, { main: "s", keys: ["s", "sw"] }],
  apart: "apart",
};
const BEFORE = { layer: "max", k: "3", kw: "2", s: "1", sw: "1", apart: "false" };
const LOCKED = locksIn("?lock=k,layer");

test("whichever way values come, what is locked stays as it was", () => {
  assert.deepEqual(keepLocked(BAR, BEFORE, { ...BEFORE, k: "2", s: "2" }, LOCKED), { ...BEFORE, kw: "3", s: "2" });
  assert.equal(keepLocked(BAR, BEFORE, { ...BEFORE, layer: "avg" }, LOCKED).layer, "max");
  assert.deepEqual(keepLocked(BAR, BEFORE, { ...BEFORE, layer: "avg", k: "9" }, locksIn("")), { ...BEFORE, layer: "avg", k: "9" });
});

test("axes that come apart leave what is locked alone along both", () => {
  const apart = { ...BEFORE, kw: "3", sw: "2", apart: "true" };
  assert.deepEqual(keepLocked(BAR, BEFORE, apart, LOCKED), apart);
  assert.equal(keepLocked(BAR, BEFORE, { ...apart, kw: "5" }, LOCKED).kw, "3");
  assert.deepEqual(keepLocked(BAR, { ...apart, kw: "5" }, BEFORE, LOCKED), { ...apart, kw: "5" });
});
