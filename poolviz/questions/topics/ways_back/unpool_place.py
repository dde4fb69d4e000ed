"""Where MaxUnpool puts a value back."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.pooling.unpooling import unpool
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` pools the input shown, and MaxUnpool2d puts the values back, with "
    "output_size={size}. To which cell does the output at row {row}, column {col} (counted "
    "from 0) return?"
)
RIGHT = N_("A value returns to the cell where it was the maximum: {answer}.")
MISTAKES = {
    "upper_left": N_("You took the upper left cell of the window. The index says which cell won."),
    "other_width": N_("You read the index {index} in a plane {other} wide. The plane is {width} wide."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling and an output whose value returns."""
    k = 2 if level < 3 else rng.choice((2, 3))
    height, width = {1: (4, 4), 2: (5, 5), 3: (rng.randint(6, 8), rng.randint(6, 8))}[level]
    layer, x = nn.MaxPool2d(k), plane(rng, height, width, 1, 99)
    made = explain(layer, x)
    back = unpool(made, (height, width)).output[0, 0]
    row, col = (rng.randrange(size) for size in made.output.shape[-2:])
    cell = made.cell((0, 0, row, col))
    assert made.indices is not None
    index, other = int(made.indices[0, 0, row, col]), made.output.shape[-1] * k
    landed = {(r, c) for r, c in cell.members if back[r, c] == cell.value}
    mistakes = {"upper_left": {cell.members[0]}}
    if other != width:
        mistakes["other_width"] = {divmod(index, other)}
    values = {"layer": code(layer), "row": row, "col": col, "index": index, "other": other}
    return Task(landed, mistakes, values | {"width": width, "size": (height, width)}, layer, x)


TOPIC = Topic("unpool_place", "cells", "unpooling", TEXT, RIGHT, MISTAKES, draw)
