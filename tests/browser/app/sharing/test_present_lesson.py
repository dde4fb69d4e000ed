"""A lesson in front of a class: a clicker turns its steps, and the stage stays as large as the screen."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app.sharing.read_size import too_small
from tests.browser.app.sharing.test_present import position, presented
from tests.browser.conftest import OpenPage

pytestmark = pytest.mark.browser
HEADS = "dialog[open] .pv-present-step h2"


def stands_at(page: Page, title: str) -> None:
    expect(page.locator(HEADS)).to_contain_text(title)
    expect(page.locator("dialog[open] .pv-grids")).to_be_visible()
    assert page.evaluate("Boolean(document.fullscreenElement)")


@pytest.mark.parametrize("size", [(1920, 1080), (1280, 720)])
def test_a_clicker_turns_the_steps_and_the_stage_stays_presented(
    open_app: OpenPage, size: tuple[int, int]
) -> None:
    viewport = dict(zip(("width", "height"), size, strict=True))
    page = presented(open_app, "/learn?lesson=windows", viewport=viewport)
    stands_at(page, "One window, one number1 / 4")
    for title in ("Now you2 / 4", "Which cell wins3 / 4", "A pool selects4 / 4"):
        page.keyboard.press("PageDown")
        stands_at(page, title)
        assert too_small(page) == []
        overflow = "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
        assert page.locator("dialog[open]").evaluate(overflow) == [0, 0]
    page.keyboard.press("PageDown")  # there is no other
    page.keyboard.press("PageUp")
    stands_at(page, "Which cell wins3 / 4")
    page.keyboard.press("Escape")
    expect(page.locator("dialog[open]")).to_have_count(0)
    expect(page.get_by_role("heading", name="Which cell wins")).to_be_visible()
    expect(page).to_have_url(re.compile("step=2"))


def test_arrows_go_from_window_to_window_within_a_step(open_app: OpenPage) -> None:
    page = presented(open_app, "/learn?lesson=windows")
    page.keyboard.press("ArrowRight")
    assert position(page).startswith("2 /")
    expect(page.locator(HEADS)).to_contain_text("One window")
    expect(page.locator(".pv-present-step")).to_contain_text("A pooling layer lays a window over its input")


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_step_without_a_stage_is_its_text_large_and_the_buttons_turn_too(
    open_app: OpenPage, scheme: str
) -> None:
    page = presented(open_app, "/learn?lesson=padding&step=3", color_scheme=scheme)
    page.get_by_role("button", name="Next step (Page Down)").click()
    expect(page.locator(HEADS)).to_contain_text("5 / 5")  # a question without a stage
    expect(page.locator("dialog[open] .pv-stage.is-text")).to_have_count(1)
    said = page.locator("dialog[open] .pv-present-step")
    assert float(said.evaluate("e => getComputedStyle(e).fontSize").removesuffix("px")) >= 30
    assert said.locator("p").count() >= 2
    assert too_small(page) == []
    overflow = "e => [e.scrollWidth - e.clientWidth, e.scrollHeight - e.clientHeight]"
    assert page.locator("dialog[open]").evaluate(overflow) == [0, 0]
    for key in ("ArrowRight", " ", "h"):  # there is no window to go to, and nothing to hide
        page.keyboard.press(key)
    page.keyboard.press("PageUp")
    expect(page.locator(HEADS)).to_contain_text("4 / 5")
    expect(page.locator("dialog[open] .pv-grids")).to_be_visible()
