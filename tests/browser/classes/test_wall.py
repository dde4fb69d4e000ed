"""The projector of a class: its keys wherever somebody clicked, and what it says when the class is over."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser.classes.conftest import School, ask
from tests.browser.classes.test_hurry import wall_of
from tests.browser.classes.test_lesson import press

pytestmark = pytest.mark.browser


def end(teacher: Page) -> None:
    press(teacher, "End the class")
    press(teacher, "Yes, end it")


def test_the_wall_says_that_the_class_is_over_and_opens_the_next_one(school: School) -> None:
    teacher, code = school.teacher()
    wall = wall_of(school, teacher, code)
    end(teacher)
    for _again in range(2):
        expect(wall.get_by_role("heading", name="This class is over.")).to_be_visible()
        expect(wall.get_by_role("textbox")).to_have_count(0)
        assert "code=" not in wall.url
        wall.reload()
    expect(wall.get_by_role("link", name="Leave")).to_be_visible()
    wall.get_by_role("button", name="Open a class").press("Enter")
    wall.locator(".pv-class-foot").get_by_text("Students: 0").wait_for()
    shown = wall.locator(".pv-class-code").first.inner_text()
    assert shown.replace("-", "") != code
    assert f"code={shown.replace('-', '')}" in wall.url
    teacher.get_by_role("button", name=f"Back to the class {shown}").click()
    expect(teacher.get_by_role("heading", name=f"Your class {shown}")).to_be_visible()


def test_the_wall_goes_on_with_the_class_that_the_teacher_opens_next(school: School) -> None:
    teacher, code = school.teacher()
    wall = wall_of(school, teacher, code)
    end(teacher)
    expect(wall.get_by_role("heading", name="This class is over.")).to_be_visible()
    press(teacher, "Open a class")
    shown = teacher.locator(".pv-class-head .pv-class-code").first.inner_text()
    expect(wall.locator(".pv-class-code").first).to_have_text(shown)


def test_a_wall_of_a_class_that_is_gone_says_so_in_chinese(school: School) -> None:
    wall = school.page("/join?code=BCDFGHJ&view=projector", locale="zh-CN")
    expect(wall.get_by_role("heading", name="本次课堂已结束。")).to_be_visible()


def test_a_clicker_goes_through_the_plan_also_after_a_click_on_the_stage(school: School) -> None:
    teacher, code = school.teacher()
    wall = wall_of(school, teacher, code)
    teacher.get_by_role("button", name="Add to the plan").nth(1).click()
    teacher.get_by_role("combobox", name="Topic").select_option("winner")
    teacher.get_by_role("button", name="Add to the plan").first.click()
    wall.locator(".pv-class-foot").get_by_text("step 0 / 2").wait_for()
    wall.keyboard.press("PageDown")
    wall.get_by_role("gridcell").first.click()
    wall.keyboard.press("b")
    expect(wall.locator(".pv-class-code").first).to_be_hidden()
    wall.keyboard.press("PageDown")  # the screen comes back first
    expect(wall.locator(".pv-class-foot")).to_contain_text("step 1 / 2")
    wall.keyboard.press("PageDown")
    expect(wall.locator(".pv-class-foot")).to_contain_text("step 2 / 2")
    expect(wall.get_by_text("Which cell of the input")).to_be_visible()


def test_without_a_plan_a_clicker_goes_from_window_to_window_and_arrows_always_do(school: School) -> None:
    teacher, code = school.teacher()
    wall = wall_of(school, teacher, code)
    press(teacher, "Show it to the class")
    position = wall.locator(".pv-position")
    expect(position).to_have_text("1 / 4")
    wall.keyboard.press("PageDown")
    expect(position).to_have_text("2 / 4")
    teacher.get_by_role("button", name="Add to the plan").nth(1).click()
    wall.locator(".pv-class-foot").get_by_text("step 0 / 1").wait_for()
    wall.keyboard.press("ArrowRight")
    expect(position).to_have_text("3 / 4")
    ask(teacher)
    expect(wall.get_by_text("Which cell of the input")).to_be_visible()


def test_a_server_that_nobody_reaches_says_what_is_missing_and_no_address(school: School) -> None:
    school.kill()
    school.start(POOLVIZ_ADDRESS="")
    teacher, code = school.teacher()
    wall = wall_of(school, teacher, code)
    for page in (teacher, wall):
        expect(page.locator(".pv-class-code").first).to_have_text(f"{code[:3]}-{code[3:]}")
        expect(page.locator(".pv-class-missing")).to_contain_text(
            re.compile("no network|this computer alone")
        )
        assert "127.0.0.1" not in page.locator("body").inner_text()
        expect(page.get_by_role("img")).to_have_count(0)
    press(teacher, "Copy the teacher's link")
    expect(teacher.locator(".pv-class-held > .pv-class-whisper")).to_contain_text("network")


def test_a_page_without_a_stage_stands_on_the_wall_as_it_is(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    wall = wall_of(school, teacher, code)
    teacher.get_by_role("combobox", name="Page").select_option("Learn")
    teacher.get_by_role("textbox", name="Link or address").fill("learn?lesson=windows&step=1")
    press(teacher, "Show it to the class")
    frame = wall.get_by_title("Learn")
    expect(frame).to_have_attribute(
        "src", re.compile(r"/learn\?lesson=windows&step=1&embed=true&lang=en&large=true")
    )
    expect(student.get_by_text("Your teacher shows the page Learn.")).to_be_visible()
    expect(student.get_by_role("link", name="Open it as a page of your own")).to_be_visible()
    box = frame.bounding_box()
    assert box is not None
    assert box["height"] > 450
