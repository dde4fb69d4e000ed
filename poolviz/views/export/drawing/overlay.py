"""What a cursor lights up, drawn over the grids of a figure: windows, winners, equals, targets."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from poolviz.views.export.cursor.lit import Lit, Look, Mark
from poolviz.views.export.cursor.windows import last, touches, within
from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.grids import cell_rect
from poolviz.views.export.drawing.paint import DROP, GROUND, TARGET, WINDOW, WINNER, Rect
from poolviz.views.export.drawing.plots import at_x, floor, samples
from poolviz.views.export.drawing.sheet import Pane

if TYPE_CHECKING:
    from matplotlib.artist import Artist

READERS = ((WINDOW, "solid"), (TARGET, "dashed"), (WINNER, "dotted"), (DROP, "dashdot"))
LEAST = 14  # px that a marked pixel is wide at least
MOST_TAPS = 64  # taps of a picture that are drawn one by one
ROUND = {"winner": "solid", "tie": "dashed", "taker": "solid"}
DOT = 11  # px, the radius of a ring in a plot


def overlay(pane: Pane, found: Look) -> Iterator["Artist"]:
    """Give what is lit in one pane."""
    space, kind = pane.grid.space, pane.grid.kind
    mine = [lit for lit in found.windows if lit.space == space]
    for number, lit in enumerate(mine):
        yield from (_span if kind == "plot" else _lit)(pane, lit, number)
    for mark in found.marks:
        here = mark.space == space and mark.only in ("", pane.grid.id) and mark.place[0] == pane.depth
        if here and not pane.ghost:
            yield from (_sample if kind == "plot" else _mark)(pane, mark)


def _lit(pane: Pane, lit: Lit, number: int) -> Iterator["Artist"]:
    depth, _rows, _cols = lit.window.axes
    if not all(count for _start, _step, count in lit.window.axes):
        return
    if lit.role != "window":
        if touches(depth, pane.depth):
            yield from _outline(pane, lit, number)
        return
    if not pane.ghost and depth[0] <= pane.depth <= last(depth):
        yield from _taps(pane, lit)
    if touches(depth, pane.depth):
        yield from _outline(pane, lit, number)


def _taps(pane: Pane, lit: Lit) -> Iterator["Artist"]:
    """Give the taps of a window in its colour, and the gaps that dilation leaves between them, hatched."""
    framed, (_depth, height, width) = pane.grid.around, pane.grid.size
    depth, rows, cols = lit.window.axes
    down, across = (
        range(-framed["top"], height + framed["bottom"]),
        range(-framed["left"], width + framed["right"]),
    )
    read = touches(depth, pane.depth)
    if pane.grid.kind == "picture":
        spread = rows[1] > 1 or cols[1] > 1
        if spread and rows[2] * cols[2] <= MOST_TAPS:
            places = itertools.product(within(rows, 0, height), within(cols, 0, width))
            yield paint.rects([_roomy(cell_rect(pane, *place)) for place in places], "none", WINDOW, 2)
        return
    cells = [
        (touches(rows, row) and touches(cols, col) and read, cell_rect(pane, row, col))
        for row in range(max(rows[0], down.start), min(last(rows) + 1, down.stop))
        for col in range(max(cols[0], across.start), min(last(cols) + 1, across.stop))
    ]
    taps = [rect for tap, rect in cells if tap]
    gaps = [rect for tap, rect in cells if not tap]
    if taps:
        yield paint.rects(taps, (0, 0.447, 0.698, 0.26), WINDOW, 1.5)
    if gaps and (read or depth[1] > 1):
        yield paint.hatched(gaps, "//", paint.QUIET, "none")


def _outline(pane: Pane, lit: Lit, number: int) -> Iterator["Artist"]:
    rect = _box(pane, lit)
    if rect is None:
        return
    picture = pane.grid.kind == "picture"
    if picture:
        yield paint.box(rect, GROUND, 7)
    if lit.role == "dropped":
        yield paint.box(rect, DROP, 3, "dashed", fill=(DROP, 0.08))
        yield paint.word(rect[0] + rect[2] - 14, rect[1] + rect[3] - 14, "✕", 20, DROP)
    elif lit.role == "reader":
        colour, style = READERS[number % len(READERS)]
        yield paint.box(rect, colour, 3, style, inset=2 + number % 4 * 3)
    else:
        yield paint.box(rect, WINDOW, 4)


def _box(pane: Pane, lit: Lit) -> Rect | None:
    """Return a window's outline, cut where nothing is drawn."""
    framed, (_depth, height, width) = pane.grid.around, pane.grid.size
    _d, rows, cols = lit.window.axes
    left, right = (0, 1) if pane.ghost else (max(cols[0], -framed["left"]), last(cols) + 1)
    top = max(rows[0], -framed["top"])
    right = min(right, width + framed["right"])
    bottom = min(last(rows) + 1, height + framed["bottom"])
    if right <= left or bottom <= top:
        return None
    x, y, ux, uy = cell_rect(pane, top, left)
    return x, y, (right - left) * ux, (bottom - top) * uy


def _roomy(rect: Rect) -> Rect:
    """Return a rectangle that is never too small to be seen."""
    x, y, w, h = rect
    wide, tall = max(w, LEAST), max(h, LEAST)
    return x - (wide - w) / 2, y - (tall - h) / 2, wide, tall


def _mark(pane: Pane, mark: Mark) -> Iterator["Artist"]:
    rect = cell_rect(pane, *mark.place[1:])
    picture = pane.grid.kind == "picture"
    if picture:
        rect = _roomy(rect)
        yield (paint.ring if mark.role in ROUND else paint.box)(rect, GROUND, 6)
    if mark.role in ROUND:
        yield paint.ring(rect, WINNER, 2.5 if mark.role == "tie" else 4, ROUND[mark.role])
    elif mark.role == "target":
        yield paint.box(rect, TARGET, 4, inset=2)
        yield paint.box(rect, TARGET, 1.5, inset=7)
    else:
        yield paint.box(rect, WINDOW, 3 if mark.role == "reader" else 5, inset=2)


def _span(pane: Pane, lit: Lit, number: int) -> Iterator["Artist"]:
    """Give a window over the samples of a plot."""
    taps = lit.window.axes[2]
    plot, (top, bottom) = pane.grid.plot, floor(pane)
    if not taps[2] or last(taps) + 1 <= plot["from"] or taps[0] >= plot["to"]:
        return
    slots = plot["slots"]
    start, end = taps[0], last(taps) + 1
    if slots:
        start, end = slots[max(start, 0)][0], slots[min(end, len(slots)) - 1][1]
    left, right = at_x(pane, start), at_x(pane, end)
    rect = (left, top, max(right - left, 3), bottom - top)
    if lit.role == "window":
        yield paint.box(rect, WINDOW, 3, fill=(WINDOW, 0.14))
        gaps = within((taps[0], taps[1], taps[2] - 1), plot["from"], plot["to"]) if taps[1] > 1 else []
        holes = [(at_x(pane, at + 1), at_x(pane, at + taps[1])) for at in gaps]
        if holes:
            yield paint.hatched([(a, top, b - a, bottom - top) for a, b in holes], "//", paint.QUIET, "none")
    elif lit.role == "dropped":
        yield paint.box(rect, DROP, 3, "dashed", fill=(DROP, 0.08))
    else:
        colour, style = READERS[number % len(READERS)]
        yield paint.box(rect, colour, 3, style, inset=2 + number % 4 * 3)


def _sample(pane: Pane, mark: Mark) -> Iterator["Artist"]:
    one = samples(pane)[mark.place[2]]
    top, bottom = floor(pane)
    around = (one.x - DOT, one.y - DOT, 2 * DOT, 2 * DOT)
    if mark.role in ROUND:
        yield paint.ring(around, GROUND, 7)
        yield paint.ring(around, WINNER, 4, ROUND[mark.role])
    elif mark.role == "target":
        yield paint.ring(around, TARGET, 6)
        yield paint.ring(around, GROUND, 2)
    else:
        rect = (one.left, top, max(one.right - one.left, 4), bottom - top)
        yield paint.box(rect, WINDOW, 3, fill=(WINDOW, 0.2 if mark.role == "lit" else 0.0))
        spans = pane.grid.plot["spans"]
        if mark.role == "lit" and spans:
            left, right = (at_x(pane, at) for at in spans[mark.place[2]])
            for x in (left, right):
                yield paint.line([(x, top), (x, bottom)], WINDOW, 2)
