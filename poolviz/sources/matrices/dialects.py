"""What stands between the numbers of a text: where two things can be meant, both, the likely one first."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from poolviz.texts import N_

_BETWEEN = re.compile(r"\s*,\s*|\s+")
_OTHERS = re.compile(r"[\t ;\r\n]+")
_DECIMAL = re.compile(r"[+-]?(?:[0-9]{1,3}(?:\.[0-9]{3})+|[0-9]+),[0-9]+(?:[eE][+-]?[0-9]+)?")
# In India two digits stand between the commas before the last: 12,34,567.
_THOUSANDS = re.compile(
    r"[+-]?[1-9][0-9]{0,2}(?:(?:,[0-9]{3})+|(?:,[0-9]{2})+,[0-9]{3})(?:\.[0-9]*(?:[eE][+-]?[0-9]+)?)?"
)
_SPACED = re.compile(r"(?<![0-9.,])[+-]?[0-9]{1,3}(?: [0-9]{3})+(?![0-9])")
_BOTH = re.compile(r"[+-]?[0-9]+,[0-9]+(?:,?\s+[+-]?[0-9]+,[0-9]+)+,?")
_POINTS_APART = re.compile(r"[+-]?[1-9][0-9]{0,2}(?:\.[0-9]{3})+")
_GAPS = re.compile(r"[+-]?[0-9]{1,3}(?:[ \u202f\u2009][0-9]{3})+(?:[.,][0-9]*)?(?:[eE][+-]?[0-9]+)?")
_QUOTES = re.compile(r"(?<=[0-9])['’](?=[0-9]{3}(?![0-9]))")

SEPARATES = N_("a comma stands between two numbers")
DECIMAL = N_("a comma is the decimal point")
THOUSANDS = N_("a comma sets thousands apart")
POINT = N_("a point is the decimal point")
POINTS_APART = N_("a point sets thousands apart")
GAPS = N_("a space sets thousands apart")
COLUMNS = N_("a semicolon stands between two columns")
ROWS = N_("a semicolon ends a row")
PLAIN = ""


@dataclass(frozen=True)
class Split:
    """The words of a text, row by row, and the `rules` (untranslated) by which it was split."""

    rows: list[list[str]]
    rules: tuple[str, ...] = ()


def splits(text: str) -> list[Split]:
    """Return the ways to split a text without brackets into rows of words, the likely one first.

    >>> [split.rows for split in splits("1,5\\t2,5")]
    [[['1.5', '2.5']], [['1', '5', '2', '5']]]
    >>> [split.rows for split in splits("1;2\\n3;4")]
    [[['1', '2'], ['3', '4']], [['1'], ['2'], ['3'], ['4']]]
    """
    text = unquoted(text)
    found = list[Split]()
    if (joined := _without_gaps(text)) != text:
        found = [Split(one.rows, (GAPS, *one.rules)) for one in splits(joined)]
    text = without_lone_commas(text)
    found += _split(text)
    spaced = _SPACED.findall(text)
    if spaced and "\t" not in text and joined == text:
        other = _SPACED.sub(lambda number: number[0].replace(" ", ""), text)
        apart = [Split(one.rows, (GAPS, *one.rules)) for one in _split(other)]
        if re.search(r" 0[0-9]{2}(?![0-9.,])", text):  # 1 000 is no 1 and a 000
            found = apart + found
        elif any(rule == DECIMAL for one in found for rule in one.rules):
            found += apart
    return found + _pointed_apart(text)


def _pointed_apart(text: str) -> list[Split]:
    """Return a table of a spreadsheet in which all numbers with a point could have it between thousands."""
    words = [word for word in _OTHERS.split(text.strip()) if "." in word]
    if not re.search(r"[\t;]", text) or not words or not all(_POINTS_APART.fullmatch(word) for word in words):
        return []
    return (
        []
        if "," in text
        else [Split(one.rows, (POINTS_APART, *one.rules)) for one in _split(text.replace(".", ""))]
    )


def _split(text: str) -> list[Split]:
    found = list[Split]()
    for by_row, rule in _rows(text):
        for comma in commas(text, rule != PLAIN):
            lines = with_commas("\n".join(by_row), comma).split("\n")
            rows = [_row(line, comma, rule == COLUMNS) for line in lines]
            rules = tuple(one for one in (comma, rule) if one)
            found.append(Split([row for row in rows if row], rules))
    return found


def unquoted(text: str) -> str:
    """Return a text without the apostrophes that set thousands apart.

    >>> unquoted("1'234.5 2’000")
    '1234.5 2000'
    """
    return _QUOTES.sub("", text)


def with_thousands(text: str) -> str:
    """Return a text of whole numbers without the spaces that set thousands apart, where a 000 tells.

    >>> with_thousands("1 000 2 050"), with_thousands("100 200")
    ('1000 2050', '100 200')
    """
    if "\t" in text or not re.search(r" 0[0-9]{2}(?![0-9.,])", text) or re.search(r"[^0-9 ;\n+-]", text):
        return text
    return _SPACED.sub(lambda number: number[0].replace(" ", ""), text)


def without_lone_commas(text: str) -> str:
    """Return a text without the commas that stand before spaces, where another is in every number.

    >>> without_lone_commas("1,5, 2,5"), without_lone_commas("1, 5, 2, 5")
    ('1,5 2,5', '1, 5, 2, 5')
    """
    lines = [line.strip() for line in re.split(r"[;\r\n]", text) if line.strip()]
    return re.sub(r",(?=\s)", "", text) if lines and all(map(_BOTH.fullmatch, lines)) else text


def without_gaps(text: str) -> str:
    """Return a text without the spaces that no line ends at, where they all set thousands apart.

    >>> without_gaps("1\u202f234,5 2\u202f345,6")
    '1234,5 2345,6'
    """
    fixed = "[\u00a0\u202f\u2009]"
    joined = re.sub(rf"(?<=[0-9]){fixed}(?=[0-9]{{3}}(?![0-9]))", "", text)
    return text if re.search(fixed, joined) else joined


def _without_gaps(text: str) -> str:
    """Return a text without the spaces that set thousands apart, where tabs or semicolons separate."""
    if not re.search(r"[\t;]", text):
        return text

    def joined(cell: re.Match[str]) -> str:
        return re.sub(r"\s", "", cell[0]) if _GAPS.fullmatch(cell[0].strip()) else cell[0]

    return re.sub(r"[^\t;\r\n]+", joined, text)


def _rows(text: str) -> list[tuple[list[str], str]]:
    """Return the lines of a text: a semicolon ends a row, or stands between columns of single numbers."""
    lines = [line for line in re.split(r"[\r\n]", text) if line.strip()]
    rows = [line for line in re.split(r"[;\r\n]", text) if line.strip()]
    cells = [line.split(";") for line in lines]
    single = all(
        len(cell.split()) <= 1 and not re.search(r",\s|,.*,", cell) for line in cells for cell in line
    )
    hole = len({len(line) for line in cells}) == 1 and any("" in line[:-1] for line in cells)
    hole = hole and any(cell.strip() for line in cells for cell in line)
    if len(lines) > 1 and single and hole:
        return [(lines, COLUMNS)]
    if len(lines) > 1 and single and all(len([one for one in line if one.strip()]) > 1 for line in cells):
        return [(lines, COLUMNS), (rows, ROWS)]
    return [(rows, PLAIN)]


def commas(text: str, columns: bool) -> list[str]:
    """Return what the commas of a text can mean, the likely one first; PLAIN where there is no question.

    `columns` tells that something else stands between its columns.

    >>> commas("1,5 3.51e5", columns=False), commas("1, 5", columns=False)
    (['a comma stands between two numbers', 'a comma is the decimal point'], [''])
    """
    found = [word for word in _OTHERS.split(text.strip()) if word]
    with_comma = [word for word in found if "," in word]
    if not with_comma or re.search(r",\s|\s,|,$", text):
        return [PLAIN]
    apart = columns or any(re.search(r"[\t ]", part.strip()) for part in re.split(r"[;\r\n]", text))
    if not apart and len(with_comma) < len(found):
        return [PLAIN]
    if all(_THOUSANDS.fullmatch(word) for word in with_comma):
        known = any("." in word for word in with_comma)
        meant = [THOUSANDS, SEPARATES] if known else [THOUSANDS, DECIMAL, SEPARATES]
    elif all(_DECIMAL.fullmatch(word) for word in with_comma):
        meant = [DECIMAL, SEPARATES]
    else:
        return [PLAIN]
    few = len(with_comma) < 2 or 2 * len(with_comma) < len(found)
    if apart and (columns or not few) and not _pointed(found):  # semicolons make a table of decimal commas
        return meant
    return [SEPARATES, *(one for one in meant if one != SEPARATES)]


def _pointed(found: Sequence[str]) -> bool:
    """Tell whether a word without a comma has a decimal point, as nobody writes it who writes a comma."""
    points = [word for word in found if "." in word and "," not in word and "e" not in word.lower()]
    return not all(_POINTS_APART.fullmatch(word) for word in points)


def _row(line: str, comma: str, columns: bool) -> list[str]:
    bare = line.strip().removesuffix(",").strip()
    if columns and comma != SEPARATES and "," not in bare:
        return [cell.strip() for cell in bare.removesuffix(";").split(";")]
    return words(bare.replace(";", " ") if columns else bare)


def with_commas(text: str, comma: str) -> str:
    """Return a text with its commas, and the points of thousands, as Python writes numbers.

    >>> with_commas("1.234,5 3.51e5", DECIMAL), with_commas("1,234.5", THOUSANDS)
    ('1234.5 3.51e5', '1234.5')
    """
    if comma == THOUSANDS:
        return text.replace(",", "")
    if comma != DECIMAL:
        return text
    pointed = _pointed(_OTHERS.split(text))

    def as_python(word: re.Match[str]) -> str:
        if "," in word[0]:
            return word[0].replace(".", "").replace(",", ".")
        apart = not pointed and _POINTS_APART.fullmatch(word[0])
        return word[0].replace(".", "") if apart else word[0]

    return re.sub(r"[^\s;]+", as_python, text)


def words(line: str) -> list[str]:
    """Return what stands between the commas, tabs and spaces of a line.

    >>> words(" 1, 2 3,")
    ['1', '2', '3']
    """
    bare = line.strip().removesuffix(",").strip()
    return _BETWEEN.split(bare) if bare else []
