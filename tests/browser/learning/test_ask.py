"""Asking from any page, by the key /."""

import re

import pytest
from playwright.sync_api import expect

from poolviz.answers.asking.search import LONGEST
from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser


def test_the_key_leads_into_the_field_and_enter_to_the_answers(open_app: OpenPage) -> None:
    page = open_app("/windows")
    page.wait_for_selector("html[data-slash]", state="attached")
    page.locator(".st-key-ask_field input").wait_for()
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


def test_of_a_long_traceback_that_is_pasted_the_end_is_asked(open_app: OpenPage) -> None:
    page = open_app("/windows", permissions=["clipboard-read", "clipboard-write"])
    said = "RuntimeError: pad should be at most half of effective kernel size, but got pad=3, kernel_size=2"
    text = '  File "net.py", line 12, in forward\n    x = self.pool(x)\n' * 60 + f"{said} and dilation=1\n"
    page.evaluate("(text) => navigator.clipboard.writeText(text)", text)
    page.wait_for_function("() => document.documentElement.dataset.slash")
    field = page.locator(".st-key-ask_field input")
    field.press("Control+v")
    expect(field).to_have_value(re.compile(r"^    x = self.pool\(x\) .*and dilation=1$"))
    page.keyboard.press("Enter")
    page.wait_for_url("**/ask?**")
    expect(page.locator("[data-testid=stMain]")).to_contain_text("pad should be at most half")
    assert LONGEST == 2000  # as slash.js has it
