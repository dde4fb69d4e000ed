"""ask(): one question, the same for the same topic, seed and level on every machine."""

import itertools
import random
from contextlib import suppress
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.questions.kinds import KINDS
from poolviz.questions.question import Question
from poolviz.questions.topic import LEVELS, Task
from poolviz.questions.topics.all import ALL
from poolviz.texts import N_

_TOPICS = {topic.key: topic for topic in ALL}
TOPICS = tuple(_TOPICS)
MOST_DRAWS = 1_000


def ask(topic: str, seed: int = 0, level: int = 1) -> Question:
    """Return the question that `seed` draws from `topic`, one of TOPICS, at `level` 1, 2 or 3.

    PoolvizError where there is no such topic or level, or where `seed` is no whole number.

    >>> ask("output_size", seed=1).kind
    'size'
    """
    if topic not in _TOPICS:
        known = ", ".join(TOPICS)
        raise PoolvizError(N_("`topic` must be one of {known}, but got {got}"), known=known, got=topic)
    if level not in LEVELS:
        raise PoolvizError(N_("`level` must be 1, 2 or 3, but got {got}"), got=level)
    if type(seed) is not int:
        raise PoolvizError(N_("`seed` must be a whole number, but got {got}"), got=seed)
    about = _TOPICS[topic]
    draw = random.Random(f"{topic} {seed} {level}")
    for _attempt in range(MOST_DRAWS):
        # What torch refuses, or what does not tell the mistakes apart, is drawn again.
        with suppress(PoolvizError):
            drawn = about.draw(draw, level)
            kind = drawn.kind or about.kind if drawn else ""
            if drawn is not None and apart(kind, drawn):
                return Question(topic, seed, level, kind, drawn, about)
    raise AssertionError(f"{topic}, level {level}: no draw tells its mistakes apart")


def apart(kind: str, drawn: Task) -> bool:
    """Tell whether the answer and all mistakes of a draw are different answers."""
    if not drawn.mistakes and drawn.judge is None:
        return False
    answers = [drawn.answer, *drawn.mistakes.values()]
    return not any(
        same_answers(kind, one, other, drawn.answer) for one, other in itertools.combinations(answers, 2)
    )


def same_answers(kind: str, one: Any, other: Any, right: Any) -> bool:
    """Tell whether two answers of a kind are the same one; they are read beside the `right` one.

    >>> same_answers("size", (2, 3), (3, 2), (2, 3))
    False
    """
    return KINDS[kind].same(KINDS[kind].read(one, right), other)
