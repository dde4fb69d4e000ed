// A live class in the browser: who comes is asked, and gets the view of a teacher, a student or the projector.

import { show } from "../../stage/browser/dom/component.js";
import { el } from "../../stage/browser/dom/elements.js";
import { call, classUrl } from "./net/api.js";
import { hear } from "./net/feed.js";
import { codeOf, forget, keep, meIn } from "./net/storage.js";
import { says, whisper } from "./parts/pieces.js";
import { endedWall } from "./views/ended.js";
import { lobby } from "./views/lobby.js";
import { projectorView } from "./views/projector.js";
import { studentView } from "./views/student.js";
import { teacherView } from "./views/teacher.js";

/** @import { App, Data, Me, News } from "./types.d.ts" */

/** Show the page of a class inside `root`. @type {(root: ParentNode & Node, data: Data, emit: (name: any, value: object) => void) => {update: (data: Data) => void, destroy: () => void}} */
export function mountClass(root, data) {
  /** @type {App} */
  const app = { outer: el("div", "pv-class"), data, stop: () => {} };
  root.append(app.outer);
  begin(app);
  const update = (/** @type {Data} */ next) => {
    const other = next.lang !== app.data.lang || next.code !== app.data.code;
    app.data = next;
    if (other) begin(app);
  };
  const destroy = () => {
    app.stop();
    app.outer.remove();
  };
  return { update, destroy };
}

/** Begin with who this browser is, in the class of the link if there is one. @type {(app: App) => void} */
function begin(app) {
  const code = codeOf(app.data.code || new URLSearchParams(location.search).get("code") || "");
  const secret = /^#teacher=([\w-]{10,64})$/.exec(location.hash)?.[1];
  if (code && secret) {
    keep(code, { teacher: secret, at: Date.now() });
    history.replaceState(history.state, "", location.pathname + location.search); // not for the projector to show
  }
  const me = code ? meIn(code) : null;
  if (me) enter(app, me);
  else if (onWall()) beginWall(app, code);
  else ask(app, code);
}

/** A projector that has no class: the one of its link is over, or not one of this browser. @type {(app: App, code: string) => Promise<void>} */
async function beginWall(app, code) {
  const { status } = code ? await call("GET", classUrl(app, `/${code}/events`)) : { status: 404 };
  if (status === 404) leaveWall(app);
  else ask(app, code);
}

/** Whether this is the projector's view. @type {() => boolean} */
const onWall = () => new URLSearchParams(location.search).get("view") === "projector";

/** The class of the projector is over: its link forgets it, and takes the next one. @type {(app: App) => void} */
function leaveWall(app) {
  app.stop();
  link("code", "");
  app.stop = endedWall(app, (me) => {
    link("code", me.code);
    enter(app, me);
  });
}

/** Say something in the address of the page, "" to say it no more. @type {(name: string, text: string) => void} */
function link(name, text) {
  const url = new URL(location.href);
  if (text) url.searchParams.set(name, text);
  else url.searchParams.delete(name);
  history.replaceState(history.state, "", url);
}

/** @type {(app: App, code?: string, said?: string) => void} */
function ask(app, code = "", said = "") {
  app.stop();
  app.stop = lobby(app, code, said, (me) => enter(app, me));
}

/** @type {(app: App, me: Me) => void} */
function enter(app, me) {
  app.stop();
  const line = whisper();
  const wall = me.role === "teacher" && onWall();
  const leave = (/** @type {string} */ said) => ask(app, "", said);
  const view = wall ? projectorView(app, me) : me.role === "teacher" ? teacherView(app, me, leave) : studentView(app, me, () => leave(""));
  line.classList.add("pv-class-line");
  app.outer.append(line);
  const deaf = hear(app, me, (/** @type {News} */ news) => {
    line.textContent = news.kind === "away" ? says(app, "unreached") : "";
    if (news.kind === "state") view.show(news.state);
    else if (news.kind !== "away") over(app, me, news.kind, wall);
  });
  app.stop = () => {
    deaf();
    view.stop();
  };
}

/** @type {(app: App, me: Me, kind: "ended" | "wrong", wall: boolean) => void} */
function over(app, me, kind, wall) {
  forget(me.code);
  if (wall && kind === "ended") leaveWall(app);
  else ask(app, kind === "wrong" ? me.code : "", says(app, kind));
}

// The page of its own: /join.
const page = document.getElementById("pv-class-page");
if (page) mountClass(page, JSON.parse(document.getElementById("pv-class-data")?.textContent ?? "{}"), () => {});

/**
 * The component of Streamlit.
 * @type {(given: {parentElement: ParentNode & Node, data: Data, setTriggerValue: (name: any, value: object) => void}) => () => void}
 */
export default function component(given) {
  return show(mountClass, given);
}
