"""Numbers that no argument takes: what is said of them, and that nothing that was set is lost."""

import pytest
from playwright.sync_api import Page, Route, expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import argument, expect_address, set_argument

pytestmark = pytest.mark.browser

PAUSED = 1500  # ms after which Streamlit has been told what it is told by itself
ANSWERS = "**/api/answer/**"
NOTE = ".pv-bar-note"
RULE = "`kernel_size` must be a whole number from 0 to 256."


def typed(page: Page, name: str, text: str) -> None:
    argument(page, name).click()
    page.keyboard.press("Control+a")
    page.keyboard.type(text)


def test_a_number_that_is_too_large_is_said_for_as_long_as_it_stands_there(open_app: OpenPage) -> None:
    page = open_app("/windows?k=4")
    typed(page, "kernel_size", "300")
    expect(page.locator(NOTE)).to_have_text(RULE)
    page.wait_for_timeout(PAUSED)
    expect(argument(page, "kernel_size")).to_have_value("300")
    expect(page.locator(NOTE)).to_have_text(RULE)
    typed(page, "kernel_size", "3")
    expect(page.locator(NOTE)).not_to_contain_text("must be")
    expect_address(page, "k=3")


def test_streamlit_is_told_what_could_be_read_last(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3")
    set_argument(page, "kernel_size", "300")
    expect(page.locator(NOTE)).to_have_text(RULE)
    set_argument(page, "stride", 1)
    page.get_by_text("Output size, step by step").click()
    settled(page)
    expect(argument(page, "kernel_size")).to_have_value("3")
    expect(argument(page, "stride")).to_have_value("1")
    expect_address(page, "k=3&s=1&panel=size")


def test_a_fraction_is_said_to_be_none_once_it_is_finished(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3")
    typed(page, "kernel_size", "2.5")
    expect(argument(page, "kernel_size")).to_have_value("2.5")
    page.keyboard.press("Enter")
    expect(page.locator(NOTE)).to_have_text(RULE)
    typed(page, "kernel_size", "2")
    expect(page.locator(NOTE)).not_to_contain_text("must be")
    expect_address(page, "")


@pytest.mark.parametrize("path", ["windows", "batches"])
@pytest.mark.parametrize("text", ["3.5", "99999999999", "-"])
def test_a_number_that_leaves_the_bar_unfinished_is_not_meant(
    open_app: OpenPage, path: str, text: str
) -> None:
    page = open_app(f"/{path}?layer=AvgPool2d&k=4")
    broken: list[str] = []
    page.on("pageerror", lambda error: broken.append(error.message))
    typed(page, "divisor_override", text)
    choose = "at => { at.value = 'MaxPool2d'; at.dispatchEvent(new Event('change')); }"
    page.locator(".pv-callee select").last.evaluate(choose)
    expect(argument(page, "dilation")).to_be_visible()
    expect(argument(page, "divisor_override")).to_have_count(0)
    expect(argument(page, "kernel_size")).to_have_value("4")
    assert broken == []


class Late:
    """The questions asked from now on, which wait for `come`: the learner is quicker than the answers."""

    def __init__(self, page: Page) -> None:
        self.waiting: list[Route] | None = []
        page.route(ANSWERS, self.asked)

    def asked(self, route: Route) -> None:
        if self.waiting is None:
            route.continue_()
        else:
            self.waiting.append(route)

    def come(self) -> None:
        waiting, self.waiting = self.waiting or [], None
        for route in waiting:
            route.continue_()


def test_another_layer_is_shown_where_nobody_has_said_yet_that_a_number_is_none(open_app: OpenPage) -> None:
    page = open_app("/windows?layer=AvgPool2d&k=4")
    late = Late(page)
    typed(page, "divisor_override", "99999")
    page.locator(".pv-callee select").last.select_option("MaxPool2d")
    late.come()
    expect(argument(page, "dilation")).to_be_visible()
    expect_address(page, "k=4")


def test_streamlit_is_told_what_could_be_read_last_where_nobody_has_said_yet_what_cannot(
    open_app: OpenPage,
) -> None:
    page = open_app("/windows?k=3")
    late = Late(page)
    typed(page, "kernel_size", "300")
    page.get_by_text("Output size, step by step").click()
    settled(page)
    late.come()
    expect(page.get_by_role("radio", name="Output size, step by step")).to_be_checked()
    expect(argument(page, "kernel_size")).to_have_value("3")
    expect_address(page, "k=3&panel=size")


def test_a_change_back_counts_before_streamlit_has_heard_of_the_first(open_app: OpenPage) -> None:
    """On a page without answers of its own: the bar still says what was there before both."""
    page = open_app("/batches")
    argument(page, "padding").evaluate(
        """async (box) => {
          for (const text of ["1", "0"]) {
            box.value = text;
            box.dispatchEvent(new Event("input", { bubbles: true }));
            await new Promise((done) => setTimeout(done, 140));
          }
        }"""
    )
    page.wait_for_timeout(PAUSED)
    settled(page)
    expect(argument(page, "padding")).to_have_value("0")
    expect_address(page, "")
