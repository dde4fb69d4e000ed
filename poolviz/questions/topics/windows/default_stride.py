"""Without a stride the window moves by kernel_size."""

import random
from typing import Any

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("`{layer}` gets the input shown. What is its output?")
RIGHT = N_("Without a stride, the window moves by kernel_size: {answer}.")
MISTAKES = {"stride_1": N_("You moved the window by 1. Without a stride, it moves by kernel_size.")}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling without a stride and its input."""
    kernel_size: Any = {1: 2, 2: 3, 3: (2, 3)}[level]
    cls = nn.MaxPool2d if level < 3 else rng.choice((nn.MaxPool2d, nn.AvgPool2d))
    rows, cols = {1: (4, 4), 2: (rng.randint(6, 7), 6), 3: (rng.randint(4, 5), 6)}[level]
    layer, x = cls(kernel_size), plane(rng, rows, cols)
    mistakes = {"stride_1": cls(kernel_size, stride=1)(x)[0, 0].tolist()}
    return Task(explain(layer, x).output[0, 0].tolist(), mistakes, {"layer": code(layer)}, layer, x)


TOPIC = Topic("default_stride", "matrix", "windows", TEXT, RIGHT, MISTAKES, draw)
