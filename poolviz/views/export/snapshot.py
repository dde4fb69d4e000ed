"""What a browser says that it shows of a stage, read like any input: of that stage, typed and bounded."""

from collections.abc import Iterator

from poolviz.views.export.drawing.scene import size
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.reading import from_wire, unlike
from poolviz.views.stage.wire.snapshot import Lit, LitCell, Taken
from poolviz.views.stage.wire.stage import Stage

MOST_FRAMES = 50
EVENT = "take"


def read_taken(data: object, stage: Stage) -> Taken:
    """Return what the event `take` says of `stage`; PoolvizError where it cannot be of that stage.

    >>> from poolviz.views.stage.pooling import input_stage
    >>> import torch
    >>> nothing = {"cells": [], "boxes": [], "windows": [], "lines": [], "signs": []}
    >>> read_taken({"plain": nothing, "lit": None, "outputs": 0, "played": []}, input_stage(torch.eye(2))).lit
    """
    taken = from_wire(Taken, data, EVENT)
    if len(taken.played) > MOST_FRAMES:
        raise unlike(f"{EVENT}.played", len(taken.played))
    grids = {grid.id: grid for grid in stage.grids}
    for name, lit in _parts(taken):
        _check(lit, grids, stage, f"{EVENT}.{name}")
    return taken


def _parts(taken: Taken) -> Iterator[tuple[str, Lit]]:
    yield "plain", taken.plain
    if taken.lit is not None:
        yield "lit", taken.lit
    for number, one in enumerate(taken.played):
        yield f"played.{number}.lit", one.lit


def _check(lit: Lit, grids: dict[str, Grid], stage: Stage, name: str) -> None:
    """Check that a stage has the grids, cells and texts that are spoken of."""
    named = [one.on for parts in (lit.cells, lit.boxes, lit.windows) for one in parts]
    if unknown := [grid for on in named for grid in on if grid not in grids]:
        raise unlike(f"{name}.on", unknown[0])
    for cell in lit.cells:
        if not all(_inside(cell, grids[grid]) for grid in cell.on):
            raise unlike(f"{name}.cells", (cell.d, cell.r, cell.c))
    for window in lit.windows:
        if any(count < 0 or step < 0 for _start, step, count in (window.depth, window.rows, window.cols)):
            raise unlike(f"{name}.windows", window)
    if any(depth < 0 for box in lit.boxes for depth in box.depth[1:]):
        raise unlike(f"{name}.boxes", lit.boxes)
    if unsaid := [sign.key for sign in lit.signs if not vars(stage.texts).get(sign.key)]:
        raise unlike(f"{name}.signs", unsaid[0])


def _inside(cell: LitCell, grid: Grid) -> bool:
    place = (cell.d, cell.r, cell.c)
    return all(0 <= at < length for at, length in zip(place, size(grid), strict=True))
