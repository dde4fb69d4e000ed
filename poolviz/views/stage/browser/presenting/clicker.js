// What a clicker does on a stage that is presented: from window to window, and what is covered one by one.

import { uncoverHere } from "../interaction/hiding/answering.js";
import { pause, step } from "../interaction/play.js";

/** @import { Stage } from "../types.d.ts" */

/** @type {Record<string, number>} */
const BY = { next: 1, previous: -1, first: -Infinity };

/**
 * Go where a key says; what is covered is seen first as a window, and the next press uncovers it. False for another key.
 * @type {(stage: Stage, meaning: string) => boolean}
 */
export function clicked(stage, meaning) {
  if (!(meaning in BY)) return false;
  pause(stage);
  if (meaning !== "next" || !uncoverHere(stage)) step(stage, BY[meaning]);
  bringLit(stage);
  return true;
}

/** Where the screen is too small for all, what is lit comes into sight. @type {(stage: Stage) => void} */
export function bringLit({ views }) {
  for (const { over, cells } of views ?? []) {
    const lit = over.querySelector(".is-window") ?? cells.find((cell) => cell.matches(".is-lit, .is-tap"));
    lit?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }
}
