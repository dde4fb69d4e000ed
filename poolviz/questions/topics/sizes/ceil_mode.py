"""The size of an output with ceil_mode."""

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
RIGHT = N_("ceil_mode=True rounds the division up, so the last window may hang over the edge: {answer}.")
MISTAKES = {"floor": N_("You rounded down. With ceil_mode=True torch rounds up.")}


def draw(rng: random.Random, level: int) -> Task:
    """Return a layer with ceil_mode whose rounding makes a difference."""
    apart = level > 1
    kernel_size, stride = pair(rng, (2, 3, 4), apart), pair(rng, (2, 3), apart)
    padding = rng.randint(0, min(kernel_size) // 2) if level == 3 else 0
    height, width = pair(rng, range(6, 30), apart)
    k, s = (kernel_size, stride) if apart else (kernel_size[0], stride[0])
    return task(nn.MaxPool2d(k, s, padding, ceil_mode=True), height, width)


def task(layer: nn.Module, height: int, width: int) -> Task:
    """Return what is asked of a layer with ceil_mode."""
    sizes = output_sizes(layer, (height, width))
    mistakes = {"floor": tuple(size.numerator // size.stride + 1 for size in sizes)}
    values = {"layer": code(layer), "height": height, "width": width}
    return Task(output_shape(layer, (1, 1, height, width))[-2:], mistakes, values, layer)


TOPIC = Topic("ceil_mode", "size", "sizes", TEXT, RIGHT, MISTAKES, draw)
