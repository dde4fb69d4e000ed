"""Tables as signals: the columns of numbers of a CSV file."""

import csv
import io
import re
from collections.abc import Sequence

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.pictures.pixels import Note
from poolviz.sources.signals.recording import MAX_TRACKS, Recording
from poolviz.texts import N_

MAX_ROWS, MAX_CELLS = 2**16, 2**20
_PROBE = 20  # rows in which a column must show a number
_SPECIAL = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity"}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LARGEST = torch.finfo(torch.float32).max
Table = list[list[str]]


def read_csv(data: bytes) -> Recording:
    """Return the columns of `data` that hold numbers; the first row may name them.

    Between cells stand commas, semicolons, tabs or spaces; behind semicolons and tabs a number may have a
    decimal comma. One row alone is read across. An empty cell becomes nan. Raises PoolvizError
    for text without a column of numbers.
    """
    text = _decoded(data)
    separator = _separator(text)
    table, whole = _table(text, separator)
    decimal_comma = separator in ";\t" and any(re.fullmatch(r"-?\d+,\d+", cell) for cell in table[-1])
    if decimal_comma:
        table = [[cell.replace(",", ".") for cell in row] for row in table]
    if len(table) == 1:  # one line of numbers is a signal, too
        table = [[cell] for cell in table[0] if cell][: MAX_ROWS + 2]
    names = _header(table)
    rows = table[1:] if names else table
    notes: list[Note] = [(N_("a decimal comma is read as a point"), {})] if decimal_comma else []
    if not whole or len(rows) > MAX_ROWS:
        rows = rows[:MAX_ROWS]
        notes.append((N_("only the first {limit} rows were read"), {"limit": f"{len(rows):,}"}))
    return _recording(rows, names, notes)


def _decoded(data: bytes) -> str:
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        encodings = ["utf-16"]
    elif b"\0" in data:
        encodings = []
    else:
        encodings = ["utf-8-sig", "gb18030", "latin-1"]
    for encoding in encodings:
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise PoolvizError(N_("the upload must be a WAV or CSV file, but it is neither"))


def _separator(text: str) -> str:
    """Return the sign that stands between cells: of the likely ones the first that the beginning has."""
    beginning = text[:4096]
    return next((sign for sign in ";\t," if sign in beginning), " ")


def _table(text: str, separator: str) -> tuple[Table, bool]:
    """Return the rows that hold anything, up to MAX_ROWS and MAX_CELLS, and whether these are all."""
    table: Table = []
    cells = 0
    try:
        for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator, skipinitialspace=True):
            cells += len(row)
            if table and (cells > MAX_CELLS or len(table) > MAX_ROWS):
                return table, False
            bare = [cell.strip() for cell in row[: 2 * MAX_ROWS]]
            if any(bare):
                table.append(bare)
    except csv.Error:
        raise PoolvizError(N_("the upload must be a WAV or CSV file, but it is neither")) from None
    if not table:
        raise PoolvizError(N_("the upload must hold samples, but there is none in it"))
    return table, True


def _header(table: Table) -> list[str]:
    """Return the names of the columns, none where the first row holds numbers itself."""
    first = table[0]
    return [] if len(table) == 1 or any(_value(cell) is not None for cell in first) else first


def _recording(rows: Table, names: Sequence[str], notes: list[Note]) -> Recording:
    wide = min(max(map(len, rows[:_PROBE])), 256)
    tracks: dict[str, Tensor] = {}
    empty = 0
    problem: PoolvizError | None = None
    for place in range(wide):
        if len(tracks) == MAX_TRACKS:
            break
        cells = [row[place] if place < len(row) else "" for row in rows]
        if not any(_value(cell) is not None for cell in cells[:_PROBE]):
            continue
        try:
            values = [
                _sample(cell, number, place) for number, cell in enumerate(cells, start=1 + bool(names))
            ]
        except PoolvizError as error:
            problem = problem or error
            continue
        empty += sum(not cell for cell in cells)
        tracks[_named(names, place, tracks)] = torch.tensor(values, dtype=torch.float32)
    if not tracks:
        raise problem or PoolvizError(N_("the upload must have a column of numbers, but it has none"))
    if empty:
        notes.append((N_("{n} empty cells became nan"), {"n": empty}))
    return Recording(tuple(tracks.values()), tuple(tracks), None, tuple(notes))


def _named(names: Sequence[str], place: int, taken: dict[str, Tensor]) -> str:
    name = shortened(names[place]) if place < len(names) and names[place] else str(place + 1)
    return f"{name} ({place + 1})" if name in taken else name


def _sample(cell: str, row: int, place: int) -> float:
    value = _value(cell) if cell else float("nan")
    if value is None:
        message = N_("the upload must have a column of numbers, but row {row}, column {column} is {got}")
        raise PoolvizError(message, row=row, column=place + 1, got=repr(shortened(cell)))
    return value


def _value(cell: str) -> float | None:
    """Return the number in `cell`, None where there is none that float32 holds."""
    text = cell.replace("−", "-")
    if text.lower() in _SPECIAL:
        return float(text)
    if not _NUMBER.fullmatch(text):
        return None
    value = float(text)
    return value if abs(value) <= _LARGEST else None
