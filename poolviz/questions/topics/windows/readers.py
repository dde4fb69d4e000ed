"""In how many windows a cell of the input lies."""

import random
from typing import Any

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` slides over an input of {height} × {width}. How many windows read the cell at "
    "row {row}, column {col} (counted from 0)?"
)
RIGHT = N_("Multiply the number of windows that read its row by the number that read its column: {answer}.")
MISTAKES = {
    "one": N_("You counted one window. Where the stride is smaller than the window, windows overlap."),
    "k2": N_("You counted kernel_size² windows. That holds only with stride 1, and away from the edges."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling whose windows overlap, and a cell of its input."""
    given: dict[str, Any] = {
        1: {"stride": 1},
        2: {"stride": rng.choice((1, 2))},
        3: {"stride": 1, "dilation": 2},
    }[level]
    layer = nn.MaxPool2d(3, **given)
    height, width = (rng.randint(4, 6) + 2 * (level > 1) for _axis in range(2))
    x = torch.zeros(1, 1, height, width)
    made = explain(layer, x)
    row, col = rng.randrange(height), rng.randrange(width)
    outputs = ((0, 0, r, c) for r in range(made.output.shape[2]) for c in range(made.output.shape[3]))
    answer = sum((row, col) in made.cell(at).members for at in outputs)
    values = {"layer": code(layer), "height": height, "width": width, "row": row, "col": col}
    return Task(answer, {"one": 1, "k2": 9}, values, layer, x)


TOPIC = Topic("readers", "number", "windows", TEXT, RIGHT, MISTAKES, draw)
