// A popover that is opened by the keyboard takes the focus, which Streamlit leaves on its button. Loaded with slash.js.

/** @type {(at: Element | null, button: Element, body: Element | null) => boolean} */
function isGivenFirst(at, button, body) {
  return at === button || Boolean(body?.contains(at)); // Streamlit leaves the focus here or there
}

/**
 * Wait for a popover, then for what is typed into in it, which comes later or never, and may come anew; `had` is what had
 * the focus in it.
 * @type {(button: Element, frames: number, had?: Element) => void}
 */
function enterPopover(button, frames, had) {
  const body = /** @type {HTMLElement | null} */ (document.querySelector("[data-testid=stPopoverBody]"));
  const field = /** @type {HTMLElement | null | undefined} */ (body?.querySelector("textarea, input, select"));
  const at = document.activeElement;
  const lost = at === document.body || at === body || (!had && isGivenFirst(at, button, body));
  if (!frames || (had && !body) || !(lost || at === had)) return;
  const wanted = field || body;
  if (body) body.tabIndex = -1;
  if (lost && wanted && at !== wanted) wanted.focus({ preventScroll: true });
  requestAnimationFrame(() => enterPopover(button, frames - 1, wanted || had));
}

/** @type {(event: MouseEvent) => void} */
function onPopoverButton(event) {
  const [target] = event.composedPath();
  const button = target instanceof Element && target.closest("[data-testid=stPopover] button");
  const pressedByKey = event.detail === 0;
  const frames = 3600; // a minute: the script of a field is fetched when one is first drawn
  if (button && pressedByKey && button.getAttribute("aria-expanded") !== "true") requestAnimationFrame(() => enterPopover(button, frames));
}

if (!document.documentElement.dataset.popover) {
  document.documentElement.dataset.popover = "enters";
  document.addEventListener("click", onPopoverButton, true);
}
