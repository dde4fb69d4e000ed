"""The window that ceil_mode would add, and that torch drops."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.sizes.shapes import output_shape, output_sizes
from poolviz.questions.draws import pair
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets an input of height {height} and width {width}. How high and how wide is its output?"
)
RIGHT = N_("A window that would start in the right padding, or beyond the input, is dropped: {answer}.")
MISTAKES = {
    "not_dropped": N_(
        "The formula alone says {formula}, but torch drops a window that would start in the right padding."
    )
}


def draw(rng: random.Random, level: int) -> Task | None:
    """Return a layer with ceil_mode whose last window is dropped."""
    apart = level > 1
    k = pair(rng, (1, 2) if level == 1 else (1, 2, 3), apart)
    s = pair(rng, (2, 3, 4), apart)
    padding = rng.randint(0, min(k) // 2) if level == 3 else 0
    height, width = pair(rng, range(6, 33), apart)
    layer = nn.MaxPool2d(k if apart else k[0], s if apart else s[0], padding, ceil_mode=True)
    return task(layer, height, width)


def task(layer: nn.Module, height: int, width: int) -> Task | None:
    """Return what is asked of a layer with ceil_mode; None where torch drops no window."""
    sizes = output_sizes(layer, (height, width))
    if not any(size.dropped for size in sizes):
        return None
    formula = tuple(size.before_drop for size in sizes)
    values = {
        "layer": code(layer),
        "height": height,
        "width": width,
        "formula": " × ".join(map(str, formula)),
    }
    return Task(output_shape(layer, (1, 1, height, width))[-2:], {"not_dropped": formula}, values, layer)


TOPIC = Topic("dropped_window", "size", "sizes", TEXT, RIGHT, MISTAKES, draw)
