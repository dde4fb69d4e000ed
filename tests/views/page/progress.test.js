import assert from "node:assert/strict";
import { test } from "node:test";
import component, { keysIn } from "#views/page/progress.js";

/** @type {(kept: string | null) => Map<string, string>} */
function browserThatKeeps(kept) {
  const store = new Map(kept === null ? [] : [["poolviz-lessons", kept]]);
  globalThis.localStorage = /** @type {any} */ ({ getItem: (/** @type {string} */ key) => store.get(key) ?? null, setItem: (/** @type {string} */ key, /** @type {string} */ value) => store.set(key, value) });
  return store;
}

/** @type {(done: string, forget?: boolean) => string[]} */
function shown(done, forget = false) {
  /** @type {string[]} */
  const said = [];
  component({ data: { done, forget }, setTriggerValue: (_name, value) => said.push(value) });
  return said;
}

test("keys are read once each, and nothing else", () => {
  assert.deepEqual(keysIn("windows.padding.windows"), ["windows", "padding"]);
  assert.deepEqual(keysIn("<b>.windows. .a b"), ["windows"]);
  assert.deepEqual(keysIn(null), []);
});

test("what the browser has kept comes back, and what the page says is kept", () => {
  const store = browserThatKeeps("windows");
  assert.deepEqual(shown("padding"), ["padding.windows"]);
  assert.equal(store.get("poolviz-lessons"), "padding.windows");
  assert.deepEqual(shown("padding.windows"), []);
});

test("what is to be forgotten is forgotten", () => {
  const store = browserThatKeeps("windows");
  assert.deepEqual(shown("", true), []);
  assert.equal(store.get("poolviz-lessons"), "");
});

test("a browser that keeps nothing is no error", () => {
  globalThis.localStorage = /** @type {any} */ ({ getItem() { throw new Error("no"); }, setItem() { throw new Error("no"); } });
  assert.deepEqual(shown("windows"), []);
});
