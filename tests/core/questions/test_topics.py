"""Every topic over many seeds: the answer is graded right, every mistake is recognised by its name."""

import itertools
import os
from contextlib import suppress

import pytest

from poolviz.errors import PoolvizError
from poolviz.questions import TOPICS, ask
from poolviz.questions.ask import apart
from poolviz.questions.kinds import KINDS
from poolviz.questions.topic import LEVELS, Task, Topic

# POOLVIZ_SEEDS=1000 is what `make soak` takes.
SEEDS = range(int(os.environ.get("POOLVIZ_SEEDS", "20")))
HOSTILE = [
    "",
    "<b>",
    "\ud800",
    "9" * 3000,
    "()",
    "nan nan",
    None,
    {},
    [[]],
    object(),
    1e400,
    -1,
    "9" * 1000,
    10**1000,
]


@pytest.mark.parametrize("level", LEVELS)
@pytest.mark.parametrize("topic", TOPICS)
def test_the_answer_is_right_and_every_mistake_has_its_name(topic: str, level: int) -> None:
    seen = set()
    for seed in SEEDS:
        q = ask(topic, seed, level)
        seen.update(q.mistakes)
        assert q.grade(q.answer).right, (seed, q.answer)
        for name, wrong in q.mistakes.items():
            found = q.grade(wrong)
            assert (found.right, found.mistake) == (False, name), (seed, wrong)
    assert seen <= set(q.about.mistakes)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_mistake_of_a_topic_occurs(topic: str) -> None:
    drawn = (ask(topic, seed, level) for seed in range(40) for level in LEVELS)
    assert set().union(*(q.mistakes for q in drawn)) == set(ask(topic).about.mistakes)


@pytest.mark.parametrize("topic", TOPICS)
def test_every_sentence_is_whole_in_both_languages(topic: str) -> None:
    for seed, level in itertools.product(range(10), LEVELS):
        q = ask(topic, seed, level)
        verdicts = [q.grade(q.answer), *(q.grade(wrong) for wrong in q.mistakes.values())]
        for language in ("en", "zh"):
            texts = [q.text(language), *q.offered(language), *(verdict.why(language) for verdict in verdicts)]
            assert all(texts)
            assert not any("{" in text or "}" in text for text in texts), texts
        assert q.text("en") != q.text("zh")


@pytest.mark.parametrize("topic", TOPICS)
def test_the_same_arguments_give_the_same_question_and_levels_differ(topic: str) -> None:
    for level in LEVELS:
        one, again = ask(topic, 7, level), ask(topic, 7, level)
        assert str((one.answer, one.mistakes, one.text())) == str(
            (again.answer, again.mistakes, again.text())
        )
    texts = [{ask(topic, seed, level).text() for seed in range(30)} for level in LEVELS]
    assert not set.intersection(*texts) or len(set.union(*texts)) > 30


@pytest.mark.parametrize("topic", TOPICS)
@pytest.mark.parametrize("hostile", HOSTILE)
def test_an_answer_that_cannot_be_read_is_no_wrong_answer(topic: str, hostile: object) -> None:
    with suppress(PoolvizError):
        assert not ask(topic).grade(hostile).right


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("output_size", 0, 4), "`level` must be 1, 2 or 3, but got 4"),
        (("output_size", 0, 0), "`level` must be 1, 2 or 3, but got 0"),
        (("output_size", "a"), "`seed` must be a whole number, but got a"),
        (("output_size", True), "`seed` must be a whole number, but got True"),
    ],
    ids=str,
)
def test_what_is_no_question_is_refused(arguments: tuple, said: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        ask(*arguments)
    assert str(caught.value) == said


def test_another_language_is_refused() -> None:
    with pytest.raises(PoolvizError, match="`language` must be one of"):
        ask("output_size").text("xx")


def test_kinds_are_those_of_the_contract() -> None:
    assert set(KINDS) == {"number", "size", "cells", "matrix", "choice", "code"}


def test_an_unknown_topic_is_told_which_there_are() -> None:
    with pytest.raises(PoolvizError, match=f"must be one of {', '.join(TOPICS)}, but got nothing$"):
        ask("nothing")


def test_without_a_seed_and_a_level_it_is_the_first_question() -> None:
    q, first = ask("output_size"), ask("output_size", 0, 1)
    assert (q.seed, q.level, q.topic) == (0, 1, "output_size")
    assert (q.text(), q.answer) == (first.text(), first.answer)
    assert {ask("output_size", seed).text() for seed in (1, 2, 3)}.isdisjoint({q.text()})


@pytest.mark.parametrize(
    ("kind", "drawn", "told"),
    [
        ("number", Task(1, {"one": 2, "other": 3}), True),
        ("number", Task(1, {"one": 1.0}), False),
        ("number", Task(1, {"one": 2, "other": 2.0}), False),
        ("number", Task(1, {}), False),
        ("number", Task(1, {}, judge=bool), True),
        ("number", Task(1, {"one": 1}, judge=bool), False),
        ("cells", Task(set(), {"one": {(0, 1)}}), True),
        ("cells", Task({(0,)}, {"one": {(1,)}, "other": {(0,), (1,)}}), True),
        ("matrix", Task([[1]], {"one": [[1, 2]], "other": [[1], [2]]}), True),
    ],
)
def test_a_draw_is_a_question_where_all_its_answers_differ(kind: str, drawn: Task, told: bool) -> None:
    assert apart(kind, drawn) is told


def test_a_topic_that_draws_no_question_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    draws: list[int] = []
    never = Topic("never", "number", "windows", "", "", {}, lambda _rng, level: draws.append(level))
    monkeypatch.setitem(ask.__globals__["_TOPICS"], "never", never)
    with pytest.raises(AssertionError, match=r"^never, level 2: no draw tells its mistakes apart$"):
        ask("never", level=2)
    assert draws == [2] * 1000
