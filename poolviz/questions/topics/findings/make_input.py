"""An input that does what is asked for."""

import random
from typing import Any

import torch
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import explain
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


def draw(rng: random.Random, level: int) -> Task | None:
    """Return a wish, an input that fulfils it, and what judges any other."""
    size = 4
    layer, other = nn.MaxPool2d(2), nn.AvgPool2d(2)
    index = rng.choice((10, 11, 14, 15))
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
        return {1: _agrees, 2: _ends, 3: _ties}[level](layer, x, index)

    best = {1: _flat(rng), 2: _peak(index), 3: _twice(rng)}[level]
    if not fulfils([[parsing.number(value) for value in row] for row in best]):
        return None
    return Task(best, {}, values, layer, judge=fulfils)


def _agrees(layer: nn.Module, x: torch.Tensor, _index: int) -> bool:
    return torch.equal(explain(layer, x).output, nn.AvgPool2d(2)(x)) and x.unique().numel() > 1


def _ends(layer: nn.Module, x: torch.Tensor, index: int) -> bool:
    indices = explain(layer, x).indices
    return indices is not None and int(indices[0, 0, -1, -1]) == index


def _ties(layer: nn.Module, x: torch.Tensor, _index: int) -> bool:
    made = explain(layer, x)
    cells = [made.cell((0, 0, row, col)) for row in (0, 1) for col in (0, 1)]
    return [int((cell.values == cell.value).sum()) > 1 for cell in cells] == [True, False, False, False]


def _flat(rng: random.Random) -> list[list[float]]:
    a, b, c, d = rng.sample(range(10), 4)
    return [[a, a, b, b], [a, a, b, b], [c, c, d, d], [c, c, d, d]]


def _peak(index: int) -> list[list[float]]:
    return [[9 if row * 4 + col == index else 0 for col in range(4)] for row in range(4)]


def _twice(rng: random.Random) -> list[list[float]]:
    rows: list[list[float]] = [rng.sample(range(8), 4) for _row in range(4)]
    rows[0][:2] = [9, 9]
    return rows


TOPIC = Topic("make_input", "matrix", "compare", TEXT, RIGHT, MISTAKES, draw)
