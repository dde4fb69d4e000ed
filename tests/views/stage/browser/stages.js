// The stages of stages.json, which Python made, as they are sent and as the browser reads them.

import { readFileSync } from "node:fs";
import { readScene } from "#views/stage/browser/lookup/scene.js";

/** @import { Scene, Shown } from "#views/stage/browser/types.d.ts" */
/** @import { Stage } from "#views/stage/wire/stage.d.ts" */

const { texts, stages } = JSON.parse(readFileSync(new URL("./stages.json", import.meta.url), "utf-8"));

/** @type {string[]} */
export const names = Object.keys(stages);

/** @type {(name: string) => Stage} */
export const sent = (name) => ({ ...stages[name], texts: { ...texts, ...stages[name].texts } });

/** @type {(name: string) => Scene} */
export const scene = (name) => readScene(sent(name));

/** The cells of a role, as "row,column". @type {(shown: Shown, space: string, role: string) => string[]} */
export const lit = (shown, space, role) =>
  shown.cells.filter((cell) => cell.space === space && cell.role === role).map(({ r, c }) => `${r},${c}`);

/** @type {(cells: {r: number, c: number}[]) => string[]} */
export const places = (cells) => cells.map(({ r, c }) => `${r},${c}`);
