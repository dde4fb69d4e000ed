"""What commas, points and spaces mean within the numbers of a column."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

_END = r"(?:[eE][+-]?[0-9]{1,3})?$"
_COMMA = re.compile(r"^[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]*),[0-9]+" + _END, re.MULTILINE)
# A comma that sets no thousands apart: 1,5 and 0,125 and 1.234,5, where 1,234 could mean either.
_DECIMAL = re.compile(
    r"^[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+,[0-9]+|(?:0[0-9]*|[0-9]{4,}|),[0-9]+"
    r"|[1-9][0-9]{0,2},(?:[0-9]{1,2}|[0-9]{4,})|[1-9][0-9]{0,2},[0-9]{3}[eE][+-]?[0-9]{1,3})" + _END,
    re.MULTILINE,
)
_POINT = re.compile(
    r"^[+-]?(?:[0-9]+\.(?:[0-9]{0,2}|[0-9]{4,})|[0-9]{4,}\.[0-9]+|0[0-9]*\.[0-9]+|\.[0-9]+"
    r"|[0-9]+\.[0-9]*[eE][+-]?[0-9]{1,3}|[0-9]{1,3}(?:,[0-9]{3})+\.[0-9]*|[0-9]{1,3}(?:,[0-9]{3}){2,})"
    + _END,
    re.MULTILINE,
)
_THOUSANDS = re.compile(
    r"[+-]?[0-9]{1,3}(?:(?:,[0-9]{3})+|(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]*)?(?:[eE][+-]?[0-9]{1,3})?"
)
_POINTS_APART = re.compile(r"^[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+$", re.MULTILINE)
_BEFORE_COMMA = re.compile(r"\.(?=[0-9.]*,)")
_UNEVEN = re.compile(r"\.(?=[0-9.]*,)(?![0-9]{3}[.,])|[0-9]{4}\.[0-9.]*,")
_SHORT = re.compile(r"\.(?![0-9]{3}(?![0-9eE]))|[0-9]{4}\.")
GAP = " '’\u00a0\u202f\u2009"
_GROUPED = re.compile(rf"[+-]?[0-9]{{1,3}}(?:[{GAP}][0-9]{{3}})+(?:[.,][0-9]*)?(?:[eE][+-]?[0-9]{{1,3}})?")


@dataclass(frozen=True)
class Marks:
    """How the numbers of a column are written.

    A `comma` is the decimal point, else it sets thousands apart; `points` set thousands apart; `gaps`, spaces
    and apostrophes, do. `open` says that the comma or the points could mean the other as well.
    """

    comma: bool = False
    points: bool = False
    gaps: bool = False
    open: bool = False


def marks(cells: Sequence[str], comma: bool, instead: bool = False) -> Marks:
    """Return how the numbers of a column are written, in a table where a `comma` is a decimal point.

    Where they can be read in two ways, `instead` takes the other.

    >>> marks(["1.234,5", "3.51e5"], comma=False)
    Marks(comma=True, points=False, gaps=False, open=False)
    >>> marks(["1,000"], comma=True)
    Marks(comma=True, points=False, gaps=False, open=True)
    """
    text = "\n".join(cells).replace("−", "-")
    gaps = re.search(rf"[0-9][{GAP}][0-9]", text) is not None
    if gaps:
        text = "\n".join(_ungrouped(cell) for cell in text.split("\n"))
    if "," not in text and ("." not in text or not comma):
        return Marks(comma, gaps=gaps)
    decimal, point = bool(_DECIMAL.search(text)), _pointed(text)
    commas = decimal or bool(_COMMA.search(text))
    apart = "." in text and not point and bool(_POINTS_APART.search(text))
    if commas and not decimal:
        taken = (comma and not point) != (instead and not point)
        return Marks(taken, taken and apart, gaps, open=not point)
    comma = decimal or comma
    either = comma and apart and not re.search(r"\.[0-9]{3}\.", text)
    return Marks(comma, comma and apart and not (instead and either), gaps, open=either)


def plain(cell: str, how: Marks) -> str:
    """Return a number as Python writes it, other text as it is.

    >>> plain("1.234,5", Marks(comma=True)), plain("3.51e5", Marks(comma=True)), plain("1,234.5", Marks())
    ('1234.5', '3.51e5', '1234.5')
    """
    text = cell.replace("−", "-")
    if how.gaps:
        text = _ungrouped(text)
    if how.comma and _COMMA.fullmatch(text):
        return text.replace(".", "").replace(",", ".")
    if how.points and _POINTS_APART.fullmatch(text):
        return text.replace(".", "")
    return text.replace(",", "") if not how.comma and _THOUSANDS.fullmatch(text) else text


def decimal_comma(cells: Sequence[str], quoted: bool) -> bool:
    """Tell whether a comma within a number is a decimal point in a table of these cells.

    Where commas stand between cells and are `quoted` within one, some number must say so.
    """
    text = "\n".join(_ungrouped(cell.replace("−", "-")) for cell in cells)
    if quoted or _DECIMAL.search(text):
        return bool(_DECIMAL.search(text))
    return bool(_COMMA.search(text)) and not _pointed(text)


def all_commas(lines: Sequence[str]) -> bool:
    """Tell whether each line is one number with a comma in it."""
    return bool(lines) and all(_COMMA.fullmatch(line.strip().replace("−", "-")) for line in lines)


def all_plain(cells: Sequence[str], how: Marks) -> list[str] | None:
    """Return the numbers of a column as Python writes them, all at once; None where each must be looked at.

    >>> all_plain(["1.234,5", "3.51e5"], Marks(comma=True))
    ['1234.5', '3.51e5']
    """
    text = "\n".join(cells)
    if how.gaps or (not how.comma and "," in text):
        return None
    if how.comma and "." in text:
        if _UNEVEN.search(text) or (how.points and _SHORT.search(text)):
            return None
        text = text.replace(".", "") if how.points else _BEFORE_COMMA.sub("", text)
    return text.replace(",", ".").split("\n")


def _pointed(text: str) -> bool:
    """Tell whether a number has a decimal point, or a comma that can only set thousands apart."""
    return ("." in text or text.count(",") > 1) and bool(_POINT.search(text))


def _ungrouped(text: str) -> str:
    return re.sub(rf"[{GAP}]", "", text) if _GROUPED.fullmatch(text) else text
