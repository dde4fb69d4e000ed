"""One question as it is answered in a session, and the record of those before it."""

from dataclasses import dataclass, field
from typing import Any

import streamlit as st

from poolviz.answers.learning.predictions import LONGEST
from poolviz.answers.learning.stages import Given, asked_on, read_given
from poolviz.errors import PoolvizError
from poolviz.questions import Question, Verdict
from poolviz.ui.shared.frame.memory import memory

RECORD = "practised"
MOST_CELLS = 4_096


@dataclass
class Turn:
    """What came of the question on the page so far: what was `given` on its stage last, what is shown."""

    question: tuple[str, int, int]
    given: Given | None = None
    verdict: Verdict | None = None
    unreadable: PoolvizError | None = None
    hinted: bool = False
    shown: bool = False

    @property
    def done(self) -> bool:
        """Whether the answer is known: given, or shown."""
        return self.shown or (self.verdict is not None and self.verdict.right)


@dataclass
class Record:
    """What was answered in this session: of each topic, whether the first answer to a question was right."""

    topics: dict[str, list[bool]] = field(default_factory=dict)


def turn(question: Question) -> Turn:
    """Return what came of `question`; nothing yet where the page showed another before."""
    key = (question.topic, question.seed, question.level)
    kept = memory().extra.get("turn")
    if kept is None or kept.question != key:
        kept = memory().extra["turn"] = Turn(key)
    return kept


def record() -> dict[str, list[bool]]:
    """Return the record of this session; it is never stored."""
    return st.session_state.setdefault(RECORD, Record()).topics


def give(question: Question, answer: object) -> None:
    """Grade `answer`; the first one that can be read goes into the record."""
    at = turn(question)
    at.unreadable, at.given = None, None
    try:
        verdict = question.grade(answer)
    except PoolvizError as error:
        at.unreadable = error
        return
    if at.verdict is None and not at.shown:
        record().setdefault(question.topic, []).append(verdict.right)
    at.verdict = verdict


def give_on_stage(question: Question, said: dict[str, Any]) -> None:
    """Grade an answer that the stage hands in, a text a cell; one that is not of this question is ignored."""
    texts = said.get("given")
    if asked_on(question) is None or not isinstance(texts, list) or len(texts) > MOST_CELLS:
        return
    short = [str(text)[:LONGEST] for text in texts]
    try:
        answer = read_given(question, short)
    except PoolvizError as error:
        turn(question).unreadable = error
        return
    give(question, answer)
    at = turn(question)
    at.given = Given(short, at.verdict if at.unreadable is None else None)
    at.unreadable = None  # the stage says which cell it is
