"""The cells that a dilated window reads."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets an input of {height} × {width}. Which of its cells does it read for the "
    "output at row {row}, column {col} (counted from 0)?"
)
RIGHT = N_("The taps lie {dilation} apart: {answer}.")
MISTAKES = {
    "solid": N_("You read a solid block. With dilation={dilation}, there are gaps between the taps."),
    "from_0": N_("You left gaps that are one cell too wide: in torch, dilation=1 means no gap."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a dilated max pooling and one of its outputs."""
    kernel_size = 2 if level == 1 else rng.choice((2, 3))
    dilation = 2 if level < 3 else rng.choice((2, 3))
    height, width = (rng.randint(5, 7) + 2 * (level == 3) for _axis in range(2))
    stride = 1 if level < 3 else 2
    layer = nn.MaxPool2d(kernel_size, stride, dilation=dilation)
    x = plane(rng, height, width)
    made = explain(layer, x)
    row, col = (rng.randrange(size) for size in made.output.shape[-2:])
    start = (row * stride, col * stride)
    mistakes = {
        "solid": _taps(start, kernel_size, 1, (height, width)),
        "from_0": _taps(start, kernel_size, dilation + 1, (height, width)),
    }
    values = {"layer": code(layer), "height": height, "width": width, "row": row, "col": col}
    return Task(set(made.cell((0, 0, row, col)).members), mistakes, values | {"dilation": dilation}, layer, x)


def _taps(
    start: tuple[int, int], kernel_size: int, apart: int, plane: tuple[int, int]
) -> set[tuple[int, ...]]:
    steps = range(0, kernel_size * apart, apart)
    along = [[at + step for step in steps if at + step < n] for at, n in zip(start, plane, strict=True)]
    return {(row, col) for row in along[0] for col in along[1]}


TOPIC = Topic("dilation_taps", "cells", "windows", TEXT, RIGHT, MISTAKES, draw)
