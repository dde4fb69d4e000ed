"""The flat index of a cell of a volume, slice by slice and back, with a maximum's own numbers put in."""

from collections.abc import Sequence

from poolviz.texts import _
from poolviz.views.words.formulas import Line


def index_line(place: Sequence[int], volume: Sequence[int]) -> str:
    """Return the flat index of the cell `place` (d, h, w) of a volume (D, H, W) in one line of plain text.

    >>> index_line((1, 2, 3), (4, 4, 4))
    'd·H·W + h·W + w = 1·4·4 + 2·4 + 3 = 27'
    """
    (d, h, w), (_depth, height, width) = place, volume
    return f"d·H·W + h·W + w = {d}·{height}·{width} + {h}·{width} + {w} = {flat_index(place, volume)}"


def place_line(index: int, volume: Sequence[int]) -> str:
    """Return the way back from a flat `index` in one line of plain text.

    >>> place_line(27, (4, 4, 4))
    'divmod(27, 4·4) = (1, 11); divmod(11, 4) = (2, 3) → (1, 2, 3)'
    """
    _depth, height, width = volume
    d, rest = divmod(index, height * width)
    h, w = divmod(rest, width)
    return (
        f"divmod({index}, {height}·{width}) = ({d}, {rest}); "
        f"divmod({rest}, {width}) = ({h}, {w}) → ({d}, {h}, {w})"
    )


def index_steps(place: Sequence[int], volume: Sequence[int]) -> list[Line]:
    """Return how the cell `place` (d, h, w) of a volume (D, H, W) gets its number, a line for each step.

    >>> index_steps((1, 2, 3), (4, 4, 4))[-1][0]
    '\\\\text{index} = 16 + 8 + 3 = 27'
    """
    (d, h, w), (_depth, height, width) = place, volume
    area, row = height * width, width
    general = r"\text{index} = d \cdot H \cdot W + h \cdot W + w"
    before = _("torch counts every cell, slice by slice from the front, in each slice row by row.")
    slices = _("Whole slices before slice {d}: {d}, each of {height} × {width} = {area} cells.")
    rows = _("Whole rows before row {h} in that slice: {h}, each of {width} cells.")
    cells = _("Cells before this one in that row: {w}.")
    added = _("Cells before it: {index}. Since torch counts from 0, that is its index.")
    index = flat_index(place, volume)
    return [
        (general, before),
        (
            rf"d \cdot H \cdot W = {d} \cdot {height} \cdot {width} = {d * area}",
            slices.format(d=d, height=height, width=width, area=area),
        ),
        (rf"h \cdot W = {h} \cdot {width} = {h * row}", rows.format(h=h, width=width)),
        (rf"w = {w}", cells.format(w=w)),
        (rf"\text{{index}} = {d * area} + {h * row} + {w} = {index}", added.format(index=index)),
    ]


def place_steps(index: int, volume: Sequence[int]) -> list[Line]:
    """Return the way back from a flat `index` of a volume (D, H, W) to its cell, a line for each step.

    >>> place_steps(27, (4, 4, 4))[0][0]
    '27 = 1 \\\\cdot (4 \\\\cdot 4) + 11 \\\\quad\\\\Rightarrow\\\\quad d = 1'
    """
    _depth, height, width = volume
    d, rest = divmod(index, height * width)
    h, w = divmod(rest, width)
    slices = _("Whole slices of {area} cells in {index}: {d}. Cells left over: {rest}.")
    rows = _("Whole rows of {width} cells in {rest}: {h}. Cells left over: {w}, which is the column.")
    found = _("In Python: d, rest = divmod({index}, {area}) and h, w = divmod(rest, {width}).")
    arrow = r"\quad\Rightarrow\quad"
    return [
        (
            rf"{index} = {d} \cdot ({height} \cdot {width}) + {rest} {arrow} d = {d}",
            slices.format(d=d, area=height * width, index=index, rest=rest),
        ),
        (
            rf"{rest} = {h} \cdot {width} + {w} {arrow} h = {h},\ w = {w}",
            rows.format(h=h, width=width, rest=rest, w=w),
        ),
        (rf"(d, h, w) = ({d}, {h}, {w})", found.format(index=index, area=height * width, width=width)),
    ]


def place_of(index: int, volume: Sequence[int]) -> tuple[int, int, int]:
    """Return the cell (d, h, w) of a volume (D, H, W) whose flat index is `index`.

    >>> place_of(27, (4, 4, 4))
    (1, 2, 3)
    """
    _depth, height, width = volume
    d, rest = divmod(index, height * width)
    return d, *divmod(rest, width)


def flat_index(place: Sequence[int], volume: Sequence[int]) -> int:
    """Return the number of the cell `place` (d, h, w) in a volume (D, H, W), counted row-major from 0.

    >>> flat_index((1, 2, 3), (4, 4, 4))
    27
    """
    (d, h, w), (_depth, height, width) = place, volume
    return (d * height + h) * width + w
