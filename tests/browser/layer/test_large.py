"""Large, for a projector: the menu can be hidden, and what is set can be read."""

import pytest
from playwright.sync_api import expect

from tests.browser.app.sharing.read_size import TEXTS
from tests.browser.conftest import OpenPage
from tests.browser.layer.bar import argument, cells

pytestmark = pytest.mark.browser


def test_the_menu_can_be_hidden_and_gives_all_its_room(open_app: OpenPage) -> None:
    page = open_app("/windows?large=true", viewport={"width": 1280, "height": 720})
    cells(page, "input").first.wait_for()
    sidebar = page.locator("[data-testid=stSidebar]")
    wide = sidebar.bounding_box()
    assert wide is not None
    assert wide["width"] >= 350
    sidebar.hover()
    page.locator("[data-testid=stSidebarCollapseButton] button").click()
    expect(sidebar).not_to_be_in_viewport()
    page.wait_for_timeout(700)  # it slides away
    left = page.locator(".pv-layer").first.bounding_box()
    assert left is not None
    assert left["x"] < 100


def test_the_bar_is_as_large_as_the_rest(open_app: OpenPage) -> None:
    sizes = []
    for link in ("", "?large=true"):
        page = open_app(f"/windows{link}")
        box = argument(page, "kernel_size").bounding_box()
        assert box is not None
        sizes.append(box["height"])
    assert sizes[1] > 1.25 * sizes[0]


def test_what_is_read_on_a_projector_has_at_least_20_px(open_app: OpenPage) -> None:
    page = open_app("/sizes?large=true", viewport={"width": 1920, "height": 1080})
    page.locator(".js-plotly-plot text").first.wait_for()
    sizes = (
        """nodes => nodes.map((node) => parseFloat(getComputedStyle(node).fontSize) * node.currentCSSZoom)"""
    )
    plot = page.locator(".js-plotly-plot .xtick text, .js-plotly-plot .legendtext")
    tabs = page.locator("[data-testid=stMain] [data-testid=stButtonGroup] p")
    bar = page.locator(".pv-num-input")
    for read in (plot, tabs, bar):
        found = read.evaluate_all(sizes)
        assert found
        assert min(found) >= 20


def test_every_step_of_a_network_is_seen_without_an_inner_scroll(open_app: OpenPage) -> None:
    page = open_app("/networks?large=true", viewport={"width": 1280, "height": 720})
    table = page.locator(".dvn-scroller").first
    table.wait_for()
    assert table.evaluate("box => box.scrollHeight - box.clientHeight") <= 1


def test_the_place_of_a_winner_is_read_on_a_projector(open_app: OpenPage) -> None:
    page = open_app("/signals?large=true", viewport={"width": 1920, "height": 1080})
    note = page.locator(".pv-strip .pv-note").first
    note.wait_for()
    assert note.evaluate("node => parseFloat(getComputedStyle(node).fontSize)") >= 20


@pytest.mark.parametrize("path", ["signals", "unpooling", "pictures", "compare", "adaptive", "frameworks"])
def test_no_text_of_a_large_page_is_smaller_than_20_px(open_app: OpenPage, path: str) -> None:
    page = open_app(f"/{path}?large=true", viewport={"width": 1920, "height": 1080})
    page.locator(".pv-strip .pv-line").first.wait_for()
    page.locator("[data-testid=stMain]").evaluate("main => main.scrollTo(0, 3000)")
    page.wait_for_timeout(1000)
    found = page.evaluate(TEXTS, "[data-testid=stMain]")
    assert sorted({f"{size} px {text}" for size, text in found if size < 20}) == []
