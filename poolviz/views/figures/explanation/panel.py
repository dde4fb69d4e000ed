"""Panel: one plane of numbers on a figure, and where each cell lies; a volume slice by slice."""

import itertools
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

from torch import Tensor

from poolviz.pooling.cells.cell import Place
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.letters import letters
from poolviz.views.words.numbers import shades, short_texts

if TYPE_CHECKING:
    from matplotlib.artist import Artist
    from matplotlib.axes import Axes

LEGIBLE = 0.24  # inches of a cell whose number is written
CELL, WIDEST, TALLEST, LONGEST = 0.5, 4.5, 7.0, 11.0  # inches: a cell, a panel, a signal
GAP = 1  # cells between two slices
Sides = tuple[int, int]
NO_MARGIN = ((0, 0), (0, 0))


@dataclass(frozen=True, eq=False)
class Panel:
    """The numbers of `values` (depth, rows, columns), with a margin of cells around each slice.

    `margin` is before and after the rows, and before and after the columns. `shaded`: larger is darker.
    """

    title: str
    values: Tensor
    margin: tuple[Sides, Sides] = NO_MARGIN
    shaded: bool = True

    @property
    def wide(self) -> int:
        """How many cells it is wide, its margin too."""
        return self.values.shape[2] + sum(self.margin[1])

    @property
    def tall(self) -> int:
        """How many cells it is high, all slices and gaps."""
        return self.values.shape[0] * self.pitch - GAP

    @property
    def unit(self) -> float:
        """How many inches a cell is wide: the whole panel fits on a page."""
        return min(CELL, (LONGEST if self.tall == 1 else WIDEST) / self.wide, TALLEST / self.tall)

    @property
    def pitch(self) -> int:
        """How many cells lie from one slice to the next."""
        return self.values.shape[1] + sum(self.margin[0]) + GAP

    def rect(self, place: Sequence[int]) -> paint.Rect:
        """Return the square of the cell at `place`, which may lie in the margin."""
        depth, row, col = (0,) * (3 - len(place)) + tuple(place)
        return col + self.margin[1][0], depth * self.pitch + row + self.margin[0][0], 1, 1


def draw(axes: "Axes", panel: Panel) -> None:
    """Draw a panel on axes of its own, whose units are its cells from the upper left."""
    from matplotlib.colors import LinearSegmentedColormap

    axes.set_xlim(0, panel.wide)
    axes.set_ylim(panel.tall, 0)
    axes.axis("off")
    axes.set_title(panel.title, fontsize=11, color=paint.INK, family=list(letters().families), loc="left")
    colours = LinearSegmentedColormap.from_list("poolviz", [(1, 1, 1), paint.shaded(1.0)])
    rows, cols = panel.values.shape[1:]
    shares = _shares(panel)
    for depth in range(panel.values.shape[0]):
        x, y, _w, _h = panel.rect((depth, 0, 0))
        axes.imshow(
            shares[depth],
            cmap=colours,
            vmin=0,
            vmax=1,
            extent=(x, x + cols, y + rows, y),
            aspect="auto",
            interpolation="nearest",
        )
    axes.set_xlim(0, panel.wide)
    axes.set_ylim(panel.tall, 0)
    if panel.unit >= LEGIBLE:
        _write(axes, panel)


def squares(panel: Panel, places: Iterable[Place], colour: str, width: float, **look: Any) -> "Artist":
    """Return `places` as one artist, outlined `width` px wide: cell by cell, small ones slice by slice."""
    rects = [panel.rect(place) for place in places]
    shown = rects if panel.unit >= LEGIBLE else _around(rects, panel)
    return paint.rects(shown, edge=colour, width=width, **look)


def circle(panel: Panel, place: Place, colour: str, width: float) -> "Artist":
    """Return a ring around the cell at `place`, never too small to be seen."""
    (x, y, _w, _h), wide = panel.rect(place), max(1.0, LEGIBLE / 2 / panel.unit)
    return paint.ring((x + (1 - wide) / 2, y + (1 - wide) / 2, wide, wide), colour, width)


def _around(rects: list[paint.Rect], panel: Panel) -> list[paint.Rect]:
    """Return one rectangle around all of each slice."""
    slices = itertools.groupby(rects, lambda rect: rect[1] // panel.pitch)
    found = []
    for _depth, some in slices:
        lefts, tops, _wide, _high = zip(*some, strict=True)
        found.append((min(lefts), min(tops), max(lefts) + 1 - min(lefts), max(tops) + 1 - min(tops)))
    return found


def _shares(panel: Panel) -> Any:
    import numpy as np

    if not panel.shaded:
        return np.zeros(tuple(panel.values.shape))
    found = [0.0 if share is None else share for share in shades(panel.values)]
    return np.array(found).reshape(tuple(panel.values.shape))


def _write(axes: "Axes", panel: Panel) -> None:
    rects = [panel.rect(place) for place in itertools.product(*map(range, panel.values.shape))]
    lines = paint.rects(rects)
    axes.add_collection(lines)  # type: ignore[arg-type]
    lines.set_clip_on(False)  # the outermost lie on the edge of the axes, which else takes them away
    for (x, y, _w, _h), text in zip(rects, short_texts(panel.values), strict=True):
        size = min(10.0, panel.unit * 72 * 0.9 / (0.62 * max(len(text), 2)))
        axes.add_artist(paint.word(x + 0.5, y + 0.5, text, size / paint.POINTS))
