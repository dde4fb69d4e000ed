"""On a screen of 1280 × 720 px grids, formula and player are seen at once: nobody scrolls between them."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app.sharing.test_present_sizes import matrix
from tests.browser.conftest import OpenPage
from tests.browser.layer.bar import argument

pytestmark = pytest.mark.browser

SCREEN = {"width": 1280, "height": 720}
PATHS = ("windows", "signals", "volumes", "unpooling", "pictures", "adaptive", "frameworks", "compare")

# What lies below the end of the screen or beyond its edge, is cut, or stands over another part.
OUTSIDE = """(root) => {
  const found = [];
  const [grids, below, strip] = [".pv-grids", ".pv-below", ".pv-strip"].map((one) => root.querySelector(one));
  const bottom = (node) => node.getBoundingClientRect().bottom;
  for (const part of [grids, below])
    if (bottom(part) > innerHeight) found.push(`${part.className}: ${bottom(part)}`);
  const page = document.querySelector("[data-testid=stMain]");
  if (page.scrollWidth > page.clientWidth) found.push(`page: ${page.scrollWidth} of ${page.clientWidth}`);
  if (strip.scrollHeight > strip.clientHeight + 1) found.push(`formula: ${strip.innerText}`);
  for (const one of grids.children) if (bottom(one) > bottom(grids) + 1) found.push(`grid: ${bottom(one)}`);
  return found;
}"""
SHIFTS = """() => { window.shifts = []; new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.shifts.push(one.value);
}).observe({ type: "layout-shift" }); }"""


def outside(page: Page) -> list[str]:
    stage = page.locator(".pv-page .pv-stage").first
    stage.locator(".pv-line").first.wait_for()
    page.wait_for_timeout(500)
    return stage.evaluate(OUTSIDE)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("letters", ["", "&large=true"], ids=["normal", "large"])
@pytest.mark.parametrize("path", PATHS)
def test_grids_formula_and_player_are_on_the_screen(
    open_app: OpenPage, path: str, letters: str, language: str
) -> None:
    page = open_app(f"/{path}?lang={language}{letters}", viewport=SCREEN)
    assert outside(page) == []


def test_a_third_line_of_compare_leaves_the_formulas_on_the_screen(open_app: OpenPage) -> None:
    page = open_app("/compare", viewport=SCREEN)
    page.get_by_role("button", name="Add a layer").click()
    page.locator(".pv-one").nth(2).wait_for()
    assert outside(page) == []


def test_nothing_moves_in_large_letters_while_values_change(open_app: OpenPage) -> None:
    page = open_app("/windows?large=true", viewport=SCREEN)
    assert outside(page) == []
    top = page.locator(".pv-below").bounding_box()
    page.evaluate(SHIFTS)
    for name, keys in (("kernel_size", "3"), ("stride", "1"), ("padding", "1"), ("padding", "2")):
        argument(page, name).click()
        page.keyboard.press("Control+a")
        page.keyboard.type(keys)
        page.wait_for_timeout(900)
    assert page.locator(".pv-below").bounding_box() == top
    assert sum(page.evaluate("window.shifts")) == 0


def test_the_numbers_of_a_large_matrix_are_read_in_large_letters(open_app: OpenPage) -> None:
    path = f"/windows?large=true&layer=AvgPool2d&x={matrix(16)}"
    page = open_app(path, viewport={"width": 1366, "height": 768})
    argument(page, "kernel_size").wait_for()
    found = outside(page)
    sizes = page.locator(".pv-cells .pv-cell").evaluate_all(
        """(cells) => cells.map((cell) => [parseFloat(getComputedStyle(cell).fontSize),
          cell.scrollWidth - cell.clientWidth, cell.scrollHeight - cell.clientHeight])"""
    )
    assert found == []
    assert min(size for size, *_ in sizes) >= 13
    assert max(max(wide, tall) for _, wide, tall in sizes) <= 1


@pytest.mark.parametrize("size", [(1280, 720), (1366, 768), (1920, 1080)], ids=str)
def test_volumes_keep_one_height_and_fill_it(open_app: OpenPage, size: tuple[int, int]) -> None:
    page = open_app("/volumes", viewport=dict(zip(("width", "height"), size, strict=True)))
    outside(page)
    found = set()
    for kernel_size in (1, 3, 2):
        argument(page, "kernel_size").fill(str(kernel_size))
        page.wait_for_timeout(900)
        band, top = page.locator(".pv-page .pv-stage").first.evaluate(
            """(root) => { const bottom = (node) => node.getBoundingClientRect().bottom;
              const grids = root.querySelector(".pv-grids");
              return [bottom(grids) - Math.max(...[...grids.children].map(bottom)), bottom(grids)]; }"""
        )
        found.add(top)
        assert -1 <= band <= 41, kernel_size
    assert len(found) == 1


def test_a_number_of_the_shift_lab_makes_no_column_wider(open_app: OpenPage) -> None:
    page = open_app("/compare?show=shift", viewport={"width": 1366, "height": 1200})
    table = page.locator(".st-key-shift_table")
    heads, text = table.locator("th"), table.locator("table").inner_text()
    lefts = "(all) => all.map((head) => head.getBoundingClientRect().left)"
    before = heads.evaluate_all(lefts)
    argument(page, "kernel_size").fill("3")
    expect(table.locator("table")).not_to_have_text(text, use_inner_text=True)
    assert heads.evaluate_all(lefts) == before
