// Maps of a network: what a cell sees of every earlier map, and which cells of later maps see it.

import { fill, spot } from "../dom/base.js";
import { boxOf, readersOf, windowOf } from "./windows.js";

/** @import { Edges, Grid, Line, Place, Scene, Size, Step, WindowLink } from "../types.d.ts" */

/** Light what the cell of `step` sees of all earlier maps, and what of all later ones sees it. @type {(step: Step) => void} */
export function lookAtFields(step) {
  const { scene, at, shown } = step;
  const sees = scene.windows.filter((link) => link.from === at.space);
  for (const link of sees) seen(step, link);
  const seers = scene.windows.filter((link) => link.to === at.space).map((link) => seer(step, link));
  const lines = [fieldLine(step, sees[0]), othersLine(step, sees.slice(1)), seersLine(step, seers)];
  shown.lines.push(...lines.filter((line) => line !== null).slice(0, 2));
}

/**
 * What of the map that `link` leads to the cell sees, as far as it lies inside.
 * @type {(step: Step, link: WindowLink) => void}
 */
function seen(step, link) {
  const win = windowOf(link, step, step.scene.first(link.to));
  if (!win || !win.size) return;
  const box = boxOf(win);
  const whole = wholeOf(step.at, step);
  if (link === firstLink(step) && whole) stretch(box, whole, step.scene.first(link.to));
  step.shown.boxes.push({ space: link.to, ...box, role: "window" });
}

/** @type {(step: Step) => WindowLink | undefined} */
const firstLink = ({ scene, at }) => scene.windows.find((link) => link.from === at.space);

/**
 * The box of a field goes on beyond the edge where the field does, so that it is drawn open there.
 * @type {(box: Edges, whole: Edges, plane: Size) => void}
 */
function stretch(box, whole, { rows, cols }) {
  if (box.top === 0) box.top = Math.min(0, whole.top);
  if (box.left === 0) box.left = Math.min(0, whole.left);
  if (box.bottom === rows) box.bottom = Math.max(rows, whole.bottom);
  if (box.right === cols) box.right = Math.max(cols, whole.right);
}

/**
 * The field of a cell on the input with what lies beyond its edges, or null where it is not known.
 * @type {(grid: Grid, cell: Place) => Edges | null}
 */
function wholeOf({ field }, { r, c }) {
  if (!field) return null;
  const { size, jump, start } = field;
  const [top, left] = [start[0] + r * jump[0], start[1] + c * jump[1]];
  return { top, left, bottom: top + size[0], right: left + size[1] };
}

/** @type {(step: Step, link?: WindowLink) => Line} */
function fieldLine({ scene, at, ...step }, link) {
  const { texts } = scene;
  const named = spot(step, { title: at.title });
  if (!link) return { before: fill(at === scene.grids[0] ? texts.field_input : texts.field_unknown, named) };
  const target = scene.first(link.to);
  const win = windowOf(link, step, target);
  if (!win?.size) return { before: fill(texts.field_none, named) };
  const { top, left, bottom, right } = boxOf(win);
  const sees = { top, left, bottom: bottom - 1, right: right - 1, target: target.title, h: bottom - top, w: right - left };
  return { before: fill(texts.field, { ...named, ...sees }), note: paceOf(scene, at, step, sees) };
}

/**
 * Jump and centre of a field, and how much of it hangs over the edge.
 * @type {(scene: Scene, at: Grid, cell: Place, seen: {h: number, w: number}) => string}
 */
function paceOf({ texts }, at, step, { h, w }) {
  const whole = wholeOf(at, step);
  if (!whole || !at.field) return "";
  const { size, jump: [down, across] } = at.field;
  const [y, x] = [(whole.top + whole.bottom - 1) / 2, (whole.left + whole.right - 1) / 2].map(written);
  const pace = fill(texts.field_pace, { jump: down === across || at.rows === 1 ? across : `${down} × ${across}`, y, x });
  if (h === size[0] && w === size[1]) return pace;
  return [pace, fill(texts.field_cut, { h: size[0], w: size[1] })].join(texts.join);
}

/** @type {(x: number) => string} */
const written = (x) => String(x).replace("-", "−");

/** How much of the maps between the cell sees. @type {(step: Step, links: WindowLink[]) => Line | null} */
function othersLine({ scene, ...step }, links) {
  const parts = links.map((link) => {
    const [rows, cols] = link.axes;
    return fill(scene.texts.field_between, { h: rows.taps[step.r][2], w: cols.taps[step.c][2], title: scene.first(link.to).title });
  });
  return parts.length ? { before: fill(scene.texts.field_others, { list: parts.join(scene.texts.title_join) }) } : null;
}

/**
 * The cells of a later map that see this one, as one box: they lie side by side.
 * @type {(step: Step, link: WindowLink) => string}
 */
function seer({ scene, shown, ...step }, link) {
  const { rows, cols, size } = readersOf(link, step);
  const { title } = scene.first(link.from);
  if (!size) return fill(scene.texts.field_between, { h: 0, w: 0, title });
  const [top, left] = [rows[0].i, cols[0].i];
  const [bottom, right] = [rows, cols].map((list) => list[list.length - 1].i + 1);
  shown.boxes.push({ space: link.from, top, left, bottom, right, role: "readers" });
  return fill(scene.texts.field_between, { h: bottom - top, w: right - left, title });
}

/** @type {(step: Step, parts: string[]) => Line | null} */
function seersLine({ scene }, parts) {
  return parts.length ? { before: fill(scene.texts.field_seen, { list: parts.join(scene.texts.title_join) }) } : null;
}
