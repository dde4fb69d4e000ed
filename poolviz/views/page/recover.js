// Streamlit's page goes white as a whole where one of its messages was lost: what comes after it has no place, and its own
// script ends at that. The page is then loaded anew, once: its address says what it showed.
(() => {
  const SOON = 300; // ms after the error, by which the page is white
  const APART = 20_000; // ms: a page that goes white again at once is left as it is
  const PLACE = "poolviz-recovered";
  const isWhite = () => document.getElementById("root")?.childElementCount === 0;

  /** Whether the page was not loaded anew just before; where a browser keeps nothing, nobody knows. @type {() => boolean} */
  function isFirst() {
    try {
      const before = Number(sessionStorage.getItem(PLACE) ?? 0);
      sessionStorage.setItem(PLACE, String(Date.now()));
      return Date.now() - before > APART;
    } catch {
      return false;
    }
  }

  addEventListener("error", () => {
    setTimeout(() => isWhite() && isFirst() && location.reload(), SOON);
  });
})();
