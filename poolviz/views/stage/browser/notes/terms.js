// Terms of the glossary where they first appear on the page: what each means, under the pointer and on focus.

import { el } from "../dom/elements.js";

/** @import { Stage } from "../types.d.ts" */
/** @import { Meaning } from "../../wire/stage.d.ts" */

const LINGER = 150; // ms in which the pointer may go from a term to what is said of it

/** Where each term is marked on this page. @type {Map<string, HTMLElement>} */
const marked = new Map();

/** Mark the terms in the titles and captions of a stage and in its legend, each where it stands first. @type {(stage: Stage) => void} */
export function markTerms(stage) {
  const { scene, grids, legend, tips } = stage;
  tips.replaceChildren();
  const left = (scene.terms || []).filter(({ word }) => !isElsewhere(stage, word));
  for (const place of [...grids.querySelectorAll(".pv-title, .pv-caption"), ...legend.querySelectorAll("li > span:last-child")]) {
    const text = place.textContent ?? "";
    const parts = partsOf(text, left);
    if (parts.every((part) => typeof part === "string")) {
      // A mark that has become that of another place goes.
      if (place.childElementCount) place.textContent = text;
      continue;
    }
    place.replaceChildren(...parts.map((part) => (typeof part === "string" ? part : termButton(stage, part))));
    for (const part of parts) if (typeof part !== "string") left.splice(left.indexOf(part.term), 1);
  }
}

/** Whether a term is marked in another stage of the page. @type {(stage: Stage, word: string) => boolean} */
function isElsewhere({ root }, word) {
  const there = marked.get(word);
  return Boolean(there?.isConnected && !root.contains(there));
}

/**
 * A text in parts: what stands between terms, and the first appearance of each. Of two that overlap the longer one counts,
 * so `terms` begins with the longest.
 * @type {(text: string, terms: Meaning[]) => (string | {term: Meaning, text: string})[]}
 */
export function partsOf(text, terms) {
  for (const term of terms) {
    const found = new RegExp(term.pattern, "i").exec(text);
    if (!found) continue;
    const others = terms.filter((other) => other !== term);
    const before = partsOf(text.slice(0, found.index), others);
    const used = before.map((part) => (typeof part === "string" ? null : part.term));
    const after = partsOf(text.slice(found.index + found[0].length), others.filter((other) => !used.includes(other)));
    return [...before, { term, text: found[0] }, ...after];
  }
  return text ? [text] : [];
}

/** @type {(stage: Stage, part: {term: Meaning, text: string}) => HTMLElement} */
function termButton({ tips, root }, { term, text }) {
  const id = `pv-term-${Math.random().toString(36).slice(2)}`;
  const node = el("button", "pv-term", text, { type: "button", "aria-describedby": id });
  const tip = el("span", "pv-tip", term.says, { id, role: "tooltip" });
  tip.hidden = true;
  tips.append(tip);
  let timer = 0;
  const show = () => {
    clearTimeout(timer);
    for (const other of tips.children) /** @type {HTMLElement} */ (other).hidden = other !== tip;
    putAbove(tip, node, root);
  };
  const hide = () => {
    tip.hidden = true;
  };
  const later = () => {
    timer = window.setTimeout(() => node.matches(":focus-visible") || hide(), LINGER);
  };
  for (const [name, heard] of /** @type {const} */ ([["pointerenter", show], ["focus", show], ["click", show], ["pointerleave", later], ["blur", hide]])) node.addEventListener(name, heard);
  tip.addEventListener("pointerenter", () => clearTimeout(timer));
  tip.addEventListener("pointerleave", later);
  node.addEventListener("keydown", ({ key }) => key === "Escape" && hide());
  marked.set(term.word, node);
  return node;
}

/** Above the term, within the stage. @type {(tip: HTMLElement, node: HTMLElement, root: HTMLElement) => void} */
function putAbove(tip, node, root) {
  const [at, around] = [node.getBoundingClientRect(), root.getBoundingClientRect()];
  tip.style.left = `${Math.max(0, Math.min(at.left - around.left, around.width - tip.offsetWidth))}px`;
  tip.style.bottom = `${around.bottom - at.top}px`;
}
