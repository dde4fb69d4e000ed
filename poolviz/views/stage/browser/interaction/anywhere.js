// Keys of a clicker, from anywhere on the page but in what takes keys itself.

import { placeOf } from "../presenting/keys.js";
import { pause, step, toggle } from "./play.js";

/** @import { Stage } from "../types.d.ts" */

/** @type {Record<string, number>} */
const STEPS_BY = { PageDown: 1, PageUp: -1, ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 };
const CLICKER = new Set(["PageDown", "PageUp"]); // no button answers to these
/** @type {Stage[]} */
const listening = [];

/** Step the first stage of the page that is played, until the returned function is called. @type {(stage: Stage) => () => void} */
export function listenAnywhere(stage) {
  listening.push(stage);
  const listener = (/** @type {KeyboardEvent} */ event) => onKeyAnywhere(stage, event);
  document.addEventListener("keydown", listener);
  return () => {
    listening.splice(listening.indexOf(stage), 1);
    document.removeEventListener("keydown", listener);
  };
}

/** @type {(stage: Stage, event: KeyboardEvent) => void} */
function onKeyAnywhere(stage, event) {
  const { key } = event;
  if (!(key === " " || STEPS_BY[key]) || stage.presented || stage !== listening.find(({ scene }) => scene.options.toolbar) || isTaken(event)) return;
  event.preventDefault();
  if (key === " ") {
    toggle(stage);
    return;
  }
  pause(stage);
  step(stage, STEPS_BY[key]);
}

/** Whether a key is meant for something else. @type {(event: KeyboardEvent) => boolean} */
function isTaken(event) {
  const { key, defaultPrevented, altKey, ctrlKey, metaKey, shiftKey } = event;
  if (defaultPrevented || altKey || ctrlKey || metaKey || shiftKey) return true;
  const [target] = event.composedPath();
  const where = placeOf(target instanceof Element ? target : null);
  if (where === "text" || where === "cell" || (where === "button" && !CLICKER.has(key))) return true;
  return Boolean(document.querySelector("[role=dialog], [role=listbox], dialog[open]"));
}
