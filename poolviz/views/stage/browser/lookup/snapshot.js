// What is lit and said, for files that Python draws: it computes none of it.

import { cellOf, range, sizeOf } from "../dom/base.js";
import { look } from "./look.js";
import { CHANNELS } from "./scene.js";
import { drawnSigns, signs } from "./signs.js";
import { ALONE } from "./windows.js";

/** @import { Cursor, Line, Scene, Shown } from "../types.d.ts" */
/** @import { Lit, LitBox, LitCell, SaidLine, Taken } from "../../wire/stage.d.ts" */
/** @import { Look } from "./signs.js" */

const MOST_PLAYED = 50; // frames of a sweep
const MOST_ITEMS = 4096; // of a kind, which Python takes

/** What files of a stage show. @type {(scene: Scene, cursor: Cursor | null, channel: number) => Taken} */
export function taken(scene, cursor, channel) {
  const { main } = scene;
  const all = signs(scene);
  const none = { cells: [], boxes: [], windows: [], lines: [], lens: null };
  const outputs = scene.links.some((link) => link.from === main.space) ? sizeOf(main) : 0;
  return {
    plain: litOf(scene, none, channel, all),
    lit: cursor && litOf(scene, look(scene, cursor, channel), channel, all),
    outputs,
    played: playedOf(outputs).map((output) => {
      const at = { grid: main.id, ...cellOf(main, output) };
      return { output, lit: litOf(scene, look(scene, at, channel), channel, []) };
    }),
  };
}

/** Which of so many outputs have a frame: all, or as many from all over them. @type {(outputs: number) => number[]} */
const playedOf = (outputs) =>
  range(Math.min(outputs, MOST_PLAYED)).map((n) =>
    (outputs > MOST_PLAYED ? Math.round((n * (outputs - 1)) / (MOST_PLAYED - 1)) : n));

/** @type {(scene: Scene, shown: Shown, channel: number, all: Look[]) => Lit} */
function litOf(scene, { cells, boxes, windows, lines }, channel, all) {
  /** @type {(space: string) => string[]} */
  const on = (space) => scene.in(space).map((grid) => grid.id);
  return {
    cells: cellsOf(scene, cells).slice(0, MOST_ITEMS),
    boxes: boxes.slice(0, MOST_ITEMS).map(({ space, depth = ALONE, top, left, bottom, right, role }) =>
      ({ on: on(space), depth, top, left, bottom, right, role: /** @type {LitBox["role"]} */ (role) })),
    windows: windows.map(({ space, win: { depth, rows, cols } }) => ({ on: on(space), depth, rows, cols })),
    lines: lines.map((line) => saidLine(scene, line, channel)),
    signs: drawnSigns(all, { cells, boxes, windows }).map(([sign, key]) => ({ look: sign, key })),
  };
}

/** Cells that lie on a grid, each with the grids that it lies on. @type {(scene: Scene, cells: Shown["cells"]) => LitCell[]} */
function cellsOf(scene, cells) {
  return cells.flatMap(({ space, d = 0, r, c, role, badge, only }) => {
    const drawn = scene.in(space).filter((grid) => !only || only(grid));
    const on = drawn.filter((grid) => d < grid.depth && r < grid.rows && c < grid.cols).map((grid) => grid.id);
    return on.length ? [{ on, d, r, c, role: badge ? "first" : /** @type {LitCell["role"]} */ (role) }] : [];
  });
}

/** A line of the strip; of colour pictures it names the channel. @type {(scene: Scene, line: Line, channel: number) => SaidLine} */
function saidLine({ grids, texts }, { label = "", before, list = [], glue = "", after = "", note = "" }, channel) {
  const coloured = list.length > 0 && grids.some((grid) => grid.channels > 1);
  const named = [label, coloured ? texts[CHANNELS[channel]] : ""].filter(Boolean).join(texts.title_join);
  return { label: named, said: before + list.map((one) => one.value).join(glue) + after, note };
}
