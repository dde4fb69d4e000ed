"""The cells of the input that several windows read."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import cells_read
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets an input of {height} × {width}. Which of its cells are read by more than one window?"
)
RIGHT = N_("Where the stride is smaller than the window, neighbouring windows share cells: {answer}.")
MISTAKES = {
    "none": N_("Windows overlap wherever the stride is smaller than the window."),
    "window": N_(
        "You named a whole window. Only the cells that neighbouring windows share are read several times."
    ),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling and the size of its input."""
    layer = {
        1: lambda: nn.MaxPool2d(3, stride=2),
        2: lambda: nn.MaxPool2d((2, 3), stride=(rng.choice((1, 2)), 2)),
        3: lambda: nn.MaxPool2d(3, stride=2, padding=1),
    }[level]()
    height, width = rng.randint(5, 8), rng.randint(5, 8)
    made = explain(layer, torch.zeros(1, 1, height, width))
    mistakes = {"none": set(), "window": set(made.cell((0, 0, 0, 0)).members)}
    values = {"layer": code(layer), "height": height, "width": width}
    return Task(cells_read(made, 2), mistakes, values, layer, made.input)


TOPIC = Topic("overlap", "cells", "windows", TEXT, RIGHT, MISTAKES, draw)
