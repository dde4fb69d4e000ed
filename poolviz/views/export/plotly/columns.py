"""The numbers of a figure of plotly as files: CSV and .npz."""

import csv
import io
import itertools
import math
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go


def plotly_columns(figure: "go.Figure") -> dict[str, dict[str, list[Any]]]:
    """Return the coordinates of each trace by its name, x, y and z as far as it has them."""
    found = {}
    for number, trace in enumerate(figure.data):
        columns = {name: list(values) for name in "xyz" if (values := getattr(trace, name, None)) is not None}
        found[f"{number} {trace.name or trace.type}"] = columns
    return found


def plotly_table(figure: "go.Figure") -> str:
    """Return the coordinates of all traces as CSV, one row for each point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["trace", "x", "y", "z"])
    for name, columns in plotly_columns(figure).items():
        rows = itertools.zip_longest(*(columns.get(axis, []) for axis in "xyz"), fillvalue="")
        writer.writerows([name, *("" if value is None else value for value in row)] for row in rows)
    return text.getvalue()


def plotly_npz(figure: "go.Figure") -> bytes:
    """Return the coordinates of all traces as .npz, "0 floor x" and so on; a gap is nan."""
    import numpy as np

    arrays = {
        f"{name} {axis}".replace("/", "-"): np.array([math.nan if one is None else one for one in values])
        for name, columns in plotly_columns(figure).items()
        for axis, values in columns.items()
    }
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()
