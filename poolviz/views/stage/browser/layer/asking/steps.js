// The address in the browser's history: one step of Back for each pause, not for each key. No DOM.

export const PAUSE = 500; // ms without a change

/**
 * A function that lets the address say `search`.
 * @type {(place: {search: string, pathname: string}, past: Pick<History, "pushState" | "replaceState">, now?: () => number) => (search: string) => void}
 */
export function makeSteps(place, past, now = () => performance.now()) {
  let before = -Infinity;
  return (search) => {
    const going = now() - before < PAUSE;
    before = now();
    if (search === place.search) return;
    past[going ? "replaceState" : "pushState"]({}, "", place.pathname + search);
  };
}
