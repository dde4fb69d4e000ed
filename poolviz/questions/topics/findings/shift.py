"""Which outputs change when the input moves by one."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "The signal shown moves {by} to the right (what leaves on the right comes back on the "
    "left) and then goes through `{layer}`. Which of the outputs, counted from 0, change?"
)
RIGHT = N_("An output changes when its maximum leaves the window or a larger value enters: {answer}.")
MISTAKES = {
    "none": N_(
        "You took pooling to be invariant. An output stays the same only while its maximum stays "
        "in the window."
    ),
    "all": N_("Not all of them change: where the maximum stays in its window, the output stays the same."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling and a signal that moves."""
    layer = nn.MaxPool1d({1: 2, 2: 3, 3: 2}[level])
    by, length = (2, 8) if level == 3 else (1, {1: 8, 2: 9}[level])
    x = plane(rng, 1, length)[0]
    one, other = explain(layer, x).output[0], explain(layer, x.roll(by, -1)).output[0]
    changed = {tuple(at[1:]) for at in torch.nonzero(one != other).tolist()}
    mistakes = {"none": set(), "all": {(i,) for i in range(one.shape[-1])}}
    return Task(changed, mistakes, {"layer": code(layer), "by": by}, layer, x)


TOPIC = Topic("shift", "cells", "compare", TEXT, RIGHT, MISTAKES, draw)
