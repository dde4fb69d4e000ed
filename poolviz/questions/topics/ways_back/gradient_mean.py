"""The gradient of one cell behind an average pooling."""

import random
from typing import Any

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.gradients import input_gradient
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets an input of {height} × {width}, and each of its outputs passes back a "
    "gradient of 1. What arrives at row {row}, column {col} of the input (counted from 0)? "
    "You may write fractions such as 1/4."
)
RIGHT = N_(
    "Each window that reads the cell passes back 1 divided by the window's divisor; together "
    "that makes {answer}."
)
MISTAKES = {
    "whole": N_("You passed on the whole gradient. An average divides it among its cells."),
    "one_window": N_("You counted one window. Where windows overlap, their shares add up."),
    "inside": N_(
        "You divided by the number of cells inside the input. The padding counts in the divisor, too."
    ),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return an average pooling and a cell of its input."""
    given: Any = {1: (rng.choice((2, 3)),), 2: (3, 1), 3: (3, 2, 1)}[level]
    layer = nn.AvgPool2d(*given)
    height, width = (rng.randint(4, 6) if level > 1 else given[0] * rng.choice((2, 3)) for _axis in range(2))
    x = plane(rng, height, width)
    row, col = rng.randrange(height), rng.randrange(width)
    k2 = given[0] ** 2
    mistakes = {"whole": 1.0} | ({"one_window": 1 / k2} if level > 1 else {})
    if level == 3:
        inside = nn.AvgPool2d(3, 2, 1, count_include_pad=False)
        mistakes["inside"] = float(input_gradient(inside, x).grad_input[0, 0, row, col])
    answer = float(input_gradient(layer, x).grad_input[0, 0, row, col])
    mistakes = {name: wrong for name, wrong in mistakes.items() if abs(wrong - answer) > 1e-6}
    values = {"layer": code(layer), "height": height, "width": width, "row": row, "col": col}
    return Task(answer, mistakes, values, layer, x)


TOPIC = Topic("gradient_mean", "number", "unpooling", TEXT, RIGHT, MISTAKES, draw)
