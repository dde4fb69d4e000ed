"""The smallest input that a layer, or a chain of layers, takes."""

import random
from bisect import bisect_left
from collections.abc import Sequence
from functools import partial

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import setting
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.topic import Listed, Task, Topic
from poolviz.texts import N_

TEXT = N_("What is the smallest side of a square input that torch accepts for {layers}?")
RIGHT = N_('torch refuses {less} ("Output size is too small") and accepts {answer}.')
MISTAKES = {
    "no_dilation": N_(
        "You took kernel_size alone. A dilated window spans dilation · (kernel_size − 1) + 1 cells."
    ),
    "no_padding": N_("You left out the padding, which makes room on both sides."),
    "one_layer": N_(
        "You thought of the last layer only. What the first one leaves must still be large enough."
    ),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return one layer with dilation or padding, or a chain of two."""
    k, dilation = rng.choice((3, 4, 5)), rng.choice((2, 3))
    if level == 1:
        layers = [nn.MaxPool2d(k, rng.choice((1, 2)), dilation=dilation)]
        mistakes = {"no_dilation": k}
    elif level == 2:
        padding, stride = rng.randint(1, k // 2), rng.choice((1, 2))
        layers = [nn.MaxPool2d(k, stride, padding=padding, dilation=dilation)]
        mistakes = {"no_dilation": k - 2 * padding, "no_padding": dilation * (k - 1) + 1}
    else:
        layers = [nn.MaxPool2d(k, rng.choice((2, 3))), nn.MaxPool2d(rng.choice((2, 3, 4)))]
        mistakes = {"one_layer": int(setting(layers[-1], "kernel_size", 0))}
    answer = 1 + bisect_left(range(1, 200), True, key=partial(_takes, layers))
    values = {"layers": Listed(tuple(f"`{code(layer)}`" for layer in layers)), "less": answer - 1}
    return Task(answer, mistakes, values, layers[0] if level < 3 else None)


def _takes(layers: Sequence[nn.Module], side: int) -> bool:
    shape: Sequence[int] = (1, 1, side, side)
    try:
        for layer in layers:
            shape = output_shape(layer, shape)
    except PoolvizError:
        return False
    return True


TOPIC = Topic("too_small", "number", "sizes", TEXT, RIGHT, MISTAKES, draw)
