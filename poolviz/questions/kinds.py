"""The kinds of answers: how each is read, when two are the same, and how one is written."""

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.questions import parsing
from poolviz.texts import N_


@dataclass(frozen=True)
class Kind:
    """A kind of answer: `read` what was given beside the right answer, `same` as an answer, `write` it."""

    read: Callable[[Any, Any], Any]
    same: Callable[[Any, Any], bool]
    write: Callable[[Any], str]


def _axes(answer: Any) -> int:
    return len(next(iter(answer))) if answer else 2


def _same_matrix(given: list[list[parsing.Typed]], answer: Any) -> bool:
    rows = parsing.matrix(answer)
    if [len(row) for row in given] != [len(row) for row in rows]:
        return False
    pairs = (pair for rows_of in zip(given, rows, strict=True) for pair in zip(*rows_of, strict=True))
    return all(one.says(float(other.value)) for one, other in pairs)


def _choice(given: Any, _answer: Any) -> int:
    chosen = parsing.whole_numbers(given)
    if len(chosen) != 1:
        raise PoolvizError(N_("the answer must be one of the choices, but got {got}"), got=str(given)[:40])
    return chosen[0]


def _line(given: Any, _answer: Any) -> str:
    if not isinstance(given, str):
        raise PoolvizError(N_("the answer must be a line of code, but got {got}"), got=str(given)[:40])
    parse(given)
    return given


def _same_code(given: str, answer: Any) -> bool:
    return str(parse(given)) == str(parse(answer))


def _place(cell: tuple[int, ...]) -> str:
    return str(cell) if len(cell) > 1 else str(cell[0])


def _written(value: float) -> str:
    whole = math.isfinite(value) and value == int(value)
    return (str(int(value)) if whole else f"{value:g}").replace("-", "−").replace("inf", "∞")


KINDS = {
    "number": Kind(
        lambda given, _answer: parsing.number(given), lambda one, other: one.says(other), _written
    ),
    "size": Kind(
        lambda given, _answer: parsing.whole_numbers(given),
        lambda one, other: one == tuple(other),
        lambda size: " × ".join(map(str, size)),
    ),
    "cells": Kind(
        lambda given, answer: parsing.cells(given, _axes(answer)),
        lambda one, other: one == frozenset(map(tuple, other)),
        lambda cells: ", ".join(map(_place, sorted(cells))),
    ),
    "matrix": Kind(
        lambda given, _answer: parsing.matrix(given),
        _same_matrix,
        lambda rows: "; ".join(" ".join(map(_written, row)) for row in rows),
    ),
    "choice": Kind(_choice, lambda one, other: one == other, str),
    "code": Kind(_line, _same_code, str),
}
