// The buttons for light and dark; scheme.js keeps the choice and lets the page follow it. Loaded with the buttons, on every
// page: functions alone, since a name may be declared again.

/** Say on every page's buttons which one is the choice. @type {() => void} */
function markTheme() {
  for (const button of document.querySelectorAll(".pv-theme button")) {
    button.setAttribute("aria-pressed", String(button.getAttribute("value") === document.documentElement.dataset.scheme));
  }
}

/** @type {(event: MouseEvent) => void} */
function onTheme({ target }) {
  const button = target instanceof Element && target.closest(".pv-theme button");
  if (!button) return;
  dispatchEvent(new CustomEvent("poolviz-theme", { detail: button.getAttribute("value") }));
  markTheme();
}

markTheme();
if (!document.documentElement.dataset.theme) {
  document.documentElement.dataset.theme = "chosen";
  document.addEventListener("click", onTheme);
}
