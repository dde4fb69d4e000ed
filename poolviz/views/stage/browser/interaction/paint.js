// What the cursor says, drawn into the views, the strip and the lens.

import { fill, flatOf, sizeOf } from "../dom/base.js";
import { say } from "../dom/speak.js";
import { veilLook } from "./hiding/cover.js";
import { sayPin } from "./pin.js";
import { spoken } from "../lookup/formula.js";
import { ghost, look } from "../lookup/look.js";
import { ALONE, touches } from "../lookup/windows.js";
import { lineElement } from "../notes/strip.js";

/** @import { Cursor, Grid, Shown, Stage } from "../types.d.ts" */
/** @import { View } from "../grids/view.js" */

/** Show what the cursor says. This runs on every step and must stay cheap. @type {(stage: Stage) => void} */
export function paint(stage) {
  for (const view of stage.views) view.clear();
  const { cursor, pinned } = stage;
  if (!cursor) return;
  const shown = veilLook(look(stage.scene, cursor, stage.channel), stage, cursor);
  if (stage.playing && stage.over) shown.boxes.push(...ghost(stage.scene, cursor, stage.played));
  for (const view of stage.views) paintView({ cursor, pinned }, view, shown);
  stage.strip.replaceChildren(...shown.lines.map(lineElement));
  if (stage.lens) stage.lens.show(shown.lens, stage.scene, stage.channel);
  const { texts } = stage.scene;
  say(stage, shown.lines.map((line) => spoken(texts, line)).join(texts.sentence_join));
  showPosition(stage, cursor);
  sayPin(stage);
}

/** @type {(at: {cursor: Cursor, pinned: boolean}, view: View, shown: Shown) => void} */
function paintView({ cursor, pinned }, view, shown) {
  /** @type {(one: {space: string, only?: (grid: Grid) => boolean}) => boolean} */
  const mine = (one) => one.space === view.grid.space && (!one.only || one.only(view.grid));
  for (const { win } of shown.windows.filter(mine)) view.window(win);
  for (const box of shown.boxes.filter((one) => mine(one) && touches(one.depth || ALONE, view.d))) view.box(box);
  for (const cell of shown.cells.filter((one) => mine(one) && (one.d || 0) === view.d)) view.mark(cell);
  if (view.grid.id === cursor.grid && view.d === cursor.d) view.mark({ ...cursor, role: pinned ? "pinned" : "cursor" });
}

/** @type {(stage: Stage, cursor: Cursor) => void} */
function showPosition({ scene, position }, cursor) {
  const { main, texts } = scene;
  const here = scene.grid(cursor.grid).space === main.space;
  position.textContent = fill(texts.position, { i: here ? flatOf(main, cursor) + 1 : "–", n: sizeOf(main) });
}
