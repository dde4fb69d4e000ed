// The page says what language it is in, as Streamlit's own does not. Loaded with the app's name, again whenever that changes.

document.documentElement.lang = /** @type {HTMLElement | null} */ (document.querySelector(".pv-brand"))?.dataset.lang ?? "en";
