// The signs that occur on a stage, and what they mean, as elements.

import { textOf } from "../dom/base.js";
import { el, symbolOf } from "../dom/elements.js";
import { signs } from "../lookup/signs.js";

/** @import { Frame, Scene } from "../types.d.ts" */

/** What each legend shows. @type {WeakMap<HTMLElement, string>} */
const held = new WeakMap();

/** Show the signs of a scene; a legend that shows them already is left alone. @type {(legend: HTMLElement, scene: Scene) => void} */
export function fillLegend(legend, scene) {
  const items = signs(scene).map(([role, key, frame]) => ({ role, means: textOf(scene.texts, key), frame }));
  const said = JSON.stringify(items);
  if (held.get(legend) === said) return;
  held.set(legend, said);
  legend.replaceChildren(...legendItems(items));
}

/** @type {(items: {role: string, means: string, frame?: Frame}[]) => HTMLElement[]} */
function legendItems(items) {
  return items.map(({ role, means, frame }) => {
    const mark = role.startsWith("mark-") ? role.slice(5) : "";
    const sign = el("span", `pv-sample is-${role}`, mark ? symbolOf(mark) : "", { "aria-hidden": "true" });
    if (frame) sign.textContent = frame.symbol;
    if (role === "empty") sign.textContent = "0";
    if (frame?.struck) sign.classList.add("is-struck");
    const item = el("li");
    item.append(sign, el("span", "", means || mark));
    return item;
  });
}
