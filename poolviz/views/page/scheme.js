// Light or dark, as whoever looks has chosen. It stands in the first page, before Streamlit's own scripts: these ask the
// browser whether it is dark and hear when that changes, so the choice answers for the browser, and nothing is loaded anew.
(() => {
  const PLACE = "poolviz-theme";
  const ask = window.matchMedia.bind(window);
  const system = ask("(prefers-color-scheme: dark)");
  const root = document.documentElement;

  /** @type {() => string} */
  function kept() {
    try {
      localStorage.removeItem(`stActiveTheme-${location.pathname}-v2`); // Streamlit's own choice would be deaf to this one
      return localStorage.getItem(PLACE) ?? "System";
    } catch {
      return "System"; // a browser that keeps nothing
    }
  }

  /** @type {(choice: string) => void} */
  function keep(choice) {
    root.dataset.scheme = choice;
    try {
      localStorage.setItem(PLACE, choice);
    } catch {
      // it holds until the page is left
    }
  }

  const isDark = () => (root.dataset.scheme === "System" ? system.matches : root.dataset.scheme === "Dark");

  /** What the browser would say of a scheme, were the choice its own. @type {(media: string, dark: boolean) => MediaQueryList} */
  function answerTo(media, dark) {
    const said = Object.assign(new EventTarget(), { media, onchange: null });
    return /** @type {any} */ (Object.defineProperty(said, "matches", { get: () => isDark() === dark }));
  }

  const answers = [answerTo("(prefers-color-scheme: dark)", true), answerTo("(prefers-color-scheme: light)", false)];
  root.dataset.scheme = kept();
  let before = isDark();

  function tell() {
    if (isDark() === before) return;
    before = isDark();
    for (const answer of answers) answer.dispatchEvent(new MediaQueryListEvent("change", { media: answer.media, matches: answer.matches }));
  }

  window.matchMedia = (query) => answers.find(({ media }) => media === query) ?? ask(query);
  system.addEventListener("change", tell);
  addEventListener("poolviz-theme", (event) => {
    keep(/** @type {CustomEvent<string>} */ (event).detail);
    tell();
  });
})();
