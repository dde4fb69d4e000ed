"""Inputs that a pooling cannot tell apart: known pairs of windows, and twins made for any input.

A twin has the same output, computed by torch. Three ways make one: other values in the cells that
win nowhere (max), values that change places among cells that the same windows read (any pooling), and
mass that moves between two such cells (average, norm).
"""

import itertools
import math
import random
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.findings.differences import Difference, difference
from poolviz.pooling.cells.cell import Place
from poolviz.pooling.explanation import Explanation, explain
from poolviz.pooling.windows import Axis, readers
from poolviz.texts import N_

WAYS = {"max": ("losers", "permute"), "mean": ("move", "permute"), "norm": ("move", "permute")}
# Beyond it float32 has no room left for a change of a few units.
LARGEST = 2.0**16


@dataclass(frozen=True)
class Pair:
    """Two windows of four values (rows of two); `same` names what cannot tell them apart."""

    key: str
    one: tuple[float, ...]
    other: tuple[float, ...]
    same: tuple[str, ...]


PAIRS = (
    Pair("max", (4, 0, 0, 0), (4, 4, 4, 4), ("max",)),
    Pair("mean", (1, 3, 2, 4), (0, 5, 5, 0), ("mean",)),
    Pair("norm", (3, 0, 4, 0), (5, 0, 0, 0), ("norm",)),
    Pair("max-mean", (4, 4, 0, 0), (4, 2, 1, 1), ("max", "mean")),
    Pair("max-norm", (4, 3, 0, 0), (4, 2, 2, 1), ("max", "norm")),
    Pair("mean-norm", (0, 4, 5, 0), (1, 2, 6, 0), ("mean", "norm")),
    Pair("all", (1, 3, 2, 4), (4, 2, 3, 1), ("max", "mean", "norm")),
)


@dataclass(frozen=True, eq=False)
class Twin:
    """An explained input, another with the same output, and the cells in which the inputs differ."""

    one: Explanation
    other: Explanation
    changed: Difference


def twin(explanation: Explanation, way: str, seed: int = 0) -> Twin:
    """Return another input with the same output; `way` is one of WAYS of the layer's reduction.

    Nothing is changed where `way` finds no cell to change. PoolvizError where the layer has no such
    way, or where torch's rounding makes the outputs differ after all.

    >>> import torch
    >>> from torch import nn
    >>> found = twin(explain(nn.MaxPool2d(2), torch.tensor([[[1.0, 2.0], [4.0, 3.0]]])), "losers")
    >>> found.changed.mask.tolist(), found.other.output.tolist()
    ([[[True, True], [False, True]]], [[[4.0]]])
    """
    allowed = WAYS.get(explanation.family.reduce, ())
    if not allowed:
        raise PoolvizError(
            N_("`explanation` must be of a layer that takes a max, a mean or a norm, but got {got}"),
            got=type(explanation.layer).__name__,
        )
    if way not in allowed:
        raise PoolvizError(
            N_("`way` must be one of {allowed} for this layer, but got {got}"),
            allowed=", ".join(allowed),
            got=way,
        )
    draw = random.Random(seed)
    x = explanation.input.clone()
    for plane in itertools.product(*map(range, x.shape[: -explanation.dims])):
        _MADE[way](explanation, plane, x, draw)
    other = explain(explanation.ran, x)  # with the same random samples, where there are some
    if difference(explanation.output, other.output).count:
        raise PoolvizError(
            N_("torch's rounding tells the two apart: its sums depend on the order of the numbers here")
        )
    return Twin(explanation, other, difference(explanation.input, x))


def _losers(explanation: Explanation, plane: Place, x: Tensor, draw: random.Random) -> None:
    """Give the cells that no window took other values, below every maximum that they could disturb."""
    taken = _taken(explanation, plane)
    axes = explanation.axes_at(plane)
    for number, place in enumerate(itertools.product(*(range(axis.length) for axis in axes))):
        if number in taken:
            continue
        maxima = [float(explanation.output[plane + output]) for output in _read_by(axes, place)]
        bound = min((m for m in maxima if not math.isnan(m)), default=float(draw.randint(1, 9)))
        if abs(bound) < LARGEST:
            before = float(x[plane + place])
            after = float(math.ceil(bound) - draw.randint(1, 6))
            x[plane + place] = after - 1 if after == before else after


def _taken(explanation: Explanation, plane: Place) -> set[int]:
    """Return the flat index of every cell that some window took."""
    indices = explanation.indices
    assert indices is not None
    return set(indices[plane].flatten().tolist())


def _permute(explanation: Explanation, plane: Place, x: Tensor, draw: random.Random) -> None:
    """Let the values of cells that the same windows read change places."""
    for places in _alike(explanation.axes_at(plane)):
        values = [float(x[plane + place]) for place in places]
        for place, value in zip(places, draw.sample(values, len(values)), strict=True):
            x[plane + place] = value


def _move(explanation: Explanation, plane: Place, x: Tensor, draw: random.Random) -> None:
    """Move mass between two cells that the same windows read; a norm's mass is the power of the value."""
    power = float(getattr(explanation.layer, "norm_type", 1))
    for places in _alike(explanation.axes_at(plane)):
        order = draw.sample(places, len(places))
        for one, other in zip(order[::2], order[1::2], strict=False):
            values = [float(x[plane + place]) for place in (one, other)]
            if max(map(abs, values)) < LARGEST:  # nan and inf stay where they are
                after = _moved(values[0], values[1], power, draw.randint(1, 3))
                x[plane + one], x[plane + other] = after


def _moved(one: float, other: float, power: float, by: int) -> tuple[float, float]:
    """Return two other values with the same sum of powers, or the two changed about where there is none."""
    if power == 1:
        return one + by, other - by
    if one >= 0 and other >= 0 and 0 < power < math.inf:
        return float((one**power + other**power) ** (1 / power)), 0.0
    return other, one


def _alike(axes: Sequence[Axis]) -> list[list[Place]]:
    """Return the cells in groups that the same windows read; a window is a product of one per axis."""
    groups: dict[tuple[tuple[int, ...], ...], list[Place]] = {}
    by_axis = [[tuple(readers(axis, i)) for i in range(axis.length)] for axis in axes]
    for place in itertools.product(*(range(axis.length) for axis in axes)):
        key = tuple(by_axis[dim][i] for dim, i in enumerate(place))
        groups.setdefault(key, []).append(place)
    return [places for places in groups.values() if len(places) > 1]


def _read_by(axes: Sequence[Axis], place: Place) -> list[Place]:
    """Return the outputs whose window reads the cell at `place`."""
    found = [readers(axis, i) for axis, i in zip(axes, place, strict=True)]
    return list(itertools.product(*found))


_MADE: dict[str, Callable[[Explanation, Place, Tensor, random.Random], None]] = {
    "losers": _losers,
    "permute": _permute,
    "move": _move,
}
