// The layer as its own line of code, every argument a control.

import { arrange, el } from "../../dom/elements.js";
import { buildArgument, menuOf, shapeOf, showChosen } from "./argument.js";
import { lineTools, nameTools } from "./line.js";
import { anyLocked, keepLocked, lockBar } from "./locks.js";
import { helpOnHand, showNote } from "./note.js";
import { hearSeveral } from "./several.js";
import { isUsual, textsOf, valuesOf } from "./values.js";

/** @import { Bar } from "../../../wire/stage.d.ts" */
/** @import { LayerBar } from "../../types.d.ts" */

/**
 * The bar of one call, which tells `change` the values that a learner sets, and `read` a line that is typed or pasted.
 * @type {(bar: Bar, change: LayerBar["change"], read: LayerBar["read"], className?: string) => LayerBar}
 */
export function buildLayerBar(bar, change, read, className = "pv-layer") {
  const root = el("div", className, null, { role: "group" });
  const call = el("div", "pv-call");
  const note = el("div", "pv-bar-note", null, { role: "status", "aria-live": "polite" });
  /** @type {LayerBar} */
  const at = { root, call, note, bar, values: valuesOf(bar), opened: new Set(), controls: new Map(), calls: new Map(), said: (values) => values, read: (line) => anyLocked(at) || read(line), change: (wanted) => {
    const values = keepLocked(at.bar, at.values, wanted);
    showValues(at, values);
    change(values);
  } };
  root.append(call, lineTools(at), note);
  helpOnHand(at);
  hearSeveral(at);
  showBar(at, bar);
  return at;
}

/** Show another call, or other values of this one. @type {(at: LayerBar, bar: Bar) => void} */
export function showBar(at, bar) {
  at.bar = bar;
  nameTools(at);
  showValues(at, valuesOf(bar));
  showNote(at);
}

/** @type {(at: LayerBar, values: LayerBar["values"]) => void} */
function showValues(at, values) {
  at.values = values;
  const { bar, controls } = at;
  for (const argument of bar.arguments) {
    if (controls.get(argument.name)?.shape !== shapeOf(at, argument)) controls.set(argument.name, buildArgument(at, argument));
    controls.get(argument.name)?.fill(textsOf(bar, values, argument), isUsual(bar, values, argument));
  }
  for (const name of controls.keys()) if (!bar.arguments.some((argument) => argument.name === name)) controls.delete(name);
  const [callee, within] = [nameOf(at), roots(at, false)];
  const said = [callee, ...within].filter((root) => !root.classList.contains("is-usual"));
  for (const root of [callee, ...within]) {
    root.classList.toggle("is-last", Boolean(bar.name) && root === (within.at(-1) ?? callee));
    root.classList.toggle("is-last-said", Boolean(bar.name) && root === said.at(-1));
  }
  arrange(at.call, [...(callee.hasChildNodes() ? [callee] : []), ...within, ...roots(at, true)]);
  lockBar(at);
}

/** @type {(at: LayerBar, beside: boolean) => HTMLElement[]} */
const roots = ({ bar, controls }, beside) =>
  bar.arguments.filter((one) => Boolean(one.beside) === beside).flatMap(({ name }) => controls.get(name)?.root || []);

/** The name of what is called, and what stands before it: a menu where there are several; without a name that alone. @type {(at: LayerBar) => HTMLElement} */
function nameOf(at) {
  const { name, module, prefix } = at.bar;
  const shape = JSON.stringify([prefix, module, name]);
  const known = /** @type {HTMLElement | null} */ (at.call.querySelector(":scope > .pv-callee"));
  const root = known?.dataset.shape === shape ? known : el("span", "pv-callee");
  const menus = [module, name].flatMap((one) => one || []);
  if (root !== known) {
    root.dataset.shape = shape;
    const before = name ? el("span", null, prefix, { "aria-hidden": "true" }) : el("span", "pv-bare", prefix);
    root.append(...(prefix ? [before] : []), ...menus.map((one) => menuOf(at, one)));
    if (name) root.append(el("span", null, "(", { "aria-hidden": "true" }));
  }
  const selects = /** @type {NodeListOf<HTMLSelectElement>} */ (root.querySelectorAll("select"));
  menus.forEach((one, i) => showChosen(selects[i], at.values[one.main]));
  return root;
}
