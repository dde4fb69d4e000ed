// What keys do while a stage is presented.

import assert from "node:assert/strict";
import { test } from "node:test";

import { meaningOf } from "#views/stage/browser/presenting/keys.js";

test("a clicker's keys, arrows and Space step", () => {
  const next = ["PageDown", "ArrowRight", "ArrowDown", " "];
  const back = ["PageUp", "ArrowLeft", "ArrowUp"];
  assert.deepEqual(next.map((key) => meaningOf({ key }, "")), Array(4).fill("next"));
  assert.deepEqual(back.map((key) => meaningOf({ key }, "")), Array(3).fill("previous"));
});

test("a cell keeps its arrows and a button its Space, but not what a clicker sends", () => {
  assert.equal(meaningOf({ key: "ArrowRight" }, "cell"), undefined);
  assert.equal(meaningOf({ key: " " }, "button"), undefined);
  assert.equal(meaningOf({ key: "PageDown" }, "cell"), "next");
  assert.equal(meaningOf({ key: "PageUp" }, "button"), "previous");
});

test("in a lesson a clicker turns the steps, and arrows stay with the windows", () => {
  assert.deepEqual(["PageUp", "PageDown", "ArrowRight", " "].map((key) => meaningOf({ key }, "", true)), ["previous_step", "next_step", "next", "next"]);
  assert.equal(meaningOf({ key: "PageDown" }, "cell", true), "next_step");
  assert.equal(meaningOf({ key: "PageDown" }, "text", true), undefined);
});

test("letters do what they say, large or small, and H is left to the stage", () => {
  assert.deepEqual(["F", "B", ".", "s", "Escape"].map((key) => meaningOf({ key }, "")), ["leave", "blank", "blank", "spot", "leave"]);
  assert.equal(meaningOf({ key: "h" }, ""), undefined);
});

test("who types, or holds Control, is left alone", () => {
  assert.equal(meaningOf({ key: "b" }, "text"), undefined);
  assert.equal(meaningOf({ key: "PageDown" }, "text"), undefined);
  assert.equal(meaningOf({ key: "f", ctrlKey: true }, ""), undefined);
});
