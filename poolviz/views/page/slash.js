// The key / leads into the menu's field, on every page, wherever nothing is typed; the key H presses the button that
// hides something where no stage hears it. A long text that is pasted into that field is cut. Loaded once, as a file of
// the server.

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

/**
 * What of a pasted text a field takes that has room for so many characters: whole lines from its end, where Python says
 * what is wrong. Streamlit would take nothing.
 * @type {(text: string, room: number) => string}
 */
function endOf(text, room) {
  const end = text.trimEnd().slice(-room);
  return end.length < text.trimEnd().length && end.includes("\n") ? end.slice(end.indexOf("\n") + 1) : end;
}

/** @type {(event: ClipboardEvent) => void} */
function onLongPaste(event) {
  const longest = 2000; // characters of what is asked
  const [field] = event.composedPath();
  const text = event.clipboardData?.getData("text") || "";
  if (!(field instanceof HTMLInputElement) || !field.closest(".st-key-ask_field")) return;
  const kept = field.value.length - ((field.selectionEnd || 0) - (field.selectionStart || 0));
  const room = Math.max(0, longest - kept);
  if (text.length <= room) return;
  event.preventDefault();
  if (room) document.execCommand("insertText", false, endOf(text, room));
}

if (!document.documentElement.dataset.slash) {
  document.documentElement.dataset.slash = "on";
  document.addEventListener("keydown", onPlainKey);
  document.addEventListener("paste", onLongPaste, true);
}
