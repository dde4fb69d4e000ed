"""The data of a stage, made easy to ask; the Python half of what js/scene.js is in the browser."""

import base64
import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from poolviz.views.stage import Data

Place = tuple[int, int, int]  # depth, row, column; a plane is one slice deep
Taps = Sequence[int]  # start, step and count along one axis
PALE = 232
ALONE: Taps = (0, 1, 1)
NO_FRAME = {
    **dict.fromkeys(("front", "back", "top", "bottom", "left", "right", "deep"), 0),
    "padding": (0, 0),
    "symbol": "",
    "struck": False,
}


@dataclass(frozen=True, eq=False)
class Grid:
    """One grid of a stage: `data` as it travels, and ways to ask it."""

    data: Data

    def __getattr__(self, name: str) -> Any:
        try:
            return self.data[name]
        except KeyError:
            raise AttributeError(name) from None

    @property
    def size(self) -> Place:
        """How many slices, rows and columns there are."""
        return self.data.get("depth", 1), self.data["rows"], self.data["cols"]

    @property
    def kind(self) -> str:
        """One of matrix, volume, picture, plot, note: how the grid is drawn."""
        names = {"note": "note", "picture": "picture", "plot": "plot", "depth": "volume"}
        return next((kind for name, kind in names.items() if self.data.get(name) is not None), "matrix")

    @property
    def around(self) -> Data:
        """The frame, with nothing around a grid that has none."""
        return NO_FRAME | (self.data.get("frame") or {})

    @property
    def rule(self) -> Data:
        """How the numbers follow from their windows; empty for a grid that has no rule."""
        return self.data.get("rule") or {}

    @property
    def channels(self) -> int:
        """How many numbers a cell has: 3 in a picture of colours."""
        return self.data["picture"]["channels"] if self.kind == "picture" else 1

    def flat(self, place: Place) -> int:
        """Return the number of a cell, counted slice by slice and row by row."""
        _depth, rows, cols = self.size
        return (place[0] * rows + place[1]) * cols + place[2]

    def place(self, flat: int) -> Place:
        """Return the cell of a number."""
        _depth, rows, cols = self.size
        return flat // (rows * cols), flat // cols % rows, flat % cols

    def text(self, flat: int, channel: int = 0) -> str:
        """Return the number in a cell as it is written."""
        if self.kind != "picture":
            return self.data["texts"][flat]
        return self._pixel_text(int(self.numbers[flat, channel]))

    def _pixel_text(self, number: int) -> str:
        found = self.data["picture"]["numbers"]
        scale = found["scale"] if found else 1
        digits = max(0, math.ceil(-math.log10(abs(scale)) - 1e-9))
        return f"{round(number * scale, digits):g}".replace("-", "−")

    @cached_property
    def numbers(self) -> Tensor:
        """A picture's numbers (pixels, channels) in fixed point."""
        found = self.data["picture"]["numbers"]
        return self._unpacked(found["data"], "<u2") if found else self.pixels

    @cached_property
    def pixels(self) -> Tensor:
        """A picture's bytes (pixels, channels); a map of which the shape alone is known is one pale grey."""
        if self.data["picture"].get("blank"):
            return torch.full((math.prod(self.size), self.channels), PALE, dtype=torch.int32)
        return self._unpacked(self.data["picture"]["pixels"], "u1")

    def tap(self, flat: int, channel: int = 0) -> int:
        """Return the number of the tap that won a cell's window."""
        taps = self.rule["taps"]
        return int(self._winners[flat, channel]) if isinstance(taps, str) else taps[flat]

    @cached_property
    def _winners(self) -> Tensor:
        return self._unpacked(self.rule["taps"], "<u2")

    def _unpacked(self, text: str, kind: str) -> Tensor:
        import numpy as np

        numbers = np.frombuffer(base64.b64decode(text), kind).astype("int32")
        return torch.from_numpy(numbers).view(-1, self.channels)


@dataclass(frozen=True, eq=False)
class Scene:
    """The grids and links of a stage."""

    data: Data

    @cached_property
    def grids(self) -> list[Grid]:
        """All grids, from left to right."""
        return [Grid(one) for one in self.data["grids"]]

    @cached_property
    def links(self) -> list[Data]:
        """The links between spaces that are on the stage."""
        spaces = {grid.space for grid in self.grids}
        return [link for link in self.data["links"] if {link["from"], link["to"]} <= spaces]

    @property
    def texts(self) -> dict[str, str]:
        """What the stage says, by key."""
        return self.data["texts"]

    @cached_property
    def main(self) -> Grid:
        """The grid that is played."""
        named = self.grid(self.data["options"].get("main"))
        sources = {link["from"] for link in self.links}
        return named or next((grid for grid in self.grids if grid.space in sources), self.grids[0])

    def grid(self, key: object) -> Grid | None:
        """Return the grid with the id `key`, if there is one."""
        return next((grid for grid in self.grids if grid.id == key), None)

    def inside(self, space: str) -> list[Grid]:
        """Return the grids of one space."""
        return [grid for grid in self.grids if grid.space == space]

    def played(self) -> int:
        """Return how many cells the play visits: none where nothing leads to another grid."""
        linked = any(link["from"] == self.main.space for link in self.links)
        return math.prod(self.main.size) if linked else 0

    def cursor(self, given: Any) -> tuple[Grid, Place] | None:
        """Return the cell that a browser's cursor {grid, d, r, c} is on; None where it is on none."""
        grid = self.grid(given.get("grid")) if isinstance(given, dict) else None
        if grid is None:
            return None
        place = tuple(given.get(name, 0) for name in "drc")
        known = all(type(at) is int and 0 <= at < n for at, n in zip(place, grid.size, strict=True))
        return (grid, place) if known else None


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


def window(link: Data, place: Place, plane: Grid) -> Window | None:
    """Return the window of a cell by a link into `plane`; None where the link has none for it."""
    axes = link_axes(link)
    if any(at >= len(axis["taps"]) for axis, at in zip(axes, place, strict=True)):
        return None
    return Window(tuple(axis["taps"][at] for axis, at in zip(axes, place, strict=True)), plane.size)


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
