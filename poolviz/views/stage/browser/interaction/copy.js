// Putting a grid's numbers on the clipboard.

import { fill } from "../dom/base.js";
import { relabel } from "../dom/buttons.js";
import { putText } from "../dom/clipboard.js";
import { say } from "../dom/speak.js";

/** @import { Stage } from "../types.d.ts" */
/** @import { Head } from "../grids/head.js" */

/** @type {(stage: Stage, head: Head) => Promise<void>} */
export async function copyGrid(stage, head) {
  const { texts } = stage.scene;
  const done = await putText(head.grid.copy || "", stage.root);
  say(stage, fill(done ? texts.copied : texts.copy_failed, { title: head.grid.title }), true);
  const { copy } = head;
  if (!done || !copy) return;
  relabel(copy, "done", copy.title);
  setTimeout(() => relabel(copy, "copy", copy.title), 1500);
}
