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
    outputs = (range(length) for length in explanation.output.shape[len(plane) :])
    return [
        _row(explanation, explanation.cell((*plane, *position))) for position in itertools.product(*outputs)
    ]


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
    row: Row = {_("output"): str(cell.index[-explanation.dims :]), _("value"): short(float(cell.value))}
    if cell.divisor is None:
        row[_("winner")] = str(cell.winner) if cell.winner else "–"
        row[_("index")] = int(explanation.indices[cell.index]) if explanation.indices is not None else None
    else:
        row[_("divisor")] = cell.divisor
    row[_("members")] = len(cell.members)
    row[_("outside")] = cell.padding
    row[_("values")] = ", ".join(short(value) for value in cell.values.tolist())
    return row
