"""What an average at one place is divided by."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets an input of {height} × {width}. By what number does torch divide the sum "
    "at row {row}, column {col} of the output (counted from 0)?"
)
RIGHT = N_(
    "{inside} cells of the window lie in the input. With count_include_pad={counted}, torch "
    "divides by {answer}. What hangs over beyond the padding with ceil_mode never counts."
)
MISTAKES = {
    "always_k2": N_("You divided by the size of the whole window. Here the padding does not count."),
    "inside": N_("You counted only the cells inside the input. By default the padding counts, too."),
    "overhang": N_("You counted what hangs over beyond the padding. torch does not."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return an average pooling and an output at the edge."""
    kernel_size, ceil = rng.choice((2, 3, 4)), level == 3
    padding = rng.randint(0 if ceil else 1, kernel_size // 2)
    counted = level != 2
    stride = rng.choice((2, 3)) if ceil else rng.choice((1, 2))
    layer = nn.AvgPool2d(kernel_size, stride, padding, ceil_mode=ceil, count_include_pad=counted)
    height, width = rng.randint(4, 7), rng.randint(4, 7)
    made = explain(layer, torch.ones(1, 1, height, width))
    rows, cols = made.output.shape[-2:]
    row, col = rng.choice(((0, 0), (0, cols - 1), (rows - 1, 0), (rows - 1, cols - 1)))
    cell = made.cell((0, 0, row, col))
    starts = (row * stride - padding, col * stride - padding)
    over = any(at + kernel_size > n + padding for at, n in zip(starts, (height, width), strict=True))
    wrong = {"overhang" if over and counted else "always_k2": kernel_size**2, "inside": len(cell.members)}
    mistakes = {name: value for name, value in wrong.items() if value != cell.divisor}
    values = {"layer": code(layer), "height": height, "width": width, "row": row, "col": col}
    values |= {"inside": len(cell.members), "counted": counted}
    return Task(cell.divisor, mistakes, values, layer, made.input)


TOPIC = Topic("divisor", "number", "windows", TEXT, RIGHT, MISTAKES, draw)
