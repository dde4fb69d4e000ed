"""The cells of the input that no window reads."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import cells_read
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("`{layer}` gets an input of {height} × {width}. Which of its cells does no window read?")
RIGHT = N_("A cell that no window reads does not affect the output: {answer}.")
MISTAKES = {
    "none": N_("Some cells are read by no window: the stride skips them, or another window no longer fits."),
    "once": N_("You named cells that one window reads. The question asks for those that no window reads."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling and the size of its input."""
    layer = {
        1: lambda: nn.MaxPool2d(2),
        2: lambda: nn.MaxPool2d(2, stride=3),
        3: lambda: nn.MaxPool2d(rng.choice((2, 3)), stride=rng.choice((2, 4)), dilation=2),
    }[level]()
    height, width = rng.randint(5, 8), rng.randint(5, 8)
    made = explain(layer, torch.zeros(1, 1, height, width))
    mistakes = {"none": set(), "once": cells_read(made, 1)}
    values = {"layer": code(layer), "height": height, "width": width}
    return Task(cells_read(made, 0), mistakes, values, layer, made.input)


TOPIC = Topic("unread", "cells", "windows", TEXT, RIGHT, MISTAKES, draw)
