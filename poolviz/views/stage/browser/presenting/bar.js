// The bar in front of a class: short until somebody sets something, and then over the stage, which does not move.

const LONG = ":not(.has-calls):is(:hover, :focus-within), :has(.is-open)"; // what shows all arguments

/** @type {(node: Element) => number} */
const heightOf = (node) => node.getBoundingClientRect().height;

/**
 * Keep the room of a short bar for as long as it stands in a page; `moved` is called where it becomes another.
 * @type {(page: HTMLElement, moved: () => void) => () => void}
 */
export function keepBarRoom(page, moved) {
  const bar = /** @type {HTMLElement | null} */ (page.querySelector(":scope > .pv-layer"));
  if (!bar) return () => {};
  const keep = () => {
    const said = Math.max(0, ...[...bar.querySelectorAll(":scope > .pv-bar-note")].map(heightOf));
    const held = page.style.getPropertyValue("--bar-room");
    if (bar.matches(LONG) || (said && held)) return;
    const room = `${Math.ceil(heightOf(bar) - said + parseFloat(getComputedStyle(bar).marginBottom))}px`;
    if (room === held) return;
    page.style.setProperty("--bar-room", room);
    moved();
  };
  const watch = new ResizeObserver(keep);
  watch.observe(bar);
  keep();
  return () => {
    watch.disconnect();
    page.style.removeProperty("--bar-room");
  };
}
