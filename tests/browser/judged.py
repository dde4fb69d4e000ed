"""What every page and every part of one must stand, looked at in one visit: each opening costs seconds."""

import itertools

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from tests.browser.conftest import settled

GROUND = "getComputedStyle(document.querySelector('[data-testid=stApp]')).backgroundColor"

CONTRAST = {"runOnly": ["color-contrast"]}
# Controls that a screen reader cannot name.
NAMELESS = """() => {
  const controls = "button, a[href], input, textarea, [role=button], [role=combobox], [role=switch]";
  const named = (at) => at.getAttribute("aria-label") || at.innerText?.trim() || at.title || at.labels?.length
    || at.getAttribute("aria-labelledby") || at.querySelector("img[alt], svg title");
  const seen = (at) => at.checkVisibility() && !at.closest("[aria-hidden=true]");
  const found = [...document.querySelectorAll(controls)].filter((at) => seen(at) && !named(at));
  return found.map((at) => at.outerHTML.slice(0, 200));
}"""
# Choices, tables and formulas that go on beyond their edge.
TOO_WIDE = """() => {
  const beyond = (at) => {
    const { left, right } = at.getBoundingClientRect();
    const parts = [...at.querySelectorAll(".base")].map((part) => part.getBoundingClientRect());
    const out = parts.some((part) => part.left < left - 1 || part.right > right + 1);
    if (at.matches(".katex-display")) return out; // what it has for screen readers is as wide as it likes
    if (at.rows?.[0]?.cells.length > 5) return false; // it scrolls within itself
    return at.scrollWidth > at.clientWidth + 1;
  };
  const all = document.querySelectorAll("[data-testid=stMain] :is([role=radiogroup], table, .katex-display)");
  const found = [...all].filter((at) => at.checkVisibility() && beyond(at));
  return found.map((at) => at.textContent.slice(0, 120));
}"""


def judge(page: Page) -> None:
    """Look at a page that stands open in light at a laptop's size: accessible, dark too, fit for a phone."""
    assert_headings_in_order(page)
    assert page.evaluate(NAMELESS) == []
    light = page.evaluate(GROUND)
    assert page.evaluate(TOO_WIDE) == []
    assert calm(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_function(f"(light) => {GROUND} !== light", arg=light)
    settled(page)
    assert calm(page, **CONTRAST) == []  # the rest is the same in the dark
    page.set_viewport_size({"width": 360, "height": 740})
    page.wait_for_timeout(500)
    assert_narrow(page)


def assert_headings_in_order(page: Page) -> None:
    """One heading of the first level, and below it no level left out."""
    levels = page.evaluate(
        "[...document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((h) => Number(h.tagName[1]))"
    )
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in itertools.pairwise(levels))


def assert_narrow(page: Page) -> None:
    """The page does not scroll sideways on a phone."""
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    assert page.locator("[data-testid=stMain]").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    assert page.evaluate(TOO_WIDE) == []


def assert_stage_on_first_screen(page: Page, below: str = ".pv-below") -> None:
    """The first stage begins high; grids, formula and player end before the screen of a small laptop does.

    With another `below` the formulas may go on after it, where there are many of them.
    """
    page.locator(".pv-stage [aria-live]").first.wait_for(state="attached")
    stage, player = (page.locator(name).first.bounding_box() for name in (".pv-stage", below))
    assert stage is not None
    assert player is not None
    assert stage["y"] < 340
    assert player["y"] + player["height"] < 768


def calm(page: Page, **rules: object) -> list[str]:
    """Return the serious violations that stay; what has just come fades in and is pale for a moment."""
    for _look in range(3):
        found = serious(page, **rules)
        if not found:
            break
        page.wait_for_timeout(1000)
        settled(page)
    return found


def serious(page: Page, **rules: object) -> list[str]:
    """Return the serious violations that axe finds now, of all its rules or of some."""
    found = Axe().run(page, options={"resultTypes": ["violations"], **rules}).response["violations"]
    return [
        f"{fault['id']}: {node['html'][:200]}"
        for fault in found
        if fault["impact"] in ("serious", "critical")
        for node in fault["nodes"]
    ]
