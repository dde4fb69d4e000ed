"""Matrices as other programs write them, brought to rows of words: LaTeX, Markdown, MATLAB, Python."""

import csv
import math
import re

from poolviz.errors import PoolvizError
from poolviz.texts import N_

_LATEX = re.compile(r"\\begin\s*\{|\\\\|\\left|(?<!\\)&")
_LATEX_OUT = re.compile(
    r"\\(?:begin|end)\s*\{[^{}]*\}(?:\s*(?:\{[clr|\s]*\}|\[[tcb]\]))?|\\(?:left|right)\s*(?:\\[{}]|[\[\]().|])"
    r"|\\[\[\](){}]|\\(?:hline|toprule|midrule|bottomrule|displaystyle|,|;|!|quad)|\$"
)
_RULE = re.compile(r"^[\s|:+=-]*[-=]{2}[\s|:+=-]*$")
_PROMPT = re.compile(r"^\s*(?:>>>|(?:In|Out)\s*\[\s*\d*\s*\]:|ans\s*=(?!=))\s*", re.MULTILINE)
_NAMED = re.compile(r"^\s*[A-Za-z_][\w.]*\s*[=:]\s*(?=[\[({<A-Za-z\n\r]|tensor)")
_BEFORE = re.compile(r"^(?!\s*-)(?!.*\bSize\s*\(\s*$)[\w\s.=:<(),'-]*(?<!-)(?<!-\s)$", re.DOTALL)
_OPTION = re.compile(
    r"""\s*,\s*(?:\w+\s*=\s*(?:\([^()]*\)|\[[^\[\]]*\]|<[^<>]*>|'[^']*'|"[^"]*"|[\w.:-]+)|[A-Za-z][\w.]*)"""
)
_SHAPE = re.compile(r"\w+\s*=\s*\([^()]*\)")
_ALONE = re.compile(r"(?<![\w.])[0-9]")  # a number that is no part of a name
_CLOSED = re.compile(r"[)>,;\s]*(?:(?<=\w)\])?")  # a tuple, too, ends in a square bracket by now
# What adds axes, or says where or in which kind of numbers it is kept, changes no number.
_SAME = re.compile(
    r"\.(?:float|double|half|cuda|cpu|to|clone|detach|numpy|unsqueeze|requires_grad_|astype)\([^()]*\)"
    r"|\.(?:view|reshape)\(\(?[\d\s,]*\)?\)"
)
_COMMENT = re.compile(r"(?:%|#|//).*$", re.MULTILINE)
_CONTINUED = re.compile(r"(?<=[0-9\],;])[^\S\n]+\.\.\.[^\n\S]*\n")
_CUT = re.compile(r"(?<![0-9.])(?:\.\.\.|…)(?![0-9.])")
_QUOTED = re.compile(r'"[^"\n]*"')
_WORD = re.compile(r"[A-Za-z_\u4e00-\u9fff]")
_NUMBERS = re.compile(r"nan|inf|infinity|n/?a|null|none|[+-]?[0-9.]+e[+-]?[0-9]+", re.IGNORECASE)


def from_outside(text: str) -> str:
    r"""Return the rows that `text` holds as lines of words, or in square brackets; plain text as it is.

    >>> from_outside(r"\begin{bmatrix} 1 & 2 \\ 3 & 4 \end{bmatrix}")
    '1 \t 2 \n 3 \t 4'
    >>> from_outside("A = np.array(((1, 2), (3, 4)), np.float32)")
    '[[1, 2], [3, 4]]'
    >>> from_outside("| a | b |\n|---|---|\n| 1 | 2 |")
    '1 \t 2'
    """
    bare = _NAMED.sub("", _PROMPT.sub("", text)).strip()
    if "\\" in bare and _LATEX.search(bare):
        return _latex(bare)
    if "[" in bare:
        bare = _CONTINUED.sub(" ", _COMMENT.sub("", bare) if _commented(bare) else bare)
    if _CUT.search(bare):
        raise PoolvizError(
            N_("the numbers must be whole, but ... stands for some that were left out; print all of them")
        )
    if '"' in bare and "[" not in bare:
        return without_names(_unquoted(bare))
    if "|" in bare and "[" not in bare:
        return without_names(_table(bare))
    if "[" not in bare:
        bare = _tuples(bare)
    if "[" in bare:
        return _bracketed(bare)
    return without_names(bare)


def without_names(text: str) -> str:
    """Return lines of words without those that name columns or rows.

    >>> without_names("a\\tb\\n1\\t2")
    '1\\t2'
    >>> without_names("   0  1\\n0  5  6\\n1  7  8")
    '5  6\\n7  8'
    """
    lines = [line for line in text.splitlines() if line.strip()]
    if len(lines) < 2 or not any(_WORD.search(_NUMBERS.sub("", line)) for line in lines):
        return _without_index(lines, text)
    if all(_is_word(word) for word in _words(lines[0])):
        lines = _unnumbered(lines[0], lines[1:])
    firsts = [_words(line)[0] for line in lines]
    if all(_is_word(word) for word in firsts) and all(len(_words(line)) > 1 for line in lines):
        lines = [
            line.strip()[len(first) :].lstrip(" \t,;") for line, first in zip(lines, firsts, strict=True)
        ]
    return "\n".join(lines)


def _unnumbered(head: str, lines: list[str]) -> list[str]:
    """Return the lines below a head without the first column where the head names none: pandas' index."""
    apart = r"\s{2,}" if re.search(r"\S\s{2,}\S", head) and not re.search(r"[\t;,]", head) else None
    columns = re.split(apart, head.strip()) if apart else _words(head)
    rows = [re.split(apart, line.strip()) if apart else _words(line) for line in lines]
    nameless = head[:1] in (",", ";", "\t") and len(columns[0]) > 0
    if (not nameless and not (apart or "\t" not in head)) or not all(
        len(row) == len(columns) + 1 for row in rows
    ):
        return lines
    return [line.strip()[len(row[0]) :].lstrip(" \t,;") for line, row in zip(lines, rows, strict=True)]


def _without_index(lines: list[str], text: str) -> str:
    """Return a table of pandas without its row of columns and its column of rows; other text as it is."""
    if len(lines) < 2:
        return text
    head, rows = lines[0].split(), [line.split() for line in lines[1:]]
    counted = head == [str(number) for number in range(len(head))]
    numbered = [row[0] for row in rows] == [str(number) for number in range(len(rows))]
    if counted and (numbered or len(head) > 1) and all(len(row) == len(head) + 1 for row in rows):
        return "\n".join(line.split(None, 1)[1] for line in lines[1:])
    return text


def _words(line: str) -> list[str]:
    return [word for word in re.split(r"[\t;,]|\s+", line.strip()) if word] or [""]


def _is_word(word: str) -> bool:
    return bool(_WORD.search(word)) and not _NUMBERS.fullmatch(word.lstrip("+-"))


def _latex(text: str) -> str:
    inner = _LATEX_OUT.sub(" ", re.sub(r"\\\\(?:\[[^\]]*\])?|\\cr\b|\\tabularnewline", "\n", text))
    inner = inner.replace(r"\infty", "inf").replace("&", "\t")
    return "\n".join(line.strip(" ") for line in inner.split("\n") if line.strip()).replace("\n", " \n ")


def _commented(text: str) -> bool:
    """Tell whether a text in square brackets has remarks behind its rows."""
    return bool(re.search(r"[0-9,;\]\s](?:%|#|//)", text)) and not re.search(r"[\"'<]", text)


def _unquoted(text: str) -> str:
    """Return a table whose cells are quoted, as a spreadsheet quotes a comma, with tabs instead."""
    rest = _QUOTED.sub("", text)
    separator = next((sign for sign in (";", "\t", ",") if sign in rest), ",")
    rows = csv.reader(text.splitlines(), delimiter=separator, skipinitialspace=True)
    return "\n".join("\t".join(row) for row in rows)


def _table(text: str) -> str:
    lines = [line.strip().strip("|") for line in text.splitlines() if line.strip() and not _RULE.match(line)]
    return "\n".join("\t".join(line.split("|")).strip() for line in lines)


def _tuples(text: str) -> str:
    """Return tuples as lists: round brackets that no word stands before."""
    start = re.search(r"(?<!\w)\(", text)
    if start is None:
        return text
    return text[: start.start()] + text[start.start() :].translate(str.maketrans("()", "[]"))


def _bracketed(text: str) -> str:
    """Return the outermost brackets alone where nothing but a call or a print stands around them."""
    start, end = text.index("["), text.rfind("]") + 1
    groups = _ends(text)
    if len(groups) == 1:
        end = groups[0]
    before = _SHAPE.sub("", text[:start])
    named = _BEFORE.match(before) and not _ALONE.search(before)
    if end > start and named and _ends_there(text[end:]):
        return _shaped(text[start:end], text[end:].split("\n")[0])
    return text


def _ends_there(behind: str) -> bool:
    """Tell whether nothing behind the brackets of a matrix makes another one of it."""
    at = 0
    for many in (_OPTION, _CLOSED, _SAME, _CLOSED):
        while (found := many.match(behind, at)) and found.end() > at:
            at = found.end()
    rest = behind[at:]
    return rest[:1] in ("", "#", "%", "/") or bool(re.search(r"[\n;]\s*$", behind[:at]) and rest[0].isalpha())


def _shaped(rows: str, behind: str) -> str:
    """Return rows in brackets as .view() or .reshape() behind them lays them; as they are where it cannot."""
    found = re.findall(r"\.(?:view|reshape)\(\(?([\d\s,]*)", behind)
    sizes = [int(one) for one in re.findall(r"\d+", found[-1])] if found else []
    cells = re.findall(r"[^\[\],;\s]+", rows)
    if not sizes or math.prod(sizes) != len(cells):
        return rows
    wide = sizes[-1]
    lines = [", ".join(cells[start : start + wide]) for start in range(0, len(cells), wide)]
    return "[" + ", ".join(f"[{line}]" for line in lines) + "]"


def _ends(text: str) -> list[int]:
    """Return where each outermost bracket ends, until what follows is an option of a call."""
    depth, found = 0, list[int]()
    for place, sign in enumerate(text):
        if sign == "[":
            depth += 1
            if depth == 1 and found and re.search(r"[A-Za-z=]", text[found[-1] : place]):
                return found  # shape=[2, 2] or device=[…]
        elif sign == "]":
            depth -= 1
            if depth == 0:
                found.append(place + 1)
    return found
