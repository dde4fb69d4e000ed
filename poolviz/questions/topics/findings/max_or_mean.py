"""Which layer made an output."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("The input shown became {output}. Which layer did that?")
RIGHT = N_("{answer} gives these very numbers.")
MISTAKES = {
    "by_size": N_("That layer gives an output of the same size, but other numbers: work out one window.")
}


def draw(rng: random.Random, level: int) -> Task:
    """Return an input, an output, and three layers of which one made it."""
    k, stride = {1: (2, 2), 2: (2, 1), 3: (3, 2)}[level]
    size = {1: 4, 2: 3, 3: 5}[level]
    layers = [nn.MaxPool2d(k, stride), nn.AvgPool2d(k, stride), nn.MaxPool2d(k, stride + 1, padding=1)]
    x = plane(rng, size, size)
    made = rng.randrange(2)
    output = explain(layers[made], x).output[0, 0].tolist()
    rows = "; ".join(" ".join(f"{value:.4g}" for value in row) for row in output)
    choices = tuple(f"`{code(layer)}`" for layer in layers)
    return Task(made, {"by_size": 1 - made}, {"output": f"[{rows}]"}, layers[made], x, choices)


TOPIC = Topic("max_or_mean", "choice", "compare", TEXT, RIGHT, MISTAKES, draw)
