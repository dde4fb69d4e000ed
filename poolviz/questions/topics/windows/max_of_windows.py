"""The whole output of a max pooling."""

import random
from typing import Any

from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
from poolviz.questions.draws import plane
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_("`{layer}` gets the input shown. What is its output, row by row?")
RIGHT = N_("Each output is the largest number that its window reads: {answer}.")
MISTAKES = {
    "average": N_("You took the average of each window. Max pooling keeps the largest number."),
    "stride_1": N_("You moved the window by 1, but the stride is {stride}."),
    "row_off": N_("Your windows begin one row too low."),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a max pooling and its input."""
    kernel_size, stride = {1: (2, 2), 2: (3, 2), 3: (3, 2)}[level]
    rest: dict[str, Any] = {"padding": rng.randint(0, 1), "ceil_mode": True} if level == 3 else {}
    rows, cols = {1: (4, 4), 2: (5, 5), 3: (rng.randint(4, 5), rng.randint(4, 6))}[level]
    layer, x = nn.MaxPool2d(kernel_size, stride, **rest), plane(rng, rows, cols)
    output = explain(layer, x).output[0, 0]
    lower = nn.MaxPool2d(kernel_size, stride, **rest | {"ceil_mode": True})(x[:, :, 1:])[0, 0]
    mistakes = {
        "average": nn.AvgPool2d(kernel_size, stride, **rest)(x)[0, 0].tolist(),
        "stride_1": nn.MaxPool2d(kernel_size, 1, **rest)(x)[0, 0].tolist(),
        "row_off": lower[: output.shape[0], : output.shape[1]].tolist(),
    }
    return Task(output.tolist(), mistakes, {"layer": code(layer), "stride": stride}, layer, x)


TOPIC = Topic("max_of_windows", "matrix", "windows", TEXT, RIGHT, MISTAKES, draw)
