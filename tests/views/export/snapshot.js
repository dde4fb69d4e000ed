// What the browser says of the stages of stages.json when they are taken away, as data for the tests of the files
// that Python draws. Run as a script it writes snapshot.json anew.

import { readFileSync, writeFileSync } from "node:fs";
import { cellOf, sizeOf } from "#views/stage/browser/dom/base.js";
import { taken } from "#views/stage/browser/lookup/snapshot.js";
import { names, scene } from "../stage/browser/stages.js";

/** @import { Lit, Taken } from "#views/stage/wire/stage.d.ts" */

const file = new URL("./snapshot.json", import.meta.url);

/** What is in the file. */
export const kept = () => JSON.parse(readFileSync(file, "utf-8"));

/**
 * Of each stage what is taken at its main grid's first cell, and what is lit at the first and last cell of each grid.
 * @type {() => Record<string, {taken: Taken, cells: Record<string, Lit | null>}>}
 */
export function made() {
  return Object.fromEntries(names.map((name) => {
    const one = scene(name);
    const cells = one.grids.filter(sizeOf).flatMap((grid) => [0, sizeOf(grid) - 1].map((i) => {
      const at = { grid: grid.id, ...cellOf(grid, i) };
      return [`${grid.id} ${i}`, taken(one, at, 0).lit];
    }));
    return [name, { taken: taken(one, { grid: one.main.id, d: 0, r: 0, c: 0 }, 0), cells: Object.fromEntries(cells) }];
  }));
}

if (process.argv[1] === import.meta.filename) {
  const lines = Object.entries(made()).map(([name, one]) => `${JSON.stringify(name)}: ${JSON.stringify(one)}`);
  writeFileSync(file, `{\n${lines.join(",\n")}\n}\n`);
}
