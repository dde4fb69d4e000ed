// The room of the menu, kept in the first page until Streamlit draws it: what stands beside it would else move. As wide as
// when a page was left last, nothing where it was closed. In a frame and on a phone no page has one.
(() => {
  const PLACE = "poolviz-menu";
  const BESIDE = matchMedia("(min-width: 769px)"); // where the menu does not lie over the page
  const root = document.documentElement;
  const said = new URLSearchParams(location.search);
  const says = (/** @type {string} */ key, /** @type {string} */ value) => said.get(key)?.toLowerCase() === value;

  if (says("embed", "true")) root.dataset.framed = "";
  if (says("large", "true")) root.dataset.large = "";
  const closed = "framed" in root.dataset || says("menu", "false");

  /** @type {() => string | null} */
  function kept() {
    try {
      return localStorage.getItem(PLACE);
    } catch {
      return null; // a browser that keeps nothing
    }
  }

  function keep() {
    const main = document.querySelector("[data-testid=stMain]");
    if (!BESIDE.matches || closed || !main) return; // a link that closes the menu says nothing of other pages
    try {
      localStorage.setItem(PLACE, String(Math.round(main.getBoundingClientRect().left)));
    } catch {
      // the next page has the usual room
    }
  }

  root.dataset.opening = "";
  let [whole, looks] = [0, 0]; // looks in a row that found everything there, and all since there is a title
  const look = setInterval(() => {
    const main = document.querySelector("[data-testid=stMain]");
    const titled = Boolean(main?.querySelector("h1"));
    looks += Number(titled);
    whole = titled && !main?.querySelector("[data-testid=stSkeleton]") ? whole + 1 : 0;
    // What takes longer may never come: the rest is seen without it.
    if (whole < 5 && looks < 10 && performance.now() < 15_000) return;
    clearInterval(look);
    delete root.dataset.opening;
  }, 200);

  const wide = closed ? 0 : Number(kept() ?? NaN);
  if (wide >= 0 && wide < 1000) root.style.setProperty("--pv-menu", `${wide}px`);
  addEventListener("pagehide", keep);
})();
