"""The Practise page: the very question of a link, answers of every kind, what is said of them."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.questions import TOPICS, ask
from poolviz.questions.kinds import KINDS
from tests.pages.paged import page_at, run, said, spoken, stage

opened = page_at("pages/practise.py")


def typed(question: Any) -> str:
    """The right answer as somebody would type it."""
    return KINDS[question.kind].write(question.answer)


def give(app: AppTest, answer: Any) -> AppTest:
    field = app.radio[0] if app.radio else next(one for one in app.text_input if "answer" in str(one.key))
    field.set_value(answer)
    return press(app, "Check") if checks(app) else run(app)


def checks(app: AppTest) -> bool:
    return any(one.label in ("Check", "检查") for one in app.button)


def press(app: AppTest, label: str) -> AppTest:
    return run(next(one for one in app.button if one.label == label).click())


def verdict(app: AppTest) -> str:
    return "\n".join(one.value for one in (*app.success, *app.error, *app.warning))


def test_a_link_opens_the_very_question() -> None:
    app = opened(topic="flat_index", seed=3, level=2)
    assert ask("flat_index", 3, 2).text() in said(app)
    assert [grid["id"] for grid in stage(app)["grids"]] == ["input"]


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_the_right_answer_to_every_topic_is_called_right(topic: str, lang: str) -> None:
    question = ask(topic, 1, 1)
    with spoken(lang):
        app = give_in(opened(topic=topic, seed=1, lang=lang), question, lang)
    assert app.success[0].value.startswith("✓")
    assert not app.error


def give_in(app: AppTest, question: Any, lang: str) -> AppTest:
    answer = question.answer if question.kind == "choice" else typed(question)
    field = app.radio[0] if app.radio else next(one for one in app.text_input if "answer" in str(one.key))
    field.set_value(answer)
    return press(app, {"en": "Check", "zh": "检查"}[lang]) if checks(app) else run(app)


def test_a_wrong_answer_is_named_and_not_given_away() -> None:
    app = give(opened(topic="padding_value", seed=1), "0")
    question = ask("padding_value", 1, 1)
    assert verdict(app) == "✗ " + question.grade("0").betrays()
    assert [grid["id"] for grid in stage(app)["grids"]] == ["input"]
    assert "See it" not in str([one.proto.label for one in app.main.get("page_link")])


def test_what_cannot_be_read_is_no_wrong_answer() -> None:
    app = give(opened(topic="padding_value", seed=1), "many")
    assert "must be a number" in app.warning[0].value
    assert not app.error


def test_the_answer_is_shown_with_its_reason_and_the_whole_stage() -> None:
    app = press(opened(topic="padding_value", seed=1), "Show the answer")
    assert ask("padding_value", 1, 1).because() in said(app)
    assert [grid["id"] for grid in stage(app)["grids"]] == ["input", "output", "indices"]


def test_what_could_not_be_read_is_forgotten_once_the_answer_is_shown() -> None:
    app = press(give(opened(topic="padding_value", seed=1), "many"), "Show the answer")
    assert not app.warning


def test_a_hint_shows_the_windows_over_a_hidden_output() -> None:
    app = press(opened(topic="padding_value", seed=1), "Hint")
    assert stage(app)["options"]["hide"] is True
    assert stage(app)["links"]
    assert app.text_input


def test_the_next_question_is_in_the_address_and_the_same_for_all() -> None:
    first, second = (press(opened(about="sizes", topic="ceil_mode"), "Next question") for _time in range(2))
    assert dict(first.query_params) == dict(second.query_params)
    assert first.query_params["seed"] == ["1"] or first.query_params["seed"] == "1"


def test_the_record_counts_the_first_answer_to_a_question() -> None:
    app = give(opened(topic="padding_value", seed=1), "0")
    app = give(app, typed(ask("padding_value", 1, 1)))
    html = "".join(one.proto.body for one in app.main.get("html"))
    assert (html.count("✗"), html.count("✓")) == (1, 0)


def test_a_shown_answer_is_not_counted() -> None:
    app = press(opened(topic="padding_value", seed=1), "Show the answer")
    app = give(app, typed(ask("padding_value", 1, 1)))
    assert "pv-record" not in "".join(one.proto.body for one in app.main.get("html"))


@pytest.mark.parametrize("link", [{"topic": "<b>", "seed": "-1"}, {"level": "9", "about": "x"}])
def test_a_hostile_link_is_said_and_dropped(link: dict[str, str]) -> None:
    app = opened(**link)
    assert len(app.warning) == 2


def test_a_set_of_questions_can_be_taken_along() -> None:
    app = opened(about="sizes", topic="ceil_mode")
    labels = [one.proto.label for one in app.get("download_button")]
    assert labels == [
        "Worksheet A and B with keys, to print (HTML)",
        "Moodle (XML)",
        "Canvas (QTI)",
        "Anki (a deck of cards)",
        "JSON, for programs",
    ]
    assert "A layer for a given size" in said(app)


@pytest.mark.parametrize(("topic", "buttons"), [("winner", 0), ("max_of_windows", 0), ("flat_index", 1)])
def test_there_is_one_button_that_checks(topic: str, buttons: int) -> None:
    app = opened(topic=topic, seed=1)
    assert len([one for one in app.button if one.label == "Check"]) == buttons
    assert ("ask" in stage(app)) == (not buttons)
