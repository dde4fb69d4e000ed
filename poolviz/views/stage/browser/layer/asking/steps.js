// The address in the browser's history: one step of Back for each pause, not for each key. No DOM.

/** @import { Steps } from "../../types.d.ts" */

export const PAUSE = 500; // ms without a change
const AFTER = 34; // ms, two frames: what is drawn does not wait for the history

/**
 * Let the address say more, a little after it is drawn; `settle` at once, `drop` never. What it says is made of what the
 * address says in that moment, since another may have written it meanwhile.
 * @param {{search: string, pathname: string}} place
 * @param {Pick<History, "pushState" | "replaceState">} past
 * @param {() => number} [now]
 * @param {(act: () => void) => void} [later]
 * @returns {Steps}
 */
export function makeSteps(place, past, now = () => performance.now(), later = (act) => setTimeout(act, AFTER)) {
  let before = -Infinity;
  /** @type {{saying: (search: string) => string, going: boolean} | null} */
  let waiting = null;
  const settle = () => {
    const due = waiting;
    waiting = null;
    const search = due?.saying(place.search);
    if (due && search !== place.search) past[due.going ? "replaceState" : "pushState"]({}, "", place.pathname + search);
  };
  return {
    write(saying) {
      const going = now() - before < PAUSE && waiting?.going !== false;
      before = now();
      if (!waiting) later(settle);
      waiting = { saying, going };
    },
    settle,
    drop() {
      waiting = null;
    },
  };
}
