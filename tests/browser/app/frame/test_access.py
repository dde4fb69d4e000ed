"""For a screen reader and a keyboard: the page's language, dialogs, popovers, where the focus goes."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

FOCUSED = """() => { let at = document.activeElement;
  while (at?.shadowRoot?.activeElement) at = at.shadowRoot.activeElement;
  return at.getAttribute("aria-label") || at.innerText; }"""


def walked(page: Page, steps: int) -> list[str]:
    """The names of what Tab leads to, one after the other."""
    found = []
    for _step in range(steps):
        page.keyboard.press("Tab")
        found.append(page.evaluate(FOCUSED))
    return found


def test_the_page_says_its_language_also_when_it_is_changed_and_in_a_frame(open_app: OpenPage) -> None:
    page = open_app("/windows")
    html = page.locator("html")
    expect(html).to_have_attribute("lang", "en")
    page.get_by_text("简体中文", exact=True).click()
    expect(html).to_have_attribute("lang", "zh-CN")
    page.get_by_text("English", exact=True).click()
    expect(html).to_have_attribute("lang", "en")
    page = open_app("/sizes?lang=zh&embed=true")
    expect(page.locator("html")).to_have_attribute("lang", "zh-CN")


def test_tab_reaches_every_button_of_the_link(open_app: OpenPage) -> None:
    page = open_app("/windows")
    page.get_by_role("button", name="Link", exact=True).press("Enter")
    dialog = page.get_by_role("dialog", name="Share this page")
    dialog.get_by_role("button", name="Copy: Link").wait_for()
    settled(page)
    names = walked(page, 14)
    assert {"Close", "Copy: Link", "As large as the window", "Copy: HTML for another page"} <= set(names)
    assert "Matrix" not in names
    page.keyboard.press("Escape")
    expect(dialog).to_have_count(0)
    expect(page.get_by_role("button", name="Link", exact=True)).to_be_focused()


@pytest.mark.parametrize(
    ("path", "name", "texts"),
    [
        ("/windows?x=1+2;3+4", "Matrix", ("1 2;3 4", "6")),
        ("/volumes", "Volume", (None, "4")),
    ],
)
def test_a_popover_shows_what_is_set_when_it_is_opened_late(
    open_app: OpenPage, path: str, name: str, texts: tuple[str | None, str]
) -> None:
    page = open_app(path)
    page.get_by_text("Large, for a projector").click()  # the whole page runs again
    page.wait_for_url("**large=true*")
    settled(page)
    page.get_by_role("button", name=name, exact=True).click()
    typed, rows = texts
    field = page.get_by_test_id("stPopoverBody").locator("textarea")
    expect(field).to_have_value(typed) if typed else expect(field).not_to_be_empty()
    expect(page.get_by_role("spinbutton", name="Rows")).to_have_value(rows)


@pytest.mark.parametrize("key", ["Enter", "Space"])
def test_a_popover_that_is_opened_by_the_keyboard_takes_the_focus_and_gives_it_back(
    open_app: OpenPage, key: str
) -> None:
    page = open_app("/windows")
    page.wait_for_selector("html[data-popover]", state="attached")
    button = page.get_by_role("button", name="Matrix", exact=True)
    button.press(key)
    field = page.get_by_role("textbox", name="Type or paste numbers, a row on each line")
    expect(field).to_be_focused()
    page.keyboard.press("Escape")
    expect(field).to_have_count(0)
    expect(button).to_be_focused()


def test_the_focus_stays_where_it_is_when_presenting_ends(open_app: OpenPage) -> None:
    page = open_app("/windows")
    present = page.get_by_role("button", name="Present, as large as the screen (F)")
    for steps, name in ((0, "Present, as large as the screen (F)"), (2, "kernel_size")):
        present.press("Enter")
        expect(page.locator("dialog[open]")).to_have_count(1)
        walked(page, steps)
        page.keyboard.press("Escape")
        expect(page.locator("dialog[open]")).to_have_count(0)
        assert page.evaluate(FOCUSED) == name


def test_buttons_and_links_among_many_say_what_they_lead_to(open_app: OpenPage) -> None:
    page = open_app("/learn")
    begin = page.get_by_role("button", name="Begin ceil_mode and the dropped window")
    expect(begin).to_have_count(1)
    box = begin.locator("em").bounding_box()
    assert box is not None
    assert box["width"] <= 1
    page = open_app("/ask?q=stride")
    links = page.get_by_test_id("stMain").get_by_test_id("stPageLink")
    links.nth(3).wait_for()
    names = [one.inner_text() for one in links.all()]
    assert len(set(names)) == len(names) > 3
