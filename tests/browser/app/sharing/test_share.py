"""The link for others in the real browser: what it says, its QR code, keyboard, and what it opens."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app.test_pages import grid_text
from tests.browser.conftest import OpenPage, settled
from tests.browser.judged import calm

pytestmark = pytest.mark.browser


def shared(open_app: OpenPage, path: str = "/windows?k=3&ceil=true", **context: object) -> Page:
    page = open_app(path, **context)
    page.locator(".stButton").get_by_role("button").filter(has_text="link").click()
    page.locator(".pv-share").wait_for()
    settled(page)
    return page


def link(page: Page) -> str:
    return page.locator(".pv-share-text").first.inner_text()


def test_a_link_says_the_page_and_what_others_may_see_and_set(open_app: OpenPage, app: str) -> None:
    page = shared(open_app)
    assert link(page) == f"{app}/windows?lang=en&k=3&ceil=true"
    dialog = page.get_by_role("dialog")
    nothing = dialog.get_by_role("radio", name="Nothing")
    expect(nothing).to_be_checked()
    expect(dialog.get_by_text("sees what is locked and cannot set it")).to_be_visible()
    for name in ("Hide the answer", "The stage alone", "The matrix"):
        dialog.get_by_text(name, exact=True).click()
        settled(page)
    expect(page.locator(".pv-share-text").first).to_have_text(
        f"{app}/windows?lang=en&k=3&ceil=true&hide=true&embed=true&lock=x"
    )
    dialog.get_by_text("The whole layer", exact=True).click()
    settled(page)
    expect(page.locator(".pv-share-text").first).to_have_text(
        f"{app}/windows?lang=en&k=3&ceil=true&hide=true&embed=true&lock=all"
    )
    dialog.get_by_text("The matrix", exact=True).click()
    dialog.get_by_text("Chosen arguments", exact=True).click()
    settled(page)
    dialog.get_by_role("combobox").fill("stri")
    page.keyboard.press("Enter")
    expect(page.locator(".pv-share-text").first).to_have_text(
        f"{app}/windows?lang=en&k=3&ceil=true&hide=true&embed=true&lock=s"
    )
    expect(page.locator(".pv-share-text").last).to_contain_text(f'<iframe src="{app}/windows?')
    assert calm(page) == []


def test_a_pinned_cell_goes_along_with_the_link(open_app: OpenPage, app: str) -> None:
    page = shared(open_app, "/windows?k=3&ceil=true#pin=output.0.1.0")
    wanted = f"{app}/windows?lang=en&k=3&ceil=true#pin=output.0.1.0"
    expect(page.locator(".pv-share-text").first).to_have_text(wanted)
    expect(page.locator(".pv-share-text").last).to_contain_text("#pin=output.0.1.0")
    page.get_by_text("Without the menu").click()
    expect(page.locator(".pv-share-text").first).to_contain_text("menu=false#pin=output.0.1.0")


def test_a_link_without_the_menu_opens_the_same_page_without_it(open_app: OpenPage) -> None:
    page = shared(open_app)
    page.get_by_text("Without the menu").click()
    expect(page.locator(".pv-share-text").first).to_contain_text("menu=false")
    opened = open_app("/windows" + link(page).partition("/windows")[2])
    assert grid_text(opened, "Output") == ["2", "3", "5", "1"]
    expect(opened.get_by_test_id("stExpandSidebarButton")).to_be_visible()


def test_the_qr_code_is_as_large_as_the_window_and_escape_closes_it_alone(open_app: OpenPage) -> None:
    page = shared(open_app)
    page.get_by_role("button", name="As large as the window").press("Enter")
    large = page.get_by_role("dialog", name="QR code of the link").get_by_role("img")
    box = large.bounding_box()
    assert box is not None
    assert box["height"] > 560
    assert box["width"] == pytest.approx(box["height"], abs=2)
    page.keyboard.press("Escape")
    expect(large).to_be_hidden()
    expect(page.locator(".pv-share")).to_be_visible()


def test_copy_works_where_the_browser_gives_no_clipboard(open_app: OpenPage) -> None:
    page = shared(open_app, "/sizes?k=3", permissions=["clipboard-read", "clipboard-write"])
    page.get_by_role("button", name="Copy: Link").press("Enter")
    expect(page.locator(".pv-share-said").first).to_have_text("Copied.")
    assert page.evaluate("navigator.clipboard.readText()") == link(page)
    page.evaluate("delete Navigator.prototype.clipboard")
    page.get_by_role("button", name="Copy: HTML").press("Enter")
    expect(page.locator(".pv-share-said").last).to_have_text("Copied.")


def test_a_phone_shows_all_of_it_in_chinese(open_app: OpenPage) -> None:
    page = shared(open_app, "/windows", viewport={"width": 360, "height": 740}, locale="zh-CN")
    assert page.locator(".pv-share").evaluate("e => e.scrollWidth - e.clientWidth") <= 0
    expect(page.get_by_role("dialog").first).to_contain_text("分享本页")


def test_what_a_link_locks_is_seen_as_locked_and_cannot_be_set(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&lock=k,x")
    expect(
        page.get_by_role("spinbutton", name="stride").or_(page.get_by_label("stride")).first
    ).to_be_enabled()
    locked = page.locator(".pv-arg.is-locked")
    expect(locked).to_have_count(1)
    expect(locked).to_contain_text("kernel_size")
    expect(locked.locator("input").first).to_be_disabled()
    expect(page.get_by_role("button", name="Matrix")).to_be_disabled()
    expect(page.get_by_test_id("stButton").get_by_role("button", name="Reset")).to_be_disabled()
    page.get_by_role("grid", name=re.compile("^Input")).get_by_role("gridcell").first.dblclick()
    expect(page.locator(".pv-input")).to_have_count(0)
    page.locator(".pv-arg input:enabled").first.focus()
    paste = """(at) => {
      const data = new DataTransfer();
      data.setData("text", "nn.MaxPool2d(2)");
      at.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, bubbles: true, composed: true }));
    }"""
    page.locator(".pv-arg input:enabled").first.evaluate(paste)
    page.wait_for_timeout(500)
    assert "k=3" in page.url
    assert "lock=k" in page.url


def test_what_is_locked_is_not_set_by_pulling_or_by_a_repair(open_app: OpenPage) -> None:
    page = open_app("/windows?k=2&lock=k")
    page.get_by_role("grid", name="Output").get_by_role("gridcell").first.click()
    expect(page.locator(".pv-grip.is-stride")).to_have_count(1)
    expect(page.locator(".pv-grip.is-kernel_size")).to_have_count(0)
    refused = open_app("/windows?k=2&p=2&lock=k")
    expect(refused.locator(".pv-bar-note")).to_contain_text("pad should be at most half")
    texts = refused.locator(".pv-fix").all_inner_texts()
    assert texts
    assert all("kernel_size=2" in text or "MaxPool2d(2" in text for text in texts)


def test_a_link_that_hides_opens_with_the_output_covered(open_app: OpenPage) -> None:
    for said in ("true", "1"):
        assert set(grid_text(open_app(f"/windows?hide={said}"), "Output")) == {"?"}


def test_the_stage_alone_has_nothing_beside_it_and_still_answers(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&embed=true")
    expect(page.get_by_role("link", name="Pictures")).to_have_count(0)
    expect(page.get_by_role("button", name="Link")).to_have_count(0)
    expect(page.get_by_role("radiogroup", name="Below the stage")).to_have_count(0)
    page.locator(".pv-arg[data-name=stride] input").fill("1")
    page.keyboard.press("Enter")
    expect(page.get_by_role("grid", name="Output").get_by_role("gridcell")).to_have_count(9)
    assert "embed=true" in page.url
    expect(open_app("/layers?embed=true").get_by_role("heading", level=1)).to_be_visible()


def test_a_page_whose_answer_is_no_stage_keeps_it_in_a_frame(open_app: OpenPage) -> None:
    page = open_app("/sizes?embed=true")
    expect(page.get_by_text("(1, 3, 32, 32) → (1, 3, 16, 16)")).to_be_visible()
    expect(page.get_by_role("link", name="Pictures")).to_have_count(0)
