// Several calls in one bar, each with controls of its own, one below the other.

import { button, relabel } from "../../dom/buttons.js";
import { arrange, el } from "../../dom/elements.js";
import { saying } from "../asking/address.js";
import { buildLayerBar, showBar } from "./bar.js";
import { anyLocked, isKeyLocked } from "./locks.js";
import { showOneNote, watchNotes } from "./notes.js";

/** @import { Bar, Call, Setting } from "../../../wire/stage.d.ts" */
/** @import { LayerBar, Values } from "../../types.d.ts" */

const NEW = "?"; // a layer whose arguments are all as they begin

/**
 * A bar of one call or of several, which tells `change` the values that a learner sets, and `read` a line.
 * @type {(bar: Bar, change: LayerBar["change"], read: LayerBar["read"]) => LayerBar}
 */
export function buildWhole(bar, change, read) {
  const at = buildLayerBar(bar, change, read);
  if (!hasCalls(bar)) return at;
  at.root.classList.add("has-calls");
  at.root.prepend(el("div", "pv-calls"));
  const add = button("add", "", () => {
    at.added = at.bar.adds;
    at.change({ ...at.values, [at.bar.adds || ""]: NEW });
  });
  at.root.querySelector(":scope > .pv-bar-tools")?.append(add);
  at.build = (call) => callIn(at, call, read);
  watchNotes(at);
  showCalls(at);
  return at;
}

/** Show another bar, or other values of this one. @type {(at: LayerBar, bar: Bar) => void} */
export function showWhole(at, bar) {
  showBar(at, bar);
  if (at.build) showCalls(at);
}

/** @type {(bar: Bar) => boolean} */
const hasCalls = ({ calls, adds }) => Boolean(calls || adds);

/** The bar and those of its calls. @type {(at: LayerBar) => LayerBar[]} */
export const allIn = (at) => [at, ...at.calls.values()];

/** The part of a bar that an element of it belongs to. @type {(at: LayerBar, node: Element | null) => LayerBar} */
export const callAround = (at, node) => [...at.calls.values()].find(({ root }) => root.contains(node)) || at;

/** The call that makes a grid, or the bar itself. @type {(at: LayerBar, grid: string) => LayerBar} */
export const callMaking = (at, grid) => allIn(at).find(({ bar }) => bar.grids?.includes(grid)) || at;

/** @type {(at: LayerBar) => void} */
function showCalls(at) {
  const { bar, calls, root, build } = at;
  const sent = new Map((bar.calls || []).map((call) => [call.of || "", call]));
  for (const [key, { note }] of calls) {
    if (sent.has(key)) continue;
    note.remove();
    calls.delete(key);
  }
  for (const [key, call] of sent) {
    const known = calls.get(key);
    if (known) showBar(known, call);
    else if (build) calls.set(key, build(call));
  }
  const shown = [...sent.keys()].flatMap((key) => calls.get(key) || []);
  const box = root.querySelector(":scope > .pv-calls");
  if (box) arrange(box, shown.map((one) => one.root));
  shown.forEach(nameRemove);
  nameAdd(at);
  showOneNote(at);
  if (at.added && calls.has(at.added)) calls.get(at.added)?.root.querySelector("select")?.focus();
  at.added = undefined;
}

/** One of the calls of a bar. @type {(at: LayerBar, call: Call, read: LayerBar["read"]) => LayerBar} */
function callIn(at, call, read) {
  const key = call.of || "";
  const one = buildLayerBar(call, (values) => at.change(one.said(values)), (line) => read(`${key} = ${line}`), "pv-one");
  one.said = (values) => ({ ...at.values, [key]: lineOf(one.bar, values, Object.fromEntries(at.bar.values)[key]) });
  const remove = button("remove", "", () => {
    at.change({ ...at.values, [key]: "" });
    addButton(at)?.focus();
  });
  one.root.querySelector(":scope > .pv-bar-tools")?.prepend(moreButton(one.root));
  one.root.querySelector(":scope > .pv-bar-tools")?.append(remove);
  at.root.append(one.note); // all have one place, below the last of them
  return one;
}

/** What opens a call, which else shows only what is said in it: nothing moves but by this button. @type {(root: HTMLElement) => HTMLElement} */
function moreButton(root) {
  const more = el("button", "pv-more", "…", { type: "button", "aria-expanded": "false" });
  more.addEventListener("click", () => more.setAttribute("aria-expanded", String(root.classList.toggle("is-open"))));
  return more;
}

/** @type {(one: LayerBar) => void} */
function nameRemove(one) {
  const node = /** @type {HTMLButtonElement | null} */ (one.root.querySelector(":scope > .pv-bar-tools > .pv-button-remove"));
  if (!node) return;
  relabel(node, "remove", one.bar.texts.remove);
  const more = one.root.querySelector(":scope > .pv-bar-tools > .pv-more");
  for (const name of ["aria-label", "title"]) more?.setAttribute(name, one.bar.texts.all);
  node.disabled = anyLocked(one);
}

/** The button that adds a call. @type {(at: Pick<LayerBar, "root">) => HTMLButtonElement | null} */
const addButton = ({ root }) => root.querySelector(":scope > .pv-bar-tools > .pv-button-add");

/** @type {(at: LayerBar) => void} */
function nameAdd({ root, bar }) {
  const node = addButton({ root });
  if (!node) return;
  relabel(node, "add", bar.texts.add);
  node.disabled = !bar.adds || isKeyLocked(bar.adds);
}

/**
 * What the address says of a call with these values: its `line` as long as they are those of the line, else the
 * values themselves, of which the server makes one.
 * @type {(bar: Call, values: Values, line: string) => string}
 */
export function lineOf({ of = "", values: sent, defaults }, values, line) {
  if (sent.length && sent.every(([key, text]) => values[key] === text)) return line;
  const named = (/** @type {string} */ key, /** @type {string} */ text) => /** @type {Setting} */ ([key.slice(of.length + 1), text]);
  const settings = defaults.map(([key]) => named(key, values[key]));
  return `?${saying("", settings, defaults.map(([key, text]) => named(key, text)), []).slice(1)}`;
}
