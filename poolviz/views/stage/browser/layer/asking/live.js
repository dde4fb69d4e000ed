// A stage that answers by itself: its bar asks the server, draws at once, writes the address, and tells Streamlit late.

import { el } from "../../dom/elements.js";
import { buildWhole, showWhole } from "../bar/calls.js";
import { sayInBar } from "../bar/note.js";
import { offerGrips } from "../pulling/pull.js";
import { answerAt, beside, lacking, saidIn, saying } from "./address.js";
import { makeAhead } from "./ahead.js";
import { listenAround } from "./around.js";
import { expectNext } from "./expecting.js";
import { found, lose } from "./lost.js";
import { sayOutcome } from "./outcome.js";
import { fetched, makeQueue } from "./queue.js";
import { makeSteps } from "./steps.js";
import { lastReadable, paused, restart, tell, tellSoon, write } from "./telling.js";

const ASSIGNED = /^(\w+) = /;

/** @import { Bar, LiveStage, Stage as Sent } from "../../../wire/stage.d.ts" */
/** @import { Emit, Handle, Live, Reply, Values } from "../../types.d.ts" */
/** @typedef {{key: string, part?: string, text: string | null, rule: string}} Unreadable */

/**
 * Show a stage with its bar by `mount`, or a stage alone where no bar is sent.
 * @type {(mount: (root: ParentNode & Node, data: Sent, emit: Emit) => Handle, root: ParentNode & Node, data: LiveStage, emit: Live["emit"]) => Handle}
 */
export function mountLive(mount, root, data, emit) {
  if (!data.bar || !data.asking) return mount(root, data, emit);
  const inner = el("div", "pv-inner");
  const live = buildLive(data, emit);
  live.root.append(live.bar.root, live.outcome, inner, live.lines);
  root.append(live.root);
  const said = (/** @type {string} */ name, /** @type {object} */ value) => {
    if (live.turn > live.told) tell(live, false);
    emit(name, value);
  };
  live.root.classList.toggle("is-projected", Boolean(data.options.large)); // how high a bar is says what room a stage has
  const stage = data.grids.length ? mount(inner, data, said) : null; // a bar can stand alone
  if (stage) live.draw = stage.update;
  drawn(live, data, location.search);
  const leave = listenAround(live, { tell: (whole) => tell(live, whole), paused: () => paused(live), back: () => goBack(live) });
  const loose = offerGrips(live.bar, inner);
  live.expecting = expectNext(live.bar, (values) => expect(live, values), () => live.large);
  const destroy = () => {
    leave();
    loose();
    clearTimeout(live.pausing);
    found(live);
    live.expecting?.stop();
    live.queue.forget(); // what is on its way must not be written into the address of another page
    live.steps.drop();
    stage?.destroy();
    live.root.remove();
  };
  return { update: (next) => heard(live, /** @type {LiveStage} */ (next)), move: stage ? stage.move : () => {}, destroy };
}

/** @type {(data: LiveStage, emit: Live["emit"]) => Live} */
function buildLive(data, emit) {
  const bar = /** @type {NonNullable<LiveStage["bar"]>} */ (data.bar);
  const asking = /** @type {NonNullable<LiveStage["asking"]>} */ (data.asking);
  /** @type {Live} */
  const live = {
    bar: buildWhole(bar, (values) => change(live, values), (line) => ask(live, { ...live.bar.values }, line)),
    root: el("div", "pv-page"), outcome: el("p", "pv-outcome", null, { role: "status" }), lines: el("div", "pv-lines"), emit, asking, sent: data, turn: asking.told, told: asking.told, since: asking.told, drawn: null,
    ahead: makeAhead(fetched), large: data.grids.some((grid) => grid.picture),
    queue: makeQueue((search) => live.ahead.get(addressOf(live, search)), (reply, search, newest) => replied(live, reply, search, newest)),
    steps: makeSteps(location, history), draw: () => {}, example: data.example || "",
    lost: 0, unread: [], readable: Object.fromEntries(bar.values),
  };
  return live;
}

/** Where the answer to a search is. @type {(live: Live, search: string) => string} */
const addressOf = ({ asking }, search) => answerAt(asking.path, document.baseURI, search, asking.always);

/** Ask for what the page will show with each of these values. @type {(live: Live, values: Values[]) => void} */
function expect(live, values) {
  if (!live.asking.path || document.hidden) return;
  live.ahead.expect(values.map((one) => addressOf(live, searchOf(live, one))));
}

/** The address of the page with these values. @type {(live: Live, values: Values) => string} */
const searchOf = (live, values) => saying(location.search, settingsOf(live, values), live.bar.bar.defaults, live.asking.order);

/** @type {(live: Live, values: Values) => void} */
function change(live, wanted) {
  const values = meant(live, wanted);
  const same = live.bar.bar.values.every(([key, text]) => values[key] === text) && !live.bar.note.classList.contains("is-wrong");
  if (same && live.turn === live.asking.told) return; // what Streamlit has not heard yet may be otherwise
  ask(live, values);
}

/** The values without what cannot be read where they are another layer's, which may not take what was typed. @type {(live: Live, values: Values) => Values} */
const meant = (live, values) => (isOther(live, values) ? lastReadable(live, values) : values);

/** Whether these are the values of another class. @type {(live: Live, values: Values) => boolean} */
const isOther = ({ bar: { bar }, readable }, values) => [bar.module, bar.name].some((one) => one && values[one.main] !== readable[one.main]);

/** Ask what the page shows with these values, or with the layer that a line says. @type {(live: Live, values: Values, line?: string) => void} */
function ask(live, values, line) {
  live.since = live.turn += 1;
  found(live);
  live.line = line;
  const search = searchOf(live, values);
  if (!live.asking.path) {
    tellSoon(live, search, line);
    return;
  }
  live.queue.put(line === undefined ? search : `${search ? `${search}&` : "?"}line=${encodeURIComponent(line)}`);
}

/** @type {(live: Live, values: Values) => [string, string][]} */
const settingsOf = ({ bar }, values) => bar.bar.defaults.map(([key]) => [key, values[key]]);

/** @type {(live: Live, reply: Reply, search: string, newest: boolean) => void} */
function replied(live, { status, body }, search, newest) {
  if (status === 0) {
    const line = new URLSearchParams(search).get("line") ?? undefined;
    if (!newest) return;
    tellSoon(live, lacking(search, "line"), line);
    lose(live, () => {
      live.turn += 1; // Streamlit may have lost what it was told, too
      live.queue.put(search);
    });
    return;
  }
  if (newest) found(live);
  if (status === 400) {
    if (newest) unread(live, body.unreadable, search);
    return;
  }
  if (newest) shown(live, body.bar);
  if (status === 200) drawn(live, body, lacking(search, "line"), true);
  live.root.classList.toggle("is-refused", status !== 200);
  if (!newest) return;
  write(live, body.bar.values);
  restart(live);
}

/** Ask once more where another layer is meant; else say what cannot be read. @type {(live: Live, unreadable: Unreadable[], search: string) => void} */
function unread(live, unreadable, search) {
  live.unread = unreadable.map((one) => one.key);
  const again = searchOf(live, meant(live, live.bar.values));
  if (isOther(live, live.bar.values) && live.line === undefined && again !== search) live.queue.put(again);
  else sayUnread(live, unreadable);
}

/** Say what cannot be read; what is shown stays, and is marked as older. @type {(live: Live, unreadable: Unreadable[]) => void} */
function sayUnread(live, unreadable) {
  const [{ key, part = key, text, rule }] = unreadable;
  const of = key === "line" ? ASSIGNED.exec(text || "")?.[1] : key; // of one of several calls
  const at = live.bar.calls.get(of || "") || live.bar;
  const name = at.bar.arguments.find(({ keys }) => keys.includes(part))?.name;
  live.root.classList.add("is-refused");
  sayInBar(at, name ? at.bar.texts.unread.replace("{name}", name).replace("{rule}", rule) : rule, part);
}

/** Show a bar whose values could all be read. @type {(live: Live, bar: Bar) => void} */
function shown(live, bar) {
  live.unread = [];
  if (!bar.refused) live.readable = Object.fromEntries(bar.values); // the 30 of a 300 is not meant
  showWhole(live.bar, bar);
}

/** Draw an answer, and keep what was shown beside the layer. @type {(live: Live, data: LiveStage, search: string, own?: boolean) => void} */
function drawn(live, data, search, own) {
  const refused = Boolean(data.bar?.refused);
  live.root.classList.toggle("is-refused", refused);
  live.root.classList.toggle("is-alone", Boolean(live.asking.alone));
  live.root.classList.toggle("is-projected", Boolean(live.sent.options.large));
  if (own) {
    const { large, take, hide, hideable } = live.sent.options;
    const height = Math.round(data.options.height * live.asking.taller);
    const editable = data.options.editable && live.sent.options.editable; // a matrix may be locked
    live.draw({ ...data, terms: live.sent.terms, options: { ...data.options, editable, large, take, hide, hideable, height } });
  }
  live.drawn = refused ? live.drawn : beside(search, live.bar.bar.values);
  live.example = data.example || "";
  const { hide } = live.sent.options; // what is said around the output would give it away
  const lines = hide ? [] : data.lines || [];
  sayOutcome(live.outcome, hide ? "" : data.outcome || "");
  live.lines.replaceChildren(...lines.map((line) => el("p", null, line)));
}

/** What Streamlit sends: taken, unless it does not know yet what the learner did since. @type {(live: Live, next: LiveStage) => void} */
function heard(live, next) {
  const { bar, asking } = next;
  if (!bar || !asking) return;
  live.sent = next;
  live.asking = asking;
  const same = bar.values.every(([key, text]) => live.bar.values[key] === text);
  const known = asking.told >= live.since || (same && live.line === undefined);
  if (!known) {
    ask(live, live.bar.values, live.line);
    return;
  }
  live.queue.forget();
  found(live);
  live.turn = live.told = live.since = Math.max(live.turn, asking.told);
  shown(live, same ? { said: live.bar.bar.said, ...bar } : bar); // a remark on a line stays
  const search = saying(location.search, bar.values, bar.defaults, asking.order);
  const kept = bar.refused && live.drawn === beside(search, bar.values);
  if (!kept) live.draw(next);
  if (kept) live.root.classList.add("is-refused");
  else drawn(live, next, search);
  live.link?.click();
}

/** Back and Forward: what the address says is asked at once; Streamlit hears of it by itself. @type {(live: Live) => void} */
function goBack(live) {
  live.steps.drop();
  const values = Object.fromEntries(saidIn(location.search, live.bar.bar.defaults));
  live.since = live.turn += 1;
  found(live);
  live.bar.values = values;
  if (live.asking.path) live.queue.put(location.search);
}
