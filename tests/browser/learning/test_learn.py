"""The way into the lessons in Chromium, and what the browser keeps of what is done."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser


def test_home_leads_to_the_first_lesson(open_app: OpenPage) -> None:
    page = open_app("/")
    page.get_by_role("button", name="Start learning").click()
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("What a window is")


def test_what_is_done_stays_in_this_browser_until_it_is_to_be_forgotten(open_app: OpenPage) -> None:
    page = open_app("/learn?lesson=dilation&step=2")
    page.get_by_role("button", name="Finish").press("Enter")
    page.wait_for_function("() => localStorage.getItem('poolviz-lessons') === 'dilation'")
    page.goto(page.url.partition("?")[0])
    expect(page.locator("[data-testid=stMain]")).to_contain_text("✓ 6. Dilation")
    page.get_by_role("button", name="Forget what I have done").click()
    settled(page)
    expect(page.locator("[data-testid=stMain]")).not_to_contain_text("✓")
    page.wait_for_function("() => localStorage.getItem('poolviz-lessons') === ''")
    page.goto(page.url.partition("?")[0])
    settled(page)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("○ 6. Dilation")
