// What a component shows while Streamlit calls it, overtakes itself, and takes it away.

import assert from "node:assert/strict";
import { test } from "node:test";
import { show } from "#views/stage/browser/dom/component.js";

/** An element of the page, and what is done to what is shown in it. */
function place() {
  const root = /** @type {any} */ ({ isConnected: true });
  /** @type {string[]} */
  const done = [];
  /** @type {((name: string, value: object) => void)[]} */
  const emits = [];
  const mount = (/** @type {any} */ _root, /** @type {string} */ data, /** @type {any} */ emit) => {
    done.push(`mount ${data}`);
    emits.push(emit);
    return { update: (/** @type {string} */ next) => void done.push(`update ${next}`), destroy: () => void done.push("destroy") };
  };
  const call = (/** @type {string} */ data) =>
    show(mount, { parentElement: root, data, setTriggerValue: (name) => void done.push(`${data} says ${name}`) });
  return { root, done, call, say: () => emits.at(-1)?.("step", {}) };
}
const later = () => new Promise((resolve) => setTimeout(resolve, 1));

test("what is shown takes new data, and goes away with its place", async () => {
  const { done, call, say } = place();
  call("a");
  await later();
  const leave = call("b");
  say();
  await later();
  leave();
  assert.deepEqual(done, ["mount a", "update b", "b says step", "destroy"]);
});

test("a call that comes late and is ended at once takes nothing away", async () => {
  const { done, call, say } = place();
  const leave = call("new");
  const [one, other] = [call("old"), call("older")];
  one();
  other();
  await later();
  say();
  assert.deepEqual(done, ["mount new", "update old", "update older", "update new", "new says step"]);
  leave();
  assert.equal(done.at(-1), "destroy");
});

test("a call that another has overtaken ends nothing", async () => {
  const { done, call } = place();
  const before = call("a");
  call("b");
  before();
  await later();
  before();
  assert.deepEqual(done, ["mount a", "update b"]);
});

test("what was called and taken away at once is gone", async () => {
  const { root, done, call } = place();
  call("a");
  await later();
  const leave = call("b");
  root.isConnected = false;
  leave();
  await later();
  assert.equal(done.at(-1), "destroy");
});
