"""Asking from any page, by the key /."""

import pytest
from playwright.sync_api import expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser


def test_the_key_leads_into_the_field_and_enter_to_the_answers(open_app: OpenPage) -> None:
    page = open_app("/windows")
    page.wait_for_selector("html[data-slash]", state="attached")
    page.keyboard.press("/")
    page.keyboard.type("MaxUnpool2d Found an invalid max index: 17 (output volumes are of size 4x4)")
    page.keyboard.press("Enter")
    expect(page.locator("[data-testid=stMain] h1")).to_have_text("Ask")
    settled(page)
    expect(page.locator("[data-testid=stMain]")).to_contain_text("Pass output_size")
    field = page.locator(".st-key-ask_field input")
    field.fill("jump")
    field.press("Enter")
    settled(page)
    expect(page.locator("[data-testid=stMain]")).to_contain_text(
        "How far apart in the input two neighbouring cells"
    )
