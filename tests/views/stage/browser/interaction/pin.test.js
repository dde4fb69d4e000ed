// The pinned cell in an address.

import assert from "node:assert/strict";
import { test } from "node:test";

import { hashOf, pinIn } from "#views/stage/browser/interaction/pin.js";

test("what an address says is the cell that was pinned", () => {
  assert.equal(hashOf({ grid: "layer_1", d: 0, r: 2, c: 13 }), "#pin=layer_1.0.2.13");
  assert.deepEqual(pinIn("#pin=layer_1.0.2.13"), { grid: "layer_1", d: 0, r: 2, c: 13 });
});

test("anything else says none", () => {
  for (const hash of ["", "#", "#legend", "#pin=", "#pin=output.1.2", "#pin=output.0.-1.2", "#pin=output.0.1.2.3", "#pin=a b.0.1.2", "#pin=output.0.1.99999"]) assert.equal(pinIn(hash), null, hash);
});
