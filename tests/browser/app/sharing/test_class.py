"""A class in the whole app: opened on its page, shown from any other, wandered off from and come back to."""

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.conftest import OpenPage, settled

pytestmark = pytest.mark.browser


def test_a_student_wanders_off_and_comes_back_with_one_button(
    open_app: OpenPage, chromium: Browser, app: str
) -> None:
    teacher = open_app("/class")
    teacher.get_by_role("button", name="Open a class").click()
    code = teacher.locator(".pv-class-head .pv-class-code").first.inner_text().replace("-", "")
    context = chromium.new_context(viewport={"width": 1280, "height": 800})
    student = context.new_page()
    student.goto(f"{app}/join?code={code}")
    student.get_by_role("button", name="Join").click()
    student.locator(".pv-class-top").wait_for()

    windows = open_app("/windows?k=3")
    windows.get_by_role("button", name="Link", exact=True).or_(
        windows.locator(".stButton button").filter(has_text="link")
    ).first.click()
    windows.get_by_role("button", name=f"Show it to the class {code[:3]}-{code[3:]}").click()
    expect(windows.locator(".pv-share-said").first).to_contain_text("Shown to the class")
    settled(windows)

    student.get_by_role("button", name="Change it yourself").click()
    frame = student.frame_locator(".pv-class-frame")
    frame.locator(".pv-arg[data-name=stride] input").fill("1")
    student.keyboard.press("Enter")
    expect(frame.locator(".pv-position").first).to_have_text("1 / 9")
    student.get_by_role("button", name="Back to the class").press("Enter")
    expect(student.locator(".pv-position")).to_have_text("1 / 1")
    context.close()
