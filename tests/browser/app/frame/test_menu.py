"""The menu stays while another page comes: its links, their place, the focus on them."""

from itertools import pairwise

import pytest
from playwright.sync_api import Page, expect

from poolviz.answers.pages import PAGES
from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

LINKS = "document.querySelectorAll('[data-testid=stSidebar] a')"
# Every link as it is now, and how many of those are still seen.
MARK = f"() => {{ window.links = [...{LINKS}]; return links.length; }}"
KEPT = "() => links.filter((one) => one.isConnected && one.checkVisibility()).length"
# The places of the menu, and how many links it has, in all frames from now on.
WATCH = f"""() => {{
  window.seen = new Set();
  const look = () => {{
    const menu = document.querySelector(".st-key-menu");
    seen.add(`${{menu?.getBoundingClientRect().top}} ${{{LINKS}.length}}`);
    requestAnimationFrame(look);
  }};
  look();
}}"""


def opened(page: Page, name: str) -> None:
    page.locator("[data-testid=stMain] h1").get_by_text(name, exact=True).wait_for()
    settled(page)


@pytest.mark.parametrize(
    ("path", "locale"), [("/windows?k=3", "en-US"), ("/", "en-US"), ("/training", "zh-CN")]
)
def test_the_menu_stands_still_while_pages_change(open_app: OpenPage, path: str, locale: str) -> None:
    page = open_app(path, locale=locale)
    links = page.locator("[data-testid=stSidebar] [data-testid=stPageLink-NavLink]")
    expect(links).to_have_count(len(PAGES))
    page.wait_for_timeout(500)
    number = page.evaluate(MARK)
    page.evaluate(WATCH)
    for n in (4, 8, 0, 5):
        links.nth(n).click()
        page.wait_for_timeout(300)
        settled(page)
    assert page.evaluate(KEPT) == number
    assert len(page.evaluate("() => [...seen]")) == 1


def test_the_focus_stays_on_the_link_by_which_a_page_was_opened(open_app: OpenPage) -> None:
    page = open_app("/windows")
    link = page.locator("[data-testid=stSidebar]").get_by_role("link", name="Signals")
    link.focus()
    page.keyboard.press("Enter")
    opened(page, "Signals")
    expect(link).to_be_focused()
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    opened(page, "Volumes")


def test_a_second_click_counts_while_the_first_page_comes(open_app: OpenPage) -> None:
    page = open_app("/windows")
    menu = page.locator("[data-testid=stSidebar]")
    for first, second in (("Networks", "Signals"), ("Windows", "Learn"), ("Pictures", "Ask")):
        menu.get_by_role("link", name=first, exact=True).click(no_wait_after=True)
        menu.get_by_role("link", name=second, exact=True).click(delay=80)  # as long as a finger is down
        opened(page, second)


def test_of_the_page_before_nothing_is_left(open_app: OpenPage) -> None:
    """Nor in the menu, where Networks has the channels of its input."""
    page = open_app("/networks")
    menu = page.locator("[data-testid=stSidebar]")
    own = menu.get_by_test_id("stNumberInput")
    expect(own.first).to_be_visible()
    menu.get_by_role("link", name="Home").click()
    opened(page, "See inside a pooling layer")
    expect(own).to_have_count(0)
    menu.get_by_role("link", name="Layers").click()
    opened(page, "Layers")
    assert page.locator("[data-testid=stMain] h1").count() == 1
    assert page.locator(".st-key-home_stage").count() == 0


def test_what_the_menu_holds_goes_along(open_app: OpenPage) -> None:
    page = open_app("/windows")
    menu = page.locator("[data-testid=stSidebar]")
    menu.get_by_text("Large, for a projector").click()
    page.wait_for_url("**large=true*")
    menu.get_by_role("link", name="Volumes").click()
    opened(page, "Volumes")
    expect(menu.get_by_role("switch", name="Large, for a projector")).to_be_checked()
    menu.get_by_text("Large, for a projector").click()
    page.wait_for_function("() => !location.search.includes('large')")
    menu.get_by_text("中文").click()
    page.wait_for_url("**lang=zh*")
    menu.get_by_role("link", name="信号").click()
    opened(page, "信号")
    page.go_back()
    opened(page, "体数据")
    page.go_back()
    opened(page, "Volumes")
    expect(menu.get_by_role("link", name="Volumes")).to_be_visible()


def test_a_question_is_gone_from_the_field_once_another_page_is_opened(open_app: OpenPage) -> None:
    page = open_app("/windows")
    menu = page.locator("[data-testid=stSidebar]")
    field = menu.locator(".st-key-ask_field input")
    for _time in range(2):
        field.fill("stride")
        field.press("Enter")
        opened(page, "Ask")
        expect(field).to_have_value("stride")
        menu.get_by_role("link", name="Windows").click()
        opened(page, "Windows")
        expect(field).to_have_value("")


@pytest.mark.parametrize(
    ("context", "lowest"),
    [
        ({}, 20),
        ({"viewport": {"width": 390, "height": 844}, "has_touch": True, "is_mobile": True}, 44),
    ],
    ids=["mouse", "finger"],
)
def test_no_link_lies_over_another_and_a_finger_finds_each(
    open_app: OpenPage, context: dict[str, object], lowest: int
) -> None:
    page = open_app("/windows", **context)
    if context:
        page.get_by_test_id("stExpandSidebarButton").click()
    parts = page.locator(".st-key-menu").locator("a, .pv-group")
    expect(page.locator(".st-key-menu a")).to_have_count(len(PAGES))
    page.wait_for_timeout(500)
    boxes = [one.bounding_box() for one in parts.all()]
    heights = [one.bounding_box()["height"] for one in page.locator(".st-key-menu a").all()]
    assert min(heights) >= lowest
    for left in {box["x"] for box in boxes}:
        column = [box for box in boxes if box["x"] == left]
        assert all(a["y"] + a["height"] <= b["y"] + 0.5 for a, b in pairwise(column))
