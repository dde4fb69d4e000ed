"""The data of a stage, made easy to ask; the Python half of what js/scene.js is in the browser."""

import base64
import math
from dataclasses import dataclass
from functools import cached_property
from typing import Any

import torch
from torch import Tensor

from poolviz.views.export.cursor.windows import Place
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import Data, to_wire

PALE = 232
NO_FRAME = {
    **dict.fromkeys(("front", "back", "top", "bottom", "left", "right", "deep"), 0),
    "padding": (0, 0),
    "symbol": "",
    "struck": False,
}


@dataclass(frozen=True, eq=False)
class Grid:
    """One grid of a stage: `data` as it travels, the channel `chosen` of a colour picture, ways to ask it."""

    data: Data
    chosen: int = 0

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

    @property
    def channel(self) -> int:
        """The number of the channel that is asked for: the last one where there are fewer."""
        return min(self.chosen, self.channels - 1)

    def flat(self, place: Place) -> int:
        """Return the number of a cell, counted slice by slice and row by row."""
        _depth, rows, cols = self.size
        return (place[0] * rows + place[1]) * cols + place[2]

    def place(self, flat: int) -> Place:
        """Return the cell of a number."""
        _depth, rows, cols = self.size
        return flat // (rows * cols), flat // cols % rows, flat % cols

    def text(self, flat: int) -> str:
        """Return the number in a cell as it is written."""
        if self.kind != "picture":
            return self.data["texts"][flat]
        return self._pixel_text(int(self.numbers[flat, self.channel]))

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

    def tap(self, flat: int) -> int:
        """Return the number of the tap that won a cell's window."""
        taps = self.rule["taps"]
        return int(self._winners[flat, self.channel]) if isinstance(taps, str) else taps[flat]

    @cached_property
    def _winners(self) -> Tensor:
        return self._unpacked(self.rule["taps"], "<u2")

    def _unpacked(self, text: str, kind: str) -> Tensor:
        import numpy as np

        numbers = np.frombuffer(base64.b64decode(text), kind).astype("int32")
        return torch.from_numpy(numbers).view(-1, self.channels)


def channel_of(cursor: Any) -> int:
    """Return the channel that a browser's cursor says is looked at: 0, 1 or 2, red where it says none.

    >>> channel_of({"grid": "max", "channel": 2}), channel_of({"channel": "x"}), channel_of(None)
    (2, 0, 0)
    """
    said = cursor.get("channel") if isinstance(cursor, dict) else None
    return said if type(said) is int and 0 <= said < 3 else 0


@dataclass(frozen=True, eq=False)
class Scene:
    """The grids and links of a stage, and which channel of its colour pictures is spoken of."""

    stage: Stage
    channel: int = 0

    @cached_property
    def data(self) -> Data:
        """The stage as it travels."""
        return to_wire(self.stage)

    @cached_property
    def grids(self) -> list[Grid]:
        """All grids, from left to right."""
        return [Grid(one, self.channel) for one in self.data["grids"]]

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
