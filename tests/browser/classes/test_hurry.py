"""A lesson in a hurry: double clicks, the wrong order, a lost connection; nothing happens twice or unseen."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.classes.conftest import School, answer, ask
from tests.browser.classes.test_lesson import press

pytestmark = pytest.mark.browser


def wall_of(school: School, teacher: Page, code: str) -> Page:
    """The projector's page, beside the teacher's."""
    wall = teacher.context.new_page()
    wall.goto(f"{school.address}/join?code={code}&view=projector")
    wall.locator(".pv-class-foot").get_by_text("Students:").wait_for()
    return wall


def test_a_double_click_does_one_thing(school: School) -> None:
    opening = school.page()
    opening.get_by_role("button", name="Open a class").dblclick()
    code = opening.locator(".pv-class-head .pv-class-code").first.inner_text().replace("-", "")
    student = school.page(f"/join?code={code}")
    student.get_by_role("button", name="Join").dblclick()
    student.locator(".pv-class-top").wait_for()
    expect(opening.locator(".pv-class-count")).to_have_text("Students: 1")
    opening.get_by_role("button", name="Ask the class").dblclick()
    for slow, name in ((0, "Close the round"), (0, "Answer again"), (700, "Close the round"), (0, "Reveal")):
        opening.wait_for_timeout(slow)
        opening.get_by_role("button", name=name).dblclick()
    expect(opening.get_by_role("button", name="Answer again")).to_be_visible()
    with opening.expect_download() as loaded:
        press(opening, "Results as CSV")
    header = loaded.value.path().read_text("utf-8-sig").splitlines()[0]
    assert header.split(",")[2:] == [
        "1 max_of_windows seed 1 level 1 round 1",
        "1 max_of_windows seed 1 level 1 round 2",
    ]


def test_a_key_that_is_held_presses_one_button(school: School) -> None:
    teacher, _code = school.teacher()
    ask(teacher)
    teacher.get_by_role("button", name="Close the round").focus()
    for _again in range(4):
        teacher.keyboard.down("Enter")
        teacher.wait_for_timeout(150)
    teacher.keyboard.up("Enter")
    expect(teacher.get_by_role("button", name="Answer again")).to_be_visible()
    expect(teacher.locator(".pv-class-round")).to_have_count(1)


def test_offered_answers_are_numbered_the_same_for_all_and_read_as_code(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    wall = wall_of(school, teacher, code)
    ask(teacher, "max_or_mean")
    expect(wall.get_by_text("2. nn.AvgPool2d(2)", exact=True)).to_be_visible()
    student.get_by_role("radio", name="2. nn.AvgPool2d(2)").check()
    press(student, "Send")
    expect(student.get_by_text("Sent: nn.AvgPool2d(2).")).to_be_visible()
    press(teacher, "Reveal the answer")
    for page in (teacher, wall, student):
        expect(page.locator(".pv-class-table th").first).to_have_text("2. nn.AvgPool2d(2) ✓ right")


def test_an_answer_waits_for_the_connection_and_is_there_in_every_tab(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    ask(teacher)
    student.locator("[name=answer]").fill("(1, 2)")
    student.context.set_offline(True)
    student.keyboard.press("Enter")
    said = student.locator(".pv-class-question .pv-class-whisper")
    expect(said).to_have_text("Not sent yet. It goes as soon as the server is reached.")
    student.context.set_offline(False)
    expect(said).to_contain_text("Sent: (1, 2).")
    expect(teacher.locator(".pv-class-answers")).to_have_text("1 of 1 answered")
    second = student.context.new_page()
    second.goto(f"{school.address}/join?code={code}")
    answer(second, "(0, 3)")
    expect(student.locator("[name=answer]")).to_have_value("(0, 3)")
    expect(said).to_contain_text("Sent: (0, 3).")


def test_neighbours_talk_about_a_closed_question_with_its_stage_before_them(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    ask(teacher)
    student.get_by_role("grid").wait_for()
    press(teacher, "Close the round")
    expect(student.get_by_text("The round is closed.")).to_be_visible()
    expect(student.get_by_role("gridcell")).to_have_count(16)
    expect(student.get_by_role("button", name="Send")).to_have_count(0)


def test_the_teacher_sees_the_round_and_what_is_refused_wherever_something_is_pressed(school: School) -> None:
    teacher, code = school.teacher()
    school.student(code)
    teacher.set_viewport_size({"width": 1366, "height": 768})
    teacher.get_by_role("button", name="Add to the plan").last.scroll_into_view_if_needed()
    teacher.get_by_role("button", name="Add to the plan").nth(1).click()
    expect(teacher.get_by_role("button", name="Next step")).to_be_in_viewport()
    ask(teacher)
    press(teacher, "Show it to the class")
    expect(teacher.get_by_text("The class is working on a question.")).to_be_in_viewport(ratio=1)
    expect(teacher.get_by_role("button", name="Reveal the answer")).to_be_in_viewport(ratio=1)


@pytest.mark.parametrize("size", [(1280, 720), (1920, 1080)])
def test_the_wall_is_filled_and_nothing_of_it_is_cut(school: School, size: tuple[int, int]) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    wall = wall_of(school, teacher, code)
    press(teacher, "Show it to the class")
    cell = wall.get_by_role("gridcell").first
    expect(cell).to_be_visible(timeout=15_000)
    wall.set_viewport_size(dict(zip(("width", "height"), size, strict=True)))
    assert_filled(wall)
    expect(wall.get_by_text("Open it as a page")).to_have_count(0)
    ask(teacher)
    answer(student, "(1, 2)")
    expect(wall.get_by_text("Which cell of the input")).to_be_visible()
    assert_filled(wall)
    press(teacher, "Reveal the answer")
    expect(wall.locator(".pv-class-table")).to_have_count(2)
    expect(wall.locator(".pv-position")).to_have_text("2 / 4")
    assert_filled(wall)


def assert_filled(wall: Page) -> None:
    """The room is neither scrolled nor half empty; its numbers are large."""
    wall.wait_for_timeout(600)
    room = wall.locator(".pv-class-room")
    spare = room.evaluate(
        "e => e.getBoundingClientRect().bottom - e.lastElementChild.getBoundingClientRect().bottom"
    )
    assert 0 <= spare <= 30
    assert room.evaluate("e => e.scrollHeight - e.clientHeight") == 0
    assert wall.get_by_role("gridcell").first.evaluate("e => e.offsetHeight") >= 31
