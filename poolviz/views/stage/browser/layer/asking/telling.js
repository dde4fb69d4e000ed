// What Streamlit is told, and when: late, since the stage has answered already.

import { saidIn, saying } from "./address.js";
import { panelsShown } from "./around.js";
import { PAUSE } from "./steps.js";

/** @import { Setting } from "../../../wire/stage.d.ts" */
/** @import { Live, Values } from "../../types.d.ts" */

const SOON = 120; // ms until Streamlit is asked where the route is not

/** @type {(live: Live) => void} */
export function restart(live) {
  clearTimeout(live.pausing);
  live.pausing = setTimeout(() => paused(live), PAUSE);
  live.expecting?.again();
}

/** The learner has paused: Streamlit is told where it shows something of it. @type {(live: Live) => void} */
export function paused(live) {
  if (live.turn === live.told || live.unread.length) return; // a number that cannot be read is not finished
  const other = live.example !== (live.sent.example || "");
  if (other || panelsShown()) tell(live, other);
}

/** Let the address say these settings, beside what Streamlit may write meanwhile. @type {(live: Live, values: Setting[]) => void} */
export function write(live, values) {
  const { defaults } = live.bar.bar;
  live.steps.write((search) => saying(search, values, defaults, live.asking.order));
}

/** @type {(live: Live, search: string, line?: string) => void} */
export function tellSoon(live, search, line) {
  if (line === undefined) write(live, saidIn(search, live.bar.bar.defaults));
  clearTimeout(live.pausing);
  live.pausing = setTimeout(() => tell(live, false), line === undefined ? SOON : 0);
}

/** The values with what the page could show last for what cannot be read. @type {(live: Live, values: Values) => Values} */
export const lastReadable = ({ unread, readable }, values) => ({ ...values, ...Object.fromEntries(unread.map((key) => [key, readable[key]])) });

/** Let Streamlit run with what the bar says now, or the line that nobody has answered yet. @type {(live: Live, whole: boolean) => void} */
export function tell(live, whole) {
  const { line } = live;
  clearTimeout(live.pausing);
  live.steps.settle();
  live.told = live.turn;
  const values = lastReadable(live, live.bar.values);
  live.emit("told", { number: live.turn, values, search: location.search, whole, ...(line === undefined ? {} : { line }) });
}

