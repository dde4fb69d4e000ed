"""The padding of a max is −∞: it never wins, not even over negative numbers."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "All numbers of the input shown are negative. What does `{layer}` give at row {row}, column {col} of "
    "its "
    "output (counted from 0), a corner whose window reaches into the padding?"
)
RIGHT = N_("The padding of a max is −∞ and never wins. The largest number inside the window is {answer}.")
MISTAKES = {"zero": N_("You took the padding for 0 and let it win. The padding of a max is −∞.")}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling with padding over negative numbers, and one of its corners."""
    rows, cols = (4, 4) if level == 1 else (rng.randint(4, 6), rng.randint(4, 6))
    kernel_size = 3 if level < 3 else (rng.choice((2, 3)), rng.choice((4, 5)))
    padding = 1 if level < 3 else (1, 2)
    layer = nn.MaxPool2d(kernel_size, stride=rng.choice((1, 2)), padding=padding)
    x = plane(rng, rows, cols, -9, -1)
    output = explain(layer, x).output[0, 0]
    corners = [(0, 0)] if level == 1 else [(row, col) for row in (0, -1) for col in (0, -1)]
    row, col = (position % size for position, size in zip(rng.choice(corners), output.shape, strict=True))
    values = {"layer": code(layer), "row": row, "col": col}
    return Task(float(output[row, col]), {"zero": 0}, values, layer, x)


TOPIC = Topic("padding_value", "number", "windows", TEXT, RIGHT, MISTAKES, draw)
