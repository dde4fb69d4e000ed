// The key / leads into the menu's field, on every page, wherever nothing is typed; the key H presses the button that
// hides something where no stage hears it. Loaded once, as a file of the server.

/** @type {(event: KeyboardEvent) => void} */
function onPlainKey(event) {
  const typed = "input, textarea, select, [contenteditable]:not([contenteditable=false])"; // no name of the page's: the file may be loaded again
  const [target] = event.composedPath();
  if (event.ctrlKey || event.altKey || event.metaKey || event.repeat) return;
  if (target instanceof Element && target.matches(typed)) return;
  if (event.key.toLowerCase() === "h") /** @type {HTMLElement | null} */ (document.querySelector(".st-key-hide_here button"))?.click();
  if (event.key !== "/") return;
  const field = document.querySelector(".st-key-ask_field input");
  if (!(field instanceof HTMLInputElement)) return;
  event.preventDefault();
  field.focus();
  field.select();
}

if (!document.documentElement.dataset.slash) {
  document.documentElement.dataset.slash = "on";
  document.addEventListener("keydown", onPlainKey);
}
