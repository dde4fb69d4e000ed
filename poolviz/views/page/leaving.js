// Streamlit's switch to another page says that page's settings at the address of the page that is left, and only then goes:
// Back would lead to the page with settings that are not its own. A link goes at once: what was set just before it is the
// page's own. Loaded with slash.js.

/** @type {() => void} */
function mendLeaving() {
  const soon = 10_000; // ms in which the switch follows
  const push = history.pushState.bind(history);
  let left = { at: -Infinity, url: "" };
  history.pushState = (state, title, url) => {
    const next = new URL(String(url ?? location.href), location.href);
    const stays = next.pathname === location.pathname;
    const borrowed = !stays && next.search === location.search && performance.now() - left.at < soon;
    if (borrowed) history.replaceState(history.state, "", left.url);
    left = { at: stays ? performance.now() : -Infinity, url: location.href };
    push(state, title, url);
  };
  const isLink = (/** @type {EventTarget} */ node) => node instanceof HTMLAnchorElement;
  document.addEventListener("click", (event) => {
    if (event.composedPath().some(isLink)) left.at = -Infinity;
  }, true);
}

if (!document.documentElement.dataset.leaving) {
  document.documentElement.dataset.leaving = "mended";
  mendLeaving();
}
