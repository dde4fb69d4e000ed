"""Which output_size MaxUnpool takes."""

import random

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.pooling.unpooling import size_range
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` pools a plane of {height} × {width}. Which output_size does MaxUnpool2d "
    "accept on the way back?"
)
RIGHT = N_("torch accepts sizes less than one stride away from its default, {default}: {answer}.")
CHOICES = {
    "only_default": N_("Only {default}"),
    "range": N_("Heights from {low} to {high}, widths from {left} to {right}"),
    "any": N_("Any size"),
    "own": N_("Only the input's own, {height} × {width}"),
}
MISTAKES = {
    "only_default": N_(
        "The default is one of them; all sizes less than one stride away from it are accepted."
    ),
    "any": N_("A size one stride or more away from the default is refused."),
    "own": N_("The input's own size is one of several that torch accepts."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling and the sizes that its way back may have."""
    k = rng.choice((2, 3, 4))
    stride = k if level == 1 else rng.choice((2, 3))
    height, width = rng.randint(6, 12), rng.randint(6, 12)
    layer = nn.MaxPool2d(k, stride, padding=rng.randint(0, k // 2) if level == 3 else 0)
    made = explain(layer, torch.zeros(1, 1, height, width))
    (low, high), (left, right) = size_range(made)
    default = " × ".join(str((a + b) // 2) for a, b in ((low, high), (left, right)))
    names = list(CHOICES)
    rng.shuffle(names)
    values = {"layer": code(layer), "height": height, "width": width, "default": default}
    values |= {"low": low, "high": high, "left": left, "right": right}
    mistakes = {name: at for at, name in enumerate(names) if name != "range"}
    return Task(
        names.index("range"), mistakes, values, layer, made.input, tuple(CHOICES[name] for name in names)
    )


TOPIC = Topic("unpool_size", "choice", "unpooling", TEXT, RIGHT, MISTAKES, draw)
