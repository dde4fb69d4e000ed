"""The grids of a figure as they are without a cursor: numbers, pictures, plots, what is refused."""

import itertools
from collections.abc import Iterator
from typing import TYPE_CHECKING

from poolviz.views.export.drawing import paint
from poolviz.views.export.drawing.paint import INK, LINE, QUIET, SOFT, WINNER, Rect
from poolviz.views.export.drawing.plots import plot_artists
from poolviz.views.export.drawing.scene import around, kind, size
from poolviz.views.export.drawing.sheet import NOTE, SLICE_HEAD, Block, Pane
from poolviz.views.stage.wire.grid import Frame
from poolviz.views.stage.wire.stage import Stage

if TYPE_CHECKING:
    from matplotlib.artist import Artist

TITLE, CAPTION, LEAST, MOST = 25, 19, 2.5, 28  # px
SYMBOLS = {
    "lost": "✕",
    "kept": "✓",
    "misplaced": "⇢",
    "unread": "∅",
    "shared": "◆",
    "differs": "≠",
    "zeroed": "✕",
}
COLOURS = {
    "lost": WINNER,
    "zeroed": WINNER,
    "kept": paint.TARGET,
    "misplaced": paint.DROP,
    "shared": paint.DROP,
    "differs": WINNER,
}
OUTLINED = ("kept", "differs", "misplaced")


def block_artists(stage: Stage, block: Block, vector: bool) -> Iterator["Artist"]:
    """Give everything of one grid: its head, its numbers or pixels, what lies around them.

    Numbers of a `vector` file are texts, however many there are.
    """
    grid = block.grid
    named = grid.id.replace("_", " ")
    top = {"ha": "left", "va": "top"}
    if kind(grid) == "plot":
        lines = paint.lines_of(grid.title, 220, TITLE)
        yield paint.word(
            block.x, block.y + 34, "\n".join(lines), TITLE, weight="bold", otherwise=named, **top
        )
        below = block.y + 40 + len(lines) * TITLE * 1.3
        yield paint.word(block.x, below, grid.caption, CAPTION, QUIET, otherwise=str(grid.cols), **top)
        yield from plot_artists(stage, block.panes[0])
        return
    yield paint.word(block.x, block.y, grid.title, TITLE, weight="bold", otherwise=named, **top)
    yield paint.word(block.x, block.y + TITLE * 1.35, grid.caption, CAPTION, QUIET, otherwise="", **top)
    if kind(grid) == "note":
        said = "\n".join(paint.lines_of(grid.note, NOTE[0] - 24, CAPTION))
        yield paint.line([(block.x, block.y + 70), (block.x, block.y + NOTE[1])], WINNER, 4)
        yield paint.word(block.x + 16, block.y + 70, said, CAPTION, INK, otherwise="✕", **top)
    for pane in block.panes:
        many = not vector and len(grid.texts or ()) > paint.MOST_TEXTS
        yield from _picture(pane) if kind(grid) == "picture" else _cells(stage, pane, many)


def cell_rect(pane: Pane, row: float, col: float) -> Rect:
    """Return where a cell lies."""
    return pane.x + col * pane.ux, pane.y + row * pane.uy, pane.ux, pane.uy


def _cells(stage: Stage, pane: Pane, many: bool) -> Iterator["Artist"]:
    (_depth, rows, cols), grid = size(pane.grid), pane.grid
    if kind(grid) == "volume":
        said = stage.texts.slice.replace("{depth1}", "{depth}").format(depth=pane.depth).replace("-", "−")
        top = pane.y - around(grid).top * pane.uy - SLICE_HEAD / 2
        left = pane.x - (0 if pane.ghost else around(grid).left * pane.ux)
        yield paint.word(left, top, said, CAPTION, QUIET, ha="left", otherwise=f"d = {pane.depth}")
    if pane.ghost:
        yield from _ghost(pane)
        return
    yield from _frame(pane)
    places = list(itertools.product(range(rows), range(cols)))
    start = pane.depth * rows * cols
    shades = grid.shades or [0.0] * (start + len(places))
    if places:
        fills = [paint.shaded(shades[start + number]) for number in range(len(places))]
        yield paint.rects([cell_rect(pane, *place) for place in places], fills)
    yield from _marks(pane, start)
    written = grid.texts or ()
    texts = written[start : start + len(places)]
    letters = _type(pane, max((len(text) for text in written), default=1))
    spots = [(pane.x + (col + 0.5) * pane.ux, pane.y + (row + 0.5) * pane.uy) for row, col in places]
    yield from paint.numbers(spots, texts, letters, many)
    for col in range(grid.split, cols, grid.split) if grid.split else ():
        x = pane.x + col * pane.ux
        yield paint.line([(x, pane.y), (x, pane.y + rows * pane.uy)], INK, 4)


def _type(pane: Pane, longest: int) -> float:
    """Return how large numbers are written, in px."""
    return min(max(min(pane.ux * 0.42, pane.ux * 0.92 / (longest * 0.62)), LEAST), MOST)


def _frame(pane: Pane) -> Iterator["Artist"]:
    """Give the padding with its sign, and what lies beyond it, hatched."""
    framed, (_depth, rows, cols) = around(pane.grid), size(pane.grid)
    high, wide = framed.padding
    padding: list[Rect] = []
    beyond: list[Rect] = []
    for row in range(-framed.top, rows + framed.bottom):
        for col in range(-framed.left, cols + framed.right):
            if not (0 <= row < rows and 0 <= col < cols):
                near = -high <= row < rows + high and -wide <= col < cols + wide
                (padding if near else beyond).append(cell_rect(pane, row, col))
    if padding:
        yield paint.rects(padding, SOFT)
    if beyond:
        yield paint.hatched(beyond, "//", LINE, paint.GROUND)
    yield from _signs(padding, framed, _type(pane, 2))


def _signs(padding: list[Rect], framed: Frame, size: float) -> Iterator["Artist"]:
    for x, y, w, h in padding if framed.symbol else ():
        yield paint.word(x + w / 2, y + h / 2, framed.symbol, size * 0.9, QUIET)
        if framed.struck:
            yield paint.line([(x + 0.3 * w, y + h / 2), (x + 0.7 * w, y + h / 2)], QUIET, 2)


def _ghost(pane: Pane) -> Iterator["Artist"]:
    """Give a slice in front of a volume or behind it, where no cell of the input is."""
    framed, (depth, rows, _cols) = around(pane.grid), size(pane.grid)
    tall = (rows + framed.top + framed.bottom) * pane.uy
    rect = (pane.x, pane.y - framed.top * pane.uy, pane.ux, tall)
    if -framed.deep <= pane.depth < depth + framed.deep:
        yield paint.rects([rect], SOFT)
        yield from _signs([rect], framed, _type(pane, 2))
    else:
        yield paint.hatched([rect], "//", LINE, paint.GROUND)


def _marks(pane: Pane, start: int) -> Iterator["Artist"]:
    """Give the sign of each mark that Python has set on a cell, with its outline or hatch."""
    marks = pane.grid.marks[start : start + pane.grid.rows * pane.grid.cols]
    for number, mark in enumerate(marks):
        if not mark:
            continue
        x, y, w, _h = rect = cell_rect(pane, *divmod(number, pane.grid.cols))
        colour = COLOURS.get(mark, QUIET)
        if mark == "unread":
            yield paint.hatched([rect], "\\\\", LINE, "none")
        if mark in OUTLINED:
            yield paint.box(rect, colour, 3, inset=2)
        size = max(w * 0.24, LEAST)
        yield paint.word(x + w - size * 0.7, y + size * 0.75, SYMBOLS.get(mark, "•"), size, colour)


def _picture(pane: Pane) -> Iterator["Artist"]:
    """Give what lies around a picture; its pixels are an image of their own."""
    framed, (_depth, rows, cols) = around(pane.grid), size(pane.grid)
    if any((framed.top, framed.left, framed.bottom, framed.right)):
        x, y = pane.x - framed.left * pane.ux, pane.y - framed.top * pane.uy
        wide, tall = cols + framed.left + framed.right, rows + framed.top + framed.bottom
        yield paint.hatched([(x, y, wide * pane.ux, tall * pane.uy)], "//", LINE)
