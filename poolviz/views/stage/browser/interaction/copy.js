// Putting a grid's numbers on the clipboard.

import { fill } from "../dom/base.js";
import { el, relabel } from "../dom/elements.js";
import { say } from "../dom/speak.js";

export async function copyGrid(stage, head) {
  const { texts } = stage.scene;
  const done = await write(head.grid.copy, stage.root);
  say(stage, fill(done ? texts.copied : texts.copy_failed, { title: head.grid.title }), true);
  if (!done) return;
  relabel(head.copy, "done", head.copy.title);
  setTimeout(() => relabel(head.copy, "copy", head.copy.title), 1500);
}

/** Put text on the clipboard, also on pages without https; true if it worked. */
async function write(text, root) {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    const area = root.appendChild(el("textarea", "pv-live", null, { readonly: "" }));
    area.value = text;
    area.select();
    const done = document.execCommand("copy");
    area.remove();
    return done;
  }
}
