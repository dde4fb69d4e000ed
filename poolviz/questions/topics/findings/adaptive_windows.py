"""The cells of one adaptive window."""

import random

import torch
from torch import nn

from poolviz.pooling.explanation import explain
from poolviz.questions.topic import Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "`nn.AdaptiveMaxPool1d({n})` gets {length} samples. Which of them (counted from 0) does output {at} read?"
)
RIGHT = N_(
    "From ⌊{at} · {length} / {n}⌋ up to ⌈({at} + 1) · {length} / {n}⌉, the last not included: {answer}."
)
MISTAKES = {
    "equal_shares": N_(
        "You divided the samples among the outputs without overlap. Adaptive windows round "
        "outwards and may overlap."
    ),
    "kernel_and_stride": N_(
        "You took one kernel_size and one stride for all windows. Adaptive windows differ in size."
    ),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return an adaptive layer whose windows are unequal, and one of its outputs."""
    n = rng.choice((3, 4) if level == 1 else (3, 4, 5, 7))
    length = n * rng.randint(1, 1 + level) + rng.randint(1, n - 1)
    made = explain(nn.AdaptiveMaxPool1d(n), torch.zeros(1, 1, length))
    at, stride = rng.randrange(n), length // n
    kernel = length - (n - 1) * stride
    last = length if at == n - 1 else (at + 1) * stride
    shares = {(i,) for i in range(at * stride, last)}
    rounded = {(i,) for i in range(at * stride, at * stride + kernel)}
    mistakes = {"equal_shares": shares} | ({"kernel_and_stride": rounded} if rounded != shares else {})
    answer = set(made.cell((0, 0, at)).members)
    return Task(answer, mistakes, {"n": n, "length": length, "at": at}, made.layer, made.input)


TOPIC = Topic("adaptive_windows", "cells", "adaptive", TEXT, RIGHT, MISTAKES, draw)
