// The projector's view: the same for all, large, with no answer before it is wanted.

import { el } from "../../../stage/browser/dom/elements.js";
import { placeOf } from "../../../stage/browser/presenting/keys.js";
import { questionOf } from "../net/api.js";
import { numbered } from "../parts/answer.js";
import { histogram } from "../parts/histogram.js";
import { invitation } from "../parts/invitation.js";
import { acted, reasonFor, roundButtons, turnWall } from "../parts/now.js";
import { deed, press, prose, renewed, says, whisper } from "../parts/pieces.js";
import { planned, walkPlan } from "../parts/plan.js";
import { shownPage } from "../parts/page.js";
import { stageIn, unasked } from "../parts/stages.js";
import { reasonStage } from "./student.js";

/** @import { App, Me, State, View } from "../types.d.ts" */

/** @typedef {{app: App, me: Me, node: HTMLElement, room: HTMLElement, bars: HTMLElement, row: HTMLElement, said: HTMLElement, drawn: string, state: State | null}} Wall */

/** @type {(app: App, me: Me) => View} */
export function projectorView(app, me) {
  const node = el("div", "pv-class-wall");
  /** @type {Wall} */
  const wall = { app, me, node, room: el("div", "pv-class-room"), bars: el("div", "pv-class-bars"), row: el("div", "pv-class-row pv-class-foot"), said: whisper(), drawn: "", state: null };
  node.append(invitation(app, me), wall.room, wall.bars, wall.said, wall.row);
  app.outer.replaceChildren(node);
  const onKey = (/** @type {KeyboardEvent} */ event) => onWallKey(wall, event);
  const onClick = () => node.classList.remove("is-blanked");
  document.addEventListener("keydown", onKey, { capture: true }); // before the stage: a clicker goes on wherever somebody clicked
  node.addEventListener("click", onClick);
  return {
    show: (state) => showOnWall(wall, state),
    stop: () => document.removeEventListener("keydown", onKey, { capture: true }),
  };
}

/** @type {(wall: Wall, state: State) => void} */
function showOnWall(wall, state) {
  wall.state = state;
  wall.node.classList.toggle("is-empty", !state.question && !state.show);
  const { question } = state;
  const wanted = JSON.stringify([question ? [question.topic, question.seed, question.level, state.revealed] : state.show?.address]);
  if (wanted !== wall.drawn) {
    wall.drawn = wanted;
    drawWall(wall, state, () => wall.drawn === wanted);
  }
  foot(wall);
  drawBars(wall);
}

/** Bars are seen when the teacher wants them, here or on a screen of their own, or when they are revealed. @type {(wall: Wall) => Promise<void>} */
async function drawBars({ app, me, node, bars, state }) {
  if (!state?.question || !state.histogram || !(state.wall || state.revealed)) {
    node.classList.remove("has-bars");
    return;
  }
  const key = JSON.stringify([[state.question.topic, state.question.seed, state.question.level]]);
  const [given, reason] = await Promise.all([questionOf(app, state.question), reasonFor(app, me, key)]);
  if (!given) return;
  bars.replaceChildren(histogram(app, state.histogram, given, reason, state.revealed));
  node.classList.add("has-bars");
}

/** @type {(wall: Wall, state: State, still: () => boolean) => Promise<void>} */
async function drawWall({ app, me, room }, { question, show, revealed }, still) {
  const options = { large: true, wall: room };
  if (!question) {
    room.replaceChildren(...(show ? [shownPage(app, show.address, options)] : []));
    return;
  }
  const key = JSON.stringify([[question.topic, question.seed, question.level]]);
  const [given, reason] = await Promise.all([questionOf(app, question), revealed ? reasonFor(app, me, key) : null]);
  if (!still() || !given) return;
  room.replaceChildren(prose(given.text), ...given.choices.map((text, i) => prose(numbered(text, i))));
  if (reason) {
    room.append(prose(reason.because));
    await reasonStage(app, room, reason, options);
  } else if (given.stage) {
    const box = room.appendChild(el("div", "pv-class-stage"));
    await stageIn(app, box, unasked(given.stage), options);
  }
}

/** @type {(wall: Wall) => void} */
function foot(wall) {
  const { app, me, row, said, state } = wall;
  if (!state) return;
  const count = el("span", "pv-class-answers", state.question ? says(app, "answered", { m: state.answers, n: state.students }) : says(app, "here", { n: state.students }), { role: "status" });
  const bars = deed("wall", press(says(app, state.wall ? "hide_answers" : "show_answers"), () => wallKey(wall, "a")));
  const seen = state.question && !state.revealed ? [bars] : [];
  renewed(row, [count, ...seen, ...roundButtons(app, me, state, said), el("span", null, planned(app, state))]);
}

/** @type {(wall: Wall, event: KeyboardEvent) => void} */
function onWallKey(wall, event) {
  const [target] = event.composedPath();
  const typing = placeOf(target instanceof Element ? target : null) === "text";
  if (event.ctrlKey || event.altKey || event.metaKey || typing || document.querySelector("dialog[open]")) return;
  if (wall.node.classList.contains("is-blanked")) wall.node.classList.remove("is-blanked");
  else if (!wallKey(wall, event.key.toLowerCase())) return;
  event.preventDefault();
  event.stopPropagation();
}

/** @type {(wall: Wall, key: string) => boolean} */
function wallKey(wall, key) {
  const { app, me, said } = wall;
  if (key === "a") {
    if (wall.state?.question && !wall.state.revealed) turnWall(app, me, said, wall.state);
  } else if (key === "b" || key === ".") wall.node.classList.add("is-blanked");
  else if (key === "f") toggleFull();
  else return planKey(wall, key);
  return true;
}

/** @type {Record<string, number>} */
const PLAN_BY = { pagedown: 1, pageup: -1, arrowright: 1, arrowleft: -1 };

/** Go through the plan; without one the keys are the stage's, as its arrows are always. @type {(wall: Wall, key: string) => boolean} */
function planKey({ app, me, said, state, room }, key) {
  if (!PLAN_BY[key] || !state?.plan?.length || (key.startsWith("arrow") && isPlayed(room))) return false;
  walkPlan(app, me, state, PLAN_BY[key], (step) => acted(app, me, said, "/show", step));
  return true;
}

/** Whether a stage is shown that goes from window to window. @type {(room: HTMLElement) => boolean} */
const isPlayed = (room) => Boolean(room.querySelector(".pv-class-stage > div")?.shadowRoot?.querySelector(".pv-stage:not(.is-bare)"));

/** @type {() => void} */
function toggleFull() {
  if (document.fullscreenElement) document.exitFullscreen();
  else document.documentElement.requestFullscreen?.().catch(() => {});
}
