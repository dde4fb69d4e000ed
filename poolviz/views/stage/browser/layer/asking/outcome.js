// What came out, in a line above the stage: **strong** what counts, `code` in back-ticks.

import { el } from "../../dom/elements.js";

/** @type {Record<string, "strong" | "code">} */
const MARKED = { "**": "strong", "\x60": "code" }; // a back-tick would open a text in what checks the scripts

/** The parts of a text, each with the element that it stands in, none where it is plain. @type {(text: string) => [string, "strong" | "code" | null][]} */
export const markedParts = (text) =>
  text.split(/(\*\*.+?\*\*|\x60[^\x60]+\x60)/).filter(Boolean).map((part) => {
    const sign = Object.keys(MARKED).find((one) => part.length > 2 * one.length && part.startsWith(one) && part.endsWith(one));
    return sign ? [part.slice(sign.length, -sign.length), MARKED[sign]] : [part, null];
  });

/** Show a text; an empty one keeps the place that it has had. @type {(root: HTMLElement, text: string) => void} */
export function sayOutcome(root, text) {
  if (text) root.classList.add("is-kept");
  root.replaceChildren(...markedParts(text).map(([part, tag]) => (tag ? el(tag, null, part) : part)));
}
