// The values of the layer's bar: typed, stepped, along one axis or all.

import assert from "node:assert/strict";
import { test } from "node:test";
import { changed, chosen, finished, isUsual, severalIn, stepped, textsOf } from "#views/stage/browser/layer/bar/values.js";

const KERNEL = { name: "kernel_size", kind: "number", keys: ["k", "kw"], main: "k", usual: null, highest: 256 };
const STRIDE = { name: "stride", kind: "number", keys: ["s", "sw"], main: "s", usual: "", highest: 256 };
const PADDING = { name: "padding", kind: "number", keys: ["p", "pw"], main: "p", usual: "0", lowest: -1, highest: 128 };
const RATIO = { name: "output_ratio", kind: "number", keys: ["r"], main: "r", usual: null, lowest: 0.01, highest: 0.99, step: 0.05 };
const PLAIN = { apart: "false", k: "2", kw: "2", s: "", sw: "", p: "0", pw: "0" };
const BAR = /** @type {any} */ ({ apart: "apart", groups: [["k", "kw"], ["s", "sw"], ["p", "pw"]], defaults: Object.entries(PLAIN) });
const as = (/** @type {object} */ argument) => /** @type {any} */ (argument);

test("one number speaks for both axes", () => {
  assert.deepEqual(changed(BAR, PLAIN, as(KERNEL), "3"), { ...PLAIN, k: "3" });
});

test("axes that differ come apart, all of them, and together again", () => {
  const apart = changed(BAR, { ...PLAIN, k: "3", p: "1" }, as(KERNEL), "2", 1);
  assert.deepEqual(apart, { apart: "true", k: "3", kw: "2", s: "", sw: "", p: "1", pw: "1" });
  assert.deepEqual(textsOf(BAR, apart, as(KERNEL)), ["3", "2"]);
  assert.deepEqual(changed(BAR, apart, as(KERNEL), "3", 1), { ...PLAIN, k: "3", p: "1" });
  assert.deepEqual(changed(BAR, apart, as(KERNEL), "5"), { ...PLAIN, k: "5", p: "1" });
});

test("axes that have each a key of their own need no word that they differ", () => {
  const each = /** @type {any} */ ({ each: true, defaults: [["ah", "7"], ["aw", "7"]] });
  const size = as({ name: "output_size", kind: "number", keys: ["ah", "aw"], main: "ah", usual: "" });
  const values = { of: "AdaptiveMaxPool2d", ah: "7", aw: "7" };
  assert.deepEqual(changed(each, values, size, "3"), { ...values, ah: "3", aw: "3" });
  assert.deepEqual(changed(each, values, size, "", 1), { ...values, aw: "" });
  assert.deepEqual(textsOf(each, { ...values, aw: "" }, size), ["7", ""]);
});

test("an argument is pale at torch's default, along every axis", () => {
  assert.equal(isUsual(BAR, PLAIN, as(PADDING)), true);
  assert.equal(isUsual(BAR, PLAIN, as(KERNEL)), false);
  assert.equal(isUsual(BAR, { ...PLAIN, apart: "true", pw: "1" }, as(PADDING)), false);
});

test("what is typed is taken where it is finished", () => {
  const typed = /** @type {[object, string, string | null][]} */ ([
    [KERNEL, "3", "3"], [KERNEL, " 07", "7"], [KERNEL, "", null], [KERNEL, "-", null], [KERNEL, "3.5", null], [KERNEL, "1e2", null],
    [PADDING, "", "0"], [PADDING, "−1", "-1"], [STRIDE, "", ""], [RATIO, ".5", "0.5"], [RATIO, "0.", null], [RATIO, "", null],
  ]);
  for (const [argument, text, wanted] of typed) assert.equal(finished(as(argument), text), wanted, text);
});

test("steps keep to the limits; an empty one begins where what it means is", () => {
  assert.equal(stepped(as(KERNEL), "3", 1), "4");
  assert.equal(stepped(as(PADDING), "0", -5), "-1");
  assert.equal(stepped(as(KERNEL), "256", 5), "256");
  assert.equal(stepped(as(STRIDE), "", 1, "2"), "3");
  assert.equal(stepped(as(STRIDE), "", 1), "0");
  assert.equal(stepped(as(RATIO), "0.5", -1), "0.45");
});

test("a choice brings along what it begins with", () => {
  const name = as({ name: "layer", main: "layer", choices: [{ text: "MaxPool2d" }, { text: "AdaptiveMaxPool2d", sets: [["to", "3"]] }] });
  assert.deepEqual(chosen({ layer: "MaxPool2d", to: "" }, name, "AdaptiveMaxPool2d"), { layer: "AdaptiveMaxPool2d", to: "3" });
});

test("several numbers are told from one, however they are written", () => {
  const written = /** @type {[string, string[] | null][]} */ ([
    ["(2,1)", ["2", "1"]], ["2x1", ["2", "1"]], ["2×1", ["2", "1"]], ["2 X 1", ["2", "1"]], ["[3, 2, 1]", ["3", "2", "1"]], ["2 1", ["2", "1"]],
    ["(2, 1,)", ["2", "1"]], ["−1,0", ["-1", "0"]], ["0.5, 0.25", ["0.5", "0.25"]],
    ["21", null], [" 2 ", null], ["", null], ["(2)", null], ["nn.MaxPool2d(2, 1)", null], ["2,", null], ["a,b", null],
  ]);
  for (const [text, wanted] of written) assert.deepEqual(severalIn(text), wanted, text);
});
