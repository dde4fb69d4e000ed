"""What a link locks: by no key, no pointer, no paste and no button of the page is it set, on any page."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app.sharing.test_share import link, shared
from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

PAGES = {
    "windows": "/windows?k=3",
    "pictures": "/pictures?k=8",
    "volumes": "/volumes",
    "signals": "/signals?src=numbers",
    "unpooling": "/unpooling",
    "adaptive": "/adaptive?sec=fixed",
    "shifts": "/compare?show=shift",
    "frameworks": "/frameworks",
}
SAID = """() => {
  const said = [];
  const look = (root) => {
    for (const at of root.querySelectorAll("*")) {
      if (at.shadowRoot) look(at.shadowRoot);
      if (at.matches(".pv-num-input, .pv-menu, .pv-switch")) said.push(at.checked || at.value);
      if (at.matches(".pv-cells .pv-cell")) said.push(at.firstChild.data);
    }
  };
  look(document);
  return said.concat(location.search);
}"""
PASTE = """(at) => {
  const data = new DataTransfer();
  data.setData("text", "nn.MaxPool2d(2, 1)");
  at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true }));
}"""


def try_all(page: Page) -> None:
    """Try to set something: on each argument, on the grid, and by what is pasted anywhere."""
    for argument in page.locator(".pv-arg, .pv-callee").all():
        box = argument.bounding_box()
        assert box is not None
        for share in (0.3, 0.7, 0.9):
            page.mouse.move(box["x"] + share * box["width"], box["y"] + box["height"] / 2)
            page.mouse.down()
            page.mouse.move(box["x"] + share * box["width"] + 60, box["y"], steps=3)
            page.mouse.up()
            page.mouse.wheel(0, 1)
        page.keyboard.press("ArrowUp")
        page.keyboard.press("Enter")
        argument.evaluate(PASTE)
        for field in argument.locator("input, select, button").all():
            field.evaluate("at => at.focus()")
            page.keyboard.press("ArrowUp")
            page.keyboard.press("5")
    cell = page.locator(".pv-cells .pv-cell, .pv-touch").first
    cell.dblclick()
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    cell.focus()
    page.keyboard.press("Enter")
    page.keyboard.type("7")
    page.keyboard.press("Enter")
    cell.evaluate(PASTE)
    page.locator("body").evaluate(PASTE)
    page.keyboard.press("Control+z")
    expect(page.locator(".pv-grip")).to_have_count(0)
    page.wait_for_timeout(700)


@pytest.mark.parametrize("path", PAGES.values(), ids=PAGES)
def test_nothing_sets_what_is_locked(open_app: OpenPage, path: str) -> None:
    page = open_app(f"{path}{'&' if '?' in path else '?'}lock=all")
    page.locator(".pv-arg").first.wait_for()
    before = page.evaluate(SAID)
    assert len(before) > 2
    expect(page.locator(".pv-arg:not(.is-locked)")).to_have_count(0)
    for name in ("Matrix", "Volume", "Numbers"):
        for button in page.get_by_role("button", name=name, exact=True).all():
            expect(button).to_be_disabled()
    expect(page.get_by_test_id("stButton").get_by_role("button", name="Reset")).to_be_disabled()
    try_all(page)
    settled(page)
    assert page.evaluate(SAID) == before


def test_the_layers_of_compare_are_locked_line_by_line(open_app: OpenPage) -> None:
    page = open_app("/compare?lock=a,x")
    for letter, is_locked in (("A", True), ("B", False)):
        menu = page.get_by_role("group", name=f"Layer {letter}", exact=True).get_by_role("combobox").first
        expect(menu).to_be_disabled() if is_locked else expect(menu).to_be_enabled()
    expect(page.get_by_role("button", name="Matrix")).to_be_disabled()


def test_a_signal_that_is_locked_comes_from_nowhere_else(open_app: OpenPage) -> None:
    page = open_app("/signals?lock=x")
    for source in page.get_by_role("radiogroup", name="Source").get_by_role("radio").all():
        expect(source).to_be_disabled()
    expect(page.get_by_role("combobox", name=re.compile("Signal"))).to_be_disabled()


def test_pages_with_a_bar_of_their_own_offer_locks(open_app: OpenPage) -> None:
    page = shared(open_app, "/adaptive?sec=fixed")
    dialog = page.get_by_role("dialog")
    dialog.get_by_text("Chosen arguments", exact=True).click()
    settled(page)
    dialog.get_by_role("combobox").fill("output")
    page.keyboard.press("Enter")
    expect(page.locator(".pv-share-text").first).to_contain_text("lock=ah")
    opened = open_app("/adaptive?" + link(page).partition("?")[2])
    expect(opened.locator(".pv-arg.is-locked")).to_contain_text("output_size")
