"""Window: what one output reads, and what its reduction counts there; alike in planes with the same axes."""

import itertools
import math
from collections.abc import Iterator, Sequence
from fractions import Fraction
from typing import NamedTuple

import torch
from torch import Tensor, nn

from poolviz.pooling.cells.cell import Place
from poolviz.pooling.reductions import Counts, reduction_of
from poolviz.pooling.windows import Axis, members


class Window(NamedTuple):
    """One window: its members inside the plane, its taps outside, what divides or scales their sum."""

    members: tuple[Place, ...]
    padding: int = 0
    divisor: int | None = None
    scale: Fraction | None = None


def windows(
    layer: nn.Module, axes: Sequence[Axis], position: Sequence[int] | None = None
) -> Iterator[Window]:
    """Return the windows of all outputs of a plane, row-major, or only that of the output at `position`.

    >>> from poolviz.pooling.windows import Sliding
    >>> axes = (Sliding(length=4, outputs=2, kernel_size=3, stride=2, padding=1),)
    >>> [(window.members, window.padding) for window in windows(nn.MaxPool1d(3, 2, 1), axes)]
    [(((0,), (1,)), 1), (((1,), (2,), (3,)), 0)]
    """
    reduction = reduction_of(layer)
    wanted = [range(axis.outputs) for axis in axes] if position is None else [(at,) for at in position]
    along = [
        [(members(axis, at), len(axis.taps(at)), axis.counted(at)) for at in outputs]
        for axis, outputs in zip(axes, wanted, strict=True)
    ]
    for parts in itertools.product(*along):
        held = tuple(itertools.product(*(inside for inside, _, _ in parts)))
        taps, counted = math.prod(taps for _, taps, _ in parts), math.prod(counted for _, _, counted in parts)
        counts = Counts(taps, counted, len(held))
        divisor, scale = reduction.divisor(layer, counts), reduction.scale(layer, counts)
        yield Window(held, counts.taps - counts.inside, divisor, scale)


def sources(places: Tensor, plane: Sequence[int]) -> Iterator[Window]:
    """Return, for each cell of an unpooled `plane`, row-major, which values go there.

    `places`, of the pooled plane's shape, says of each value where it goes.

    >>> [window.members for window in sources(torch.tensor([2, 0, 2]), (4,))]
    [((1,),), (), ((0,), (2,)), ()]
    """
    coming: dict[int, list[Place]] = {}
    pooled = itertools.product(*map(range, places.shape))
    for place, flat in zip(pooled, places.flatten().tolist(), strict=True):
        coming.setdefault(flat, []).append(place)
    return (Window(tuple(coming.get(flat, ()))) for flat in range(math.prod(plane)))


def source(places: Tensor, flat: int) -> Window:
    """Return which values of a plane go to the one cell at the flat index `flat`.

    >>> source(torch.tensor([[3, 0], [3, 5]]), 3).members
    ((0, 0), (1, 0))
    """
    return Window(tuple(map(tuple, torch.nonzero(places == flat).tolist())))
