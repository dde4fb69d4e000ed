"""What is lit, drawn over the grids of a figure: windows, winners, equals, targets."""

import itertools
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import cell_rect
from poolviz.views.export.drawing.paint import DROP, GROUND, TARGET, WINDOW, WINNER, Rect
from poolviz.views.export.drawing.plots import at_x, floor, samples
from poolviz.views.export.drawing.scene import around, kind, plotted, size
from poolviz.views.export.drawing.sheet import Pane
from poolviz.views.export.drawing.taps import last, touches, within
from poolviz.views.stage.wire.snapshot import Lit, LitBox, LitCell, LitWindow

if TYPE_CHECKING:
    from matplotlib.artist import Artist

READERS = ((WINDOW, "solid"), (TARGET, "dashed"), (WINNER, "dotted"), (DROP, "dashdot"))
LEAST = 14  # px that a marked pixel is wide at least
MOST_TAPS = 64  # taps of a picture or a plot that are drawn one by one
ROUND = {"winner": "solid", "first": "solid", "tie": "dashed", "taker": "solid"}
BADGE = 11  # px, the mark of the first of equal cells
DOT = 11  # px, the radius of a ring in a plot


def overlay(pane: Pane, lit: Lit, first: str = "") -> Iterator["Artist"]:
    """Give what is lit in one pane; `first` is written at the first of equal cells."""
    key, plot = pane.grid.id, kind(pane.grid) == "plot"
    for window in lit.windows:
        if key in window.on and not pane.ghost and all(taps[2] for taps in _axes(window)):
            yield from (_gaps if plot else _taps)(pane, window)
    for box in lit.boxes:
        if key in box.on and touches(box.depth, pane.depth):
            yield from (_span if plot else _outline)(pane, box)
    for cell in lit.cells:
        if key in cell.on and cell.d == pane.depth and not pane.ghost:
            yield from (_sample if plot else _mark)(pane, cell)
            if cell.role == "first" and first:
                yield _first(pane, cell, first)


def _axes(window: LitWindow) -> tuple[Sequence[int], ...]:
    return window.depth, window.rows, window.cols


def _taps(pane: Pane, window: LitWindow) -> Iterator["Artist"]:
    """Give the taps of a window in its colour, and the gaps that dilation leaves between them, hatched."""
    depth, rows, cols = window.depth, window.rows, window.cols
    _depth, height, width = size(pane.grid)
    if kind(pane.grid) == "picture":
        if (rows[1] > 1 or cols[1] > 1) and rows[2] * cols[2] <= MOST_TAPS:
            places = itertools.product(within(rows, 0, height), within(cols, 0, width))
            yield paint.rects([_roomy(cell_rect(pane, *place)) for place in places], "none", WINDOW, 2)
        return
    if not depth[0] <= pane.depth <= last(depth):
        return
    framed, read = around(pane.grid), touches(depth, pane.depth)
    cells = [
        (touches(rows, row) and touches(cols, col) and read, cell_rect(pane, row, col))
        for row in range(max(rows[0], -framed.top), min(last(rows) + 1, height + framed.bottom))
        for col in range(max(cols[0], -framed.left), min(last(cols) + 1, width + framed.right))
    ]
    taps = [rect for tap, rect in cells if tap]
    gaps = [rect for tap, rect in cells if not tap]
    if taps:
        yield paint.rects(taps, (0, 0.447, 0.698, 0.26), WINDOW, 1.5)
    if gaps and (read or depth[1] > 1):
        yield paint.hatched(gaps, "//", paint.QUIET, "none")


def _outline(pane: Pane, box: LitBox) -> Iterator["Artist"]:
    rect = _rect(pane, box)
    if rect is None:
        return
    if kind(pane.grid) == "picture":
        yield paint.box(rect, GROUND, 7)
    yield _framed(rect, box)
    if box.role == "dropped":
        yield paint.word(rect[0] + rect[2] - 14, rect[1] + rect[3] - 14, "✕", 20, DROP)


def _framed(rect: Rect, box: LitBox, width: float = 4) -> "Artist":
    """Return the outline of a box in the look of its role."""
    if box.role == "dropped":
        return paint.box(rect, DROP, 3, "dashed", fill=(DROP, 0.08))
    if box.role.startswith("reader-"):
        number = int(box.role[-1]) if box.role[-1].isdigit() else 0
        colour, style = READERS[number]
        return paint.box(rect, colour, 3, style, inset=2 + number * 3)
    return paint.box(rect, WINDOW, width)


def _rect(pane: Pane, box: LitBox) -> Rect | None:
    """Return where a box lies, cut where nothing is drawn."""
    framed, (_depth, height, width) = around(pane.grid), size(pane.grid)
    left = max(box.left, -framed.left)
    right = min(box.right, width + framed.right)
    if pane.ghost:
        left, right = 0, 1
    top, bottom = max(box.top, -framed.top), min(box.bottom, height + framed.bottom)
    if right <= left or bottom <= top:
        return None
    x, y, ux, uy = cell_rect(pane, top, left)
    return x, y, (right - left) * ux, (bottom - top) * uy


def _roomy(rect: Rect) -> Rect:
    """Return a rectangle that is never too small to be seen."""
    x, y, w, h = rect
    wide, tall = max(w, LEAST), max(h, LEAST)
    return x - (wide - w) / 2, y - (tall - h) / 2, wide, tall


def _mark(pane: Pane, cell: LitCell) -> Iterator["Artist"]:
    rect = cell_rect(pane, cell.r, cell.c)
    if kind(pane.grid) == "picture":
        rect = _roomy(rect)
        yield (paint.ring if cell.role in ROUND else paint.box)(rect, GROUND, 6)
    if cell.role in ROUND:
        yield paint.ring(rect, WINNER, 2.5 if cell.role == "tie" else 4, ROUND[cell.role])
    elif cell.role == "target":
        yield paint.box(rect, TARGET, 4, inset=2)
        yield paint.box(rect, TARGET, 1.5, inset=7)
    else:
        yield paint.box(rect, WINDOW, 3 if cell.role == "reader" else 5, inset=2)


def _first(pane: Pane, cell: LitCell, text: str) -> "Artist":
    """Return the mark of the first of equal cells, at its upper left corner as on the stage."""
    if kind(pane.grid) == "plot":
        one = samples(pane)[cell.c]
        x, y = one.x + DOT, one.y - DOT
    else:
        x, y, _wide, _high = cell_rect(pane, cell.r, cell.c)
    ground = {"facecolor": WINNER, "edgecolor": "none", "boxstyle": "round,pad=0.2"}
    return paint.word(
        x + 2, y + 2, text, BADGE, GROUND, ha="left", va="top", weight="bold", bbox=ground, zorder=9
    )


def _span(pane: Pane, box: LitBox) -> Iterator["Artist"]:
    """Give a box over the samples of a plot."""
    plot, (top, bottom) = plotted(pane.grid), floor(pane)
    start, end = box.left, box.right
    if plot.slots:
        first, final = (min(max(int(at), 0), len(plot.slots) - 1) for at in (start, end - 1))
        start, end = plot.slots[first][0], plot.slots[final][1]
    if end <= plot.start or start >= plot.end:
        return
    left, right = at_x(pane, start), at_x(pane, end)
    rect = (left, top, max(right - left, 3), bottom - top)
    yield paint.box(rect, WINDOW, 3, fill=(WINDOW, 0.14)) if box.role == "window" else _framed(rect, box, 3)


def _gaps(pane: Pane, window: LitWindow) -> Iterator["Artist"]:
    """Give what dilation leaves out between the samples of a plot, hatched."""
    (start, step, count), plot, (top, bottom) = window.cols, plotted(pane.grid), floor(pane)
    if step <= 1 or count > MOST_TAPS:
        return
    known = within((start, step, count - 1), plot.start, plot.end)
    holes = [(at_x(pane, at + 1), at_x(pane, at + step)) for at in known]
    if holes:
        yield paint.hatched([(a, top, b - a, bottom - top) for a, b in holes], "//", paint.QUIET, "none")


def _sample(pane: Pane, cell: LitCell) -> Iterator["Artist"]:
    one = samples(pane)[cell.c]
    top, bottom = floor(pane)
    circle = (one.x - DOT, one.y - DOT, 2 * DOT, 2 * DOT)
    if cell.role in ROUND:
        yield paint.ring(circle, GROUND, 7)
        yield paint.ring(circle, WINNER, 4, ROUND[cell.role])
    elif cell.role == "target":
        yield paint.ring(circle, TARGET, 6)
        yield paint.ring(circle, GROUND, 2)
    else:
        rect = (one.left, top, max(one.right - one.left, 4), bottom - top)
        yield paint.box(rect, WINDOW, 3, fill=(WINDOW, 0.2 if cell.role == "lit" else 0.0))
        spans = plotted(pane.grid).spans
        if cell.role == "lit" and spans:
            left, right = (at_x(pane, at) for at in spans[cell.c])
            for x in (left, right):
                yield paint.line([(x, top), (x, bottom)], WINDOW, 2)
