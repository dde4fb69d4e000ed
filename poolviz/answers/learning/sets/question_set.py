"""A set of questions to take away, drawn by a seed, and the choices that formats without a stage offer."""

import itertools
import random
from collections.abc import Container, Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from poolviz.answers.learning.stages import asks, question_stage
from poolviz.errors import PoolvizError
from poolviz.questions import TOPICS, Question, ask
from poolviz.questions.kinds import KINDS
from poolviz.texts import N_, speaking
from poolviz.views.stage.wire.stage import Stage

MOST = 60
VARIANTS = ("A", "B")
STEP = 100_000  # between the seeds of two variants
TRIES = 60  # draws of a topic, at most, until one asks what no other of the set does


@dataclass(frozen=True)
class QuestionSet:
    """So many questions from `topics`, at a level, in a language; the same seed, the same set."""

    topics: tuple[str, ...]
    level: int
    number: int
    seed: int
    language: str = "en"

    def questions(self, variant: str = "A") -> tuple[Question, ...]:
        """Return the questions: topic after topic, of variant B the same topics with other numbers.

        No two of them are alike; a topic that has no further one is left out, so that there may be fewer.
        PoolvizError where a topic is unknown, or the number is not from 1 to MOST.

        >>> QuestionSet(("winner", "shift"), 1, 3, 5).questions()[2].topic
        'winner'
        """
        if not self.topics or set(self.topics) - set(TOPICS):
            raise PoolvizError(N_("`topics` must be some of those that can be asked"))
        if not 1 <= self.number <= MOST:
            raise PoolvizError(
                N_("`number` must be from 1 to {most}, but got {got}"), most=MOST, got=self.number
            )
        return _drawn(self, variant)


@lru_cache(maxsize=16)
def _drawn(asked: QuestionSet, variant: str) -> tuple[Question, ...]:
    """Return the questions of a set; those of B are also other ones than those of A beside them."""
    beside = [asks(one) for one in _drawn(asked, VARIANTS[0])] if variant != VARIANTS[0] else []
    first = asked.seed + STEP * VARIANTS.index(variant)
    found: dict[Any, Question] = {}
    spent = set()
    for at, topic in zip(range(asked.number), itertools.cycle(asked.topics), strict=False):
        if topic in spent:
            continue
        drawn = (ask(topic, first + at + MOST * again, asked.level) for again in range(TRIES))
        other = beside[len(found)] if len(found) < len(beside) else None
        new = _new(drawn, found, other)
        if new is None:
            spent.add(topic)
        else:
            found[asks(new)] = new
    return tuple(found.values())


def _new(drawn: Iterable[Question], found: Container[Any], other: Any) -> Question | None:
    """Return the first question that is not among those found, nor the `other` if that can be."""
    last = None
    for one in drawn:
        if asks(one) not in found:
            if asks(one) != other:
                return one
            last = one
    return last


@dataclass(frozen=True)
class Option:
    """An answer that is offered: what it says, whether it is right, and what a wrong one betrays."""

    text: str
    right: bool
    said: str


def options(question: Question, language: str) -> list[Option]:
    """Return the answers among which a format without a stage lets people choose, in a drawn order.

    The right one and those that misconceptions give; none where the question has no misconceptions.

    >>> [one.right for one in options(ask("winner", 1), "en")].count(True)
    1
    """
    wrong = question.mistakes
    if not wrong:
        return []
    answers = [(question.answer, True), *((one, False) for one in wrong.values())]
    made = [
        Option(written(question, value, language), right, question.grade(value).betrays(language))
        for value, right in answers
    ]
    if question.kind == "choice":
        said = {index: question.grade(index).betrays(language) for index in range(len(question.choices))}
        return [
            Option(text, index == question.answer, said[index])
            for index, text in enumerate(question.offered(language))
        ]
    random.Random(f"{question.topic} {question.seed} {question.level}").shuffle(made)
    return made


def written(question: Question, value: Any, language: str = "en") -> str:
    """Return an answer as it is written; a choice by its words."""
    if question.kind == "choice":
        return question.offered(language)[value]
    return KINDS[question.kind].write(value) or {"en": "none", "zh": "无"}[language]


def drawn(question: Question, language: str) -> Stage:
    """Return the stage of a question in a language, what is given and no answer."""
    with speaking(language):
        return question_stage(question)


def unasked(questions: Sequence[Question]) -> list[Question]:
    """Return those that can be asked by neither a number, a size, nor a choice."""
    return [one for one in questions if one.kind not in ("number", "size", "choice") and not one.mistakes]
