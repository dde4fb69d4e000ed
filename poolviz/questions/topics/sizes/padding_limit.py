"""The largest padding that torch takes."""

import math
import random

import torch
from torch import nn

from poolviz.errors import REFUSALS
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("What is the largest padding that torch accepts for `nn.{name}({k}{dilated})`?")
RIGHT = N_("torch accepts {answer} and refuses {more}.")
MISTAKES = {
    "k_minus_1": N_("You took kernel_size − 1. torch accepts at most half of kernel_size."),
    "half_of_extent": N_(
        "You took half of the span of the dilated window. torch looks at kernel_size alone."
    ),
    "no_limit": N_("There is a limit: torch refuses padding that is too large for the window."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a layer without padding, and the largest one that torch takes for it."""
    name = "MaxPool2d" if level != 2 else "AvgPool2d"
    k, dilation = rng.choice(range(3, 20)), rng.choice((2, 3, 4)) if level == 3 else 1
    given = {"dilation": dilation} if dilation > 1 else {}
    cls = getattr(nn, name)
    answer = max(padding for padding in range(dilation * k + 1) if _takes(cls(k, padding=padding, **given)))
    wrong = {
        "k_minus_1": k - 1,
        "half_of_extent": (dilation * (k - 1) + 1) // 2,
        "no_limit": math.inf,
    }
    mistakes = {name: value for name, value in wrong.items() if value != answer}
    values = {"name": name, "k": k, "dilated": f", dilation={dilation}" if given else "", "more": answer + 1}
    return Task(answer, mistakes, values)


def _takes(layer: nn.Module) -> bool:
    try:
        layer(torch.empty(1, 1, 99, 99, device="meta"))
    except REFUSALS:
        return False
    return True


TOPIC = Topic("padding_limit", "number", "sizes", TEXT, RIGHT, MISTAKES, draw)
