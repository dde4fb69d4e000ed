// The stage: linked grids of numbers or pictures, a formula under them, and a player.
// It looks up what Python computed and says it; it does no pooling.

import { buildStage } from "./build.js";
import { show } from "./dom/component.js";
import { listen } from "./interaction/events.js";
import { play } from "./interaction/play.js";
import { layout, showTheme } from "./layout.js";
import { update } from "./update.js";

/** @import { Emit, Handle, Stage } from "./types.d.ts" */
/** @import { Stage as Sent } from "../wire/stage.d.ts" */

/**
 * Show a stage inside `root` (an element or a shadow root).
 * `emit("edit", {grid, row, col, text})` is called when somebody has typed a value into a cell.
 * @type {(root: ParentNode & Node, data: Sent, emit: Emit) => Handle}
 */
export function mount(root, data, emit) {
  const stage = buildStage(data.texts, emit);
  root.append(stage.root);
  const watch = new ResizeObserver(() => layout(stage));
  const onNight = () => showTheme(stage);
  watch.observe(stage.root);
  stage.night.addEventListener("change", onNight);
  listen(stage);
  update(stage, data);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (stage.scene.options.autoplay && !calm) play(stage);
  const destroy = () => {
    watch.disconnect();
    stage.night.removeEventListener("change", onNight);
    unmount(stage);
  };
  return { update: (next) => update(stage, next), destroy };
}

/** @type {(stage: Stage) => void} */
function unmount(stage) {
  clearTimeout(stage.ticking);
  clearTimeout(stage.speaking);
  stage.input = null;
  stage.root.remove();
}

/**
 * The component of Streamlit: called at first and again on every change of data or theme, with one parentElement.
 * @type {(given: {parentElement: ParentNode & Node, data: Sent, setTriggerValue: Emit}) => () => void}
 */
export default function component(given) {
  return show(mount, given);
}
