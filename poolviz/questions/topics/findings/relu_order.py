"""Where ReLU before a pooling differs from ReLU behind it."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "The input shown goes through `{layer}`, once with a ReLU before it and once with the "
    "ReLU after it. Which outputs differ?"
)
RIGHT = N_(
    "Before an average, ReLU turns each negative number into 0 first; for a max the order "
    "does not matter. The outputs that differ: {answer}."
)
MISTAKES = {
    "negative": N_(
        "You named every window with a negative number. Where all numbers of a window are "
        "negative, or where the layer is a max, both orders agree."
    ),
    "none": N_("For a max both orders agree, but not for an average: negative numbers pull it down."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling and an input with negative numbers."""
    layer = nn.AvgPool2d(2) if level < 3 else rng.choice((nn.AvgPool2d(2, stride=1), nn.MaxPool2d(2)))
    rows, cols = {1: (2, 4), 2: (4, 4), 3: (3, 4)}[level]
    x = plane(rng, rows, cols, -4, 6)
    before, behind = (explain(layer, torch.relu(x)).output, torch.relu(explain(layer, x).output))
    differ = {tuple(at) for at in torch.nonzero((before - behind)[0, 0]).tolist()}
    lowest = -nn.MaxPool2d(layer.kernel_size, layer.stride)(-x)[0, 0]
    mistakes = {"negative": {tuple(at) for at in torch.nonzero(lowest < 0).tolist()}, "none": set()}
    kept = {name: wrong for name, wrong in mistakes.items() if wrong != differ}
    return Task(differ, kept, {"layer": code(layer)}, layer, x)


TOPIC = Topic("relu_order", "cells", "compare", TEXT, RIGHT, MISTAKES, draw)
