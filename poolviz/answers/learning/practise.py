"""Practise: one question after another, each known by its topic, seed and level."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import torch

from poolviz.answers.learning.stages import asks, question_stage
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Fields, Values, one_of, whole
from poolviz.pooling.devices import CPU
from poolviz.questions import TOPICS, Question, ask
from poolviz.questions.topics.titles import SUBJECTS, TITLES
from poolviz.texts import N_

LEVELS = {"1": N_("Level 1"), "2": N_("Level 2"), "3": N_("Level 3")}
ABOUT = {
    "all": N_("All topics"),
    **{name: title for name, (title, _topics) in SUBJECTS.items()},
    "wrong": N_("What went wrong before"),
    "one": N_("This topic only"),
}
HIGHEST_SEED = 999_999
TRIES = 20  # seeds, at most, until one asks something else
# Of each topic, whether the first answer to each of its questions was right, the oldest first.
Record = Mapping[str, Sequence[bool]]


@dataclass(frozen=True, eq=False)
class Asked(Display):
    """A `question` with its stage: what is given, and no answer."""

    question: Question


def fields() -> Fields:
    """Return the settings of the page: the very question, and what the next ones are about."""
    return {
        "topic": one_of(TITLES, TOPICS[0]),
        "seed": whole(0, 0, HIGHEST_SEED),
        "level": one_of(LEVELS),
        "about": one_of(ABOUT),
    }


def answer(values: Values, device: torch.device = CPU) -> Asked:  # noqa: ARG001
    """Return the question that the settings name, with the stage of what is given."""
    question = ask(values["topic"], values["seed"], int(values["level"]))
    return Asked(question_stage(question), (), question)


def following(values: Values, record: Record) -> dict[str, object]:
    """Return the settings of the question after this one; the same settings and record, the same question.

    It is another one than this, too, where a topic has few.

    >>> after = following({"topic": "winner", "seed": 4, "level": "1", "about": "one"}, {})
    >>> after["topic"], after["seed"]
    ('winner', 5)
    """
    topics = topics_about(values["about"], values["topic"], record)
    # Not the same topic twice in a row where there are others.
    others = [topic for topic in topics if topic != values["topic"]] or topics
    seeds = [(values["seed"] + by) % (HIGHEST_SEED + 1) for by in range(1, TRIES + 1)]
    topic = random.Random(f"{values['about']} {seeds[0]}").choice(others)
    asked = asks(answer(values).question) if topic == values["topic"] else None
    level = int(values["level"])
    new = (seed for seed in seeds if asked is None or asks(ask(topic, seed, level)) != asked)
    return {**values, "topic": topic, "seed": next(new, seeds[0])}


def topics_about(about: str, topic: str, record: Record) -> list[str]:
    """Return the topics among which the next question is chosen.

    Of those that went wrong before, the topics of which half or more of the answers were wrong; where there
    is none, all.

    >>> topics_about("wrong", "winner", {"shift": [False, True], "winner": [True]})
    ['shift']
    """
    if about == "one":
        return [topic]
    if about in SUBJECTS:
        return list(SUBJECTS[about][1])
    wrong = [name for name in TOPICS if name in record and 2 * sum(record[name]) <= len(record[name])]
    return wrong if about == "wrong" and wrong else list(TOPICS)
