import assert from "node:assert/strict";
import { test } from "node:test";
import { cellsOf, givenOf, rowsOf, writtenOf } from "#views/classroom/browser/parts/answer.js";

const THREE = { rows: 2, cols: 3 };

test("cells that were chosen come back from what was sent of them", () => {
  const given = ["", "x", "", "x", "", ""];
  const written = writtenOf(cellsOf(given, THREE));
  assert.equal(written, "(0, 1) (1, 0)");
  assert.deepEqual(givenOf(written, "cells", THREE), given);
  assert.deepEqual(givenOf("（0，1）（1，0）", "cells", THREE), given);
});

test("of a signal cells are written by their position", () => {
  const row = { rows: 1, cols: 4 };
  assert.equal(writtenOf(cellsOf(["", "", "x", "x"], row)), "(2) (3)");
  assert.deepEqual(givenOf("(2) (3)", "cells", row), ["", "", "x", "x"]);
});

test("values come back row by row", () => {
  const given = ["1", "2", "3", "-inf", "0.5", "6"];
  const written = writtenOf(rowsOf(given, 3));
  assert.equal(written, "1 2 3; -inf 0.5 6");
  assert.deepEqual(givenOf(written, "values", THREE), given);
});

test("what does not fit the grid, or is nothing, leaves the cells empty", () => {
  const empty = ["", "", "", "", "", ""];
  for (const written of ["", "(7, 7)", "(0, 5)", "(1)", "none"]) assert.deepEqual(givenOf(written, "cells", THREE), empty);
  for (const written of ["", "1 2", "1 2; 3 4"]) assert.deepEqual(givenOf(written, "values", THREE), empty);
});
