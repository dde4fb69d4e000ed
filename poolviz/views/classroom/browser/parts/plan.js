// The plan of a lesson: pages and questions one after the other. The server keeps it, the same on each of the teacher's screens.

import { el } from "../../../stage/browser/dom/elements.js";
import { act } from "../net/api.js";
import { block, heading, press, presses, says } from "./pieces.js";

/** @import { App, Me, State, Step } from "../types.d.ts" */
/** @typedef {Pick<State, "plan" | "step">} Planned */

/**
 * Go a step on in the plan, or back; false where there is none. The state is ahead of the server at once, so that two
 * presses are two steps.
 * @type {(app: App, me: Me, state: Planned, by: number, put: (step: Step) => void) => boolean}
 */
export function walkPlan(app, me, state, by, put) {
  const { plan = [], step = 0 } = state;
  const next = step + by;
  if (next < 1 || next > plan.length) return false;
  state.step = next;
  act(app, me, "POST", "/plan", { at: next }).then(() => put(plan[next - 1]));
  return true;
}

/** Where the class is in the plan, "" without one. @type {(app: App, state: Planned) => string} */
export const planned = (app, { plan = [], step = 0 }) => (plan.length ? says(app, "plan_step", { i: step, n: plan.length }) : "");

/**
 * The steps, and the row with which the lesson goes through them; `change` tells the server of a change, and says what it
 * refuses.
 * @type {(app: App, me: Me, put: (step: Step) => void, change: (sent: object) => unknown) => {node: HTMLElement, row: HTMLElement, add: (step: Step) => unknown, show: (state: Planned) => void}}
 */
export function planBlock(app, me, put, change) {
  const list = el("ol", "pv-class-plan");
  const row = el("div", "pv-class-row");
  const where = el("span", "pv-class-quiet", "", { role: "status" });
  const empty = el("p", "pv-class-quiet", says(app, "plan_empty"));
  /** @type {Planned} */
  let now = {};
  const show = (/** @type {Planned} */ state) => {
    now = state;
    const { plan = [], step = 0 } = state;
    where.textContent = planned(app, state);
    row.hidden = !plan.length;
    empty.hidden = !row.hidden;
    list.replaceChildren(...plan.map((one, i) => planItem(app, one, i + 1, i + 1 === step, () => change({ remove: i + 1 }))));
  };
  const go = (/** @type {number} */ by) => {
    if (walkPlan(app, me, now, by, put)) show(now);
  };
  row.append(presses(says(app, "plan_previous"), () => go(-1)), presses(says(app, "plan_next"), () => go(1), true), where);
  show(now);
  return { node: block("planned", heading(3, says(app, "plan_title")), list, empty), row, add: (step) => change({ add: step }), show };
}

/** @type {(app: App, one: Step, place: number, now: boolean, leave: () => void) => HTMLElement} */
function planItem(app, one, place, now, leave) {
  const item = el("li", now ? "is-now" : null);
  const names = new Map(app.data.subjects.flatMap(([, topics]) => topics));
  const name = "address" in one ? one.address : `${names.get(one.topic) ?? one.topic} · ${one.level} · ${one.seed}`;
  const remove = press("✕", leave);
  remove.setAttribute("aria-label", says(app, "plan_remove", { i: place }));
  item.append(el("span", null, name), remove);
  if (now) item.setAttribute("aria-current", "step");
  return item;
}
