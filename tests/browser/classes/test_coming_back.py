"""Who is late, reloads, sleeps, opens a second tab or loses the server comes back to where the class is."""

import pytest
from playwright.sync_api import Route, expect

from tests.browser.classes.conftest import School, answer, ask

pytestmark = pytest.mark.browser


def test_late_reloading_and_second_tabs_are_where_the_class_is(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    ask(teacher)
    answer(student, "(1, 2)")
    late = school.student(code)
    expect(late.locator("[name=answer]")).to_have_value("")
    student.reload()
    expect(student.locator("[name=answer]")).to_have_value("(1, 2)")
    second = student.context.new_page()
    second.goto(f"{school.address}/join?code={code}")
    expect(second.locator("[name=answer]")).to_have_value("(1, 2)")
    answer(second, "(0, 3)")
    expect(teacher.locator(".pv-class-count")).to_have_text("Students: 2")
    expect(teacher.locator(".pv-class-answers")).to_have_text("1 of 2 answered")
    expect(teacher.locator(".pv-class-table tr")).to_have_count(1)


def test_what_was_sent_from_the_cells_is_there_again_after_a_reload(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    ask(teacher)
    cells = student.locator(".pv-stage").get_by_role("gridcell")
    cells.nth(3).click()
    student.get_by_role("button", name="Send ⏎").click()
    said = student.locator(".pv-class-question .pv-class-whisper")
    expect(said).to_contain_text("Sent: (0, 3).")
    expect(student.locator("[name=answer]")).to_have_value("(0, 3)")
    student.reload()
    expect(cells.nth(3)).to_have_attribute("data-mark", "chosen")
    expect(cells.nth(0)).not_to_have_attribute("data-mark", "chosen")
    expect(said).to_contain_text("Sent: (0, 3). You can change it")
    cells.nth(3).click()
    cells.nth(6).click()
    student.get_by_role("button", name="Send ⏎").click()
    expect(said).to_contain_text("Sent: (1, 2).")
    expect(teacher.locator(".pv-class-table").first.locator("tr")).to_have_count(1)
    expect(teacher.locator(".pv-class-table").first).to_contain_text("(1, 2)")


def test_an_answer_that_is_typed_is_seen_in_the_cells_and_after_a_reload(school: School) -> None:
    teacher, code = school.teacher()
    student = school.student(code)
    teacher.get_by_role("textbox", name="Link or address").fill("windows?k=2")
    teacher.get_by_role("combobox", name="Question").select_option("The whole output")
    teacher.get_by_role("button", name="Ask about it").click()
    student.locator("[name=answer]").fill("2 3\n5 4")
    student.keyboard.press("Control+Enter")
    output = student.get_by_role("grid", name="Your output").get_by_role("gridcell")
    expect(output).to_have_text(["2✎", "3✎", "5✎", "4✎"])
    student.reload()
    expect(output).to_have_text(["2✎", "3✎", "5✎", "4✎"])
    expect(student.locator(".pv-class-question .pv-class-whisper")).to_contain_text("You can change it")


def test_a_server_that_is_killed_in_a_round_goes_on_with_it(school: School) -> None:
    teacher, code = school.teacher()
    students = [school.student(code) for _student in range(2)]
    ask(teacher)
    answer(students[0], "(0, 3)")
    school.kill()
    expect(students[1].locator(".pv-class-line")).to_contain_text("cannot be reached")
    school.start()
    expect(students[1].locator(".pv-class-line")).to_have_text("", timeout=20_000)
    answer(students[1], "(1, 2)")
    expect(teacher.locator(".pv-class-answers")).to_have_text("2 of 2 answered", timeout=20_000)


def test_where_a_proxy_holds_events_back_the_page_asks(school: School) -> None:
    teacher, code = school.teacher()
    student = school.page(f"/join?code={code}")

    def hold(route: Route) -> None:
        if route.request.resource_type == "eventsource":
            route.fulfill(content_type="text/event-stream", body=": nothing\n\n")
        else:
            route.continue_()

    student.route("**/events*", hold)
    student.keyboard.press("Tab")
    student.get_by_role("button", name="Join").click()
    student.locator(".pv-class-top").wait_for()
    ask(teacher)
    answer(student, "(0, 3)")
    expect(student.locator(".pv-class-line")).to_have_text("")


def test_the_teachers_link_opens_the_class_on_another_machine_and_hides_its_secret(school: School) -> None:
    teacher, code = school.teacher()
    secret = teacher.evaluate(f"JSON.parse(localStorage.getItem('poolviz.class.{code}')).teacher")
    other = school.page(f"/join?code={code}#teacher={secret}")
    expect(other.get_by_role("heading", level=2).first).to_contain_text("Your class")
    assert secret not in other.url
    ask(other)
    expect(teacher.locator(".pv-class-answers")).to_have_text("0 of 0 answered")
    stranger = school.page(f"/join?code={code}#teacher=aaaaaaaaaaaaaaaaaaaaaa")
    expect(stranger.get_by_text("does not know this browser")).to_be_visible()


def test_a_wrong_code_says_so(school: School) -> None:
    page = school.page("/join?code=BCDFGHJ")
    page.get_by_role("button", name="Join").click()
    expect(page.locator(".pv-class-join .pv-class-whisper")).to_contain_text("no class has this code")
