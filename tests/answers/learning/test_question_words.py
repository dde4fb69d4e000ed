"""What is said of a drawn question reads well in both languages, whatever was drawn."""

import re

import pytest

from poolviz import questions
from poolviz.questions import Question

SEEDS = range(3)
CODE = re.compile(r"`[^`]*`|“[^”]*”|[a-z]+_[a-z_]+(=\w+)?(, [a-z_]+)*")
ENGLISH = re.compile(r"\b[A-Za-z]+ [a-z]+ [a-z]+\b")


def spoken(question: Question, language: str) -> list[str]:
    """All sentences of a question: what it asks and offers, and every verdict."""
    verdicts = [question.grade(answer) for answer in (question.answer, *question.mistakes.values())]
    whys = [verdict.why(language) for verdict in verdicts]
    return [question.text(language), *question.offered(language), question.because(language), *whys]


def drawn(topic: str) -> list[Question]:
    return [questions.ask(topic, seed, level) for seed in SEEDS for level in (1, 2, 3)]


@pytest.mark.parametrize("topic", questions.TOPICS)
def test_chinese_has_no_english_sentence_and_no_gap_behind_its_stops(topic: str) -> None:
    for question in drawn(topic):
        for said in spoken(question, "zh"):
            assert not ENGLISH.search(CODE.sub("", said)), said
            assert not re.search(r"[。？：，] |：。|` ?, ?`", said), said


@pytest.mark.parametrize("topic", questions.TOPICS)
def test_english_names_every_answer_and_counts_in_plain_numbers(topic: str) -> None:
    for question in drawn(topic):
        for said in spoken(question, "en"):
            assert not re.search(r": ?\.$|\ba (8|11|18)\b|\d\.?\d*e[+-]\d|\(\d+,\)", said), said


def test_no_output_that_differs_is_called_none() -> None:
    none = next(one for one in drawn("relu_order") if not one.answer)
    assert none.because() == (
        "Before an average, ReLU turns each negative number into 0 first; "
        "for a max the order does not matter. The outputs that differ: none."
    )
    assert none.because("zh").endswith("不同的输出：无。")


def test_places_on_one_axis_are_single_numbers_and_are_read_back() -> None:
    question = questions.ask("adaptive_windows", 0, 1)
    assert "the last not included: 0, 1, 2." in question.because()
    assert question.grade("0, 1, 2").right
