// The signs that occur on a stage, and what they mean, as elements.

import { textOf } from "../dom/base.js";
import { el, symbolOf } from "../dom/elements.js";
import { signs } from "../lookup/signs.js";

/** @import { Scene } from "../types.d.ts" */

/** The legend's items for a scene. @type {(scene: Scene) => HTMLElement[]} */
export function legendItems(scene) {
  return signs(scene).map(([role, key, frame]) => {
    const mark = role.startsWith("mark-") ? role.slice(5) : "";
    const sign = el("span", `pv-sample is-${role}`, mark ? symbolOf(mark) : "", { "aria-hidden": "true" });
    if (frame) sign.textContent = frame.symbol;
    if (role === "empty") sign.textContent = "0";
    if (frame?.struck) sign.classList.add("is-struck");
    const item = el("li");
    item.append(sign, el("span", "", textOf(scene.texts, key) || mark));
    return item;
  });
}
