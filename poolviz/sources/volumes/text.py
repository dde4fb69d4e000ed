"""Small volumes as people write them down: slices as matrices, with an empty line between them."""

import re
from collections.abc import Sequence
from contextlib import suppress
from functools import lru_cache

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.matrices.dialects import without_gaps
from poolviz.sources.matrices.formats import from_outside
from poolviz.sources.matrices.text import (
    LONGEST_TEXT,
    PLAIN,
    Reading,
    readings,
    with_cell,
    write_matrix,
)
from poolviz.texts import N_

DEEPEST = 6
WIDEST = 8

_BETWEEN = re.compile(r"\n[^\S\n]*(?:\n\s*)+|;[^\S\n]*;")
_SLICE = re.compile(r"\[\s*(?:\[[^\[\]]*\][\s,;]*)+\]")


def parse_volume(text: str) -> Tensor:
    """Return the float32 volume (depth, rows, columns), at most 6 × 8 × 8, that `text` writes down.

    Slices end at an empty line or `;;`, the rest is as in `parse_matrix`; what torch and numpy print is
    read too. Raises PoolvizError with the slice counted from 0, row and column counted from 1.

    >>> parse_volume("1 2; 3 4;; 5 6; 7 8").shape
    torch.Size([2, 2, 2])
    """
    return volume_readings(text)[0].matrix


def volume_readings(text: str) -> list[Reading]:
    """Return the volumes that `text` can mean, the one that parse_volume takes first.

    >>> [one.matrix.tolist() for one in volume_readings("1,5\\t2,5")]
    [[[[1.5, 2.5]]], [[[1.0, 5.0, 2.0, 5.0]]]]
    """
    if not isinstance(text, str):
        raise PoolvizError(N_("`volume` must be text, but got {got}"), got=type(text).__name__)
    if len(text) > LONGEST_TEXT:
        message = N_("`volume` must be at most {limit} characters long, but got {got}")
        raise PoolvizError(message, limit=LONGEST_TEXT, got=len(text))
    plain = re.sub(r"\r\n?", "\n", without_gaps(text)).translate(PLAIN).strip()
    nested = "[" in plain or plain.count("(") > 2
    parts = _slices(from_outside(plain) if nested else plain)
    if len(parts) > DEEPEST:
        message = N_("`volume` must have at most {limit} slices, but got {got}")
        raise PoolvizError(message, limit=DEEPEST, got=len(parts))
    return _volumes([_slice(part, depth) for depth, part in enumerate(parts)])


def _volumes(slices: Sequence[Sequence[Reading]]) -> list[Reading]:
    """Return the volumes whose slices are all read by the same rules, or in the one way that they can be."""
    rules = dict.fromkeys(one.rules for options in slices if len(options) > 1 for one in options)
    found = list[Reading]()
    for rule in rules:
        chosen = [_by(rule, options) for options in slices]
        if None not in chosen:
            with suppress(PoolvizError):
                found.append(Reading(_stacked([one.matrix for one in chosen if one is not None]), rule))
    return found or [Reading(_stacked([options[0].matrix for options in slices]))]


def _by(rule: tuple[str, ...], options: Sequence[Reading]) -> Reading | None:
    """Return what is read by a rule, or in the one way that there is."""
    by_rule = (one for one in options if one.rules == rule)
    return next(by_rule, options[0] if len(options) == 1 else None)


def _stacked(slices: Sequence[Tensor]) -> Tensor:
    for depth, one in enumerate(slices):
        _check_size(one, slices[0], depth)
    return torch.stack(list(slices))


def write_volume(volume: Tensor, rows: str = "\n") -> str:
    """Return the shortest text that `parse_volume` reads as `volume` (3-d); `rows` stands between rows.

    >>> write_volume(torch.arange(8.0).view(2, 2, 2), rows=";")
    '0 1;2 3;;4 5;6 7'
    """
    return (rows * 2).join(write_matrix(one, rows) for one in volume)


@lru_cache(maxsize=256)
def canonical(text: str) -> str:
    """Return a volume as it is written in one way alone, empty where it cannot be read.

    >>> canonical("[[[1, 2.0]], [[3, 4]]]")
    '1 2;;3 4'
    """
    try:
        return write_volume(parse_volume(text), rows=";")
    except PoolvizError:
        return ""


def random_volume(shape: Sequence[int], seed: int) -> Tensor:
    """Return a float32 volume of `shape` (depth, rows, columns) of whole numbers 0 to 9 that `seed` decides.

    >>> torch.equal(random_volume((2, 3, 4), seed=7), random_volume((2, 3, 4), seed=7))
    True
    """
    generator = torch.Generator().manual_seed(seed)
    return torch.randint(0, 10, tuple(shape), generator=generator).to(torch.float32)


def with_voxel(volume: Tensor, place: Sequence[int], text: str) -> Tensor:
    """Return a copy of `volume` in which the cell at `place` (depth, row, column) holds the number in `text`.

    Raises PoolvizError if there is no such cell, or `text` is not one number.

    >>> with_voxel(torch.zeros(1, 1, 2), (0, 0, 1), "2.5")
    tensor([[[0.0000, 2.5000]]])
    """
    depth, row, col = place
    if not 0 <= depth < len(volume):
        message = N_("`depth` must be a whole number from {low} to {high}, but got {got}")
        raise PoolvizError(message, low=0, high=len(volume) - 1, got=depth)
    changed = volume.clone()
    changed[depth] = with_cell(volume[depth], row, col, text)
    return changed


def _slices(text: str) -> list[str]:
    """Split `text` at empty lines, or at the brackets around matrices where it has brackets."""
    if "[" not in text and "]" not in text:
        return _BETWEEN.split(text)
    found = _SLICE.findall(text)
    outline = re.sub(r"[\s,;]+", "", _SLICE.sub("•", text.replace("•", "?")))
    depth = outline.find("•")
    if depth < 0 or outline != "[" * depth + "•" * len(found) + "]" * depth:
        message = N_("`volume` must have brackets around each row, each slice and all of it, but got {got}")
        raise PoolvizError(message, got=repr(shortened(text)))
    return found


def _slice(text: str, depth: int) -> list[Reading]:
    try:
        return readings(text)
    except PoolvizError as error:
        raise PoolvizError(N_("slice d = {depth}: {problem}"), depth=depth, problem=error) from error


def _check_size(one: Tensor, first: Tensor, depth: int) -> None:
    if max(one.shape) > WIDEST:
        message = N_("`volume` must be at most {limit} cells high and wide, but slice d = {depth} is {got}")
        raise PoolvizError(message, limit=WIDEST, depth=depth, got=_size(one))
    if one.shape != first.shape:
        message = N_(
            "`volume` must have slices of one size, but slice d = {depth} is {got} and d = 0 is {first}"
        )
        raise PoolvizError(message, depth=depth, got=_size(one), first=_size(first))


def _size(one: Tensor) -> str:
    return " × ".join(str(length) for length in one.shape)
