"""The cell that wins a window: of equal ones the first, row by row."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets the input shown. Which cell of the input does torch take for the output at row {row}, "
    "column {col} (counted from 0)? Several cells of its window hold the maximum."
)
RIGHT = N_("Of equal maxima, torch takes the first, row by row: {answer}.")
MISTAKES = {
    "last": N_("You took the last of the equal maxima. torch takes the first."),
    "all": N_("You took all equal maxima. torch takes one cell, the first of them."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling, an input with ties, and an output whose window has one."""
    layer = {1: nn.MaxPool2d(2), 2: nn.MaxPool2d(3, stride=2), 3: nn.MaxPool2d(3, stride=2, padding=1)}[level]
    size = {1: 4, 2: 5, 3: 5}[level]
    x = plane(rng, size, size, 0, 3 + level)
    made = explain(layer, x)
    row, col = (rng.randrange(length) for length in made.output.shape[-2:])
    cell = made.cell((0, 0, row, col))
    equal = [at for at, value in zip(cell.members, cell.values.tolist(), strict=True) if value == cell.value]
    values = {"layer": code(layer), "row": row, "col": col}
    mistakes = {"last": {equal[-1]}, "all": set(equal)}
    return Task({cell.winner}, mistakes, values, layer, x)


TOPIC = Topic("winner", "cells", "windows", TEXT, RIGHT, MISTAKES, draw)
