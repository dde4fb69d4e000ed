"""The Ask page and the field in the menu."""

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.asking.page import notes
from poolviz.ui.shared.frame import ask_field
from tests.pages.paged import page_at, run, said

opened = page_at("pages/ask.py")


def test_a_link_carries_the_question_and_its_answers() -> None:
    app = opened(q="recptive feild")
    assert "**receptive field**" in said(app)
    assert app.sidebar.text_input(key="ask_field").value == "recptive feild"


def test_without_a_question_there_is_the_glossary_in_both_languages() -> None:
    assert "**tap**" in said(opened())
    assert "**取样点**" in said(opened(lang="zh"))


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", ":red[x] $a$", "zzqqxx"])
def test_a_hostile_question_is_answered_by_a_page(text: str) -> None:
    app = opened(q=text)
    assert "<script" not in said(app)


def test_what_is_typed_into_the_menu_is_asked() -> None:
    app = opened(q="stride")
    app = run(app.sidebar.text_input(key="ask_field").set_value("dilation"))
    assert dict(app.query_params)["q"] in ("dilation", ["dilation"])
    assert "dilation" in said(app)


def ask(app: AppTest, text: str) -> AppTest:
    return run(app.sidebar.text_input(key="ask_field").set_value(text))


def test_what_is_asked_leads_to_its_answer_though_another_run_comes_between(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    app = page_at("pages/windows.py")()
    with monkeypatch.context() as between:
        between.setattr(ask_field.st, "switch_page", lambda *_args, **_more: None)
        ask(app, "padding")
    assert dict(run(app).query_params)["q"] in ("padding", ["padding"])


def test_the_same_is_asked_again_after_the_field_was_emptied() -> None:
    app = ask(page_at("pages/windows.py")(), "padding")
    assert "**padding**" in said(app)
    app = ask(run(app.switch_page("pages/windows.py")), "")
    assert "**padding**" in said(ask(app, "padding"))


@pytest.mark.parametrize(("lang", "begins"), [("en", "For teachers."), ("zh", "写给教师。")])
def test_the_notes_for_teachers_can_be_read_in_both_languages(lang: str, begins: str) -> None:
    app = opened(notes="true", lang=lang)
    assert begins in said(app)
    assert next(one.value.count("\n## ") for one in app.markdown) == notes("en").count("\n## ")
