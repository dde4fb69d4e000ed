"""What a topic says of itself: what is asked, how it is drawn, and which mistakes are recognised."""

import random
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from typing import Any

from torch import Tensor, nn

LEVELS = (1, 2, 3)


@dataclass(frozen=True)
class Spoken:
    """A part of a sentence that is itself translated, a template of the same values."""

    template: str


@dataclass(frozen=True)
class Listed:
    """Several things in a sentence, one after the other."""

    parts: tuple[str, ...]


@dataclass(frozen=True, eq=False)
class Task:
    """One draw of a topic: its `answer`, by torch, and what each misconception gives in its place.

    `layer` and `x` are what the question is about, where it is about a layer at work; `values` fill the
    topic's sentences. `judge` decides in place of the answer where many answers are right. `kind` is that of
    its answer where it is not the topic's.
    """

    answer: Any
    mistakes: Mapping[str, Any]
    values: Mapping[str, Any] = field(default_factory=dict)
    layer: nn.Module | None = None
    x: Tensor | None = None
    choices: tuple[str, ...] = ()
    judge: Callable[[Any], bool] | None = None
    kind: str = ""


@dataclass(frozen=True)
class Topic:
    """A topic: its `key`, the `kind` of its answers, the page that shows it, and its sentences, untranslated.

    `text` asks, `right` says why the answer is right, `mistakes` what went wrong, by name. All are templates
    that the values of a task fill; `{answer}` is the right answer as it is written. `draw` gives a task of a
    level, or None where what it drew is no question.
    """

    key: str
    kind: str
    page: str
    text: str
    right: str
    mistakes: Mapping[str, str]
    draw: Callable[[random.Random, int], Task | None]
