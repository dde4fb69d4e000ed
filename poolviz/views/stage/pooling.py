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
from poolviz.views.stage.rules import Data, divisors, rule, winning_taps
from poolviz.views.words.numbers import shades, short_texts

__all__ = [
    "Data",
    "GridData",
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


class GridData(dict[str, Any]):
    """A grid as it travels, and beside it `numbers`, the tensor that it shows, which stays here."""

    def __init__(self, values: Tensor, data: Data) -> None:
        super().__init__(data)
        self.numbers = values


def stage(title: str, grids: Sequence[Data], links: Sequence[Data], **options: Any) -> Data:
    """Return the data of one stage: `grids` from left to right, and how their spaces are linked.

    Options: editable, autoplay, toolbar, large (booleans), height (CSS pixels kept for the grids), columns
    (grids in a row, else one row) and main (the id of the grid that is played).
    """
    from poolviz.views.stage.texts import stage_texts

    defaults = {"editable": False, "autoplay": False, "toolbar": True, "large": False, "height": 320}
    return {
        "title": title,
        "texts": stage_texts(deep=any("depth" in grid for grid in grids)),
        "options": defaults | options,
        "grids": list(grids),
        "links": list(links),
    }


def number_grid(key: str, space: str, title: str, plane: Tensor, **parts: Any) -> Data:
    """Return a grid that shows the numbers of `plane` (rows, columns), or of a volume (depth, rows, columns).

    Parts: frame, rule, marks, editable, as the stage knows them.
    """
    *depth, rows, cols = plane.shape
    data = {
        "id": key,
        "space": space,
        "title": title,
        "caption": " × ".join(map(str, plane.shape)),
        **({"depth": depth[0]} if depth else {}),
        "rows": rows,
        "cols": cols,
        "texts": short_texts(plane),
        "shades": shades(plane),
        "copy": _lines(short_texts(plane), rows, cols).replace("−", "-"),
        **parts,
    }
    return GridData(plane, data)


def window_link(source: str, target: str, axes: Sequence[Axis]) -> Data:
    """Return the link from each cell of `source` to its window in `target`, one part per axis."""
    return {"from": source, "to": target, "axes": [_axis(axis) for axis in axes]}


def place_link(source: str, target: str, places: Tensor) -> Data:
    """Return the link from each cell of `source` to the one cell of `target` at the flat index `places`."""
    return {"from": source, "to": target, "places": places.flatten().tolist()}


def pooling_stage(explanation: Explanation, plane: Sequence[int] = (0, 0), **options: Any) -> Data:
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


def input_stage(matrix: Tensor, **options: Any) -> Data:
    """Return the stage of a matrix or volume alone, where no layer could be applied to it."""
    return stage(
        _("Input"), [number_grid("input", "input", _("Input"), matrix, editable=True)], [], **options
    )


def coverage_stage(explanation: Explanation, plane: Sequence[int] = (0, 0), **options: Any) -> Data:
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
    return stage(_("What each input is worth"), grids, links, toolbar=False, **options)


def coverage(explanation: Explanation) -> Tensor:
    """Return in how many windows each cell of a plane lies, of the plane's shape."""
    counts = torch.ones((), dtype=torch.long)
    for axis in explanation.axes:
        counts = counts[..., None] * torch.tensor(readings(axis))
    return counts


def unread_marks(explanation: Explanation) -> list[str]:
    """Return the mark of each input cell: unread where no window reads it."""
    return ["" if count else "unread" for count in coverage(explanation).flatten().tolist()]


def _lines(cells: list[str], rows: int, cols: int) -> str:
    """Return the cells a row on each line, with an empty line between slices."""
    lines = [" ".join(cells[start : start + cols]) for start in range(0, len(cells), max(cols, 1))]
    slices = ["\n".join(lines[start : start + rows]) for start in range(0, len(lines), max(rows, 1))]
    return "\n\n".join(slices)


def _axis(axis: Axis) -> Data:
    windows = [axis.taps(output) for output in range(axis.outputs)]
    return {"taps": [_triple(window) for window in windows], "dropped": _dropped(axis)}


def _triple(window: range) -> list[int]:
    return [window.start, window.step, len(window)]


def _dropped(axis: Axis) -> list[int] | None:
    dropped = getattr(axis, "dropped", None)
    return None if dropped is None else _triple(axis.taps(dropped))
