"""Which rule a refused call breaks."""

import random
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.refusals.rules import broken_rules
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("torch refuses `{layer}` on an input of {height} × {width}. What is wrong?")
RIGHT = N_("{answer}.")
CHOICES = {
    "padding": N_("The padding is more than half of the window"),
    "kernel_size": N_("The window is larger than the input with its padding"),
    "stride": N_("The stride is less than 1"),
    "dilation": N_("The dilation is less than 1"),
}
MISTAKES = {
    "padding": N_("The padding is at most half of the window here, as torch requires."),
    "kernel_size": N_("The window fits into the input with its padding."),
    "stride": N_("The stride is at least 1, as torch requires."),
    "dilation": N_("The dilation is at least 1, as torch requires."),
}
NAMES = tuple(CHOICES)


def draw(rng: random.Random, level: int) -> Task | None:
    """Return a layer that torch refuses for one reason alone."""
    height, width = rng.randint(4, 9), rng.randint(4, 9)
    k, wrong = rng.choice((2, 3, 4)), rng.choice(NAMES[: 2 if level == 1 else 4])
    given: dict[str, Any] = {
        "stride": rng.choice((1, 2)),
        "padding": rng.randint(0, 1),
        "dilation": 1 + (level == 3),
    }
    given |= {"padding": k // 2 + 1} if wrong == "padding" else {}
    given |= {wrong: 0} if wrong in ("stride", "dilation") else {}
    k = max(height, width) + 3 if wrong == "kernel_size" else k
    layer = nn.MaxPool2d(k, **given)
    if {rule.parameter for rule in broken_rules(layer, (height, width))} != {wrong} or _taken(
        layer, height, width
    ):
        return None
    values = {"layer": code(layer), "height": height, "width": width}
    mistakes = {name: at for at, name in enumerate(NAMES) if name != wrong}
    return Task(NAMES.index(wrong), mistakes, values, layer, choices=tuple(CHOICES.values()))


def _taken(layer: nn.Module, height: int, width: int) -> bool:
    try:
        output_shape(layer, (1, 1, height, width))
    except PoolvizError:
        return False
    return True


TOPIC = Topic("refusal", "choice", "sizes", TEXT, RIGHT, MISTAKES, draw)
