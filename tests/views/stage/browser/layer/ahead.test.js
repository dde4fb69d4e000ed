// Answers kept and asked for ahead, and what a learner is likely to set next.

import assert from "node:assert/strict";
import { test } from "node:test";
import { makeAhead } from "#views/stage/browser/layer/asking/ahead.js";
import { likely, stepsOf } from "#views/stage/browser/layer/asking/likely.js";

/** A server that writes down what it is asked, and answers ahead with `status`. @type {(status?: number) => {asked: string[], ask: (question: string, ahead: boolean) => Promise<any>}} */
function server(status = 200) {
  /** @type {string[]} */
  const asked = [];
  return { asked, ask: async (question, ahead) => {
    asked.push(ahead ? `${question}?` : question);
    return { status: ahead ? status : 200, body: question };
  } };
}

test("what was asked for ahead is there when it is wanted, and so is what was wanted before", async () => {
  const { asked, ask } = server();
  const ahead = makeAhead(ask);
  await ahead.expect(["a", "b"]);
  assert.equal((await ahead.get("b")).body, "b");
  assert.equal((await ahead.get("c")).body, "c");
  assert.equal((await ahead.get("c")).body, "c");
  assert.deepEqual(asked, ["a?", "b?", "c"]);
});

test("a server without time is asked no more ahead, and again when the answer is wanted", async () => {
  const { asked, ask } = server(503);
  const ahead = makeAhead(ask);
  await ahead.expect(["a", "b"]);
  assert.deepEqual(asked, ["a?"]);
  const wanted = ahead.expect(["b"]);
  assert.equal((await ahead.get("b")).status, 200); // on its way ahead, refused, asked again
  await wanted;
  assert.deepEqual(asked, ["a?", "b?", "b"]);
});

test("what is wanted now ends the asking ahead", async () => {
  const { asked, ask } = server();
  const ahead = makeAhead(ask);
  const expected = ahead.expect(["a", "b", "c"]);
  await ahead.get("z");
  await expected;
  assert.deepEqual(asked, ["a?", "z"]);
});

test("the oldest answer is dropped where there are too many", async () => {
  const { asked, ask } = server();
  const ahead = makeAhead(ask);
  for (let i = 0; i < 33; i++) await ahead.get(String(i));
  await ahead.get("32");
  await ahead.get("0");
  assert.deepEqual(asked.slice(33), ["0"]);
});

const BAR = /** @type {any} */ ({ defaults: [], groups: [], apart: "apart", arguments: [
  { name: "kernel_size", kind: "number", keys: ["k", "kw"], main: "k", lowest: 0, highest: 5 },
  { name: "stride", kind: "number", keys: ["s", "sw"], main: "s", usual: "", lowest: 1, highest: 3, follows: "kernel_size" },
  { name: "ceil_mode", kind: "flag", keys: ["ceil"], main: "ceil" },
  { name: "output_ratio", kind: "number", keys: ["r"], main: "r", lowest: 0.01, highest: 0.99, step: 0.05 },
] });
const [KERNEL, STRIDE, CEIL, RATIO] = BAR.arguments;
const VALUES = { apart: "false", k: "3", kw: "2", s: "", sw: "", ceil: "false", r: "0.5" };

test("a step each way is likely, then a digit within the limits", () => {
  assert.deepEqual(likely(BAR, VALUES, KERNEL, undefined, false).map(({ k }) => k), ["4", "2", "1", "5"]);
  assert.deepEqual(likely(BAR, VALUES, KERNEL, undefined, true).map(({ k }) => k), ["4", "2"]);
});

test("an empty number steps from what it means", () => {
  assert.deepEqual(likely(BAR, { ...VALUES, k: "2" }, STRIDE, undefined, true).map(({ s }) => s), ["3", "1"]);
});

test("of a switch the other state, of a fraction a step alone", () => {
  assert.deepEqual(likely(BAR, VALUES, CEIL, undefined, false).map(({ ceil }) => ceil), ["true"]);
  assert.deepEqual(likely(BAR, VALUES, RATIO, undefined, false).map(({ r }) => r), ["0.55", "0.45"]);
});

test("one step of all arguments is likely in a pause, of the first alone where answers are large", () => {
  const changed = (/** @type {any} */ values) => Object.entries(values).filter(([key, text]) => VALUES[/** @type {keyof typeof VALUES} */ (key)] !== text);
  assert.deepEqual(stepsOf(BAR, VALUES, false).map((values) => changed(values).join()), ["k,4,kw,4", "k,2", "s,3,sw,3", "s,2,sw,2", "ceil,true", "r,0.55", "r,0.45"]);
  assert.deepEqual(stepsOf(BAR, VALUES, false, ({ kind }) => kind === "flag").map(changed).join(), "ceil,true");
  assert.deepEqual(stepsOf(BAR, VALUES, true).map(({ k }) => k), ["4", "2"]);
});
