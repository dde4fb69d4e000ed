"""All windows of one plane as rows, and rows as CSV."""

import csv
import io
import itertools
from collections.abc import Sequence
from typing import Any

from poolviz.explanation import Cell, Explanation
from poolviz.texts import _
from poolviz.views.numbers import short

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


def _row(explanation: Explanation, cell: Cell) -> Row:
    row: Row = {
        _("output"): _place(cell.index[-explanation.dims :]),
        _("value"): short(float(cell.value)),
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
