"""A pool has no parameters; the Linear behind it has fewer."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.layers import setting
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.topic import Spoken, Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "Maps of {channels} × {side} × {side} go through {pool}, then Flatten and `nn.Linear(…, "
    "{classes})`. How many parameters does {what} have?"
)
RIGHT = N_(
    "A pool learns nothing: it has 0 parameters. The Linear has {features} · {classes} + "
    "{classes} = {linear}."
)
MISTAKES = {
    "kernel": N_(
        "A pool has no weights: it takes the maximum or the average of each window, for every channel alike."
    ),
    "unchanged": N_("The Linear takes what the pool leaves: {features} numbers, not {before}."),
    "no_bias": N_("You forgot the bias: one number for each output."),
}
POOL, LINEAR = N_("the pool"), N_("the Linear")


def draw(rng: random.Random, level: int) -> Task:
    """Return maps, a pool and a Linear behind it."""
    channels, side, classes = rng.choice((8, 16, 64)), rng.choice((8, 12, 14)), rng.choice((10, 100))
    layer = nn.MaxPool2d(2) if level < 3 else nn.MaxPool2d(3, stride=2, padding=rng.choice((0, 1)))
    _batch, _channels, high, wide = output_shape(layer, (1, channels, side, side))
    features, before = channels * high * wide, channels * side * side
    linear = nn.Linear(features, classes, device="meta")
    counted = sum(one.numel() for one in (layer if level == 1 else linear).parameters())
    values = {"channels": channels, "side": side, "pool": f"`{code(layer)}`", "classes": classes}
    values |= {"features": features, "before": before, "linear": f"{features * classes + classes:,}"}
    if level == 1:
        k = setting(layer, "kernel_size", 0)
        return Task(counted, {"kernel": k * k * channels}, values | {"what": Spoken(POOL)}, layer)
    mistakes = {"unchanged": before * classes + classes, "no_bias": features * classes}
    return Task(counted, mistakes, values | {"what": Spoken(LINEAR)}, layer)


TOPIC = Topic("parameters", "number", "networks", TEXT, RIGHT, MISTAKES, draw)
