"""An input that does what is asked for."""

import random
from typing import Any

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Explanation, explain
from poolviz.questions import parsing
from poolviz.questions.topic import Spoken, Task, Topic
from poolviz.texts import N_

TEXT = N_("Type an input of {size} × {size} numbers for `{layer}` {wish}")
RIGHT = N_("This one does, among others: {answer}.")
MISTAKES: dict[str, str] = {}
WISHES = {
    1: N_("so that it gives the same output as `{other}`. The numbers must not all be equal."),
    2: N_("so that its last index is {index}."),
    3: N_("so that its first window holds its maximum more than once, and no other window does."),
}

SHAPES = ((2, 4), (2, 5), (3, 4), (3, 5))  # kernel_size, and the side of the input


def draw(rng: random.Random, level: int) -> Task | None:
    """Return a wish, an input that fulfils it, and what judges any other."""
    k, size = rng.choice(SHAPES)
    layer, other = nn.MaxPool2d(k), nn.AvgPool2d(k)
    first = size // k * k - k  # of the last window, on either axis
    index = rng.choice(range(first, first + k)) * size + rng.choice(range(first, first + k))
    values = {
        "layer": code(layer),
        "other": code(other),
        "index": index,
        "size": size,
        "wish": Spoken(WISHES[level]),
    }

    def fulfils(given: Any) -> bool:
        x = torch.tensor([[[[float(one.value) for one in row] for row in given]]])
        if x.shape[-2:] != (size, size) or not x.isfinite().all():
            return False
        found = explain(layer, x)
        return {1: _agrees(found, other), 2: _ends(found, index), 3: _ties(found)}[level]

    best = {1: _flat(rng, k, size), 2: _peak(index, size), 3: _twice(rng, size)}[level]
    if not fulfils([[parsing.number(value) for value in row] for row in best]):
        return None
    return Task(best, {}, values, layer, judge=fulfils)


def _agrees(found: Explanation, other: nn.Module) -> bool:
    return torch.equal(found.output, other(found.input)) and found.input.unique().numel() > 1


def _ends(found: Explanation, index: int) -> bool:
    return found.indices is not None and int(found.indices[0, 0, -1, -1]) == index


def _ties(found: Explanation) -> bool:
    ties = [int((cell.values == cell.value).sum()) > 1 for cell in found]
    return ties == [True, *[False] * (len(ties) - 1)]


def _flat(rng: random.Random, k: int, size: int) -> list[list[float]]:
    """Return blocks of one number, each as large as a window."""
    many = -(-size // k)
    numbers = [rng.sample(range(10), many) for _row in range(many)]
    return [[numbers[row // k][col // k] for col in range(size)] for row in range(size)]


def _peak(index: int, size: int) -> list[list[float]]:
    return [[9 if row * size + col == index else 0 for col in range(size)] for row in range(size)]


def _twice(rng: random.Random, size: int) -> list[list[float]]:
    numbers = rng.sample(range(size * size), size * size)
    rows: list[list[float]] = [list(numbers[row * size : (row + 1) * size]) for row in range(size)]
    rows[0][:2] = [size * size] * 2
    return rows


TOPIC = Topic("make_input", "matrix", "compare", TEXT, RIGHT, MISTAKES, draw)
