// A stage within the page of a class.

import { at } from "../net/api.js";

/** @import { App, Sent, StageHandle } from "../types.d.ts" */

/** @type {Map<string, Promise<any>>} */
const scripts = new Map();

const LEAST = 140; // px of the grids in any room
const FOOT = 14; // px that stay free below all

/** @typedef {{large?: boolean, height?: number}} Look `height` is the room for the grids where it is not what the stage says */

/**
 * Show a stage in `box`. On a projector its grids take what `wall`, the room of all that is shown, has left; `fit` sees to it
 * when more is put there.
 * @type {(app: App, box: HTMLElement, sent: Sent, options?: Look & {wall?: HTMLElement}, emit?: (name: any, value: any) => void) => Promise<StageHandle & {fit: () => void}>}
 */
export async function stageIn({ data }, box, sent, { wall, ...rest } = {}, emit = () => {}) {
  const { script, style } = data.stage;
  if (!scripts.has(script)) scripts.set(script, import(at(script).href));
  const [{ mount }, sheet] = await Promise.all([scripts.get(script), styleOf(style)]);
  const host = document.createElement("div");
  box.replaceChildren(host);
  const shadow = host.attachShadow({ mode: "open" });
  shadow.adoptedStyleSheets = [sheet];
  const whole = (/** @type {Look} */ look) => ({ ...sent, options: { ...sent.options, editable: false, take: false, ...rest, ...look } });
  const handle = mount(shadow, whole({}), emit);
  if (wall) shadow.querySelector(".pv-stage")?.classList.add("is-presented", "is-wall");
  return { ...handle, fit: wall ? filling(wall, box, (height) => handle.update(whole({ height }))) : () => {} };
}

/** Let something in `box` be as high as `room` has place for, also when the room changes. @type {(room: HTMLElement, box: HTMLElement, grow: (height: number) => void) => () => void} */
function filling(room, box, grow) {
  let height = 0;
  const fit = () => {
    if (!box.isConnected) {
      watch.disconnect();
      return;
    }
    if (!height) grow((height = Math.max(LEAST, Math.floor(room.clientHeight / 2))));
    const end = /** @type {Element} */ (room.lastElementChild).getBoundingClientRect().bottom + room.scrollTop;
    const next = Math.max(LEAST, Math.floor(height + room.getBoundingClientRect().bottom - end - FOOT));
    if (next !== height) grow((height = next));
  };
  const watch = new ResizeObserver(fit);
  watch.observe(room);
  fit();
  return fit;
}

/** A stage of a question that is looked at, not answered on. @type {(sent: Sent) => Sent} */
export const unasked = (sent) => /** @type {Sent} */ (Object.fromEntries(Object.entries(sent).filter(([key]) => key !== "ask")));

/** @type {Map<string, Promise<CSSStyleSheet>>} */
const sheets = new Map();

/** @type {(path: string) => Promise<CSSStyleSheet>} */
function styleOf(path) {
  const found = sheets.get(path) ?? fetch(at(path)).then((reply) => reply.text()).then((text) => new CSSStyleSheet().replace(text));
  sheets.set(path, found);
  return found;
}
