"""A whole lesson in several browsers at once: two votes, and what nobody is to see too early."""

import pytest
from playwright.sync_api import Page, expect

from tests.browser.classes.conftest import School, answer, ask

pytestmark = pytest.mark.browser

PHONE = {"viewport": {"width": 360, "height": 740}, "has_touch": True, "is_mobile": True}


def press(page: Page, name: str) -> None:
    page.get_by_role("button", name=name, exact=True).click()


def bars(page: Page) -> list[str]:
    return [text.replace("\t", " ") for text in page.locator(".pv-class-table tr").all_inner_texts()]


def test_a_lesson_with_two_votes(school: School) -> None:
    teacher, code = school.teacher()
    with teacher.context.expect_page() as opened:
        press(teacher, "Open the view for the projector")
    wall = opened.value
    expect(wall.locator(".pv-class-code").first).to_have_text(f"{code[:3]}-{code[3:]}")
    students = [
        school.student(code, "<b>Ann</b>"),
        school.student(code, "Bo", **PHONE),
        school.student(code, "", locale="zh-CN"),
    ]
    expect(teacher.locator(".pv-class-count")).to_have_text("Students: 3")
    expect(students[2].get_by_text("你已加入")).to_be_visible()

    press(teacher, "Show it to the class")
    for page in (*students, wall):
        expect(page.get_by_role("gridcell").first).to_be_visible()

    ask(teacher)
    for student, said in zip(students, ("(1, 2)", "(0, 3) (1, 2)", "(0, 3)"), strict=True):
        answer(student, said)
    expect(wall.locator(".pv-class-foot")).to_contain_text("3 of 3 answered")
    expect(teacher.locator(".pv-class-table").first).to_contain_text("(0, 3) ✓ right")
    expect(teacher.locator(".pv-class-table").last).to_contain_text("You took the last of the equal maxima.")
    assert wall.locator(".pv-class-table").count() == 0
    wall.keyboard.press("a")
    expect(wall.locator(".pv-class-table")).to_have_count(1)
    assert "right" not in " ".join(bars(wall))
    wall.keyboard.press("a")
    expect(wall.locator(".pv-class-table:visible")).to_have_count(0)

    press(teacher, "Close the round")
    expect(students[0].get_by_text("The round is closed.")).to_be_visible()
    assert students[0].get_by_text("(0, 3)").count() == 0
    press(teacher, "Answer again")
    for student in students:
        answer(student, "(0, 3)")
    press(teacher, "Reveal the answer")
    for page in (*students, wall):
        expect(page.locator(".pv-class-round")).to_have_count(2)
        expect(page.locator(".pv-class-round").last).to_contain_text(
            "3 (100" if page != students[2] else "3（100"
        )
    expect(wall.get_by_text("Of equal maxima, torch takes the first, row by row: (0, 3).")).to_be_visible()
    expect(wall.locator(".pv-position")).to_have_text("2 / 4")  # the stage has moved to the reason
    assert not [page for page in (*students, wall, teacher) if "Ann" in page.content()]

    with teacher.expect_download() as loaded:
        press(teacher, "Results as CSV")
    rows = loaded.value.path().read_text("utf-8-sig").splitlines()
    assert rows[1] == '1,<b>Ann</b>,"(1, 2)","(0, 3)"'
    assert len(rows) == 4

    press(teacher, "End the class")
    press(teacher, "Yes, end it")
    for page in students:
        expect(page.locator(".pv-class-whisper").first).to_have_text(
            "This class is over." if page != students[2] else "本次课堂已结束。"
        )


def test_both_of_the_teachers_screens_turn_the_answers_on_the_projector(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    wall = teacher.context.new_page()
    wall.goto(f"{school.address}/join?code={code}&view=projector")
    secret = teacher.evaluate(f"JSON.parse(localStorage.getItem('poolviz.class.{code}')).teacher")
    tablet = school.page(f"/join?code={code}#teacher={secret}")
    ask(teacher)
    answer(student, "(0, 3)")
    expect(wall.locator(".pv-class-foot")).to_contain_text("1 of 1 answered")
    for screen in (teacher, tablet):
        expect(screen.get_by_text("The projector hides how the class answers.")).to_be_visible()
    expect(wall.locator(".pv-class-table")).to_have_count(0)
    turn = tablet.get_by_role("button", name="Show the answers on the projector")
    turn.focus()
    tablet.keyboard.press("Enter")
    expect(wall.locator(".pv-class-table")).to_have_count(1)
    expect(tablet.get_by_role("button", name="Hide the answers on the projector")).to_be_focused()
    expect(teacher.get_by_text("The projector shows how the class answers.")).to_be_visible()
    expect(wall.get_by_role("button", name="Hide the answers (A)")).to_be_visible()
    wall.reload()
    expect(wall.locator(".pv-class-table")).to_have_count(1)
    wall.keyboard.press("a")
    expect(wall.locator(".pv-class-table:visible")).to_have_count(0)
    for screen in (teacher, tablet):
        expect(screen.get_by_text("The projector hides how the class answers.")).to_be_visible()
    press(tablet, "Show the answers on the projector")
    press(tablet, "Close the round")
    press(tablet, "Answer again")
    expect(wall.get_by_role("button", name="Show the answers here (A)")).to_be_visible()
    press(tablet, "Reveal the answer")
    expect(tablet.get_by_role("button", name="on the projector")).to_have_count(0)


def test_an_answer_is_changed_while_the_round_is_open(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    ask(teacher, "output_size")
    answer(student, "8 × 8")
    answer(student, "7 × 7")
    expect(teacher.locator(".pv-class-table tr").first).to_contain_text("7 × 7")
    expect(teacher.locator(".pv-class-answers")).to_have_text("1 of 1 answered")
    student.locator("[name=answer]").fill("what?")
    student.keyboard.press("Enter")
    expect(student.locator(".pv-class-question .pv-class-whisper")).to_contain_text("must be")


def test_a_choice_is_answered_by_keyboard_alone(school: School) -> None:
    teacher, code = school.teacher()
    student = school.page("/join")
    student.keyboard.press("Tab")
    student.keyboard.type(f"{code[:3]} {code[3:]}".lower())
    student.keyboard.press("Tab")
    student.keyboard.type("Cy")
    student.keyboard.press("Enter")
    student.locator(".pv-class-top").wait_for()
    ask(teacher, "max_or_mean")
    student.get_by_role("radio").first.wait_for()
    for _stop in range(60):
        student.keyboard.press("Tab")
        if student.evaluate("document.activeElement.type") == "radio":
            break
    student.keyboard.press("Space")
    student.keyboard.press("Enter")
    expect(student.locator(".pv-class-question .pv-class-whisper")).to_contain_text("Sent:")
    expect(teacher.locator(".pv-class-answers")).to_have_text("1 of 1 answered")


def test_the_plan_of_a_lesson_is_gone_through_by_a_clicker(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    teacher.get_by_role("button", name="Add to the plan").nth(1).click()
    expect(teacher.locator(".pv-class-plan li")).to_have_count(1)
    teacher.get_by_role("combobox", name="Topic").select_option("output_size")
    teacher.get_by_role("button", name="Add to the plan").first.click()
    with teacher.context.expect_page() as opened:
        press(teacher, "Open the view for the projector")
    wall = opened.value
    wall.locator(".pv-class-foot").get_by_text("step 0 / 2").wait_for()
    wall.keyboard.press("PageDown")
    expect(student.get_by_role("grid").first).to_be_visible()
    wall.keyboard.press("PageDown")
    expect(student.locator("[name=answer]")).to_be_visible()
    expect(wall.locator(".pv-class-foot")).to_contain_text("step 2 / 2")
    expect(teacher.locator(".pv-class-plan li.is-now")).to_contain_text("Output size")
    kept = "code => JSON.parse(localStorage.getItem(`poolviz.class.${code}`)).teacher"
    secret = teacher.evaluate(kept, code)
    tablet = school.page(f"/join?code={code}#teacher={secret}")  # the teacher's link, on another machine
    expect(tablet.locator(".pv-class-plan li.is-now")).to_contain_text("Output size")
    tablet.get_by_role("button", name="Step back").click()
    expect(wall.locator(".pv-class-foot")).to_contain_text("step 1 / 2")
    tablet.get_by_role("button", name="Remove step 2").click()
    expect(teacher.locator(".pv-class-plan li")).to_have_count(1)


def test_students_answer_on_their_own_stage(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    ask(teacher)
    student.get_by_role("grid").get_by_role("gridcell").nth(3).click()
    press(student, "Send ⏎")
    expect(student.locator(".pv-class-question .pv-class-whisper")).to_contain_text("Sent: (0, 3).")
    expect(teacher.locator(".pv-class-table tr").first).to_contain_text("(0, 3) ✓ right")


def test_the_very_stage_that_is_shown_is_asked_about(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    teacher.get_by_role("textbox", name="Link or address").fill(f"{school.address}/windows?k=2&lang=zh")
    teacher.get_by_role("combobox", name="Question").select_option("The whole output")
    press(teacher, "Ask about it")
    expect(student.get_by_text("What is its output?")).to_be_visible()
    student.locator("[name=answer]").fill("2 3\n5 3")
    student.keyboard.press("Control+Enter")
    expect(teacher.locator(".pv-class-table tr").first).to_contain_text("✓ right")
    press(teacher, "Reveal the answer")
    expect(student.get_by_text("The output is 2 3; 5 3.")).to_be_visible()
    expect(student.locator(".pv-stage").get_by_text("Output", exact=True)).to_be_visible()


def test_what_a_field_of_the_teacher_cannot_say_is_refused_in_words(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    seed = teacher.get_by_role("spinbutton", name="Number of the question")
    said = teacher.locator(".pv-class-ask > .pv-class-whisper")
    for wrong in ("-7", "1000000", "2.5", ""):
        seed.fill(wrong)
        press(teacher, "Ask the class")
        expect(said).to_have_text("Number of the question: a whole number from 0 to 999999.")
        expect(seed).to_be_focused()
        teacher.get_by_role("button", name="Add to the plan").first.click()
    seed.fill("3")
    teacher.get_by_role("combobox", name="Topic").focus()
    expect(said).to_have_text("")
    address = teacher.get_by_role("textbox", name="Link or address")
    refused = teacher.locator(".pv-class-showing > .pv-class-whisper")
    for wrong, why in (
        ("windows?k=-7", "k: a whole number from"),
        ("nowhere", "There is no page"),
        ("http://", "There is no page"),
    ):
        address.fill(wrong)
        teacher.get_by_role("button", name="Add to the plan").nth(1).click()
        expect(refused).to_contain_text(why)
    address.fill("windows?k=3")
    teacher.get_by_role("combobox", name="Question").select_option("One value of the output")
    teacher.get_by_role("spinbutton", name="Which value").fill("1")
    teacher.get_by_role("button", name="Add to the plan").nth(2).click()
    expect(refused).to_contain_text("numbered from 0 to 0, but got 1")
    expect(teacher.locator(".pv-class-plan li")).to_have_count(0)
    expect(student.get_by_text("Your teacher will show something soon.")).to_be_visible()


def test_a_code_that_is_none_is_not_sent(school: School) -> None:
    page = school.page("/join")
    for wrong in ("123", "BCX"):
        page.locator("input[name=code]").fill(wrong)
        page.get_by_role("button", name="Join").click()
        expect(page.locator(".pv-class-join .pv-class-whisper")).to_have_text(
            "The code of a class has 7 letters, such as BCX-KCJB."
        )


def test_a_page_that_a_question_keeps_from_the_class_is_not_shown_in_silence(school: School) -> None:
    teacher, code = school.teacher()
    school.student(code)
    ask(teacher)
    press(teacher, "Show it to the class")
    expect(teacher.get_by_text("The class is working on a question.")).to_be_visible()


# The class says a second late what is before it.
LATE = """
  const listen = EventSource.prototype.addEventListener;
  EventSource.prototype.addEventListener = function (name, heard) {
    listen.call(this, name, name === "state" ? (event) => setTimeout(heard, 1000, event) : heard);
  };
"""


def test_a_page_that_is_shown_at_once_after_a_question_is_not_kept_in_silence(school: School) -> None:
    teacher, code = school.teacher()
    school.student(code)
    teacher.add_init_script(LATE)
    teacher.reload()
    teacher.get_by_role("button", name="Back to the class").click()
    expect(teacher.get_by_text("Students: 1")).to_be_visible()
    ask(teacher)
    press(teacher, "Show it to the class")
    expect(teacher.get_by_text("The class is working on a question.")).to_be_visible()
