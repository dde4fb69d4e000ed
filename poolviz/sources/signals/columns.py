"""Tables as signals: the columns of numbers of a CSV file."""

import csv
import io
import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import islice
from typing import Any

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.matrices.dialects import DECIMAL, POINT, POINTS_APART, SEPARATES, THOUSANDS
from poolviz.sources.pictures.pixels import Note
from poolviz.sources.signals.encoding import decoded
from poolviz.sources.signals.marks import Marks, all_commas, all_plain, decimal_comma, marks, plain
from poolviz.sources.signals.recording import MAX_TRACKS, Layout, Recording
from poolviz.sources.signals.regular import regular
from poolviz.texts import N_

MAX_ROWS, MAX_CELLS = 2**16, 2**19
LOOKED_AT = 2**16  # cells of a table that is no regular one: 0.2 s
_LARGE = 2**17  # characters
LONGEST_LINE = 2**21  # characters
_PROBE = 20  # rows in which a column must show a number, and by which the table is judged
_NAMED = 4  # columns that are left out and named
_SEPARATORS = ";\t,| "
_SAID = re.compile(r"\A\s*(\"?)sep=(.)\1[ \t]*(?:\r\n?|\n)", re.IGNORECASE)
_SPECIAL = {"nan", "inf", "+inf", "-inf", "infinity", "-infinity"}
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]{1,3})?")
_LARGEST = torch.finfo(torch.float32).max
Table = list[list[str]]


def read_csv(data: bytes, instead: bool = False) -> Recording:
    """Return the columns of `data` that hold numbers; the first row may name them.

    Between cells stand commas, semicolons, tabs, bars or spaces, or what a first line "sep=;" says; a number
    may have a decimal comma, and thousands set apart, each column in its own way. One row alone is read
    across. An empty cell, and a row without any, becomes nan. Where a table can be read in two ways,
    `instead` takes the other. Raises PoolvizError for text without a column of numbers.
    """
    whole_text, encoding = decoded(data)
    said = _SAID.match(whole_text)
    # A table does not begin or end with empty rows; millions of them are gone before they are read.
    text = whole_text[said.end() if said else 0 :].lstrip("\r\n")
    head = whole_text[: len(whole_text) - len(text)]
    before = head.count("\n") + head.count("\r") - head.count("\r\n")
    text = text.rstrip()
    separator, open_ = (said[2], False) if said else _separator(text, instead)
    large = len(text) > _LARGE and not (instead or open_)
    if large and (found := _large(text, separator, encoding, before)):
        return found
    table, whole, doubled = _table(text, separator)
    comma = decimal_comma([cell for row in table[: 10 * _PROBE] for cell in row], separator == ",")
    across = len(table) == 1
    if across:  # one line of numbers is a signal, too
        table = [[cell] for cell in table[0] if cell][: MAX_ROWS + 2]
    names = _header(table, comma)
    rows = table[1:] if names else table
    notes: list[Note] = []
    if not whole or len(rows) > MAX_ROWS:
        rows = rows[:MAX_ROWS]
        notes.append(_only(len(rows)))
    # Where ends of lines are doubled, and in one row, empty cells are gone before any is counted.
    first = bool(names) + (bool(said) if doubled or across else before)
    layout = Layout(encoding, separator, first, len(rows), doubled, across, (), ())
    return _recording(rows, names, notes, layout, Rule(comma, instead and not open_, open_))


def _large(text: str, separator: str, encoding: str, before: int) -> Recording | None:
    """Return a large table of plain numbers, read all at once; None where its cells must be looked at."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n")
    start = lines[: lines.find("\n", _LARGE // 2) + 1]
    table = _table(start, separator)[0] if start and '"' not in start else []
    comma = decimal_comma([cell for row in table[: 10 * _PROBE] for cell in row], separator == ",")
    names = _header(table, comma) if len(table) > 1 else []
    body = lines.partition("\n")[2] if names else lines
    found = regular(body, separator, comma, MAX_CELLS) if table else None
    if found is None:
        return None
    values, written = found.values[:MAX_ROWS, :MAX_TRACKS], found.written[:MAX_TRACKS]
    if values[:_PROBE].isnan().all(0).any():  # a column that shows no number at once is left out
        return None
    tracks: dict[str, Tensor] = {}
    for place, samples in enumerate(values.T.contiguous()):
        tracks[_named(names, place, tracks)] = samples
    cut = len(values) < body.count("\n") + 1
    notes = [_only(len(values))] if cut else []
    notes += _notes(written, found.empty, ())
    columns = tuple(range(len(written)))
    first = bool(names) + before
    layout = Layout(encoding, separator, first, len(values), False, False, columns, tuple(written))
    read = _readings(written, Rule(comma, instead=False, between=False))
    return Recording(tuple(tracks.values()), tuple(tracks), None, tuple(notes), layout, *read)


def _only(rows: int) -> Note:
    return N_("only the first {limit} rows were read"), {"limit": f"{rows:,}"}


@dataclass(frozen=True)
class Rule:
    """What is known of a table before its columns are read: its `comma`, and which of two readings is wanted.

    `between` says that its commas stand between cells, and could be decimal points.
    """

    comma: bool
    instead: bool
    between: bool


def _separator(text: str, instead: bool) -> tuple[str, bool]:
    """Return the sign that stands between cells, and whether it could be a decimal point instead.

    It is that by which most of the first rows are of one length; of several, that between which most numbers
    stand: `1,5|2,5` has two, not a 1, a 5|2 and a 5.
    """
    lines = [line for line in text[:8192].splitlines()[:_PROBE] if line.strip()]

    def fitting(sign: str) -> tuple[int, float]:
        rows = list(csv.reader(lines, delimiter=sign, skipinitialspace=True))
        cells = [
            plain(cell.strip(), Marks(sign != ",", gaps=True)) for row in rows for cell in row if cell.strip()
        ]
        counted = Counter(map(len, rows))
        alike = max((times for width, times in counted.items() if width > 1), default=0)
        return alike, sum(bool(_NUMBER.fullmatch(cell)) for cell in cells) / max(len(cells), 1)

    try:
        found = max(_SEPARATORS, key=fitting) if lines else " "
    except csv.Error:
        return ",", False
    if found != "," or len(lines) < 2:
        return found, False
    if not re.search(r"[,;|\t]", lines[0]) and all_commas(lines[1:]):  # one name, so one column
        return ";", False
    open_ = all_commas(lines)
    return ";" if open_ and instead else ",", open_


def _table(text: str, separator: str) -> tuple[Table, bool, bool]:
    """Return the rows, up to MAX_ROWS and MAX_CELLS, whether these are all, and whether lines were doubled.

    A file in which every second row is empty has none: its ends of lines are doubled.
    """
    table: Table = []
    cells, cut = 0, False

    def lines() -> Iterator[str]:
        nonlocal cut
        for line in io.StringIO(text, newline=""):
            if len(line) > LONGEST_LINE:  # all of its cells at once would take hundreds of megabytes
                cut, line = True, line[:LONGEST_LINE].rpartition(separator)[0] + "\n"
            yield line

    try:
        for row in csv.reader(lines(), delimiter=separator, skipinitialspace=True):
            cells += len(row)
            if table and (cells > LOOKED_AT or len(table) > MAX_ROWS):
                return _undoubled(table, whole=False)
            table.append([cell.strip() for cell in islice(row, 2 * MAX_ROWS)])
    except csv.Error:
        raise PoolvizError(N_("the upload must be a WAV or CSV file, but it is neither")) from None
    if not any(any(row) for row in table):
        raise PoolvizError(N_("the upload must hold samples, but there is none in it"))
    return _undoubled(table, whole=not cut)


def _undoubled(table: Table, whole: bool) -> tuple[Table, bool, bool]:
    full = [row for row in table if any(row)]
    doubled = 2 * len(full) <= len(table) + 1 and len(full) > 1
    return full if doubled else table, whole, doubled


def _header(table: Table, comma: bool) -> list[str]:
    """Return the names of the columns, none where the first row holds numbers itself."""
    first = [plain(cell, Marks(comma, gaps=True)) for cell in table[0]]
    numbers = any(_NUMBER.fullmatch(cell) or cell.lower() in _SPECIAL for cell in first)
    return [] if len(table) == 1 or numbers else table[0]


def _recording(rows: Table, names: Sequence[str], notes: list[Note], layout: Layout, rule: Rule) -> Recording:
    columns, written = list[int](), list[Marks]()
    wide = min(max(map(len, rows[:_PROBE])), 256)
    tracks: dict[str, Tensor] = {}
    empty, left = 0, list[str]()
    problem: PoolvizError | None = None
    for place in range(wide):
        if len(tracks) == MAX_TRACKS:
            break
        cells = [row[place] if place < len(row) else "" for row in rows]
        how = marks(cells, rule.comma, rule.instead)
        if not any(_NUMBER.fullmatch(plain(cell, how)) for cell in cells[:_PROBE]):
            left += [_named(names, place, tracks)] if any(cells[:_PROBE]) else []
            continue
        try:
            values = _samples(cells, 1 + bool(names), place, how)
        except PoolvizError as error:
            problem = problem or error
            left.append(_named(names, place, tracks))
            continue
        empty += cells.count("")
        columns.append(place)
        written.append(how)
        tracks[_named(names, place, tracks)] = torch.tensor(values, dtype=torch.float32)
    if not tracks:
        raise problem or PoolvizError(N_("the upload must have a column of numbers, but it has none"))
    layout = replace(layout, columns=tuple(columns), marks=tuple(written))
    notes += _notes(written, empty, left)
    said, other = _readings(written, rule)
    return Recording(tuple(tracks.values()), tuple(tracks), None, tuple(notes), layout, said, other)


def _notes(written: Sequence[Marks], empty: int, left: Sequence[str]) -> Iterator[Note]:
    """Give what is to be said of a table: its commas, its empty cells, and the columns that are left out."""
    if any(how.comma for how in written):
        yield N_("a decimal comma is read as a point"), {}
    if empty:
        yield N_("{n} empty cells became nan"), {"n": empty}
    if left:
        names = ", ".join(left[:_NAMED]) + (" …" if len(left) > _NAMED else "")
        yield N_("left out, since not all of it is numbers: {names}"), {"names": names}


def _readings(written: Sequence[Marks], rule: Rule) -> tuple[str, str]:
    """Return the rule by which a table was read that can be read in two ways, and the other."""
    if rule.between:
        found = (SEPARATES, DECIMAL)
        return found[::-1] if any(how.comma for how in written) else found
    how = next((how for how in written if how.open), None)
    if how is None:
        return "", ""
    if not how.comma:
        return THOUSANDS, DECIMAL
    if how.points:
        return POINTS_APART, POINT
    return (POINT, POINTS_APART) if rule.comma and rule.instead else (DECIMAL, THOUSANDS)


def _named(names: Sequence[str], place: int, taken: dict[str, Tensor]) -> str:
    name = shortened(names[place]) if place < len(names) and names[place] else str(place + 1)
    return f"{name} ({place + 1})" if name in taken else name


def _samples(cells: Sequence[str], first: int, place: int, how: Marks) -> list[float]:
    """Return the numbers of a column; PoolvizError with the row, counted from `first`, that has none."""
    texts = all_plain(cells, how)
    joined = "".join(texts or ())
    if texts and joined.isascii() and not re.search(r"[^0-9.+eE-]", joined) and "" not in cells:
        try:
            values = [float(text) for text in texts]  # most files, ten times as fast
            if max(values, default=0) <= _LARGEST and min(values, default=0) >= -_LARGEST:
                return values
        except ValueError:
            pass
    return [_sample(cell, row, place, how) for row, cell in enumerate(cells, start=first)]


def _sample(cell: str, row: int, place: int, how: Marks) -> float:
    text = plain(cell, how)
    if not text or text.lower() in _SPECIAL:
        return float(text or "nan")
    values: dict[str, Any] = {"row": row, "column": place + 1, "got": repr(shortened(cell))}
    if not _NUMBER.fullmatch(text):
        message = N_("the upload must have a column of numbers, but row {row}, column {column} is {got}")
        raise PoolvizError(message, **values)
    if abs(float(text)) > _LARGEST:
        message = N_("the upload must fit into float32, but row {row}, column {column} is {got}")
        raise PoolvizError(message, **values)
    return float(text)
