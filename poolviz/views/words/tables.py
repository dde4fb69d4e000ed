"""All windows of one plane as rows, and rows as CSV."""

import csv
import io
import itertools
from collections.abc import Sequence
from typing import Any

from poolviz.findings.global_pooling import WholePlanes
from poolviz.pooling.explanation import Cell, Explanation
from poolviz.texts import _
from poolviz.views.words.numbers import short

Row = dict[str, Any]


def window_rows(explanation: Explanation, plane: Sequence[int] = (0, 0)) -> list[Row]:
    """Return one row a window of one plane: where it looks, what it holds, what comes out and why."""
    places = itertools.product(*map(range, explanation.output.shape[len(plane) :]))
    return [_row(explanation, explanation.cell((*plane, *place))) for place in places]


def as_csv(rows: Sequence[Row]) -> str:
    """Return `rows` as CSV with a header, for a spreadsheet.

    >>> as_csv([{"output": "(0, 0)", "value": 2.0}])
    'output,value\\r\\n"(0, 0)",2.0\\r\\n'
    """
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def as_markdown(rows: Sequence[Row]) -> str:
    """Return `rows` as a table in Markdown; what stands in them is plain already.

    >>> print(as_markdown([{"kind": "max", "mean": "95 %"}]))
    | kind | mean |
    |---|---|
    | max | 95 % |
    """
    lines = [list(rows[0]), *(row.values() for row in rows)] if rows else []
    written = [f"| {' | '.join(map(str, line))} |" for line in lines]
    return "\n".join([*written[:1], "|" + "---|" * len(rows[0]), *written[1:]]) if rows else ""


def whole_rows(found: WholePlanes) -> list[Row]:
    """Return one row a channel: what the layers over the whole plane give, and what torch's functions give.

    All digits of a float32 are written, so that equal texts are equal numbers.
    """
    return [
        {
            _("channel"): str(channel),
            "AdaptiveAvgPool2d(1)": f"{float(found.mean[channel]):.9g}",
            "torch.mean": f"{float(found.torch_mean[channel]):.9g}",
            _("difference"): f"{float(found.apart[channel]):.3g}",
            "AdaptiveMaxPool2d(1)": f"{float(found.largest[channel]):.9g}",
            "torch.amax": f"{float(found.torch_amax[channel]):.9g}",
            _("equal"): "✓" if found.same_largest[channel] else "✕",
        }
        for channel in range(len(found.mean))
    ]


def _row(explanation: Explanation, cell: Cell) -> Row:
    row: Row = {
        _("output"): _place(cell.index[-explanation.dims :]),
        _("value"): short(cell.value.item()),
    }
    if cell.divisor is not None:
        row[_("divisor")] = cell.divisor
    elif cell.scale is not None:
        row[_("factor of the sum")] = short(float(cell.scale))
    else:
        row[_("winner")] = _place(cell.winner) if cell.winner else "–"
        row[_("index")] = None if explanation.picks is None else int(explanation.picks[cell.index])
    row[_("members")] = len(cell.members)
    row[_("outside")] = cell.padding
    row[_("values")] = ", ".join(short(value) for value in cell.values.tolist())
    return row


def _place(place: Sequence[int]) -> str:
    """Return a place as people write it: one number alone, several in brackets."""
    return str(place[0]) if len(place) == 1 else str(tuple(place))
