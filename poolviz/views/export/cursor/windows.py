"""The windows of a stage's links; the Python half of what js/windows.js is in the browser."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from poolviz.views.stage.wire.travel import Data

Place = tuple[int, int, int]  # depth, row, column; a plane is one slice deep
Taps = Sequence[int]  # start, step and count along one axis
ALONE: Taps = (0, 1, 1)


@dataclass(frozen=True)
class Window:
    """The window of a cell: its taps along depth, rows and columns, in a grid of `size`."""

    axes: tuple[Taps, Taps, Taps]
    size: Place

    @cached_property
    def inside(self) -> tuple[list[int], list[int], list[int]]:
        """The taps inside the grid, by axis."""
        return tuple(within(taps, 0, n) for taps, n in zip(self.axes, self.size, strict=True))  # type: ignore[return-value]

    @cached_property
    def members(self) -> list[Place]:
        """The cells that the window reads, row-major."""
        return list(itertools.product(*self.inside))

    @property
    def taps(self) -> int:
        """How many taps there are, the ones outside too."""
        return math.prod(count for _start, _step, count in self.axes)

    def reached(self, margins: Sequence[float]) -> int:
        """Return how many taps lie in the grid and its padding of so many cells along each axis."""
        near = (
            len(within(taps, -pad, n + pad))
            for taps, n, pad in zip(self.axes, self.size, margins, strict=True)
        )
        return math.prod(near)


def within(taps: Taps, low: float, high: float) -> list[int]:
    """Return the positions of the taps that are at least `low` and below `high`.

    >>> within((-1, 2, 4), 0, 5)
    [1, 3]
    """
    start, step, count = taps
    return [at for at in (start + step * number for number in range(count)) if low <= at < high]


def last(taps: Taps) -> int:
    """Return the position of the last tap."""
    return taps[0] + taps[1] * (taps[2] - 1)


def link_axes(link: Data) -> list[Data]:
    """Return a link's three axes; a plane's depth is one slice."""
    return [{"taps": [ALONE], "dropped": None}] * (3 - len(link["axes"])) + list(link["axes"])


def window(link: Data, place: Place, size: Place) -> Window | None:
    """Return the window of a cell by a link into a grid of `size`; None where the link has none for it."""
    axes = link_axes(link)
    if any(at >= len(axis["taps"]) for axis, at in zip(axes, place, strict=True)):
        return None
    return Window(tuple(axis["taps"][at] for axis, at in zip(axes, place, strict=True)), size)


def readers(link: Data, place: Place) -> list[Place]:
    """Return the cells whose windows read a cell, row-major."""
    found = [
        [number for number, taps in enumerate(axis["taps"]) if touches(taps, at)]
        for axis, at in zip(link_axes(link), place, strict=True)
    ]
    return list(itertools.product(*found))  # type: ignore[arg-type]


def touches(taps: Taps, at: int) -> bool:
    """Return whether one of the taps lies at a position."""
    start, step, count = taps
    return count > 0 and start <= at <= last(taps) and (at - start) % (step or 1) == 0
