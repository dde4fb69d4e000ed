// The shades of cells: as rules of a few levels, which many cells share. A style of its own for each cell costs more than all else of a change.

import { range } from "../dom/base.js";

const SHADES = 32;

/** The level of a share from 0 to 1. @type {(share: number | null | undefined) => string} */
export const levelOf = (share) => String(Math.round(SHADES * (share || 0)));

/** The background of the cells of each level, and beneath a tap; any other rule of the style goes before. @type {() => string} */
export const levelRules = () => range(SHADES + 1).flatMap((level) => [
  `:where(.pv-cells .pv-cell)[data-level="${level}"] { background-color: color-mix(in srgb, var(--pv-shade) calc(${level / SHADES} * var(--pv-deep)), var(--pv-bg)); }`,
  `.pv-cells .is-tap:where([data-level="${level}"]) { background-color: color-mix(in srgb, var(--pv-window) 30%, color-mix(in srgb, var(--pv-shade) ${(20 * level) / SHADES}%, var(--pv-bg))); }`,
]).join("");

/** @type {CSSStyleSheet | null} */
let sheet = null;

/** Let the levels hold in the document or shadow root around an element. @type {(node: Node) => void} */
export function adoptShades(node) {
  const root = node.getRootNode();
  if (!(root instanceof Document || root instanceof ShadowRoot)) return;
  if (!sheet) {
    sheet = new CSSStyleSheet();
    sheet.replaceSync(levelRules());
  }
  if (!root.adoptedStyleSheets.includes(sheet)) root.adoptedStyleSheets.push(sheet);
}
