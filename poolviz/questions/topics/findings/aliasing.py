"""The pooled signal after a shift."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "The signal shown moves by one to the right (what leaves on the right comes back on the left) and "
    "then goes through `{layer}`. What comes out?"
)
RIGHT = N_("The windows stay where they are, so each now holds another pair: {answer}.")
MISTAKES = {
    "unchanged": N_(
        "You left the output unchanged. Pooling is not invariant to a shift smaller than its stride."
    ),
    "moved": N_("You moved the output by one. One step of the output is {stride} steps of the input."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a pooling and a signal that moves by one."""
    k = 2 if level < 3 else 3
    layer = nn.AvgPool1d(k) if level == 2 else nn.MaxPool1d(k)
    x = plane(rng, 1, 4 * k, 0, 1 if level == 1 else 9)[0]
    before, after = explain(layer, x).output[0], explain(layer, x.roll(1, -1)).output[0]
    mistakes = {"unchanged": before.tolist(), "moved": before.roll(1, -1).tolist()}
    return Task(after.tolist(), mistakes, {"layer": code(layer), "stride": k}, layer, x)


TOPIC = Topic("aliasing", "matrix", "compare", TEXT, RIGHT, MISTAKES, draw)
