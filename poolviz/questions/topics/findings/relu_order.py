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
    "The input shown goes through `{layer}` with a ReLU before it, or with a ReLU behind it. Which "
    "outputs differ?"
)
RIGHT = N_(
    "ReLU before an average makes each negative number a 0 first; a max is not changed by it: {answer}."
)
MISTAKES = {
    "negative": N_(
        "You named every window with a negative number. Where a window has negative numbers alone, or "
        "where the layer is a max, both orders agree."
    ),
    "none": N_("For a max both orders agree, but not for an average: negative numbers pull a mean down."),
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
