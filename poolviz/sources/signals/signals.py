"""Signals: made by a rule, a row of a photograph, typed or pasted; all float32, one axis."""

import math
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.matrices.dialects import (
    GAPS,
    commas,
    unquoted,
    with_commas,
    with_thousands,
    without_gaps,
    without_lone_commas,
)
from poolviz.sources.matrices.formats import from_outside
from poolviz.sources.matrices.text import PLAIN, Reading, number, with_cell, write_matrix
from poolviz.sources.pictures.photos import photo
from poolviz.texts import N_

LIMIT = 512
LENGTHS = (8, 16, 32, 64, 128, 256, 512)
LONGEST_TEXT = 20_000

_SEPARATORS = re.compile(r"[\s,;，；、\[\]()（）【】]+")


@dataclass(frozen=True)
class Made:
    """A signal made by a rule: `make(n, seed)` gives n numbers, `code` is the same in torch, n filled in.

    `key` is for links; `title`, `lesson` and `asks`, the question that the lesson answers, are texts still to
    be translated.
    """

    key: str
    title: str
    asks: str
    lesson: str
    code: str
    make: Callable[[int, int], Tensor]


def _spike(n: int, _seed: int) -> Tensor:
    x = torch.zeros(n)
    x[n // 2] = 8
    return x


def _step(n: int, _seed: int) -> Tensor:
    return (torch.arange(n) >= n // 2).float() * 4


def _sine(n: int, _seed: int) -> Tensor:
    return _rounded(5 * torch.sin(torch.arange(n) * (4 * math.pi / n)))


def _noise(n: int, seed: int) -> Tensor:
    return _rounded(torch.randn(n, generator=torch.Generator().manual_seed(seed)))


def _alternating(n: int, _seed: int) -> Tensor:
    return (torch.arange(n) // 2 % 2).float()


def _rounded(x: Tensor) -> Tensor:
    """Return `x` with one digit after the point, so that it can be read; no −0."""
    return (x * 10).round() / 10 + 0.0


MADE: tuple[Made, ...] = (
    Made(
        "spike",
        N_("Spike"),
        N_("One sample stands out. How wide is the spike after a max, and how high after an average?"),
        N_("One sample stands out. Max passes it on whole, as wide as a window; an average spreads it thin."),
        "x = torch.zeros({n})\nx[{half}] = 8",
        _spike,
    ),
    Made(
        "step",
        N_("Step"),
        N_("Which of the two reaches the edge first, and which climbs slowly?"),
        N_("The edge: a max jumps as soon as a window reaches it; an average climbs from window to window."),
        "x = (torch.arange({n}) >= {half}).float() * 4",
        _step,
    ),
    Made(
        "sine",
        N_("Sine"),
        N_("What becomes of the troughs under a max, and under an average?"),
        N_("Max follows the crests and forgets the troughs; an average stays in the middle and flattens."),
        "x = 5 * torch.sin(torch.arange({n}) * (4 * torch.pi / {n}))\nx = (x * 10).round() / 10",
        _sine,
    ),
    Made(
        "noise",
        N_("Noise"),
        N_("The noise lies around 0. Around which value does its max lie, and around which its average?"),
        N_("The max of noise lies above the noise, higher with wider windows. An average comes closer to 0."),
        "x = torch.randn({n}, generator=torch.Generator().manual_seed({seed}))\nx = (x * 10).round() / 10",
        _noise,
    ),
    Made(
        "alternating",
        N_("Alternating 0 0 1 1"),
        N_("Which windows keep the pattern 0 0 1 1, and which lose it?"),
        N_(
            "Kernel 2 and stride 2 keep the pattern. With padding 1 the windows move by one and "
            "nearly all of them straddle an edge: a max gives 1, an average 0.5."
        ),
        "x = (torch.arange({n}) // 2 % 2).float()",
        _alternating,
    ),
)


def made(key: str, n: int, seed: int = 0) -> Tensor:
    """Return the signal `key` of MADE with `n` samples, 1 to 512, float32 (n,).

    Raises PoolvizError for another key or length.

    >>> made("alternating", 8)
    tensor([0., 0., 1., 1., 0., 0., 1., 1.])
    """
    if not 1 <= n <= LIMIT:
        message = N_("`n` must be a whole number from 1 to {limit}, but got {got}")
        raise PoolvizError(message, limit=LIMIT, got=n)
    return described(key).make(n, seed)


def described(key: str) -> Made:
    """Return the entry of MADE called `key`; raises PoolvizError if there is none."""
    for candidate in MADE:
        if candidate.key == key:
            return candidate
    message = N_("`signal` must be one of {allowed}, but got {got}")
    raise PoolvizError(message, allowed=", ".join(one.key for one in MADE), got=repr(shortened(key)))


def photo_row(key: str, size: int, row: int) -> Tensor:
    """Return one row of a photograph in grey, from 0 (black) to 255, float32 (size,).

    Grey is the mean of red, green and blue, rounded. Raises PoolvizError for another photograph, size or row.

    >>> photo_row("cat", 32, 16).shape
    torch.Size([32])
    """
    pixels = photo(key, size)
    if not 0 <= row < size:
        message = N_("`row` must be a whole number from 0 to {highest}, but got {got}")
        raise PoolvizError(message, highest=size - 1, got=row)
    return pixels[:, row].float().mean(0).round()


def parse_signal(text: str) -> Tensor:
    """Return the 1 to 512 numbers that `text` writes down, float32 (n,).

    Between numbers stand spaces, commas, semicolons, tabs or new lines; nan and inf are numbers; brackets
    and what Python, torch and numpy print around them are skipped. Raises PoolvizError that says which
    number, counted from 1. Where a text can be read in several ways, see `signal_readings`.

    >>> parse_signal("1 2, inf; -0.5")
    tensor([ 1.0000,  2.0000,     inf, -0.5000])
    """
    return next(_read(text)).matrix


def signal_readings(text: str) -> list[Reading]:
    """Return the signals (n,) that `text` can mean, the one that parse_signal takes first.

    >>> [one.matrix.tolist() for one in signal_readings("1,5; 2,5")]
    [[1.5, 2.5], [1.0, 5.0, 2.0, 5.0]]
    """
    return list(_read(text))


def _read(text: str) -> Iterator[Reading]:
    if len(text) > LONGEST_TEXT:
        message = N_("`signal` must be at most {limit} characters long, but got {got}")
        raise PoolvizError(message, limit=LONGEST_TEXT, got=len(text))
    bare = without_lone_commas(unquoted(from_outside(without_gaps(text).translate(PLAIN))))
    problem, read = None, False
    if (joined := with_thousands(bare)) != bare:
        yield Reading(_checked([word for word in _SEPARATORS.split(joined) if word]), (GAPS,))
    for rule in commas(bare, columns=True) if "[" not in bare else [""]:
        found = [word for word in _SEPARATORS.split(with_commas(bare, rule)) if word]
        try:
            x = _checked(found)
        except PoolvizError as error:
            problem = problem or error
            continue
        read = True
        yield Reading(x, (rule,) if rule else ())
    if problem is not None and not read:
        raise problem


def _checked(found: Sequence[str]) -> Tensor:
    if not found:
        raise PoolvizError(N_("`signal` must have at least one number, but it is empty"))
    if len(found) > LIMIT:
        message = N_("`signal` must have at most {limit} numbers, but got {got}")
        raise PoolvizError(message, limit=LIMIT, got=len(found))
    return numbers(found)


def numbers(found: Sequence[str]) -> Tensor:
    """Return the float32 numbers (n,) that the words of `found` write, nan and inf too.

    Raises PoolvizError with the first word that is none, counted from 1.
    """
    return torch.tensor([_one(word, place) for place, word in enumerate(found, start=1)], dtype=torch.float32)


def _one(word: str, place: int) -> float:
    try:
        value = number(word)
    except OverflowError:
        message = N_("`signal` must fit into float32, but number {place} is {got}")
        raise PoolvizError(message, place=place, got=shortened(word)) from None
    if value is None:
        message = N_("`signal` must hold numbers, nan or inf, but number {place} is {got}")
        raise PoolvizError(message, place=place, got=repr(shortened(word)))
    return value


def write_signal(x: Tensor) -> str:
    """Return the shortest text from which `parse_signal` reads the float32 `x` (n,) back exactly.

    >>> write_signal(torch.tensor([1.0, 0.1, float("nan")]))
    '1 0.1 nan'
    """
    return write_matrix(x[None])


def with_sample(x: Tensor, position: int, text: str) -> Tensor:
    """Return a copy of `x` (n,) in which the sample at `position` holds the number in `text`.

    Raises PoolvizError if there is no such sample, or `text` is not one number.

    >>> with_sample(torch.zeros(2), 1, "−3.5")
    tensor([ 0.0000, -3.5000])
    """
    return with_cell(x[None], 0, position, text)[0]
