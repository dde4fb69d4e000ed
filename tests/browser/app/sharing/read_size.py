"""How large the texts are that are seen in front of a class."""

from playwright.sync_api import Page

LEAST = 26.6  # px: 20 pt are 26.67
# Each text that is seen within what `inside` selects, with its size in px: of elements, fields, SVG and
# generated content.
TEXTS = """(inside) => {
  const found = [];
  const put = (at, text, style) => {
    if (!/[\\p{L}\\p{N}\\p{S}]/u.test(text)) return;
    const name = `${at.tagName.toLowerCase()}.${at.getAttribute("class") ?? ""}`;
    const size = parseFloat(style.fontSize) * (at.currentCSSZoom ?? 1);
    found.push([size, `${name}: ${text.trim().slice(0, 24)}`]);
  };
  const textOf = (at) => {
    if (at.matches("select")) return at.selectedOptions[0]?.text ?? "";
    if (at.matches("input")) return at.type === "checkbox" ? "" : at.value || at.placeholder;
    return [...at.childNodes].map((node) => (node.nodeType === 3 ? node.textContent : "")).join("");
  };
  const look = (root, within) => {
    for (const at of root.querySelectorAll("*")) {
      const here = within || Boolean(at.closest(inside));
      if (at.shadowRoot) look(at.shadowRoot, here);
      if (!here || at.closest(".pv-live, option, style, noscript, script")) continue;
      if (!at.checkVisibility({ visibilityProperty: true })) continue;
      put(at, textOf(at), getComputedStyle(at));
      for (const part of ["::before", "::after"]) {
        const made = getComputedStyle(at, part);
        const [, said] = /^"((?:[^"\\\\]|\\\\.)*)"/.exec(made.content) ?? [];
        if (said && made.display !== "none") put(at, said, made);
      }
    }
  };
  look(document, false);
  return found;
}"""


def too_small(page: Page, inside: str = "dialog[open]") -> list[str]:
    """Return the texts that are seen within what `inside` selects and are smaller than 20 pt."""
    return sorted({f"{size:.1f} px {text}" for size, text in page.evaluate(TEXTS, inside) if size < LEAST})
