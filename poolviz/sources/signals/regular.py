"""A large table of plain numbers, every row as long as the first: read all at once."""

import warnings
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from poolviz.sources.signals.marks import GAP, Marks

FEWEST_ROWS = 100  # below them a look at every cell is as quick
_SIGNS = b"0123456789+-.,eEnNaA'"


@dataclass(frozen=True, eq=False)
class Regular:
    """The numbers (rows, columns) of a table, how its columns are written, how many cells were empty: nan."""

    values: Tensor
    written: list[Marks]
    empty: int


def regular(body: str, separator: str, comma: bool, most: int) -> Regular | None:
    """Return a table without a head; None where a cell must be looked at, or a row has another length.

    `most` bounds the numbers. A `comma` is a decimal point in some column.

    >>> regular("1,5;2\\n" * 2000 + "3;4", ";", True, most=10**6).values[0]
    tensor([1.5000, 2.0000])
    """
    body = body.replace(f"{separator} ", separator).replace(f" {separator}", separator)
    for gap in GAP.replace(separator, ""):
        body = body.replace(gap, "'") if gap in body else body
    gaps = "'" in body
    if gaps and separator == " ":
        return None
    if not body.isascii() or body.count("\n") < FEWEST_ROWS or "\n\n" in body:
        return None
    grid = _grid(body, separator)
    if grid is None or (gaps and not grid.sets_apart("'")):
        return None
    grouped = grid.columns("'")
    if gaps:
        body = body.replace("'", "")
        grid = _grid(body, separator)
    written = None if grid is None else _written(grid, comma, grouped)
    if grid is None or written is None:
        return None
    tall = min(grid.tall, most // grid.wide)
    apart = comma and "." in body
    values = _values(body.replace(".", "") if apart else body, separator, grid.tall * grid.wide)
    return None if values is None else Regular(values.view(-1, grid.wide)[:tall], written, grid.empty(tall))


@dataclass(frozen=True, eq=False)
class _Grid:
    """The bytes of a table as an array, where its cells end, and to which cell each byte belongs."""

    signs: Any
    ends: Any
    cell_of: Any
    wide: int
    tall: int

    def at(self, sign: str) -> Any:
        """Return where a sign stands."""
        return (self.signs == ord(sign)).nonzero()[0]

    def columns(self, sign: str) -> set[int]:
        """Return the columns in which a sign stands."""
        return set((self.cell_of[self.at(sign)] % self.wide).tolist())

    def sets_apart(self, sign: str) -> bool:
        """Tell whether a sign stands between one to three digits and groups of three wherever it stands."""
        import numpy

        padded = numpy.pad(self.signs, 4)
        digit, at = (padded >= ord("0")) & (padded <= ord("9")), self.at(sign) + 4
        after = digit[at + 1] & digit[at + 2] & digit[at + 3] & ~digit[at + 4]
        before = digit[at - 1] & ~(digit[at - 2] & digit[at - 3] & digit[at - 4])
        return bool((after & before).all())

    def empty(self, rows: int) -> int:
        """Return how many cells of the first rows are empty."""
        import numpy

        ended = numpy.concatenate(([-1], self.ends, [len(self.signs)]))
        return int((numpy.diff(ended)[: rows * self.wide] == 1).sum())


def _grid(body: str, separator: str) -> _Grid | None:
    """Return a table as bytes; None where it has other signs than numbers, or rows of several lengths."""
    try:
        import numpy
    except ImportError:
        return None
    signs = numpy.frombuffer(body.encode(), numpy.uint8)
    known = numpy.zeros(256, bool)
    known[list(_SIGNS + separator.encode() + b"\n")] = True
    if not known[signs].all():
        return None
    breaks = signs == ord("\n")
    ends = breaks | (signs == ord(separator))
    cell_of, lines = numpy.cumsum(ends, dtype=numpy.int32), breaks.nonzero()[0]
    wide = body.partition("\n")[0].count(separator) + 1
    even = numpy.array_equal(cell_of[lines], numpy.arange(1, len(lines) + 1) * wide)
    if not even or int(cell_of[-1]) + 1 != (len(lines) + 1) * wide:
        return None
    return _Grid(signs, ends.nonzero()[0], cell_of, wide, len(lines) + 1)


def _written(grid: _Grid, comma: bool, grouped: set[int]) -> list[Marks] | None:
    """Return how the numbers of each column are written; None where that is not plain from all of them."""
    import numpy

    places, points = grid.at(","), grid.at(".")
    if chr(grid.signs[grid.ends[0]]) == "," or not len(places):
        if comma and len(points):
            return None
        return [Marks(comma, gaps=column in grouped) for column in range(grid.wide)]
    cells = grid.cell_of[places]
    if not comma or (numpy.diff(cells) == 0).any():
        return None
    if len(points):
        at = numpy.full(grid.tall * grid.wide, -1)
        at[cells] = places
        if (at[grid.cell_of[points]] < points).any() or not grid.sets_apart("."):
            return None
    start = numpy.concatenate(([0], grid.ends + 1))[cells]
    behind = numpy.concatenate((grid.ends, [len(grid.signs)]))[cells] - places - 1
    start = start + numpy.isin(grid.signs[start], (ord("-"), ord("+")))
    sure = (behind != 3) | (places - start > 3) | (places == start) | (grid.signs[start] == ord("0"))
    decided = set((cells[sure] % grid.wide).tolist())
    unsure = set((cells % grid.wide).tolist()) - decided
    return [Marks(True, gaps=one in grouped, open=one in unsure) for one in range(grid.wide)]


def _values(body: str, separator: str, count: int) -> Tensor | None:
    """Return `count` numbers as float32; None where they are not as many, or one is too large."""
    import numpy

    for empty in (separator * 2, f"\n{separator}", f"{separator}\n"):
        while separator != " " and empty in body:
            body = body.replace(empty, f"{empty[0]}nan{empty[1]}")
    body = f"nan{body}" if body[:1] == separator else body
    body = f"{body}nan" if body[-1:] == separator else body
    plain = body.replace(separator, " ").replace("\n", " ").replace(",", ".")
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        try:
            values = numpy.fromstring(plain, dtype=numpy.float64, sep=" ")
        except (ValueError, Warning):
            return None
    # Two numbers in a cell, as of 1-2, make more than there are cells.
    if (
        len(values) != count
        or (numpy.abs(values[~numpy.isnan(values)]) > torch.finfo(torch.float32).max).any()
    ):
        return None
    return torch.from_numpy(values).to(torch.float32)
