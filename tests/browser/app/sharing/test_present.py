"""A stage in front of a class: alone on the screen, readable from the back row, stepped by a clicker."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.judged import CONTRAST, serious

pytestmark = pytest.mark.browser


def presented(open_app: OpenPage, path: str = "/windows", **context: object) -> Page:
    page = open_app(path, **context)
    present(page)
    return page


def present(page: Page) -> None:
    page.locator(".pv-grids").first.wait_for()
    page.keyboard.press("f")
    page.locator("dialog[open] .pv-grids").wait_for()
    page.wait_for_timeout(300)  # fullscreen comes after the dialog


def position(page: Page) -> str:
    return page.locator("dialog[open] .pv-position").inner_text()


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_accessible_in_both_themes(open_app: OpenPage, scheme: str) -> None:
    page = presented(open_app, "/windows?k=3", color_scheme=scheme)
    assert serious(page, **(CONTRAST if scheme == "dark" else {})) == []


def test_a_clicker_steps_and_escape_gives_the_page_back(open_app: OpenPage) -> None:
    page = presented(open_app)
    assert page.evaluate("Boolean(document.fullscreenElement)")
    assert position(page) == "1 / 4"
    for key, wanted in (("PageDown", "2 / 4"), ("ArrowRight", "3 / 4"), (" ", "4 / 4"), ("PageUp", "3 / 4")):
        page.keyboard.press(key)
        assert position(page) == wanted
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.locator(".pv-position").first).to_have_text("3 / 4")
    page.wait_for_function("() => !document.fullscreenElement")
    page.get_by_role("button", name="Present, as large as the screen (F)").press("Enter")
    expect(page.locator("dialog[open]")).to_have_count(1)


def test_b_blanks_and_any_key_brings_it_back(open_app: OpenPage) -> None:
    page = presented(open_app)
    page.keyboard.press("b")
    expect(page.locator("dialog[open] .pv-grids")).to_be_hidden()
    page.keyboard.press("PageDown")
    expect(page.locator("dialog[open] .pv-grids")).to_be_visible()
    assert position(page) == "1 / 4"
    page.keyboard.press("b")
    page.mouse.click(400, 300)
    expect(page.locator("dialog[open] .pv-grids")).to_be_visible()


def test_the_pointer_is_a_spot_that_stays(open_app: OpenPage) -> None:
    page = presented(open_app)
    page.keyboard.press("s")
    page.mouse.move(700, 300)
    box = page.locator(".pv-spot").bounding_box()
    assert box is not None
    assert (box["x"] + box["width"] / 2, box["y"] + box["height"] / 2) == pytest.approx((700, 300), abs=1)
    page.keyboard.press("s")
    expect(page.locator(".pv-spot")).to_be_hidden()


def test_a_changed_value_goes_on_being_presented(open_app: OpenPage) -> None:
    page = presented(open_app)
    page.get_by_role("grid", name=re.compile("^Input")).get_by_role("gridcell").first.dblclick()
    page.keyboard.press("Control+a")
    page.keyboard.type("9")
    page.keyboard.press("Enter")
    output = page.get_by_role("grid", name=re.compile("^Output")).get_by_role("gridcell")
    expect(output.first).to_have_text("9")
    settled(page)
    expect(page.locator("dialog[open] .pv-grids")).to_be_visible()


def test_letters_that_are_typed_present_nothing(open_app: OpenPage) -> None:
    page = open_app("/windows")
    page.locator(".pv-bar-tools button").last.press("Enter")
    page.keyboard.type("F.b")
    expect(page.locator("dialog[open]")).to_have_count(0)


def test_a_clicker_shows_each_window_of_a_hidden_stage_before_its_answer(open_app: OpenPage) -> None:
    page = presented(open_app)
    page.keyboard.press("h")
    output = page.get_by_role("grid", name="Output").get_by_role("gridcell")
    expect(output).to_have_text(["?"] * 4)
    page.keyboard.press("PageDown")
    expect(output).to_have_text(["2", "?", "?", "?"])
    expect(page.locator("dialog[open] .pv-strip")).to_contain_text("= 2")
    assert position(page) == "1 / 4"
    page.keyboard.press("PageDown")
    expect(output).to_have_text(["2", "?", "?", "?"])
    assert position(page) == "2 / 4"
    page.keyboard.press("ArrowRight")
    expect(output).to_have_text(["2", "3", "?", "?"])
    page.keyboard.press("PageUp")
    assert position(page) == "1 / 4"
