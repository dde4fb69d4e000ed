"""The call in the bar: its closing bracket, several numbers typed where one stands, a phone's refusal."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage
from tests.browser.layer.bar import argument, cells, expect_address
from tests.browser.layer.test_bar import NOTE, SHIFTS

pytestmark = pytest.mark.browser
PHONE = {"width": 390, "height": 844}
CLOSED = """() => [...document.querySelectorAll("*")]
  .flatMap((host) => [...(host.shadowRoot?.querySelectorAll(".pv-call > *") || [])])
  .filter((node) => node.getClientRects().length
    && getComputedStyle(node, "::after").content.startsWith('")"')).length"""


def opened(open_app: OpenPage, path: str = "/windows", **context: object) -> Page:
    page = open_app(path, **context)
    cells(page, "input").first.wait_for()
    return page


@pytest.mark.parametrize(
    "path",
    ["/windows?k=3", "/windows?lock=all", "/windows?layer=AvgPool2d&lock=count_pad", "/windows?lock=layer"],
)
def test_the_call_is_closed_also_where_it_is_locked(open_app: OpenPage, path: str) -> None:
    assert opened(open_app, path).evaluate(CLOSED) == 1


@pytest.mark.parametrize("path", ["/windows?k=3", "/windows?k=3&ceil=true", "/windows?lock=all"])
def test_the_call_is_closed_while_it_is_presented(open_app: OpenPage, path: str) -> None:
    page = opened(open_app, path, viewport={"width": 1366, "height": 768})
    page.get_by_role("button", name="Present").first.click()
    page.locator(".pv-present").first.wait_for()
    page.mouse.move(5, 700)
    page.evaluate("document.activeElement?.blur()")
    assert page.evaluate(CLOSED) == 1


@pytest.mark.parametrize("typed", ["(3,1)", "3x1", "3×1", "3, 1", "3 1"])
def test_a_pair_that_is_typed_sets_height_and_width(open_app: OpenPage, typed: str) -> None:
    page = opened(open_app)
    argument(page, "kernel_size").press("Control+a")
    page.keyboard.type(typed)
    expect_address(page, "apart=true&k=3&kw=1")
    expect(argument(page, "kernel_size, width")).to_be_focused()


def pasted(page: Page, text: str, name: str = "kernel_size") -> None:
    argument(page, name).evaluate(
        """(node, text) => { const data = new DataTransfer(); data.setData("text", text);
        node.dispatchEvent(new ClipboardEvent("paste",
          { clipboardData: data, bubbles: true, cancelable: true, composed: true })); }""",
        text,
    )


@pytest.mark.parametrize("text", ["(3,1)", "3x1", "3×1"])
def test_a_pair_that_is_pasted_sets_height_and_width(open_app: OpenPage, text: str) -> None:
    page = opened(open_app)
    pasted(page, text)
    expect_address(page, "apart=true&k=3&kw=1")
    expect(argument(page, "kernel_size, height")).to_have_value("3")


def test_more_numbers_than_axes_are_refused_in_words(open_app: OpenPage) -> None:
    page = opened(open_app)
    pasted(page, "2x1x3")
    said = "`kernel_size` takes one number for each axis, here 2, but got 2x1x3"
    expect(page.locator(NOTE)).to_have_text(said)


def test_a_number_too_many_is_refused_while_it_is_typed(open_app: OpenPage) -> None:
    page = open_app("/signals")
    size = argument(page, "kernel_size")
    size.press("Control+a")
    page.keyboard.type("3,1")
    expect(size).to_have_value("3")
    expect(page.locator(NOTE)).to_contain_text("takes one number for each axis, here 1, but got 3,…")
    size.press("Backspace")
    page.keyboard.type("4")
    expect(size).to_have_value("4")


def test_a_phone_keeps_little_room_for_a_refusal_and_nothing_moves(open_app: OpenPage) -> None:
    page = opened(open_app, viewport=PHONE, has_touch=True)
    gap = page.evaluate(
        """() => { const at = (name) => [...document.querySelectorAll("*")].map((one) => one.shadowRoot
          ?.querySelector(name)).find(Boolean).getBoundingClientRect();
        return at(".pv-layer").bottom - at(".pv-call").bottom; }"""
    )
    assert gap <= 30
    page.evaluate(SHIFTS)
    argument(page, "padding").fill("5")
    note = page.locator(NOTE)
    expect(note).to_contain_text("pad should be at most half of effective kernel size")
    assert note.bounding_box()["height"] > 40
    page.wait_for_timeout(700)
    assert page.evaluate("window.shifts") == []
    argument(page, "padding").fill("0")
    expect(note).not_to_contain_text("torch")
    assert page.evaluate("window.shifts") == []
