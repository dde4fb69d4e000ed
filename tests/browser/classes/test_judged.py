"""The views of a class: accessible light and dark, on a phone, from the back row."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.app.sharing.read_size import too_small
from tests.browser.classes.conftest import School, answer, ask
from tests.browser.judged import CONTRAST, serious

pytestmark = pytest.mark.browser


def judged(page: Page) -> None:
    assert serious(page) == []
    page.emulate_media(color_scheme="dark")
    page.wait_for_timeout(300)
    assert serious(page, **CONTRAST) == []
    page.emulate_media(color_scheme="light")


def assert_fits(page: Page) -> None:
    assert page.evaluate("document.documentElement.scrollWidth - innerWidth") <= 0


def test_every_view_is_accessible_and_fits(school: School) -> None:
    lobby = school.page(viewport={"width": 360, "height": 740})
    lobby.get_by_role("button", name="Open a class").wait_for()
    judged(lobby)
    assert_fits(lobby)
    teacher, code = school.teacher()
    student = school.student(code, viewport={"width": 360, "height": 740})
    wall = teacher.context.new_page()
    wall.goto(f"{school.address}/join?code={code}&view=projector")
    ask(teacher)
    answer(student, "(1, 2)")
    judged(student)
    assert_fits(student)
    expect(teacher.locator(".pv-class-table").first).to_be_visible()
    judged(teacher)
    teacher.set_viewport_size({"width": 360, "height": 740})
    assert_fits(teacher)
    wall.keyboard.press("a")
    expect(wall.locator(".pv-class-table")).to_have_count(1)
    judged(wall)
    teacher.get_by_role("button", name="Reveal the answer").click()
    expect(wall.locator(".pv-class-table")).to_have_count(2)
    wall.locator(".pv-strip").wait_for()
    assert too_small(wall, ".pv-class-wall") == []
    expect(student.locator(".pv-class-table").first).to_be_visible()
    judged(student)
    assert_fits(student)


def test_the_wall_goes_blank_and_comes_back(school: School) -> None:
    teacher, code = school.teacher()
    wall = teacher.context.new_page()
    wall.goto(f"{school.address}/join?code={code}&view=projector")
    wall.locator(".pv-class-foot").get_by_text("Students: 0").wait_for()
    wall.keyboard.press("b")
    expect(wall.locator(".pv-class-code").first).to_be_hidden()
    wall.keyboard.press("x")
    expect(wall.locator(".pv-class-code").first).to_be_visible()
