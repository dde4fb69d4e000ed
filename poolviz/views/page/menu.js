// On a phone the menu lies over the page: it closes when a page is chosen in it. Loaded once, as a file of the server.

/** Close the menu where it covers the page; Streamlit's own button does it. @type {() => void} */
function closeMenu() {
  const covering = matchMedia("(max-width: 768px)").matches; // where Streamlit lays it over the page
  const button = document.querySelector("[data-testid=stSidebarCollapseButton] button");
  if (covering && button instanceof HTMLElement) button.click();
}

/** @type {(event: MouseEvent) => void} */
function onChosen(event) {
  if (event.ctrlKey || event.metaKey || event.shiftKey || event.button) return; // the page opens elsewhere
  const [target] = event.composedPath();
  if (target instanceof Element && target.closest("[data-testid=stSidebar] [data-testid=stPageLink-NavLink]")) closeMenu();
}

/** @type {(event: KeyboardEvent) => void} */
function onAsked(event) {
  const [target] = event.composedPath();
  if (event.key === "Enter" && !event.isComposing && target instanceof Element && target.closest("[data-testid=stSidebar] .st-key-ask_field")) closeMenu();
}

if (!document.documentElement.dataset.menu) {
  document.documentElement.dataset.menu = "closes";
  document.addEventListener("click", onChosen);
  document.addEventListener("keydown", onAsked);
}
