// The stage: linked grids of numbers or pictures, a formula under them, and a player.
// It looks up what Python computed and says it; it does no pooling.

import { buildStage } from "./build.js";
import { show } from "./dom/component.js";
import { whenWide } from "./dom/width.js";
import { adoptShades } from "./grids/shades.js";
import { listenAnywhere } from "./interaction/anywhere.js";
import { move, valid } from "./interaction/cursor.js";
import { listen } from "./interaction/events.js";
import { listenForHide } from "./interaction/hiding/hide.js";
import { listenForPin, pinIn } from "./interaction/pin.js";
import { pin, play } from "./interaction/play.js";
import { endStep, listenForUndo } from "./interaction/undo.js";
import { mountLive } from "./layer/asking/live.js";
import { layout, showTheme } from "./layout.js";
import { listenToF } from "./presenting/present.js";
import { watchRoom } from "./presenting/room.js";
import { update } from "./update.js";

/** @import { Cursor, Emit, Handle, Stage } from "./types.d.ts" */
/** @import { Stage as Sent } from "../wire/stage.d.ts" */

/**
 * Show a stage inside `root` (an element or a shadow root).
 * `emit("edit", {grid, row, col, text})` is called when somebody has typed a value into a cell.
 * @type {(root: ParentNode & Node, data: Sent, emit: Emit) => Handle}
 */
export function mount(root, data, emit) {
  const stage = buildStage(emit);
  root.append(stage.root);
  adoptShades(stage.root);
  const watch = new ResizeObserver(() => layout(stage));
  const onNight = () => showTheme(stage);
  watch.observe(stage.root);
  stage.night.addEventListener("change", onNight);
  listen(stage);
  const deaf = [whenWide(root, stage.root, () => layout(stage, true)), listenToF(stage), listenForHide(stage), listenAnywhere(stage), listenForUndo(stage), listenForPin(), watchRoom(stage, () => layout(stage, true))];
  stage.refresh = () => update(stage, stage.sent);
  update(stage, data);
  const calm = matchMedia("(prefers-reduced-motion: reduce)").matches;
  if (stage.scene.options.autoplay && !calm) play(stage);
  const linked = stage.scene.options.take ? pinIn(location.hash) : null;
  if (linked && stage.scene.find(linked.grid)) goTo(stage, linked);
  const destroy = () => {
    watch.disconnect();
    for (const stop of deaf) stop();
    stage.night.removeEventListener("change", onNight);
    unmount(stage);
  };
  const next = (/** @type {Sent} */ sent) => {
    endStep(stage.edits, location.search);
    update(stage, sent);
  };
  return { update: next, move: (cursor) => goTo(stage, cursor), destroy };
}

/** @type {(stage: Stage, cursor: Cursor) => void} */
function goTo(stage, cursor) {
  const found = valid(stage.scene, cursor);
  if (!found) return;
  move(stage, found);
  pin(stage, true);
}

/** @type {(stage: Stage) => void} */
function unmount(stage) {
  clearTimeout(stage.ticking);
  clearTimeout(stage.speaking);
  clearTimeout(stage.pinning);
  stage.input = null;
  stage.root.remove();
}

/**
 * The component of Streamlit: called at first and again on every change of data or theme, with one parentElement.
 * @type {(given: {parentElement: ParentNode & Node, data: Sent, setTriggerValue: Emit}) => () => void}
 */
export default function component(given) {
  return show((root, data, emit) => mountLive(mount, root, data, emit), given);
}
