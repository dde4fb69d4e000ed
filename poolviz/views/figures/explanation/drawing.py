"""Drawing: one plane of an Explanation as panels side by side, and a cell of it lit on them."""

import itertools
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.pooling.cells.cell import Place
from poolviz.pooling.explanation import Cell, Explanation
from poolviz.pooling.windows import Axis
from poolviz.texts import N_, _
from poolviz.views.export.drawing import paint
from poolviz.views.figures.explanation.panel import NO_MARGIN, Panel, Sides, circle, draw, squares
from poolviz.views.words.cells import cell_line

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure

MOST_CELLS = {1: 400, 2: 512 * 512, 3: 4096}  # of a plane, by its axes
BETWEEN, TITLE, EDGE, LINES = 0.45, 0.35, 0.2, 0.6  # inches: between panels, above, around and below them
TITLED, NARROWEST = 0.9, 4.0  # inches: a panel with its title, a figure
LETTER = 15  # px of the line's letters


@dataclass(frozen=True, eq=False)
class Drawing:
    """The figure of one plane: its panels by name, each on its own axes, and room for a line below them."""

    explanation: Explanation
    figure: "Figure"
    panels: dict[str, tuple[Panel, "Axes"]]


def drawing(explanation: Explanation) -> Drawing:
    """Return the panels of an explanation of one plane; PoolvizError where it cannot be drawn."""
    _require(explanation)
    panels = _panels(explanation)
    corners, width, height = _laid(list(panels.values()), beside=explanation.dims > 1)
    figure, _axes = paint.blank(width * paint.DPI, height * paint.DPI)
    drawn = {}
    for (name, panel), (left, top) in zip(panels.items(), corners, strict=True):
        wide, tall = panel.wide * panel.unit, panel.tall * panel.unit
        axes = figure.add_axes((left / width, 1 - (top + tall) / height, wide / width, tall / height))
        draw(axes, panel)
        drawn[name] = panel, axes
    return Drawing(explanation, figure, drawn)


def lit(shown: Drawing, cell: Cell) -> list[tuple["Axes", "Artist"]]:
    """Return what shows the window of `cell`, and its own place, each artist with the axes it belongs to."""
    explanation, (into, axes) = shown.explanation, shown.panels["input"]
    found: list[tuple[Axes, Artist]] = []
    outside = sorted(set(_taps(explanation, cell)) - set(cell.members))
    if outside:
        found.append((axes, squares(into, outside, paint.QUIET, 1, fill=paint.SOFT)))
        found += [(axes, _sign(into, place, explanation.reduction.padding)) for place in outside]
    if cell.members:
        found.append((axes, squares(into, cell.members, paint.WINDOW, 2.5, fill=(*_rgb(paint.WINDOW), 0.12))))
    if cell.winner is not None:
        found.append((axes, circle(into, cell.winner, paint.WINNER, 3)))
    # The indices of an unpooling lie in the plane of its input.
    here = ["output"] if explanation.layout.places else [name for name in shown.panels if name != "input"]
    for name in here:
        panel, axes = shown.panels[name]
        found.append((axes, squares(panel, [cell.index], paint.WINDOW, 3)))
    return [*found, *_lines(shown, cell)]


def _require(explanation: Explanation) -> None:
    shapes = [tuple(one.shape) for one in (explanation.input, explanation.output)]
    if explanation.input.is_meta or any(0 in shape for shape in shapes):
        raise PoolvizError(
            N_("`explanation` must have numbers to be drawn, but has {shape_in} → {shape_out} on {device}"),
            shape_in=shapes[0],
            shape_out=shapes[1],
            device=explanation.input.device,
        )
    most, got = MOST_CELLS[explanation.dims], max(map(torch.Size.numel, map(torch.Size, shapes)))
    if got > most:
        raise PoolvizError(
            N_("`explanation` must have at most {most} cells in a plane to be drawn, but has {got}"),
            most=f"{most:,}",
            got=f"{got:,}",
        )


def _panels(explanation: Explanation) -> dict[str, Panel]:
    *_deep, rows, cols = (*NO_MARGIN, *map(_margin, explanation.axes))
    panels = {"input": Panel(_("Input"), _volume(explanation.input), (rows, cols))}
    indices = explanation.indices if explanation.places is None else explanation.places
    written = None if indices is None else Panel(_("Indices"), _volume(indices), shaded=False)
    output = Panel(_(explanation.reduction.title), _volume(explanation.output))
    if explanation.places is not None and written is not None:
        return panels | {"indices": written, "output": output}
    return panels | {"output": output} | ({} if written is None else {"indices": written})


def _laid(panels: Sequence[Panel], beside: bool) -> tuple[list[tuple[float, float]], float, float]:
    """Return the upper left corner of each panel, and the width and height of all, in inches.

    Panels lie `beside` each other or below; under them is room for lines.
    """
    corners, left, top, width, height = list[tuple[float, float]](), EDGE, TITLE, NARROWEST, 0.0
    for panel in panels:
        corners.append((left, top))
        right, bottom = left + max(panel.wide * panel.unit, TITLED), top + panel.tall * panel.unit
        width, height = max(width, right + EDGE), max(height, bottom + LINES)
        left, top = (right + BETWEEN, top) if beside else (left, bottom + TITLE + EDGE)
    return corners, width, height


def _volume(plane: Tensor) -> Tensor:
    """Return a plane on the CPU as (depth, rows, columns)."""
    return plane.detach().cpu().reshape((1,) * (3 - plane.dim()) + tuple(plane.shape))


def _margin(axis: Axis) -> Sides:
    """Return how many cells the windows reach beyond either end of an axis."""
    taps = [axis.taps(output) for output in range(axis.outputs)]
    return max(0, *(-one[0] for one in taps), 0), max(0, *(one[-1] + 1 - axis.length for one in taps), 0)


def _taps(explanation: Explanation, cell: Cell) -> Iterator[Place]:
    """Return every place that a window reads in the slices there are, those beside them too."""
    taps: list[Sequence[int]] = [
        axis.taps(at) for axis, at in zip(explanation.axes, cell.index, strict=False)
    ]
    if len(taps) == 3:
        taps[0] = [at for at in taps[0] if 0 <= at < explanation.axes[0].length]
    return itertools.product(*taps) if taps else iter(())


def _sign(panel: Panel, place: Place, sign: str) -> "Artist":
    x, y, _w, _h = panel.rect(place)
    return paint.word(x + 0.5, y + 0.5, sign, 11, paint.QUIET)


def _rgb(colour: str) -> tuple[float, float, float]:
    from matplotlib.colors import to_rgb

    return to_rgb(colour)


def _lines(shown: Drawing, cell: Cell) -> Iterator[tuple["Axes", "Artist"]]:
    """Return what is said of the cell, below the panels, in lines that fit."""
    (axes, *_rest) = shown.figure.axes
    wide, tall = shown.figure.get_size_inches() * paint.DPI
    said = paint.lines_of(cell_line(shown.explanation, cell), wide - 2 * EDGE * paint.DPI, LETTER)
    for number, text in enumerate(reversed(said)):
        y = tall - (number + 0.5) * LETTER * 1.35 - 6
        yield axes, paint.word(EDGE * paint.DPI, y, text, LETTER, ha="left")
