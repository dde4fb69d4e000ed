"""The parameters of a head: behind Flatten, or behind a global average."""

import random

from torch import nn

from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "The last maps are {channels} × {side} × {side}. After {head}, how many parameters does "
    "the Linear for {classes} classes have?"
)
RIGHT = N_("It takes {features} numbers: {features} · {classes} + {classes} = {answer}.")
MISTAKES = {
    "other": N_(
        "That is the other head. Flatten keeps every cell; a global average keeps one number per channel."
    ),
    "no_bias": N_("You forgot the bias: one number for each class."),
}
HEADS = {"flatten": "Flatten", "global": "`nn.AdaptiveAvgPool2d(1)`"}


def draw(rng: random.Random, level: int) -> Task:
    """Return the shape of the last maps and one of the two heads."""
    channels, side, classes = rng.choice((64, 128, 512)), rng.choice((4, 6, 7)), rng.choice((10, 100, 1000))
    head = {1: "flatten", 2: "global", 3: rng.choice(("flatten", "global"))}[level]
    side += 7 * (level == 3)
    counts = {"flatten": channels * side * side, "global": channels}
    features, other = counts[head], counts["global" if head == "flatten" else "flatten"]
    linear = nn.Linear(features, classes, device="meta")
    answer = sum(one.numel() for one in linear.parameters())
    mistakes = {"other": other * classes + classes, "no_bias": features * classes}
    values = {
        "channels": channels,
        "side": side,
        "classes": classes,
        "features": features,
        "head": HEADS[head],
    }
    return Task(answer, mistakes, values)


TOPIC = Topic("flatten_or_global", "number", "adaptive", TEXT, RIGHT, MISTAKES, draw)
