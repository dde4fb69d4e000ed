// A stage as one record: its elements, its scene, and where the learner is.

import { el } from "./dom/elements.js";
import { nothingHidden } from "./interaction/hiding/cover.js";
import { buildAsking } from "./interaction/hiding/hide.js";
import { buildBar } from "./interaction/toolbar.js";
import { buildPresentButton } from "./presenting/present.js";

/** @import { Emit, Stage } from "./types.d.ts" */

/**
 * The record of a stage that has no data yet, with the elements that every stage has.
 * @type {(emit: Emit) => Stage}
 */
export function buildStage(emit) {
  const stage = /** @type {Stage} */ (/** @type {Partial<Stage>} */ ({
    emit, cursor: null, presented: null, pinned: false, playing: false, speed: "normal", channel: 0, over: false, played: -1, hiding: nothingHidden(), edits: [],
    root: el("section", "pv-stage"),
    grids: el("div", "pv-grids"),
    strip: el("div", "pv-strip", null, { tabindex: 0, role: "group", "data-label": "strip" }),
    live: el("div", "pv-live", "", { role: "status", "aria-live": "polite" }),
    legend: el("ul", "pv-legend", null, { "data-label": "legend" }),
    tips: el("div", "pv-tips"),
    hint: el("p", "pv-keys", "", { id: `pv-hint-${Math.random().toString(36).slice(2)}` }),
    night: matchMedia("(prefers-color-scheme: dark)"),
  }));
  Object.assign(stage, buildBar(stage), buildAsking(stage));
  const under = el("div", "pv-below");
  stage.presentButton = buildPresentButton(stage);
  under.append(stage.strip, stage.bar, stage.checkButton, stage.predictButton, stage.hideButton, stage.presentButton, stage.takeButton);
  stage.root.append(stage.grids, stage.verdict, under, stage.legend, stage.hint, stage.live, stage.tips);
  return stage;
}
