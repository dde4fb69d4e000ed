// A student in a class: what is shown, what is asked, and what came of it.

import { el } from "../../../stage/browser/dom/elements.js";
import { act, questionOf, reasonOf } from "../net/api.js";
import { codeRead, heed, keep, keptOf } from "../net/storage.js";
import { numbered } from "../parts/answer.js";
import { answering, sentOf } from "../parts/answering.js";
import { histogram } from "../parts/histogram.js";
import { press, prose, questionText, refusalOf, says } from "../parts/pieces.js";
import { shownPage } from "../parts/page.js";
import { stageIn, unasked } from "../parts/stages.js";

/** @import { App, Given, Me, State, View } from "../types.d.ts" */

/** @type {(app: App, me: Me, leave: () => void) => View} */
export function studentView(app, me, leave) {
  const room = el("div", "pv-class-room");
  const head = el("div", "pv-class-top");
  head.append(el("span", "pv-class-in", says(app, "class")), el("strong", null, codeRead(me.code)), press(says(app, "leave"), leave));
  app.outer.replaceChildren(head, room);
  let drawn = "";
  /** @type {State | null} */
  let now = null;
  const show = (/** @type {State} */ state) => {
    now = state;
    const wanted = JSON.stringify([state.number, state.open, state.revealed, Boolean(state.question), state.question ? "" : state.show?.address, state.revealed && state.histogram]);
    if (wanted === drawn) return;
    drawn = wanted;
    draw(app, me, room, state, () => drawn === wanted);
  };
  const deaf = heed(me.code, () => now?.number ?? 0, () => {
    drawn = "";
    if (now) show(now);
  });
  return { show, stop: deaf };
}

/** @type {(app: App, me: Me, room: HTMLElement, state: State, still: () => boolean) => Promise<void>} */
async function draw(app, me, room, state, still) {
  const { question, show } = state;
  if (!question) {
    room.replaceChildren(show ? shownPage(app, show.address) : prose(says(app, "wait")));
    return;
  }
  const [given, reason] = await Promise.all([questionOf(app, question), state.revealed ? reasonOf(app, me) : null]);
  if (!still()) return;
  if (!given) room.replaceChildren(prose(says(app, "busy")));
  else if (state.open) room.replaceChildren(...openRound(app, me, state, given));
  else room.replaceChildren(questionText(app, given.text), ownAnswer(app, me, state), ...(reason ? [] : closedRound(app, given)));
  if (!given || !reason) return;
  room.append(prose(reason.because));
  if (state.histogram) room.append(histogram(app, state.histogram, given, reason, true));
  if (reason.stage) await reasonStage(app, room, reason);
}

/** What neighbours talk about: all of the question, and no answer. @type {(app: App, given: Given) => HTMLElement[]} */
function closedRound(app, { choices, stage }) {
  const box = el("div", "pv-class-stage");
  if (stage) stageIn(app, box, unasked(stage));
  return [prose(says(app, "closed")), ...choices.map((text, i) => prose(numbered(text, i))), ...(stage ? [box] : [])];
}

/** @type {(app: App, me: Me, state: State, given: Given) => HTMLElement[]} */
function openRound(app, me, { number, question }, given) {
  const before = keptOf(me.code).answers?.[number];
  const send = async (/** @type {any} */ answer, /** @type {string} */ written) => {
    const reply = await act(app, me, "POST", "/answer", { number, answer });
    const kept = reply.status === 200;
    if (kept) keep(me.code, { answers: { ...keptOf(me.code).answers, [number]: written } });
    const later = reply.status === 0 || reply.status === 503;
    return { kept, later, said: kept ? sentOf(app, written) : reply.status ? refusalOf(app, reply) : says(app, "waits") };
  };
  const again = (question?.round ?? 1) > 1 ? [prose(says(app, "second", { n: question?.round }))] : [];
  return [...again, answering(app, given, before, send)];
}

/** @type {(app: App, me: Me, state: State) => HTMLElement} */
function ownAnswer(app, me, { number }) {
  const answer = keptOf(me.code).answers?.[number];
  return prose(answer === undefined ? says(app, "none_given") : says(app, "given", { answer: answer || says(app, "empty") }));
}

/** The whole stage, where the cursor goes to the reason. @type {(app: App, room: HTMLElement, reason: import("../types.d.ts").Reason, options?: object) => Promise<void>} */
export async function reasonStage(app, room, { stage, at }, options = {}) {
  if (!stage) return;
  const box = el("div", "pv-class-stage");
  room.append(box);
  const handle = await stageIn(app, box, stage, options);
  if (at) handle.move({ d: 0, ...at });
}
