"""Several lines in one bar: answers that are late, asked ahead or cut off, files, a class."""

import re
from io import BytesIO
from typing import Any
from urllib.parse import unquote_plus, urlsplit

import numpy
import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage
from tests.browser.layer.bar import cells, drawn_at_once, expect_address, expect_cells, paste_line
from tests.browser.layer.test_bar import ANSWERS
from tests.browser.layer.test_lines import LOW, line, note, number, opened, paste

pytestmark = pytest.mark.browser

TWO = "?b=nn.AvgPool2d(3)&c="  # no example
SCREEN = {"width": 1280, "height": 720}
PLACES = """dialog => [".pv-grids", ".pv-below"].map(name => {
  const { top, height } = dialog.querySelector(name).getBoundingClientRect();
  return [Math.round(top), Math.round(height)]; })"""


def asked(route: Route) -> str:
    """What a question to the server says, as people write it."""
    return unquote_plus(urlsplit(route.request.url).query)


def held(page: Page, sign: str) -> list[Route]:
    """Questions that say `sign`, which wait from now on; all others go on."""
    waiting: list[Route] = []
    page.route(ANSWERS, lambda route: waiting.append(route) if sign in asked(route) else route.continue_())
    return waiting


def until_held(page: Page, waiting: list[Route]) -> None:
    while not waiting:
        page.wait_for_timeout(20)


def test_a_late_answer_of_one_line_never_overwrites_that_of_another(open_app: OpenPage) -> None:
    page = opened(open_app, TWO, viewport=LOW)
    kernel, stride = number(page, "A", "kernel_size"), number(page, "B", "stride")
    waiting = held(page, "k=4")
    kernel.fill("4")
    until_held(page, waiting)
    kernel.fill("3")
    expect_cells(page, ["4"], "layer_0")
    stride.fill("1")
    expect_address(page, "a=nn.MaxPool2d%283%29&b=nn.AvgPool2d%283%2C+stride%3D1%29&c=")
    for route in waiting:
        route.continue_()
    page.wait_for_timeout(500)
    expect(kernel).to_have_value("3")
    expect_cells(page, ["4"], "layer_0")
    expect_cells(page, ["2.444", "2.222", "3", "2.444"], "layer_1")
    expect_address(page, "a=nn.MaxPool2d%283%29&b=nn.AvgPool2d%283%2C+stride%3D1%29&c=")


def test_a_late_answer_of_a_line_that_is_gone_does_not_bring_it_back(open_app: OpenPage) -> None:
    page = opened(open_app, TWO, viewport=LOW)
    stride = number(page, "B", "stride")
    waiting = held(page, "s=1")
    stride.fill("1")
    until_held(page, waiting)
    line(page, "B").get_by_role("button", name="Remove this layer").click()
    expect(line(page, "B")).to_have_count(0)
    for route in waiting:
        route.continue_()
    page.wait_for_timeout(500)
    expect(line(page, "B")).to_have_count(0)
    expect_address(page, "b=&c=")


def test_what_is_likely_next_in_the_line_of_the_focus_is_asked_ahead(open_app: OpenPage) -> None:
    page = opened(open_app, TWO, viewport=LOW)
    size, seen = number(page, "B", "kernel_size"), list[tuple[str, bool]]()

    def look(route: Route) -> None:
        seen.append((asked(route), "x-ahead" in route.request.headers))
        route.continue_()

    page.route(ANSWERS, lambda route: look(route))
    page.mouse.move(2, 2)
    size.focus()
    for _ in range(400):
        if any("b=?layer=AvgPool2d&k=2" in query for query, _ahead in seen):
            break
        page.wait_for_timeout(50)
    assert seen
    assert all(ahead for _query, ahead in seen)
    assert all("b=?layer=AvgPool2d" in query for query, _ahead in seen), seen
    page.wait_for_timeout(300)
    page.route(ANSWERS, lambda route: route.abort())
    assert drawn_at_once(size, "2", "layer_1") == "2.5142.5"


@pytest.mark.parametrize(
    ("path", "first", "second", "grid", "shown"),
    [
        ("/windows?k=4", "nn.MaxPool2d(3)", "nn.AvgPool2d(5)", "output", ["1.4"]),
        ("/compare" + TWO, "nn.MaxPool2d(3)", "nn.LPPool2d(1, 2)", "layer_0", ["10", "4", "16", "10"]),
    ],
)
def test_what_streamlit_says_of_an_earlier_change_does_not_drop_a_line_on_its_way(
    open_app: OpenPage, path: str, first: str, second: str, grid: str, shown: list[str]
) -> None:
    page = open_app(path, viewport={"width": 1366, "height": 1100})  # the panels are on the screen
    cells(page, grid).first.wait_for()
    paste_line(page, first)
    waiting = held(page, "line=")
    paste_line(page, second)
    until_held(page, waiting)
    page.wait_for_timeout(2000)  # Streamlit is told of both
    for route in waiting:
        route.continue_()
    expect_cells(page, shown, grid)
    page.wait_for_timeout(1500)
    expect_cells(page, shown, grid)


def test_without_the_route_streamlit_answers_every_line_and_nothing_is_said(open_app: OpenPage) -> None:
    page = opened(open_app, TWO)
    page.route(ANSWERS, lambda route: route.abort())
    number(page, "A", "kernel_size").fill("3")
    expect_cells(page, ["4"], "layer_0")
    expect_address(page, "a=nn.MaxPool2d%283%29&b=nn.AvgPool2d%283%29&c=")
    number(page, "B", "stride").fill("1")
    expect_cells(page, ["2.444", "2.222", "3", "2.444"], "layer_1")
    expect(note(page)).not_to_contain_text("torch says")
    paste(page, "A", "nn.LPPool2d(1, 2)")
    expect(line(page, "A").locator("select")).to_have_value("LPPool2d")
    expect_cells(page, ["10", "4", "16", "10"], "layer_0")
    page.get_by_role("button", name="Add a layer").click()
    expect(line(page, "C")).to_be_visible()
    expect_cells(page, ["4", "4", "4", "5"], "layer_2")
    line(page, "B").get_by_role("button", name="Remove this layer").click()
    expect(line(page, "B")).to_have_count(0)
    expect(page.locator("[data-grid^=layer_]")).to_have_count(2)
    page.wait_for_function("() => !location.search.includes('stride%3D1')")
    page.go_back()
    expect(line(page, "B")).to_have_count(1)


def test_a_file_holds_what_the_lines_say_now(open_app: OpenPage) -> None:
    page = opened(open_app, TWO, viewport=LOW)
    number(page, "A", "kernel_size").fill("3")
    expect_cells(page, ["4"], "layer_0")
    number(page, "B", "stride").fill("1")
    expect_cells(page, ["2.444", "2.222", "3", "2.444"], "layer_1")
    page.locator(".pv-button-take").click()
    dialog = page.get_by_role("dialog")
    with page.expect_download() as found:
        dialog.get_by_role("button", name=re.compile("npz", re.IGNORECASE)).click()
    with numpy.load(BytesIO(found.value.path().read_bytes())) as numbers:
        shapes = {name: numbers[name].shape for name in numbers.files}
    assert sorted(shapes.values()) == [(1, 1), (2, 2), (4, 4)], shapes


def test_the_buttons_of_a_line_stay_what_they_are_after_a_change(open_app: OpenPage) -> None:
    page = opened(open_app, TWO, viewport=LOW, permissions=["clipboard-read", "clipboard-write"])
    tools = line(page, "A").locator(".pv-bar-tools button")
    names = ["All arguments", "Copy this line", "Type or paste a line", "Remove this layer"]
    looks = [one.inner_html() for one in tools.all()]
    number(page, "A", "kernel_size").fill("3")
    expect_cells(page, ["4"], "layer_0")
    assert [one.get_attribute("aria-label") for one in tools.all()] == names
    assert [one.inner_html() for one in tools.all()] == looks
    tools.nth(1).click()
    page.wait_for_timeout(300)
    assert page.evaluate("navigator.clipboard.readText()") == "nn.MaxPool2d(3)"


def presented(page: Page) -> Any:
    page.keyboard.press("f")
    page.locator("dialog[open] .pv-grids").wait_for()
    page.wait_for_timeout(400)  # fullscreen comes after the dialog
    return page.locator("dialog[open]")


def test_in_front_of_a_class_a_line_opens_and_a_refusal_comes_and_the_stage_keeps_its_place(
    open_app: OpenPage,
) -> None:
    page = opened(open_app, "?b=nn.MaxPool2d(3)&c=", viewport=SCREEN)
    dialog = presented(page)
    before = dialog.evaluate(PLACES)
    padding = number(page, "B", "padding")
    padding.fill("2")
    expect(note(page)).to_contain_text("B: torch says: pad should be at most half")
    box, said = padding.bounding_box(), note(page).bounding_box()
    assert box
    assert said
    assert box["y"] + box["height"] <= said["y"]
    assert dialog.evaluate(PLACES) == before
    line(page, "B").locator(".pv-more").click()
    assert dialog.evaluate(PLACES) == before
    dialog.locator(".pv-fix").first.click()
    expect_cells(page, ["4", "4", "4", "5"], "layer_1")


@pytest.mark.parametrize("path", ["/windows?k=3&p=1&s=1&d=1&ceil=true", "/windows", "/signals"])
def test_in_front_of_a_class_a_refusal_covers_no_control_and_moves_nothing(
    open_app: OpenPage, path: str
) -> None:
    page = open_app(path, viewport=SCREEN)
    page.locator(".pv-layer").first.wait_for()
    dialog = presented(page)
    before = dialog.evaluate(PLACES)
    page.locator(".pv-layer").hover()
    padding = dialog.locator('.pv-layer input[aria-label="padding"]')
    padding.fill("9")
    expect(dialog.locator(".pv-bar-note")).to_contain_text("torch says")
    box, said = padding.bounding_box(), dialog.locator(".pv-bar-note").bounding_box()
    assert box
    assert said
    assert box["y"] + box["height"] <= said["y"]
    assert dialog.evaluate(PLACES) == before
    page.mouse.move(600, 690)
    padding.blur()
    page.wait_for_timeout(300)
    assert dialog.evaluate(PLACES) == before
