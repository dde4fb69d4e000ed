// A question that no server has answered is asked again until one does: what is drawn must not stay behind the bar.

/** @import { Live } from "../../types.d.ts" */

const ONCE_MORE = 1000; // ms until it is asked once more, longer each time
const RAREST = 8000;

/** The page could not be asked: what is drawn is marked as older, and `again` is called in a while. @type {(live: Live, again: () => void) => void} */
export function lose(live, again) {
  live.root.classList.add("is-refused");
  live.lost += 1;
  clearTimeout(live.waiting);
  live.waiting = setTimeout(again, Math.min(ONCE_MORE * 2 ** (live.lost - 1), RAREST));
}

/** There is an answer, or another question. @type {(live: Live) => void} */
export function found(live) {
  live.lost = 0;
  live.line = undefined;
  clearTimeout(live.waiting);
}
