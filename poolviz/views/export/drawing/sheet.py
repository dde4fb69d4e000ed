"""Where everything of a figure lies, in px from its upper left corner. No drawing."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from poolviz.views.export.drawing.scene import around, kind, plotted
from poolviz.views.export.drawing.scene import size as size_of
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.stage import Stage

WIDE, HIGH = 1760, 960  # room for the grids
MARGIN = 40
HEAD, SLICE_HEAD = 66, 30
GAP, SLICE_GAP = 44, 18
CELLS = range(84, 7, -1)  # how large a cell may be
PICTURES = range(640, 99, -20)  # and how wide a picture
NOTE = (360, 200)
TITLE_SIGN = 14  # a title is about so wide a letter
PLOT_HEAD, PLOT_LEVELS, PLOT_HIGH, PLOT_SPACE, PLOT_AXIS = 230, 90, 190, 34, 30
Size = tuple[float, float]


@dataclass(frozen=True, eq=False)
class Pane:
    """A grid, or one slice of a volume; its cell (0, 0) begins at (x, y), cells are `ux` by `uy`.

    A slice that lies outside the volume is `ghost`: one cell wide.
    """

    grid: Grid
    depth: int
    x: float
    y: float
    ux: float
    uy: float
    ghost: bool = False


@dataclass(frozen=True, eq=False)
class Block:
    """A grid with its head at (x, y), and its panes below it."""

    grid: Grid
    x: float
    y: float
    panes: tuple[Pane, ...]


@dataclass(frozen=True, eq=False)
class Sheet:
    """A figure of `width` by `height`; below `foot` there is room for sentences."""

    width: float
    foot: float
    blocks: tuple[Block, ...]

    @property
    def panes(self) -> list[Pane]:
        """All panes of all blocks."""
        return [pane for block in self.blocks for pane in block.panes]


def sheet(stage: Stage) -> Sheet:
    """Return the layout of a stage: cells as large as there is room for, grids in rows as on the stage."""
    if any(kind(grid) == "plot" for grid in stage.grids):
        return _plots(stage)
    steps = PICTURES if any(kind(grid) == "picture" for grid in stage.grids) else CELLS
    columns = stage.options.columns
    for unit in steps:
        sizes = [_size(stage, grid, unit) for grid in stage.grids]
        places, (width, height) = flow(sizes, WIDE, GAP, columns)
        if width <= WIDE and height <= HIGH:
            break
    blocks = tuple(
        Block(grid, x + MARGIN, y + MARGIN, tuple(_panes(stage, grid, unit, x + MARGIN, y + MARGIN)))
        for grid, (x, y) in zip(stage.grids, places, strict=True)
    )
    return Sheet(max(width, 760) + 2 * MARGIN, height + 2 * MARGIN, blocks)


def flow(sizes: Sequence[Size], room: float, gap: float, columns: int = 0) -> tuple[list[Size], Size]:
    """Return where boxes lie that follow each other in lines, and how large all is.

    With `columns` a line has so many and they stand below each other.

    >>> flow([(5, 1), (4, 2), (3, 1)], room=10, gap=1)
    ([(0.0, 0.0), (6.0, 0.0), (0, 3.0)], (10.0, 4.0))
    """
    across = [max(width for width, _h in sizes[n::columns]) for n in range(min(columns, len(sizes)))]
    places: list[Size] = []
    x = y = tall = wide = 0.0
    for number, (width, height) in enumerate(sizes):
        column = number % columns if columns else 0
        if places and (column == 0 if columns else x + width > room):
            x, y, tall = 0, y + tall + gap, 0
        places.append((x, y))
        wide, tall = max(wide, x + width), max(tall, height)
        x += (across[column] if columns else width) + gap
    return places, (wide, y + tall)


def _size(stage: Stage, grid: Grid, unit: float) -> Size:
    if kind(grid) == "note":
        return NOTE
    least = TITLE_SIGN * len(grid.title)
    panes = [(pane, *_extent(pane)) for pane in _panes(stage, grid, unit, 0, 0)]
    width = max((pane.x - left + wide for pane, left, _top, wide, _tall in panes), default=0)
    height = max((pane.y - top + tall for pane, _left, top, _wide, tall in panes), default=HEAD)
    return max(width, least), height


def _extent(pane: Pane) -> tuple[float, float, float, float]:
    """Return how far a pane goes to the left and up of its first cell, and its width and height."""
    framed, (_depth, rows, cols) = around(pane.grid), size_of(pane.grid)
    left, right = (0, 0) if pane.ghost else (framed.left, framed.right)
    wide = 1 if pane.ghost else cols + left + right
    tall = rows + framed.top + framed.bottom
    return left * pane.ux, framed.top * pane.uy, wide * pane.ux, tall * pane.uy


def _panes(stage: Stage, grid: Grid, unit: float, x: float, y: float) -> Iterator[Pane]:
    """Give the panes of a grid whose head is at (x, y)."""
    maker: dict[str, Callable[..., Iterator[Pane]]] = {"volume": _slices, "picture": _picture, "note": _none}
    yield from maker.get(kind(grid), _matrix)(stage, grid, unit, x, y + HEAD)


def _none(*_given: object) -> Iterator[Pane]:
    yield from ()


def _matrix(_stage: Stage, grid: Grid, unit: float, x: float, y: float) -> Iterator[Pane]:
    framed = around(grid)
    yield Pane(grid, 0, x + framed.left * unit, y + framed.top * unit, unit, unit)


def _picture(stage: Stage, grid: Grid, unit: float, x: float, y: float) -> Iterator[Pane]:
    """All pictures of a stage are drawn as large as the first."""
    first = next(one for one in stage.grids if kind(one) == "picture")
    (_d, tall, wide), (_e, rows, cols), framed = size_of(first), size_of(grid), around(grid)
    ux, uy = unit / cols, unit * tall / wide / rows
    yield Pane(grid, 0, x + framed.left * ux, y + framed.top * uy, ux, uy)


def _slices(_stage: Stage, grid: Grid, unit: float, x: float, y: float) -> Iterator[Pane]:
    (depth, _rows, cols), framed = size_of(grid), around(grid)
    numbers = range(-framed.front, depth + framed.back)
    ghosts = [not 0 <= number < depth for number in numbers]
    wide = (cols + framed.left + framed.right) * unit
    tall = _extent(Pane(grid, 0, 0, 0, unit, unit))[3] + SLICE_HEAD
    sizes = [(unit if ghost else wide, tall) for ghost in ghosts]
    places, _all = flow([(max(width, 70), height) for width, height in sizes], WIDE, SLICE_GAP)
    for number, ghost, (left, top) in zip(numbers, ghosts, places, strict=True):
        first = x + left + (0 if ghost else framed.left * unit)
        below = y + top + SLICE_HEAD + framed.top * unit
        yield Pane(grid, number, first, below, unit, unit, ghost)


def _plots(stage: Stage) -> Sheet:
    """Plots stand one below the other along one axis."""
    blocks, y = [], float(MARGIN)
    for grid in stage.grids:
        plot = plotted(grid)
        high = PLOT_HIGH * plot.weight
        wide = (WIDE - PLOT_HEAD - PLOT_LEVELS) / max(plot.end - plot.start, 1)
        x = MARGIN + PLOT_HEAD + PLOT_LEVELS
        blocks.append(Block(grid, MARGIN, y, (Pane(grid, 0, x, y + PLOT_SPACE, wide, high),)))
        y += high + 2 * PLOT_SPACE + PLOT_AXIS
    return Sheet(WIDE + 2 * MARGIN, y + MARGIN / 2, tuple(blocks))
