"""How many shifts leave a maximum in its output."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "A signal of {length} samples is 0 but for a 1 at sample {at} (counted from 0). It is "
    "moved to the right by each number of samples from 1 to {most}. After how many of these "
    "shifts does `{layer}` still give the 1 in the same output?"
)
RIGHT = N_("The 1 stays in its output until it leaves the window: {answer}.")
MISTAKES = {
    "all": N_(
        "You counted every shift smaller than the window. It depends on where in its window the 1 lies."
    ),
    "none": N_("You counted none. Until the 1 leaves its window, its output stays the same."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling and where in a window the one maximum lies."""
    k = rng.choice({1: (3, 4), 2: (4, 5, 6), 3: (5, 6, 7, 8)}[level])
    at = rng.randrange(3 * k)
    x = torch.zeros(1, 1, 5 * k)
    x[..., at] = 1
    layer = nn.MaxPool1d(k)
    first = explain(layer, x).output.argmax()
    stays = [explain(layer, x.roll(by, -1)).output.argmax() == first for by in range(1, k)]
    values = {"layer": code(layer), "length": 5 * k, "at": at, "most": k - 1}
    return Task(sum(map(int, stays)), {"all": k - 1, "none": 0}, values, layer, x)


TOPIC = Topic("shift_survives", "number", "compare", TEXT, RIGHT, MISTAKES, draw)
