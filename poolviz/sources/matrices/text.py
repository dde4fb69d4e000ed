"""Small matrices as text: reading what people type or paste, writing what fits into a link."""

import math
import re
import struct
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from functools import lru_cache

import torch

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.matrices.dialects import Split, splits, without_gaps, words
from poolviz.sources.matrices.formats import from_outside
from poolviz.texts import N_

LIMIT = 16
LONGEST_TEXT = 20_000
LONGEST_NUMBER = 32  # characters of a cell, with what stands between, where matrices may be large

# Full-width forms of ASCII, then what Chinese keyboards and typeset pages put in their place.
PLAIN: dict[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
PLAIN |= str.maketrans("﹔−–﹣【】（）\u3000\u00a0\ufeff", ";---[]()   ")
PLAIN |= dict.fromkeys(map(ord, "，、﹐"), ", ")  # no decimal point where they are written

_ROW = re.compile(r"\[([^\[\]]*)\]")
_NUMBER = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")
_SPECIAL = re.compile(r"([+-]?)(?:(?:torch|np|numpy|math)\.)?(nan|inf|infinity|∞)", re.IGNORECASE)


@dataclass(frozen=True, eq=False)
class Reading:
    """A matrix that a text writes down, and the `rules` (untranslated) by which it was read.

    Of a text that holds several matrices `plane` says which this is, counted from 1, of how many `planes`.
    """

    matrix: torch.Tensor
    rules: tuple[str, ...] = ()
    plane: int = 1
    planes: int = 1


def parse_matrix(text: str, most: int = LIMIT) -> torch.Tensor:
    """Return the float32 matrix (rows, columns), each 1 to `most`, that `text` writes down.

    Rows end at a newline or `;`, numbers at spaces, commas or tabs; what Python, torch, numpy and MATLAB
    print is read too, and tables of LaTeX, Markdown and spreadsheets. Raises PoolvizError with the row and
    column, counted from 1. Where a text can be read in several ways, see `readings`.

    >>> parse_matrix("1 2 0; 0 1 2")
    tensor([[1., 2., 0.],
            [0., 1., 2.]])
    >>> parse_matrix("torch.tensor([[1, inf]])")
    tensor([[1., inf]])
    """
    return next(_read(text, most)).matrix


def readings(text: str, most: int = LIMIT) -> list[Reading]:
    """Return the matrices that `text` can mean, the one that parse_matrix takes first.

    Raises PoolvizError where it can mean none.

    >>> [reading.matrix.tolist() for reading in readings("1;2\\n3;4")]
    [[[1.0, 2.0], [3.0, 4.0]], [[1.0], [2.0], [3.0], [4.0]]]
    """
    return list(_read(text, most))


def _read(text: str, most: int) -> Iterator[Reading]:
    if not isinstance(text, str):
        raise PoolvizError(N_("`matrix` must be text, but got {got}"), got=type(text).__name__)
    longest = max(LONGEST_TEXT, most * most * LONGEST_NUMBER)
    if len(text) > longest:
        message = N_("`matrix` must be at most {limit} characters long, but got {got}")
        raise PoolvizError(message, limit=longest, got=len(text))
    problem, read = None, False
    bare = from_outside(without_gaps(text).translate(PLAIN).strip())
    for split, plane, planes in _splits(bare):
        try:
            _check_shape(split.rows, most)
            cells = [[_cell(split.rows, i, j) for j in range(len(row))] for i, row in enumerate(split.rows)]
        except PoolvizError as error:
            problem = problem or error
            continue
        read = True
        yield Reading(torch.tensor(cells, dtype=torch.float32), split.rules, plane, planes)
    if not read:
        raise problem or PoolvizError(N_("`matrix` must have at least one number, but it is empty"))


def write_matrix(matrix: torch.Tensor, rows: str = ";") -> str:
    """Return the shortest text from which `parse_matrix` reads the float32 `matrix` (2-d) back exactly.

    `rows` stands between rows, `;` or a newline. Raises PoolvizError for any other separator or shape.

    >>> write_matrix(torch.tensor([[1.0, 2.5], [0.1, float("-inf")]]))
    '1 2.5;0.1 -inf'
    """
    if not isinstance(matrix, torch.Tensor) or matrix.dim() != 2 or 0 in matrix.shape:
        got = tuple(matrix.shape) if isinstance(matrix, torch.Tensor) else type(matrix).__name__
        raise PoolvizError(N_("`matrix` must have rows and columns, but got {got}"), got=str(got))
    if rows not in (";", "\n"):
        message = N_("`rows` must be a semicolon or a newline, but got {got}")
        raise PoolvizError(message, got=repr(shortened(rows)))
    values = matrix.detach().to("cpu", torch.float32).tolist()
    return rows.join(" ".join(_written(value) for value in row) for row in values)


@lru_cache(maxsize=256)
def canonical(text: str) -> str:
    """Return a matrix as it is written in one way alone, empty where it cannot be read.

    >>> canonical("[[1, 2.0], [3, 4]]")
    '1 2;3 4'
    """
    try:
        return write_matrix(parse_matrix(text))
    except PoolvizError:
        return ""


def random_matrix(rows: int, cols: int, seed: int, low: int = 0, high: int = 9) -> torch.Tensor:
    """Return a float32 matrix (rows, cols) of whole numbers from `low` to `high`, the same for the same seed.

    Raises PoolvizError if a side is not 1 to 16, or a bound is beyond ±2²⁴ (float32's last exact integer).

    >>> torch.equal(random_matrix(3, 4, seed=7), random_matrix(3, 4, seed=7))
    True
    """
    _check_whole("rows", rows, 1, LIMIT)
    _check_whole("cols", cols, 1, LIMIT)
    _check_whole("seed", seed, 0, 2**63 - 1)
    _check_whole("low", low, -(2**24), 2**24)
    _check_whole("high", high, low, 2**24)
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(low, high + 1, (rows, cols), generator=generator).to(torch.float32)


def with_cell(matrix: torch.Tensor, row: int, col: int, text: str) -> torch.Tensor:
    """Return a copy of `matrix` (2-d) in which the cell at `row`, `col` (from 0) holds the number in `text`.

    Raises PoolvizError if there is no such cell, or `text` is not one number.

    >>> with_cell(torch.zeros(1, 2), 0, 1, "−3.5")
    tensor([[ 0.0000, -3.5000]])
    """
    _check_whole("row", row, 0, matrix.shape[0] - 1)
    _check_whole("col", col, 0, matrix.shape[1] - 1)
    token = str(text)[:LONGEST_TEXT].translate(PLAIN).strip()
    try:
        value = number(token)
    except OverflowError:
        message = N_("`text` must fit into float32, but got {got}")
        raise PoolvizError(message, got=shortened(token)) from None
    if value is None:
        message = N_("`text` must be a number, nan or inf, but got {got}")
        raise PoolvizError(message, got=repr(shortened(text)))
    changed = matrix.clone()
    changed[row, col] = value
    return changed


def _splits(text: str) -> Iterator[tuple[Split, int, int]]:
    """Return the ways to split a text into rows of words; of several planes each, with its number."""
    if "[" not in text and "]" not in text:
        yield from ((split, 1, 1) for split in splits(text))
        return
    outline = re.sub(r"[\s,;]+", "", _ROW.sub("•", text.replace("•", "?")))
    runs = [len(run) for run in re.findall("•+", outline)]
    if not runs or not _balanced(outline):
        message = N_("`matrix` must have brackets around each row and around all of it, but got {got}")
        raise PoolvizError(message, got=repr(shortened(text)))
    found = iter(_ROW.findall(text))
    for number, count in enumerate(runs, 1):
        rows = [next(found) for _row in range(count)]
        lines = re.split(r"[;\r\n]", rows[0]) if outline == "•" else rows
        yield Split([row for line in lines if (row := words(line))]), number, len(runs)


def _balanced(outline: str) -> bool:
    """Tell whether the rows, each a •, stand in as many brackets each, and in one that holds them all."""
    if re.fullmatch("•+", outline):
        return True
    depth, deep = 0, set[int]()
    for place, sign in enumerate(outline):
        depth += {"[": 1, "]": -1}.get(sign, 0)
        if depth < 0 or sign not in "[]•" or (depth == 0 and place < len(outline) - 1):
            return False
        if sign == "•":
            deep.add(depth)
    return depth == 0 and len(deep) == 1


def _check_shape(rows: list[list[str]], most: int) -> None:
    if not rows:
        raise PoolvizError(N_("`matrix` must have at least one number, but it is empty"))
    if len(rows) > most:
        raise PoolvizError(
            N_("`matrix` must have at most {limit} rows, but got {got}"), limit=most, got=len(rows)
        )
    for number, row in enumerate(rows, start=1):
        if len(row) > most:
            message = N_("`matrix` must have at most {limit} columns, but row {row} has {got}")
            raise PoolvizError(message, limit=most, row=number, got=len(row))
        if len(row) != len(rows[0]):
            message = N_(
                "`matrix` must have rows of one length, but row {row} has {got} numbers and row 1 has {first}"
            )
            raise PoolvizError(message, row=number, got=len(row), first=len(rows[0]))


def _cell(rows: list[list[str]], i: int, j: int) -> float:
    word = rows[i][j]
    try:
        value = number(word)
    except OverflowError:
        message = N_("`matrix` must fit into float32, but row {row}, column {column} is {got}")
        raise PoolvizError(message, row=i + 1, column=j + 1, got=shortened(word)) from None
    if value is None:
        message = N_("`matrix` must hold numbers, nan or inf, but row {row}, column {column} is {got}")
        raise PoolvizError(message, row=i + 1, column=j + 1, got=repr(shortened(word)))
    return value


def number(word: str) -> float | None:
    """Return the number that `word` writes, None if it writes none; raise OverflowError beyond float32."""
    if special := _SPECIAL.fullmatch(word):
        name = special[2].lower()
        return float(special[1] + ("inf" if name == "∞" else name))
    if not _NUMBER.fullmatch(word):
        return None
    value = float(word)
    if math.isinf(value):
        raise OverflowError
    return float(struct.unpack("<f", struct.pack("<f", value))[0])


def _written(value: float) -> str:
    if not math.isfinite(value):
        return str(value)
    for digits in range(1, 18):
        text = f"{value:.{digits}g}"
        with suppress(OverflowError):  # few digits can round the largest numbers out of float32
            if number(text) == value:
                break
    mantissa, _, exponent = text.partition("e")
    # No plus sign: in a link it would be read as a space.
    plain = f"{value:.0f}" if value.is_integer() and abs(value) < 1e7 else mantissa
    return f"{mantissa}e{int(exponent)}" if exponent and plain == mantissa else plain


def _check_whole(name: str, value: int, low: int, high: int) -> None:
    if isinstance(value, bool) or not isinstance(value, int) or not low <= value <= high:
        message = N_("`{name}` must be a whole number from {low} to {high}, but got {got}")
        raise PoolvizError(message, name=name, low=low, high=high, got=shortened(value))
