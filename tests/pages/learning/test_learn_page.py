"""The Learn page: lessons step by step, with a trail that a link carries; a lesson of one's own."""

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.lessons.page import lessons, uploaded
from poolviz.sources.lessons.writing import lesson_text
from tests.pages.paged import page_at, run, said, spoken, stage

opened = page_at("pages/learn.py")


def press(app: AppTest, label: str, at: int = 0) -> AppTest:
    return run([one for one in app.button if one.label == label][at].click())


def html(app: AppTest) -> str:
    return "".join(one.proto.body for one in app.main.get("html"))


def test_all_lessons_are_offered_and_the_first_stands_out() -> None:
    app = opened()
    assert len({one.label for one in app.button if one.label.startswith("Begin *")}) == 12
    assert "**1. What a window is**" in said(app)


@pytest.mark.parametrize("language", ["en", "zh"])
@pytest.mark.parametrize("key", [lesson.key for lesson in lessons("en").lessons])
def test_a_lesson_is_walked_to_its_end(key: str, language: str) -> None:
    lesson = lessons(language).find(key)
    assert lesson is not None
    words = {"en": ("Next step", "Finish"), "zh": ("下一步", "完成")}[language]
    with spoken(language):
        app = opened(lesson=key, lang=language)
        for number, step in enumerate(lesson.steps, 1):
            assert step.text in said(app)
            assert f"{number}" in html(app)
            app = press(app, words[number == len(lesson.steps)])
    assert "✓" in said(app)
    assert dict(app.query_params)["done"] in (key, [key])


def test_a_step_that_hides_shows_its_stage_hidden_and_goes_on() -> None:
    app = opened(lesson="windows", step=1)
    assert stage(app)["options"]["hide"] is True
    assert any(one.label == "Next step" for one in app.button)


def test_what_torch_refuses_is_said() -> None:
    app = opened(lesson="padding", step=3)
    assert any("half" in one.value for one in app.warning)


def test_a_link_carries_what_is_done_and_leaving_keeps_it() -> None:
    app = press(opened(lesson="stride", step=2, done="windows"), "Leave")
    assert dict(app.query_params) in ({"done": "windows"}, {"done": ["windows"]})
    assert any(one.label == "Again *What a window is*" for one in app.button)


def test_a_question_of_a_step_is_answered_there() -> None:
    app = opened(lesson="stride", step=3)
    field = next(one for one in app.text_input if "answer" in str(one.key))
    field.set_value("7 x 7")
    app = press(app, "Check")
    assert app.success[0].value.startswith("✓")


@pytest.mark.parametrize("link", [{"lesson": "<b>", "done": "<i>.x"}, {"lesson": "windows", "step": "99"}])
def test_a_hostile_link_shows_a_page(link: dict[str, str]) -> None:
    assert opened(**link).title[0].value


def test_home_leads_to_the_first_lesson_in_one_line_and_one_button() -> None:
    app = page_at("home.py")()
    assert "New here?" in said(app)
    assert [one.label for one in app.main.button] == ["Start learning"]


def test_a_lesson_is_made_of_the_pages_just_seen() -> None:
    app = page_at("pages/windows.py")(k=3, ceil="true", x="1 2;3 4")
    app.switch_page("pages/unpooling.py")
    app = run(app)
    app.switch_page("pages/learn.py")
    app = run(app)
    (button,) = [one for one in app.get("download_button") if "just seen" in one.proto.label]
    assert not button.proto.disabled
    pages = seen_in(app)
    text = lesson_text("Mine", "en", pages, "Look.")
    steps = uploaded(text.encode(), "mine").steps
    assert steps[0].address == "/windows?k=3&ceil=true&x=1%202%3B3%204"
    assert [step.address.partition("?")[0] for step in steps] == ["/windows", "/unpooling"]


def seen_in(app: AppTest) -> list[tuple[str, str]]:
    return list(app.session_state["pages_seen"])
