"""What people type as an answer, read: numbers, sizes, cells, matrices."""

import math
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.texts import N_

LONGEST = 2_000
LARGEST = 10**300
# Full-width forms of ASCII, and what Chinese keyboards and typeset pages put in their place.
_PLAIN = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
_PLAIN |= str.maketrans("、﹐−–×✕∞【】（）\u3000\u00a0", ",,--xx\u221e[]()  ")
_NUMBER = r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:/[0-9]+)?"
_SIGNED = {sign + word: float(sign + "inf") for sign in ("", "+", "-") for word in ("inf", "∞")}
_SPECIAL = {"nan": math.nan} | _SIGNED
_BETWEEN = re.compile(r"[\s,;x()\[\]{}*]+")


@dataclass(frozen=True)
class Typed:
    """A number as it was typed: its `value`, and the decimal `places` that it shows; None if exact."""

    value: Fraction | float
    places: int | None = None

    def says(self, answer: float) -> bool:
        """Tell whether this number says `answer`, within what its decimals say and float32 can tell.

        >>> Typed(Fraction("0.44"), 2).says(4 / 9), Typed(Fraction(0)).says(4 / 9)
        (True, False)
        """
        value, wanted = float(self.value), float(answer)
        if not (math.isfinite(value) and math.isfinite(wanted)):
            return value == wanted or (math.isnan(value) and math.isnan(wanted))
        within = 0.0 if self.places is None else 0.5 * 10.0**-self.places
        return abs(value - wanted) <= within + 1e-6 * max(1.0, abs(wanted))


def plain(text: str) -> str:
    """Return `text` with full-width signs as ASCII's; PoolvizError if it is too long."""
    if len(text) > LONGEST:
        raise PoolvizError(N_("the answer must be at most {most} characters long"), most=LONGEST)
    return text.translate(_PLAIN).strip()


def number(given: Any) -> Typed:
    """Return the number that `given` says: an int, a float, a Fraction, or text such as 2.50, 5/2 or -inf.

    >>> number("5/2").value, number("2.50").places
    (Fraction(5, 2), 2)
    """
    if isinstance(given, Tensor) and given.numel() == 1:
        given = given.item()
    if isinstance(given, Typed):
        return given
    if isinstance(given, int | Fraction) and not isinstance(given, bool):
        return Typed(_in_range(Fraction(given)))
    if isinstance(given, float):
        return Typed(given)
    text = plain(given).lower() if isinstance(given, str) else ""
    if text in _SPECIAL:
        return Typed(_SPECIAL[text])
    if not re.fullmatch(_NUMBER, text):
        raise _unreadable(N_("the answer must be a number, such as 7, 2.5 or 5/2, but got {got}"), given)
    top, _slash, bottom = text.partition("/")
    if bottom and not int(bottom):
        raise _unreadable(N_("the answer must be a number, such as 7, 2.5 or 5/2, but got {got}"), given)
    places = len(top.partition(".")[2]) if "." in top and not bottom else None
    return Typed(_in_range(Fraction(top.rstrip(".")) / int(bottom or 1)), places or None)


def whole_numbers(given: Any) -> tuple[int, ...]:
    """Return the whole numbers that `given` says in their order: (3, 4), "3x4", "(3, 4)" or "3, 4".

    >>> whole_numbers("３×４"), whole_numbers("torch.Size([1, 2])")
    ((3, 4), (1, 2))
    """
    typed = given
    if isinstance(given, str):
        text = re.sub(r"^[\w.]*\(", "(", plain(given))
        given = [part for part in _BETWEEN.split(text) if part]
    if not isinstance(given, Iterable):
        given = [given]
    given = list(given)
    readable = all(re.fullmatch(_NUMBER, plain(part)) for part in given if isinstance(part, str))
    values = [number(part).value for part in given] if readable else []
    if (
        not values
        or any(value != int(value) for value in values if math.isfinite(value))
        or not all(map(math.isfinite, values))
    ):
        raise _unreadable(N_("the answer must be whole numbers, such as (3, 4), but got {got}"), typed)
    return tuple(int(value) for value in values)


def cells(given: Any, axes: int) -> frozenset[tuple[int, ...]]:
    """Return the cells that `given` says, each as coordinates on `axes` axes.

    >>> sorted(cells("(0, 1), (2, 3)", 2))
    [(0, 1), (2, 3)]
    """
    if isinstance(given, str):
        typed = plain(given)
        try:
            flat = whole_numbers(typed) if typed else ()
        except PoolvizError:
            flat = None
        if flat is None or len(flat) % axes:
            raise _unreadable(N_("the answer must be cells, such as (0, 1) (2, 3), but got {got}"), given)
        return frozenset(flat[start : start + axes] for start in range(0, len(flat), axes))
    if not isinstance(given, Iterable):
        raise _unreadable(N_("the answer must be cells, such as (0, 1) (2, 3), but got {got}"), given)
    found = frozenset(whole_numbers(one) for one in given)
    if any(len(one) != axes for one in found):
        raise _unreadable(N_("the answer must be cells, such as (0, 1) (2, 3), but got {got}"), given)
    return found


def matrix(given: Any) -> list[list[Typed]]:
    """Return the rows of numbers that `given` says: lists, a tensor, or text with a row on each line.

    >>> [[float(one.value) for one in row] for row in matrix("1 2; 3 4.5")]
    [[1.0, 2.0], [3.0, 4.5]]
    """
    typed = given
    if isinstance(given, Tensor):
        given = given.tolist()
    if isinstance(given, str):
        lines = re.split(r"\n|;|\]\s*,?\s*\[", plain(given))
        given = [[part for part in re.split(r"[\s,\[\]()]+", line) if part] for line in lines]
        given = [row for row in given if row]
    if isinstance(given, Sequence) and given and not isinstance(given[0], Sequence):
        given = [given]
    if not isinstance(given, Sequence) or not given or len({len(row) for row in given}) != 1 or not given[0]:
        raise _unreadable(
            N_("the answer must be rows of numbers, all of the same length, but got {got}"), typed
        )
    return [[number(one) for one in row] for row in given]


def _in_range(value: Fraction) -> Fraction:
    """Return `value` if a float can say it."""
    if abs(value) > LARGEST:
        raise PoolvizError(N_("the answer holds a number that is too large"))
    return value


def _unreadable(template: str, given: Any) -> PoolvizError:
    if not str(given).strip():
        return PoolvizError(N_("the answer is empty"))
    return PoolvizError(template, got=str(given)[:40])
