// A stage as one record: its elements, its scene, and where the learner is.

import { el } from "./dom/elements.js";
import { buildBar } from "./interaction/toolbar.js";

/** @import { Emit, Stage, Texts } from "./types.d.ts" */

/**
 * The record of a stage that has no data yet, with the elements that every stage has.
 * @type {(texts: Texts, emit: Emit) => Stage}
 */
export function buildStage(texts, emit) {
  const stage = /** @type {Stage} */ (/** @type {Partial<Stage>} */ ({
    emit, cursor: null, pinned: false, playing: false, speed: "normal", channel: 0, over: false, played: -1,
    root: el("section", "pv-stage"),
    grids: el("div", "pv-grids"),
    strip: el("div", "pv-strip", null, { tabindex: 0, role: "group", "aria-label": texts.strip }),
    live: el("div", "pv-live", "", { role: "status", "aria-live": "polite" }),
    legend: el("ul", "pv-legend", null, { "aria-label": texts.legend }),
    hint: el("p", "pv-keys", "", { id: `pv-hint-${Math.random().toString(36).slice(2)}` }),
    night: matchMedia("(prefers-color-scheme: dark)"),
  }));
  Object.assign(stage, buildBar(stage, texts));
  const under = el("div", "pv-below");
  under.append(stage.strip, stage.bar, stage.takeButton);
  stage.root.append(stage.grids, under, stage.legend, stage.hint, stage.live);
  return stage;
}
