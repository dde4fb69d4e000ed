"""Back leads to the page that was left, as it was left."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settled
from tests.browser.layer.bar import argument, set_argument

pytestmark = pytest.mark.browser


def test_back_from_an_answer_shows_the_page_as_it_was(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3&s=1")
    page.wait_for_selector("html[data-slash]", state="attached")
    page.keyboard.press("/")
    page.keyboard.type("padding")
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?q=padding")
    settled(page)
    page.go_back()
    page.wait_for_url("**/windows?k=3&s=1")
    expect(argument(page, "kernel_size")).to_have_value("3")
    expect(argument(page, "stride")).to_have_value("1")


def test_back_from_a_picture_of_a_batch_shows_that_batch(open_app: OpenPage) -> None:
    page = open_app("/batches?data=photos&batch=2")
    picture = page.get_by_role("button", name="picture 128: Cup of coffee").first
    picture.press("Enter")
    page.wait_for_url("**/pictures?**tile=0")
    settled(page)
    page.go_back()
    page.wait_for_url("**/batches?data=photos&batch=2")
    expect(picture).to_be_visible()


def test_back_from_a_link_shows_what_was_set_just_before(open_app: OpenPage) -> None:
    page = open_app("/windows?k=3")
    set_argument(page, "stride", 1)
    page.wait_for_url("**/windows?k=3&s=1")
    page.get_by_role("link", name="Volumes").click()
    page.wait_for_url("**/volumes?k=3&s=1")
    settled(page)
    page.go_back()
    page.wait_for_url("**/windows?k=3&s=1")
    expect(argument(page, "stride")).to_have_value("1")
