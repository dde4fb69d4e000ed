// How much room a stage has: what its page says and its screen has left, or all of a screen while it is presented.

import { scrollerOf } from "../dom/scroller.js";
import { HEAD } from "../grids/sizes.js";

/** @import { Room, Stage } from "../types.d.ts" */

const CELL = 160; // px of a cell at most on a screen
const HIGHER = 14; // px that a header is higher than on a large page
const EDGE = 12; // px that the grids have around them, as stage.css says
const LOWEST = 120; // px that the grids keep on any screen
const LOWEST_BESIDE = 240; // and in a page in normal letters, which is rather scrolled
const A_SCREEN = 640; // px of height of a window that is as high as a screen
const LARGER_HEAD = 18; // and how much higher it is on a projector
const BELOW = 8; // px between the player and the end of the screen
const NARROW = 620; // px of a width at which everything lies below each other
const LOW = "(max-height: 850px) and (min-width: 641px)"; // as stage.css says

/** @type {(stage: Stage) => Room} */
export function roomOf(stage) {
  const { root, scene: { options: { height, large } }, presented, grids } = stage;
  if (!presented) return root.classList.contains("is-presented") ? { height, large, heads: large ? LARGER_HEAD : 0, low: false, cell: CELL, most: height + EDGE } : roomInPage(stage);
  const others = presented.said.offsetHeight + presented.whole.getBoundingClientRect().height - grids.getBoundingClientRect().height;
  const { paddingTop, paddingBottom } = getComputedStyle(presented.dialog);
  const inner = presented.dialog.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  const most = Math.max(LOWEST, Math.floor(inner - others));
  return { height: most - EDGE - HIGHER, large: true, heads: LARGER_HEAD, low: false, cell: CELL, most };
}

/** Whether a stage is in large letters on a low screen, where all of it is in proportion. @type {(stage: Stage) => boolean} */
export const isLow = ({ root, scene: { options: { large } }, presented }) =>
  large && !presented && !root.classList.contains("is-presented") && matchMedia(LOW).matches;

/** The grids leave the screen room for the formula and the player below them. @type {(stage: Stage) => Room} */
function roomInPage(stage) {
  const { root, grids, scene: { options: { height, large, fields } } } = stage;
  const low = isLow(stage);
  const head = /** @type {HTMLElement | null} */ (grids.querySelector(".pv-head"));
  const room = { height, large, low, heads: !large ? 0 : low && head ? head.offsetHeight - HEAD : LARGER_HEAD };
  const under = grids.parentElement?.querySelector(":scope > .pv-below");
  if (fields || !under || !root.closest(".pv-page") || root.clientWidth < NARROW || innerHeight < A_SCREEN) return room;
  const { top, bottom } = grids.getBoundingClientRect();
  const left = innerHeight - (top + (scrollerOf(root)?.scrollTop ?? scrollY)) - (under.getBoundingClientRect().bottom - bottom) - BELOW;
  return left < (large ? LOWEST : LOWEST_BESIDE) ? room : { ...room, height: Math.min(height, Math.floor(left)) };
}

/**
 * Call `moved` where what stands around a stage leaves it another room. Gives what ends it.
 * @type {(stage: Stage, moved: () => void) => () => void}
 */
export function watchRoom(stage, moved) {
  const look = () => {
    if (stage.presented || !stage.scene || !stage.width || stage.high === roomOf(stage).height) return;
    moved();
  };
  const watch = new ResizeObserver(look);
  const scroller = scrollerOf(stage.root);
  watch.observe(scroller?.firstElementChild ?? document.body);
  addEventListener("resize", look);
  return () => {
    watch.disconnect();
    removeEventListener("resize", look);
  };
}
