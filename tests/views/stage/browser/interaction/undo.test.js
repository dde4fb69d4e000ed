// Where Ctrl+Z may go back: behind the edits of this stage alone.

import assert from "node:assert/strict";
import { test } from "node:test";

import { beginStep, endStep, leaveStep, takeStep } from "#views/stage/browser/interaction/undo.js";

/** The edits that led from page to page. @type {(...searches: string[]) => import("#views/stage/browser/interaction/undo.js").EditStep[]} */
function edited(...searches) {
  /** @type {import("#views/stage/browser/interaction/undo.js").EditStep[]} */
  const edits = [];
  searches.slice(1).forEach((search, i) => {
    beginStep(edits, searches[i]);
    endStep(edits, search);
  });
  return edits;
}

test("each edit is undone once, the last first", () => {
  const edits = edited("", "?x=9", "?x=9+8");
  assert.equal(takeStep(edits, "?x=9+8"), true);
  assert.equal(takeStep(edits, "?x=9+8"), false); // pressed twice before the browser went back
  assert.equal(takeStep(edits, "?x=9"), true);
  assert.equal(takeStep(edits, ""), false);
});

test("another change after the edit is not undone", () => {
  assert.equal(takeStep(edited("", "?x=9"), "?k=3&x=9"), false);
});

test("an edit that changed nothing, or that nobody answered, is none", () => {
  assert.equal(takeStep(edited("?k=3", "?k=3"), "?k=3"), false);
  const edits = edited("", "?x=9");
  beginStep(edits, "?x=9");
  beginStep(edits, "?x=9");
  endStep(edits, "?x=7");
  assert.deepEqual(edits.map(({ after }) => after), ["?x=9", "?x=7"]);
});

test("what the browser's own button took back cannot be taken back again", () => {
  const edits = edited("", "?x=9", "");
  leaveStep(edits, "?x=9");
  leaveStep(edits, "");
  assert.equal(takeStep(edits, ""), false);
});
