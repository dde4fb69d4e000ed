"""What a figure asks of the grids of a stage: how each is drawn, its size, its frame, its pixels."""

import base64
import math
from typing import Any

from poolviz.views.stage.wire.grid import Frame, Grid, Plot

PALE = 232
NO_FRAME = Frame(top=0, bottom=0, left=0, right=0, padding=(0, 0), symbol="", struck=False, means="")
Place = tuple[int, int, int]  # depth, row, column; a plane is one slice deep


def size(grid: Grid) -> Place:
    """Return how many slices, rows and columns there are."""
    return 1 if grid.depth is None else grid.depth, grid.rows, grid.cols


def kind(grid: Grid) -> str:
    """Return how the grid is drawn: as note, picture, plot, volume or matrix."""
    known = {"note": grid.note, "picture": grid.picture, "plot": grid.plot}
    found = next((name for name, part in known.items() if part), None)
    return found or ("matrix" if grid.depth is None else "volume")


def around(grid: Grid) -> Frame:
    """Return the frame; nothing is around a grid that has none."""
    return grid.frame or NO_FRAME


def plotted(grid: Grid) -> Plot:
    """Return the plot of a grid that is drawn as one."""
    assert grid.plot is not None
    return grid.plot


def pixels(grid: Grid) -> Any:
    """Return the pixels of a picture as numpy (rows, columns, 3), bytes; a blank one is one pale grey."""
    import numpy as np

    assert grid.picture is not None
    shape, channels = (grid.rows, grid.cols, 3), grid.picture.channels
    if grid.picture.blank:
        return np.full(shape, PALE, dtype="u1")
    sent = np.frombuffer(base64.b64decode(grid.picture.pixels), "u1")
    return np.broadcast_to(sent.reshape(grid.rows, grid.cols, channels), shape)


def cells(grid: Grid) -> int:
    """Return how many cells there are."""
    return math.prod(size(grid))
