"""What nan and −∞ do inside a window."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets the input shown. What does it give at row {row}, column {col} of its output (counted "
    "from 0)? nan and inf can be answers, too."
)
RIGHT = N_("A nan in a window makes the result nan, and −∞ is smaller than every number: {answer}.")
MISTAKES = {"ignored": N_("You left out the nan. torch does not: where a nan is read, nan comes out.")}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling, an input with a nan in it, and an output that reads it."""
    layer = nn.AvgPool2d(2) if level == 2 else nn.MaxPool2d(2 if level == 1 else 3, stride=2)
    size = 4 if level < 3 else 5
    x = plane(rng, size, size)
    row, col = (rng.randrange(size // 2) for _axis in range(2))
    place = (row * 2 + rng.randint(0, 1), col * 2 + rng.randint(0, 1))
    x[0, 0][place] = float("nan")
    if level == 3:
        x[0, 0, row * 2, col * 2] = float("-inf") if place != (row * 2, col * 2) else float("nan")
    cell = explain(layer, x).cell((0, 0, row, col))
    others = cell.values[~cell.values.isnan()]
    ignored = others.mean() if level == 2 else others.max()
    values = {"layer": code(layer), "row": row, "col": col}
    return Task(float(cell.value), {"ignored": float(ignored)}, values, layer, x)


TOPIC = Topic("nan_and_inf", "number", "windows", TEXT, RIGHT, MISTAKES, draw)
