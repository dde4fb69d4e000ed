// The page around a stage that is ahead of Streamlit: who goes there must find what the stage shows.

/** @import { Live } from "../../types.d.ts" */

const PANELS = ".st-key-panels"; // where Streamlit draws a panel below the stage
const LONGEST = 2000; // ms that a link waits

/** Whether a panel is on the screen. @type {() => boolean} */
export function panelsShown() {
  const box = document.querySelector(PANELS)?.getBoundingClientRect();
  return Boolean(box && box.height && box.top < innerHeight && box.bottom > 0);
}

/** Whether Streamlit has not heard of all changes. @type {(live: Live) => boolean} */
const isAhead = (live) => live.turn > live.told;

/**
 * Listen to the page until the returned function is called.
 * @type {(live: Live, acts: {tell: (whole: boolean) => void, paused: () => void, back: () => void}) => () => void}
 */
export function listenAround(live, { tell, paused, back }) {
  const outside = (/** @type {Event} */ event) => !event.composedPath().includes(live.root);
  const leave = (/** @type {Event} */ event) => isAhead(live) && outside(event) && tell(true);
  const follow = (/** @type {Event} */ event) => holdLink(live, event, tell);
  const scrolled = () => isAhead(live) && panelsShown() && paused();
  document.addEventListener("pointerdown", leave, true);
  document.addEventListener("focusin", leave, true);
  document.addEventListener("click", follow, true);
  document.addEventListener("scroll", scrolled, { capture: true, passive: true });
  addEventListener("popstate", back);
  return () => {
    document.removeEventListener("pointerdown", leave, true);
    document.removeEventListener("focusin", leave, true);
    document.removeEventListener("click", follow, true);
    document.removeEventListener("scroll", scrolled, true);
    removeEventListener("popstate", back);
  };
}

/**
 * A link of the app's menu carries the layer along, as Streamlit last knew it: it waits until Streamlit knows.
 * @type {(live: Live, event: Event, tell: (whole: boolean) => void) => void}
 */
function holdLink(live, event, tell) {
  const link = event.composedPath().find((node) => node instanceof HTMLAnchorElement && node.dataset.testid === "stPageLink-NavLink");
  if (!link || live.link === link) {
    live.link = null;
    return;
  }
  if (!isAhead(live) && live.sent.asking?.told === live.turn) return;
  event.preventDefault();
  event.stopImmediatePropagation();
  live.link = /** @type {HTMLElement} */ (link);
  if (isAhead(live)) tell(true);
  setTimeout(() => live.link === link && live.link.click(), LONGEST);
}
