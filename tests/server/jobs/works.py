"""Pieces of work for the tests of poolviz.server.jobs, called in another process."""

import os
import sys
import time
from collections.abc import Iterator
from dataclasses import dataclass

from poolviz.errors import PoolvizError


@dataclass(frozen=True)
class Asked:
    """How far to count, with a pause of so many `seconds`."""

    to: int = 0
    seconds: float = 0.0


@dataclass(frozen=True)
class Number:
    number: int


@dataclass(frozen=True)
class Pair:
    """A message that holds what JSON has no types for."""

    numbers: tuple[Number, ...]
    shares: dict[str, float]
    last: Number | None = None


@dataclass(frozen=True)
class Manners:
    nice: int
    process: int
    threads: int


def count(request: Asked) -> Iterator[Number]:
    """Say 1 up to `to`, `seconds` apart."""
    for number in range(1, request.to + 1):
        print("not an answer")
        yield Number(number)
        time.sleep(request.seconds)


def pair(request: Asked) -> Iterator[Number | Pair]:
    """Say a number, and then two of them."""
    yield Number(request.to)
    yield Pair((Number(1), Number(2)), {"nan": float("nan"), "half": 0.5})


def refuse(request: Asked) -> Iterator[Number]:
    """Say one thing, then refuse."""
    yield Number(1)
    raise PoolvizError("`to` must be small, but got {got}", got=request.to)


def crash(_request: Asked) -> Iterator[Number]:
    """Die as a process killed for its memory does."""
    yield Number(1)
    os._exit(9)


def warn_and_crash(_request: Asked) -> Iterator[Number]:
    """Die after a library has printed a warning."""
    yield Number(1)
    print("a warning of some library", file=sys.stderr, flush=True)
    os._exit(9)


def fall(_request: Asked) -> Iterator[Number]:
    """Raise what nobody expected."""
    yield Number(1)
    raise RuntimeError("unforeseen")


def politeness(request: Asked) -> Iterator[Manners]:
    """Say how nice this process is, its number, and how many threads torch would work with."""
    import torch

    yield Manners(os.nice(0), os.getpid(), torch.get_num_threads())
    time.sleep(request.seconds)
