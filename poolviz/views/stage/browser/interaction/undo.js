// Ctrl+Z after a cell was edited: the page goes one step back, as by the browser's own button.

import { placeOf } from "../presenting/keys.js";

/** @import { Stage } from "../types.d.ts" */

/** @typedef {{before: string, after: string | null}} EditStep the search of the page before an edit, and after it once it is known */

/** Remember where the page was when a cell was edited. @type {(edits: EditStep[], search: string) => void} */
export function beginStep(edits, search) {
  if (edits.at(-1)?.after === null) edits.pop(); // it came to nothing, or nobody waited for it
  edits.push({ before: search, after: null });
}

/** New data after an edit: the address says it now; where it says nothing new, there is no way back. @type {(edits: EditStep[], search: string) => void} */
export function endStep(edits, search) {
  const last = edits.at(-1);
  if (last?.after !== null) return;
  if (search === last.before) edits.pop();
  else last.after = search;
}

/** Whether the page is where the last edit led, which is then forgotten. @type {(edits: EditStep[], search: string) => boolean} */
export function takeStep(edits, search) {
  if (edits.at(-1)?.after !== search) return false;
  edits.pop();
  return true;
}

/** The browser's own button led back before the last edit. @type {(edits: EditStep[], search: string) => void} */
export function leaveStep(edits, search) {
  if (edits.at(-1)?.before === search) edits.pop();
}

/** Go back by Ctrl+Z, from anywhere but a text, until the returned function is called. @type {(stage: Stage) => () => void} */
export function listenForUndo(stage) {
  const listener = (/** @type {KeyboardEvent} */ event) => {
    const { key, ctrlKey, metaKey, altKey, shiftKey, defaultPrevented } = event;
    if (key.toLowerCase() !== "z" || ctrlKey === metaKey || altKey || shiftKey || defaultPrevented) return;
    const [target] = event.composedPath();
    if (placeOf(target instanceof Element ? target : null) === "text" || !takeStep(stage.edits, location.search)) return;
    event.preventDefault();
    history.back();
  };
  const back = () => leaveStep(stage.edits, location.search);
  document.addEventListener("keydown", listener);
  addEventListener("popstate", back);
  return () => {
    document.removeEventListener("keydown", listener);
    removeEventListener("popstate", back);
  };
}
