"""A signal of a figure: bars or a line along the axis that all plots of the stage share."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.paint import GROUND, LINE, QUIET, SHADE, SOFT, Rect
from poolviz.views.export.drawing.scene import around, plotted
from poolviz.views.export.drawing.sheet import PLOT_SPACE, Pane
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist

SIGN, DIGIT = 16, 0.64  # px of the numbers, and how wide a digit is
STEPS = (1, 2, 5, 10, 20, 50, 100, 200, 500, 1000)
FAINT = "#9db4c4"


@dataclass(frozen=True)
class Sample:
    """One sample of a plot in px: its slot, the height of its value and of zero; `special` if not finite."""

    left: float
    right: float
    y: float
    zero: float
    text: str
    special: bool

    @property
    def x(self) -> float:
        """The middle of the slot."""
        return (self.left + self.right) / 2

    @property
    def rect(self) -> Rect:
        """The bar from zero to the value; what has no height is still a line."""
        gap = 1 if self.right - self.left > 6 else 0
        top, bottom = min(self.y, self.zero), max(self.y, self.zero)
        less = max(0.0, 2 - (bottom - top)) / 2
        return self.left + gap, top - less, self.right - self.left - 2 * gap, bottom - top + 2 * less


def at_x(pane: Pane, position: float) -> float:
    """Return where a position of the axis lies."""
    plot = plotted(pane.grid)
    return pane.x + (min(max(position, plot.start), plot.end) - plot.start) * pane.ux


def at_y(pane: Pane, share: float) -> float:
    """Return where a height lies, 0 at the lowest value and 1 at the highest."""
    return pane.y + (1 - share) * pane.uy


def samples(pane: Pane) -> list[Sample]:
    """Return every sample of a plot."""
    plot = plotted(pane.grid)
    slots = plot.slots or [(number, number + 1) for number in range(pane.grid.cols)]
    zero = at_y(pane, plot.zero)
    return [
        Sample(
            at_x(pane, left), at_x(pane, right), at_y(pane, _share(height, text)), zero, text, height is None
        )
        for (left, right), height, text in zip(slots, plot.heights, pane.grid.texts or (), strict=True)
    ]


def _share(height: float | None, text: str) -> float:
    return height if height is not None else {"∞": 1.0, "−∞": 0.0}.get(text, 0.5)


def floor(pane: Pane) -> tuple[float, float]:
    """Return where a plot begins above and ends below."""
    return pane.y - PLOT_SPACE, pane.y + pane.uy + PLOT_SPACE


def plot_artists(stage: Stage, pane: Pane) -> Iterator["Artist"]:
    """Give everything of one plot but its title."""
    plot, found = plotted(pane.grid), samples(pane)
    yield from _zones(pane)
    left, right = at_x(pane, plot.start), at_x(pane, plot.end)
    for text, share in plot.levels:
        y = at_y(pane, share)
        yield paint.line([(left, y), (right, y)])
        yield paint.word(left - 10, y, text, SIGN, QUIET, ha="right")
    behind = next((grid for grid in stage.grids if grid.id == plot.behind), None)
    if behind is not None:
        heights = plotted(behind).heights
        points = [(at_x(pane, n + 0.5), _height(pane, share)) for n, share in enumerate(heights)]
        yield paint.line(points, FAINT, 1.5)
    yield paint.line([(left, at_y(pane, plot.zero)), (right, at_y(pane, plot.zero))], QUIET, 1.5)
    yield from _curve(plot.kind, bool(plot.slots), found)
    yield from _values(found)
    yield from _ticks(found, floor(pane)[1])


def _height(pane: Pane, share: float | None) -> float:
    return math.nan if share is None else at_y(pane, share)


def _curve(kind: str, spanned: bool, found: Sequence[Sample]) -> Iterator["Artist"]:
    drawn = [one for one in found if not one.special]
    if kind == "bars":
        yield paint.rects([one.rect for one in drawn], SHADE, GROUND, 0.5)
        return
    through = [(one.x, math.nan if one.special else one.y) for one in found]
    yield paint.line(through, SHADE, 1 if spanned else 3)
    if spanned:
        steps = [
            [(one.left, one.y), (max(one.right, one.left + 1), one.y), (math.nan, one.y)] for one in drawn
        ]
        yield paint.line([point for step in steps for point in step], SHADE, 4)


def _values(found: Sequence[Sample]) -> Iterator["Artist"]:
    """Give the values at their samples where there is room for all of them; nan and ∞ always."""
    longest = max((len(one.text) for one in found), default=0)
    room = min((one.right - one.left for one in found), default=0) >= longest * SIGN * DIGIT + 3
    for one in found:
        if room or one.special:
            below = one.y > one.zero + 1 or one.text == "−∞"
            yield paint.word(one.x, one.y + (SIGN if below else -SIGN * 0.8), one.text, SIGN)


def _ticks(found: Sequence[Sample], bottom: float) -> Iterator["Artist"]:
    if not found:
        return
    wide = len(str(len(found))) * SIGN * DIGIT + 10
    by = (found[-1].x - found[0].x) / (len(found) - 1) if len(found) > 1 else wide
    step = next((one for one in STEPS if one * by >= wide), STEPS[-1])
    for number in range(0, len(found), step):
        yield paint.word(found[number].x, bottom + SIGN * 0.8, str(number), SIGN, QUIET)


def _zones(pane: Pane) -> Iterator["Artist"]:
    """Give the padding before and after the samples with its sign, and what lies beyond it, hatched."""
    framed, cols = around(pane.grid), pane.grid.cols
    pad = framed.padding[1]
    near = min(framed.left, pad), min(framed.right, pad)
    top, bottom = floor(pane)
    for start, end in ((-near[0], 0), (cols, cols + near[1])):
        if end > start:
            left, right = at_x(pane, start), at_x(pane, end)
            yield paint.rects([(left, top, right - left, bottom - top)], SOFT)
            signs = range(start, end) if framed.symbol and pane.ux >= SIGN else ()
            for position in signs:
                x, y = at_x(pane, position + 0.5), (top + bottom) / 2
                yield paint.word(x, y, framed.symbol, SIGN, QUIET)
                if framed.struck:
                    yield paint.line([(x - 8, y), (x + 8, y)], QUIET, 2)
    if framed.right > pad:
        left, right = at_x(pane, cols + near[1]), at_x(pane, cols + framed.right)
        yield paint.hatched([(left, top, right - left, bottom - top)], "//", LINE, GROUND)
