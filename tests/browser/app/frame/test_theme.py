"""Light or dark as the viewer chooses: kept in the browser for every page, in no link, and at once."""

from io import BytesIO

import pytest
from PIL import Image
from playwright.sync_api import Page, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser

LIGHT, DARK = "rgb(255, 255, 255)", "rgb(17, 24, 31)"


def expect_ground(page: Page, colour: str) -> None:
    """Wait until the page has its background."""
    expect(page.locator(".stApp")).to_have_css("background-color", colour)


def test_dark_is_chosen_by_the_keyboard_and_kept_for_every_page(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3", color_scheme="light")
    group = page.get_by_role("group", name="Light or dark")
    expect(group.get_by_role("button", name="System")).to_have_attribute("aria-pressed", "true")
    expect_ground(page, LIGHT)
    group.get_by_role("button", name="Dark").press("Enter")
    expect(group.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect(group.get_by_role("button", name="Dark")).to_be_focused()
    expect_ground(page, DARK)
    expect(page.locator(".pv-stage").first).to_have_attribute("data-theme", "dark")
    assert page.url.endswith("/windows?k=3")
    page.get_by_role("link", name="Output size").click()
    page.wait_for_url("**/sizes**")
    expect(group.get_by_role("button", name="Dark")).to_have_attribute("aria-pressed", "true")
    expect_ground(page, DARK)
    page.reload()
    settled(page)
    expect_ground(page, DARK)
    joining = page.context.new_page()
    joining.goto(page.url.partition("/sizes")[0] + "/join")
    expect(joining.locator("body")).to_have_css("background-color", DARK)
    joining.close()
    group.get_by_role("button", name="System").click()
    expect_ground(page, LIGHT)
    page.emulate_media(color_scheme="dark")
    expect_ground(page, DARK)


def test_what_was_uploaded_stays_when_light_or_dark_is_chosen(open_app: OpenPage) -> None:
    page = open_app("/pictures?src=upload", color_scheme="light")
    file = BytesIO()
    Image.new("RGB", (64, 48), (200, 30, 30)).save(file, "PNG")
    upload = {"name": "red.png", "mimeType": "image/png", "buffer": file.getvalue()}
    page.locator("input[type=file]").set_input_files(upload)
    expect(page.get_by_text("red.png").first).to_be_visible()
    page.evaluate("window.same = true")
    for name, colour in (("Dark", DARK), ("Light", LIGHT)):
        page.get_by_role("group", name="Light or dark").get_by_role("button", name=name).click()
        expect_ground(page, colour)
        settled(page)
        expect(page.get_by_text("red.png").first).to_be_visible()
    assert page.evaluate("window.same")
