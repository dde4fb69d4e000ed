// What several calls have to say stands in one place: one of them speaks there, a refused one before the others.

/** @import { LayerBar } from "../../types.d.ts" */

/** Let the call speak that the learner was at last. @type {(at: LayerBar) => void} */
export function watchNotes(at) {
  const watch = new MutationObserver(() => showOneNote(at));
  watch.observe(at.root, { subtree: true, childList: true, attributes: true, attributeFilter: ["class"] });
  for (const type of ["pointerover", "focusin"]) {
    at.root.addEventListener(type, ({ target }) => {
      const found = [...at.calls].find(([, { root }]) => target instanceof Node && root.contains(target));
      if (!found || found[0] === at.touched) return;
      at.touched = found[0];
      showOneNote(at);
    });
  }
}

/** @type {(at: LayerBar) => void} */
export function showOneNote(at) {
  const notes = [...at.calls.values(), at].map(({ note }) => note);
  const said = notes.filter((note) => note.hasChildNodes());
  const wrong = said.filter((note) => note.classList.contains("is-wrong"));
  const may = wrong.length ? wrong : said;
  const near = at.calls.get(at.touched || "")?.note;
  const shown = may.find((note) => note === near) || may[0] || at.note;
  for (const note of notes) if (note.hidden !== (note !== shown)) note.hidden = note !== shown;
}
