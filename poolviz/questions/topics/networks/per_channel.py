"""Pooling a batch in colour: each plane is pooled by itself."""

import random
from typing import Any

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("A batch of shape {shape} goes through `{layer}`. What is the shape of the output?")
RIGHT = N_("Batch and channels stay; each plane is pooled by itself: {answer}.")
MISTAKES = {
    "across_channels": N_(
        "You pooled across the channels. Each channel is pooled by itself, and all of them stay."
    ),
    "across_batch": N_("You pooled across the pictures of the batch. Each picture is pooled by itself."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a layer and the shape of a batch."""
    shape = (rng.choice((4, 16, 64)), rng.choice((3, 8, 64)), rng.choice((28, 32)), rng.choice((28, 32)))
    given: Any = {1: (2,), 2: (3, 2), 3: (3, 2, 1)}[level]
    layer = rng.choice((nn.MaxPool2d, nn.AvgPool2d))(*given)
    answer = output_shape(layer, shape)
    mistakes = {"across_channels": (answer[0], 1, *answer[2:]), "across_batch": (1, *answer[1:])}
    return Task(answer, mistakes, {"layer": code(layer), "shape": shape}, layer)


TOPIC = Topic("per_channel", "size", "batches", TEXT, RIGHT, MISTAKES, draw)
