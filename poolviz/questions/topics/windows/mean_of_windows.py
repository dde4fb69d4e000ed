"""The whole output of an average pooling."""

import random

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`{layer}` gets the input shown. What is its output, row by row? You may write fractions such as 5/2."
)
RIGHT = N_("Each output is the sum of its window, divided by the number of places that count: {answer}.")
MISTAKES = {
    "sum": N_("You added up and did not divide."),
    "maximum": N_("You took the largest number of each window. Average pooling takes the average."),
    "inside": N_("You divided by the number of cells inside the input. The zeros of the padding count, too."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return an average pooling and its input."""
    kernel_size, stride, padding = {1: (2, 2, 0), 2: (2, 1, 0), 3: (3, 2, 1)}[level]
    size = {1: 4, 2: 3, 3: 3}[level]
    layer, x = nn.AvgPool2d(kernel_size, stride, padding), plane(rng, size, size)
    sums = nn.AvgPool2d(kernel_size, stride, padding, divisor_override=1)
    mistakes = {
        "sum": sums(x)[0, 0].tolist(),
        "maximum": nn.MaxPool2d(kernel_size, stride, padding)(x)[0, 0].tolist(),
    }
    if padding:
        inside = nn.AvgPool2d(kernel_size, stride, padding, count_include_pad=False)
        mistakes["inside"] = inside(x)[0, 0].tolist()
    return Task(explain(layer, x).output[0, 0].tolist(), mistakes, {"layer": code(layer)}, layer, x)


TOPIC = Topic("mean_of_windows", "matrix", "windows", TEXT, RIGHT, MISTAKES, draw)
