"""An Explanation as the data of the stage, the linked grids in the browser.

The browser looks up and never pools: windows travel as one `[start, step, count]` per output of
each axis, winners as the number of the tap that won, divisors and values as written numbers.
"""

from collections.abc import Sequence
from typing import Any

import torch
from torch import Tensor

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Axis, readings
from poolviz.texts import _
from poolviz.views.stage.frames import frame
from poolviz.views.stage.rules import divisors, rule, winning_taps
from poolviz.views.stage.wire.grid import Grid, Mark
from poolviz.views.stage.wire.link import Axis as SentAxis
from poolviz.views.stage.wire.link import Link, PlaceLink, Taps, WindowLink
from poolviz.views.stage.wire.stage import Options, Stage
from poolviz.views.words.numbers import shades, short_texts

__all__ = [
    "coverage",
    "coverage_stage",
    "divisors",
    "frame",
    "input_stage",
    "number_grid",
    "place_link",
    "pooling_stage",
    "rule",
    "stage",
    "unread_marks",
    "window_link",
    "winning_taps",
]


def stage(title: str, grids: Sequence[Grid], links: Sequence[Link], **options: Any) -> Stage:
    """Return one stage: `grids` from left to right, and how their spaces are linked.

    Options are those of `Options`.
    """
    from poolviz.views.stage.texts import stage_texts

    texts = stage_texts(deep=any(grid.depth is not None for grid in grids))
    return Stage(title, texts, Options(**options), tuple(grids), tuple(links))


def number_grid(key: str, space: str, title: str, plane: Tensor, **parts: Any) -> Grid:
    """Return a grid that shows the numbers of `plane` (rows, columns), or of a volume (depth, rows, columns).

    Parts are those of `Grid`, such as frame, rule, marks and editable.
    """
    *depth, rows, cols = plane.shape
    texts = short_texts(plane)
    shown = {
        "caption": " × ".join(map(str, plane.shape)),
        "depth": depth[0] if depth else None,
        "texts": texts,
        "shades": shades(plane),
        "copy": _lines(texts, rows, cols).replace("−", "-"),
    }
    return Grid(key, space, title, rows, cols, numbers=plane, **(shown | parts))


def window_link(source: str, target: str, axes: Sequence[Axis]) -> WindowLink:
    """Return the link from each cell of `source` to its window in `target`, one part per axis."""
    return WindowLink(source, target, [_axis(axis) for axis in axes])


def place_link(source: str, target: str, places: Tensor) -> PlaceLink:
    """Return the link from each cell of `source` to the one cell of `target` at the flat index `places`."""
    return PlaceLink(source, target, places.flatten().tolist())


def pooling_stage(explanation: Explanation, plane: Sequence[int] = (0, 0), **options: Any) -> Stage:
    """Return the stage of a 2-d or 3-d pooling: input, output, and the indices of a max, all linked.

    `plane` indexes the leading axes of input and output: (n, c), or (c,) where there is no batch.
    """
    at = tuple(plane)
    framed = frame(explanation)
    grids = [
        number_grid("input", "input", _("Input"), explanation.input[at], frame=framed, editable=True),
        number_grid("output", "output", _("Output"), explanation.output[at], rule=rule(explanation, at)),
    ]
    if explanation.indices is not None:
        grids.append(number_grid("indices", "output", _("Indices"), explanation.indices[at]))
    return stage(_("Pooling"), grids, [window_link("output", "input", explanation.axes)], **options)


def input_stage(matrix: Tensor, **options: Any) -> Stage:
    """Return the stage of a matrix or volume alone, where no layer could be applied to it."""
    return stage(
        _("Input"), [number_grid("input", "input", _("Input"), matrix, editable=True)], [], **options
    )


def coverage_stage(explanation: Explanation, plane: Sequence[int] = (0, 0), **options: Any) -> Stage:
    """Return the stage that shows in how many windows each input lies, beside input and output."""
    at = tuple(plane)
    marks = unread_marks(explanation)
    grids = [
        number_grid("worth_input", "input", _("Input"), explanation.input[at], frame=frame(explanation)),
        number_grid("worth", "input", _("Windows that read it"), coverage(explanation), marks=marks),
        number_grid(
            "worth_output", "output", _("Output"), explanation.output[at], rule=rule(explanation, at)
        ),
    ]
    links = [window_link("output", "input", explanation.axes)]
    return stage(_("How often each input is read"), grids, links, toolbar=False, **options)


def coverage(explanation: Explanation) -> Tensor:
    """Return in how many windows each cell of a plane lies, of the plane's shape."""
    counts = torch.ones((), dtype=torch.long)
    for axis in explanation.axes:
        counts = counts[..., None] * torch.tensor(readings(axis))
    return counts


def unread_marks(explanation: Explanation) -> list[Mark]:
    """Return the mark of each input cell: unread where no window reads it."""
    return ["" if count else "unread" for count in coverage(explanation).flatten().tolist()]


def _lines(cells: list[str], rows: int, cols: int) -> str:
    """Return the cells a row on each line, with an empty line between slices."""
    lines = [" ".join(cells[start : start + cols]) for start in range(0, len(cells), max(cols, 1))]
    slices = ["\n".join(lines[start : start + rows]) for start in range(0, len(lines), max(rows, 1))]
    return "\n\n".join(slices)


def _axis(axis: Axis) -> SentAxis:
    windows = [axis.taps(output) for output in range(axis.outputs)]
    dropped = getattr(axis, "dropped", None)
    return SentAxis(list(map(_taps, windows)), None if dropped is None else _taps(axis.taps(dropped)))


def _taps(window: range) -> Taps:
    return window.start, window.step, len(window)
