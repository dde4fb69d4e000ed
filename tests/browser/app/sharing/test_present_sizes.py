"""How large a stage is in front of a class: 20 pt and more, its line and its formula on the screen."""

import pytest
from playwright.sync_api import Page

from tests.browser.app.sharing.read_size import too_small
from tests.browser.app.sharing.test_present import present, presented
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser

# What of line and formula lies outside the screen or is cut, and by how much the dialog is scrolled.
OUTSIDE = """(dialog) => {
  const found = [];
  const { scrollWidth, scrollHeight, clientWidth, clientHeight } = dialog;
  if (clientWidth !== innerWidth || clientHeight !== innerHeight) found.push("the dialog is not the screen");
  if (scrollHeight > clientHeight || scrollWidth > clientWidth)
    found.push(`${scrollWidth} × ${scrollHeight} px in ${clientWidth} × ${clientHeight}`);
  const parts = ".pv-strip, .pv-line, .pv-layer, .pv-bar, .pv-present-step, .pv-present-corner";
  for (const at of dialog.querySelectorAll(parts)) {
    const { top, left, bottom, right } = at.getBoundingClientRect();
    const inside = top >= 0 && left >= 0 && bottom <= innerHeight + 0.5 && right <= innerWidth + 0.5;
    if (at.checkVisibility() && !inside) found.push(`${at.className}: ${[left, top, right, bottom]}`);
  }
  const strip = dialog.querySelector(".pv-strip");
  if (strip.checkVisibility() && strip.scrollHeight > strip.clientHeight + 1)
    found.push(`the formula is ${strip.scrollHeight} px in ${strip.clientHeight}: ${strip.innerText}`);
  return found;
}"""
HIDDEN = """(cell) => {
  const at = cell.getBoundingClientRect();
  const beyond = ({ top, left, bottom, right }) =>
    at.top < top - 1 || at.bottom > bottom + 1 || at.left < left - 1 || at.right > right + 1;
  return [".pv-scroll", ".pv-grids"].some((room) => beyond(cell.closest(room).getBoundingClientRect()));
}"""


def matrix(side: int, digits: int = 1) -> str:
    """A matrix as an address says it, its numbers of so many digits."""
    numbers = [[(7 * r + 3 * c) % 10**digits for c in range(side)] for r in range(side)]
    return ";".join("+".join(map(str, row)) for row in numbers)


STAGES = {
    "windows 5": "/windows?k=3&p=1&ceil=true",
    "windows 16": f"/windows?k=2&x={matrix(16)}",
    "windows 16 padded": f"/windows?k=5&s=2&p=2&x={matrix(16, 2)}",
    "windows 16 averages": f"/windows?layer=AvgPool2d&k=3&p=1&x={matrix(16)}",
    "windows refused": "/windows?k=2&p=2",
    "pictures": "/pictures?k=8",
    "signals": "/signals",
    "volumes": "/volumes",
    "unpooled": "/unpooling",
    "unpooled 16": f"/unpooling?x={matrix(16)}",
    "gradient": "/unpooling?show=gradient",
    "compare": "/compare",
    "adaptive": "/adaptive",
    "frameworks": "/frameworks",
    "networks": "/networks",
    "lesson": "/learn?lesson=windows",
    "lesson of gradients": "/learn?lesson=gradients",
}
SIZES = ((1920, 1080), (1280, 720))


def measured(page: Page) -> list[str]:
    """Return what is too small, cut or outside the screen."""
    return too_small(page) + page.locator("dialog[open]").evaluate(OUTSIDE)


@pytest.mark.parametrize("path", STAGES.values(), ids=STAGES)
def test_every_text_is_read_from_the_back_row_and_the_formula_is_on_the_screen(
    open_app: OpenPage, path: str
) -> None:
    page = open_app(path)
    found = {}
    for width, height in SIZES:
        page.set_viewport_size({"width": width, "height": height})
        present(page)
        for scheme in ("dark", "light"):
            page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
            page.wait_for_timeout(300)
            found[width, scheme] = measured(page)
        for n, key in enumerate(("ArrowRight", "ArrowRight", "h", "ArrowRight", "h")):
            page.keyboard.press(key)
            page.wait_for_timeout(100)
            found[width, n, key] = measured(page)
        page.keyboard.press("Escape")
        page.wait_for_function("() => !document.fullscreenElement")
    assert {key: one for key, one in found.items() if one} == {}


@pytest.mark.parametrize("size", SIZES, ids=str)
def test_the_window_of_a_large_matrix_comes_into_sight_step_by_step(
    open_app: OpenPage, size: tuple[int, int]
) -> None:
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = presented(open_app, f"/windows?k=2&p=1&x={matrix(16, 3)}", viewport=viewport)
    lit = page.locator("dialog[open] :is(.pv-cell.is-tap, .pv-cells .pv-cell.is-lit)")
    for n in range(1, 81):
        page.keyboard.press("PageDown")
        if n % 11 == 0:
            assert [one.inner_text() for one in lit.all() if one.evaluate(HIDDEN)] == [], n
    assert measured(page) == []
