// The clipboard.

import { el } from "./elements.js";

/**
 * Put text on the clipboard, also on pages without https; true if it worked.
 * @type {(text: string, root: HTMLElement) => Promise<boolean>}
 */
export async function putText(text, root) {
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
