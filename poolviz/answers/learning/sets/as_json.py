"""A set of questions as JSON: everything that asks one again, and its answer."""

import json
from typing import Any

from poolviz.answers.learning.sets.question_set import QuestionSet, written
from poolviz.pooling.code.line import code
from poolviz.questions import Question


def as_json(asked: QuestionSet, variant: str = "A") -> str:
    """Return the questions; `x` has every number of the input, "nan" and "inf" as words."""
    found = [_one(question, asked.language) for question in asked.questions(variant)]
    return json.dumps({"variant": variant, "questions": found}, ensure_ascii=False, indent=1) + "\n"


def _one(question: Question, language: str) -> dict[str, Any]:
    x = question.x
    return {
        "topic": question.topic,
        "seed": question.seed,
        "level": question.level,
        "kind": question.kind,
        "text": question.text(language),
        "layer": None if question.layer is None else code(question.layer),
        "x": None if x is None else _plain(x.tolist()),
        "choices": list(question.offered(language)),
        "answer": question.answer if question.kind == "choice" else written(question, question.answer),
        "because": question.because(language),
    }


def _plain(value: Any) -> Any:
    """Return nested numbers as JSON has them."""
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value if abs(value) < float("inf") else str(value)
