// The stage: linked grids of numbers or pictures, a formula under them, and a player.
// It looks up what Python computed and says it; it does no pooling.

import { buildStage } from "./build.js";
import { listen } from "./interaction/events.js";
import { play } from "./interaction/play.js";
import { layout, showTheme } from "./layout.js";
import { update } from "./update.js";

/**
 * Show a stage inside `root` (an element or a shadow root).
 * `emit("edit", {grid, row, col, text})` is called when somebody has typed a value into a cell.
 */
export function mount(root, data, emit) {
  const stage = buildStage(data.texts || {}, emit);
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

function unmount(stage) {
  clearTimeout(stage.ticking);
  clearTimeout(stage.speaking);
  stage.input = null;
  stage.root.remove();
}

const mounted = new WeakMap(); // parentElement → { handle, turn, emit }

/**
 * The component of Streamlit: called at first and again on every change of data or theme, with one parentElement.
 * The returned cleanup is called on unmounting, but also late for a call that a newer one has overtaken;
 * so only that of the newest call destroys.
 */
export default function component({ parentElement, data, setTriggerValue }) {
  const emit = (name, value) => setTriggerValue(name, value);
  const entry = mounted.get(parentElement) || { turn: 0, emit };
  entry.emit = emit;
  entry.turn += 1;
  if (entry.handle) entry.handle.update(data);
  else entry.handle = mount(parentElement, data, (name, value) => entry.emit(name, value));
  mounted.set(parentElement, entry);
  const { turn } = entry;
  return () => {
    if (entry.turn !== turn) return;
    entry.handle.destroy();
    mounted.delete(parentElement);
  };
}
