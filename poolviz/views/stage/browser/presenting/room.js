// How much room a stage has: what its page says, or the whole screen while it is presented; on a projector's page cells are as large.

/** @import { Room, Stage } from "../types.d.ts" */

const CELL = 160; // px of a cell at most on a screen
const HIGHER = 14; // px that a header is higher than on a large page
const EDGE = 12; // px that the grids have around them, as stage.css says
const LOWEST = 160; // px that the grids keep on any screen

/** @type {(stage: Stage) => Room} */
export function roomOf({ root, scene: { options: { height, large } }, presented, grids }) {
  if (!presented) return root.classList.contains("is-presented") ? { height, large, cell: CELL, most: height + EDGE } : { height, large };
  const others = presented.said.offsetHeight + presented.whole.getBoundingClientRect().height - grids.getBoundingClientRect().height;
  const { paddingTop, paddingBottom } = getComputedStyle(presented.dialog);
  const inner = presented.dialog.clientHeight - parseFloat(paddingTop) - parseFloat(paddingBottom);
  const most = Math.max(LOWEST, Math.floor(inner - others));
  return { height: most - EDGE - HIGHER, large: true, cell: CELL, most };
}
