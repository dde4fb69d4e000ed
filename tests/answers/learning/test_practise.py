"""What the Practise page asks next, and that its stage never holds the answer."""

import pytest

from poolviz.answers.learning.practise import answer, fields, following, topics_about
from poolviz.answers.learning.stages import (
    Given,
    answered_stage,
    asked_on,
    explained,
    question_stage,
    read_given,
)
from poolviz.answers.settings.fields import read
from poolviz.questions import TOPICS, ask
from poolviz.questions.topics.titles import SUBJECTS, TITLES

START = {"topic": "winner", "seed": 4, "level": "1", "about": "all"}


def test_every_topic_has_a_title_and_one_subject() -> None:
    assert sorted(TITLES) == sorted(TOPICS)
    assert sum(len(topics) for _title, topics in SUBJECTS.values()) == len(TOPICS)


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("level", [1, 2, 3])
def test_a_stage_that_asks_sends_the_input_alone(topic: str, level: int) -> None:
    values, problems = read(fields(), {"topic": topic, "seed": "7", "level": str(level)})
    assert problems == []
    shown = answer(values).stage
    ids = [grid.id for grid in shown.grids]
    assert ids in (["input"], ["input", "output"] if shown.ask else [], [])
    assert bool(ids) == (ask(topic, 7, level).x is not None)
    assert all(grid.frame is None and grid.rule is None for grid in shown.grids)
    assert shown.links == ()
    assert [set(grid.texts or ()) for grid in shown.grids if grid.id == "output"] in ([], [{"?"}])


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("seed", range(5))
def test_the_right_answer_given_on_the_stage_is_right_and_marked_so(topic: str, seed: int) -> None:
    question = ask(topic, seed, 1 + seed % 3)
    asked = asked_on(question)
    if asked is None:
        return
    made = explained(question)
    assert made is not None
    plane = (made[0].output if asked[1] == "output" else made[0].input)[made[1]]
    if asked[0] == "values":
        texts = [f"{value:.6f}" for row in question.answer for value in row]
    else:
        right = {(0, *cell)[-2:] for cell in question.answer}
        texts = ["x" if divmod(i, plane.shape[1]) in right else "" for i in range(plane.numel())]
    verdict = question.grade(read_given(question, texts))
    assert verdict.right
    shown = question_stage(question, Given(texts, verdict)).ask
    assert shown is not None
    assert set(shown.marks) <= {"right", ""}
    assert shown.right
    assert shown.said == verdict.why()


def test_the_whole_stage_has_output_and_windows() -> None:
    shown = answered_stage(ask("flat_index", 3, 3))
    assert [grid.id for grid in shown.grids] == ["input", "output", "indices"]
    assert shown.links


def test_the_same_record_gives_the_same_next_question_and_never_the_same_topic_twice_in_a_row() -> None:
    after = following(START, {})
    assert after == following(START, {})
    assert after["topic"] != "winner"
    assert after["seed"] == 5


def test_the_next_question_is_another_one_also_where_a_topic_has_few() -> None:
    values: dict[str, object] = {"topic": "make_input", "seed": 0, "level": "1", "about": "one"}
    for _turn in range(20):
        before = ask("make_input", int(str(values["seed"])), 1).text()
        values = following(values, {})
        assert ask("make_input", int(str(values["seed"])), 1).text() != before


def test_what_went_wrong_comes_back() -> None:
    record = {"shift": [False], "winner": [True, True], "divisor": [True, False]}
    assert topics_about("wrong", "winner", record) == ["divisor", "shift"]
    assert topics_about("wrong", "winner", {"winner": [True]}) == list(TOPICS)
    assert topics_about("one", "winner", record) == ["winner"]


def test_the_last_seed_is_followed_by_the_first() -> None:
    assert following({**START, "seed": 999_999}, {})["seed"] == 0
