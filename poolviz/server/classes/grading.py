"""An answer as a class keeps it: as it was given, as it is counted, and what torch says of it."""

from dataclasses import dataclass
from fractions import Fraction
from functools import lru_cache
from typing import Any

from poolviz.answers.stage_questions import ask_any
from poolviz.errors import PoolvizError
from poolviz.questions import Question
from poolviz.questions.kinds import KINDS
from poolviz.questions.parsing import Typed
from poolviz.texts import N_

LABEL = 80  # characters
GIVEN = 2_000

asked = lru_cache(256)(ask_any)


@dataclass(frozen=True)
class Graded:
    """An answer: as it was `given`, the `label` it is counted under, whether it is `right`, its `mistake`."""

    given: str
    label: str
    right: bool
    mistake: str | None


def graded(question: Question, answer: Any) -> Graded:
    """Return `answer`, text or JSON, graded; PoolvizError if it cannot be read as one to `question`.

    >>> graded(asked("output_size", 1, 1), "3x3").label
    '3 × 3'
    """
    value = KINDS[question.kind].read(answer, question.answer)
    if question.kind == "choice" and not 0 <= value < len(question.choices):
        raise PoolvizError(N_("the answer must be one of the choices, but got {got}"), got=str(value)[:40])
    verdict, label = question.grade(answer), _label(question, value)
    given = _text(_given(question, answer, value, label))[:GIVEN]
    return Graded(given, _text(label)[:LABEL], verdict.right, verdict.mistake)


def _given(question: Question, answer: Any, value: Any, label: str) -> str:
    """Return an answer as a teacher reads it: as it was typed, of a choice its number and its text."""
    if question.kind == "choice":
        return f"{value + 1}. {question.choices[value]}".replace("`", "")
    return answer if isinstance(answer, str) else label


def _label(question: Question, value: Any) -> str:
    return " ".join(KINDS[question.kind].write(_plain(value)).split())


def _plain(value: Any) -> Any:
    if isinstance(value, Typed):
        return float(value.value) if isinstance(value.value, Fraction) else value.value
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value


def _text(text: str) -> str:
    """Return what of `text` can be written as UTF-8."""
    return text.encode("utf-8", "replace").decode()
