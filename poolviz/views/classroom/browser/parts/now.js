// What is before the class now, how it answers, and what the teacher can do about it.

import { el } from "../../../stage/browser/dom/elements.js";
import { act, questionOf, reasonOf } from "../net/api.js";
import { histogram } from "./histogram.js";
import { block, deed, heading, press, prose, questionText, refusalOf, renewed, says } from "./pieces.js";
import { shownPage } from "./page.js";

/** @import { App, Me, Reason, State } from "../types.d.ts" */

/** Do something in the class, and say why where it cannot be done. @type {(app: App, me: Me, said: HTMLElement, what: string, sent?: object) => Promise<void>} */
export async function acted(app, me, said, what, sent = {}) {
  said.textContent = "";
  const reply = await act(app, me, "POST", what, sent);
  if (reply.status !== 200) said.textContent = refusalOf(app, reply);
}

/** The buttons of a round as it now is. @type {(app: App, me: Me, state: State, said: HTMLElement) => HTMLElement[]} */
export function roundButtons(app, me, { question, open, revealed }, said) {
  if (!question) return [];
  const doing = (/** @type {string} */ key, main = false) => deed(key, press(says(app, key), () => acted(app, me, said, `/${key}`), main));
  if (open) return [doing("close", true), doing("reveal")];
  return revealed ? [doing("again")] : [doing("again"), doing("reveal", true)];
}

/** Let the projector show how the class answers, or hide it; whichever of the teacher's screens asks. @type {(app: App, me: Me, said: HTMLElement, state: State) => Promise<void>} */
export const turnWall = (app, me, said, { wall }) => acted(app, me, said, "/wall", { answers: !wall });

/** What the projector shows of the answers, and the button that turns it. @type {(app: App, me: Me, said: HTMLElement, state: State) => HTMLElement[]} */
function wallSwitch(app, me, said, state) {
  if (!state.question || state.revealed) return [];
  const turn = press(says(app, state.wall ? "wall_hide" : "wall_show"), () => turnWall(app, me, said, state));
  return [deed("wall", turn), el("span", "pv-class-quiet", says(app, state.wall ? "wall_shown" : "wall_hidden"), { role: "status" })];
}

/** What is before the class; `walk` goes on in the plan. @type {(app: App, me: Me, said: HTMLElement, walk: HTMLElement) => {node: HTMLElement, show: (state: State) => void}} */
export function nowBlock(app, me, said, walk) {
  const what = el("div", "pv-class-what");
  const row = el("div", "pv-class-row");
  const wall = el("div", "pv-class-row");
  const count = el("strong", "pv-class-answers", "", { role: "status" });
  const bars = el("div");
  let drawn = "";
  let buttons = "";
  const show = async (/** @type {State} */ state) => {
    const { question } = state;
    count.textContent = question ? says(app, "answered", { m: state.answers, n: state.students }) : "";
    const key = JSON.stringify([state.number, Boolean(question), state.open, state.revealed, state.wall]);
    if (key !== buttons) {
      renewed(row, [count, ...roundButtons(app, me, state, said)]);
      renewed(wall, wallSwitch(app, me, said, state));
    }
    buttons = key;
    const wanted = JSON.stringify([question ? [question.topic, question.seed, question.level] : state.show?.address]);
    if (wanted !== drawn) {
      drawn = wanted;
      what.replaceChildren(...(question ? [] : [state.show ? shownPage(app, state.show.address, { height: 220 }) : prose(says(app, "now_nothing"))]));
    }
    const [given, reason] = question ? await Promise.all([questionOf(app, question), reasonFor(app, me, wanted)]) : [null, null];
    if (drawn !== wanted) return;
    if (given && !what.childElementCount) what.append(questionText(app, given.text), ...notes(app, reason));
    bars.replaceChildren(...(given && state.histogram ? [histogram(app, state.histogram, given, reason, true)] : []));
  };
  return { node: block("now", heading(3, says(app, "now_title")), walk, row, what, wall, bars), show };
}

/** What only the teacher reads: the answer and what the mistakes are. @type {(app: App, reason: Reason | null) => HTMLElement[]} */
function notes(app, reason) {
  if (!reason) return [];
  const node = el("details", "pv-class-notes");
  node.append(el("summary", null, says(app, "notes")), prose(reason.because), ...Object.values(reason.mistakes).map((text) => prose(text)));
  return [node];
}

/** @type {Map<string, Promise<Reason | null>>} */
const reasons = new Map();

/** @type {(app: App, me: Me, key: string) => Promise<Reason | null>} */
export function reasonFor(app, me, key) {
  const named = `${me.code} ${app.data.lang} ${key}`;
  const found = reasons.get(named) ?? reasonOf(app, me);
  reasons.set(named, found);
  found.then((reason) => reason || reasons.delete(named));
  return found;
}
