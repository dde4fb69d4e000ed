"""What is known of the network in somebody's program: read once for all sessions, and its refusal too."""

from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from typing import TypeVar, cast

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.fit import Misfit, attempt, fitting_side, input_of, require_drawable
from poolviz.networks.programs.work import work
from poolviz.networks.trace import Trace, step_refusal
from poolviz.sources.programs.reading import Reading, read_program

MOST_HELD = 6_000_000
MOST_DONE = 100_000_000  # nanoseconds of a core
STEP = 500_000  # of one step, however small
Shape = tuple[int, ...]
Found = TypeVar("Found")


def reading(text: str, name: str = "") -> Reading:
    """Return the network that somebody's program makes, the one that `name` says if there are several.

    Where it says none of them, the first. PoolvizError, with the line, for what cannot be run.
    """
    try:
        return _raised(_read(text, name))
    except PoolvizError as error:
        if "choices" in error.values:
            return _raised(_read(text, error.values["choices"][0]))
        if "allowed" in error.values:
            return reading(text)
        raise


def input_shape(text: str, name: str, sides: tuple[int, int]) -> Shape:
    """Return the shape (C, H, W) or (C, L) of an input of these sides that the network reads."""
    return _raised(_input(text, name, sides))


def shaped(text: str, name: str, shape: Shape) -> Trace | Misfit:
    """Return the network at work on the shape alone, or the step that refuses it.

    PoolvizError where a map is too large to draw.
    """
    return cast(Trace | Misfit, _raised(_shaped(text, name, shape)))


def drawn(text: str, name: str, shape: Shape) -> Trace:
    """Return the network at work on the shape alone; PoolvizError where it refuses it."""
    found = shaped(text, name, shape)
    if isinstance(found, Misfit):
        raise step_refusal(found.name, found.shape, found.message)
    return found


def light(run: Trace) -> bool:
    """Tell whether a network is small enough to be run with real numbers while others wait."""
    held, done = work(run)
    return held <= MOST_HELD and done + STEP * len(run.steps) <= MOST_DONE


def weighted(text: str, name: str, seed: int) -> nn.Module:
    """Return the network with weights as torch draws them after the seed."""
    return read_program(text, reading(text, name).name or None, device="cpu", seed=seed).model


@lru_cache(maxsize=64)
def fitting_of(text: str, name: str, shape: Shape, step: str) -> int | None:
    """Return the side of an input with which the step gets what it wants; None where there is none."""
    try:
        return fitting_side(reading(text, name).model, shape[0], len(shape) - 1, step, max(shape[1:]))
    except PoolvizError:
        return None


@lru_cache(maxsize=64)
def _read(text: str, name: str) -> Reading | PoolvizError:
    return _found(lambda: read_program(text, name or None))


@lru_cache(maxsize=64)
def _input(text: str, name: str, sides: tuple[int, int]) -> Shape | PoolvizError:
    return _found(lambda: input_of(reading(text, name).model, sides))


@lru_cache(maxsize=64)
def _shaped(text: str, name: str, shape: Shape) -> Trace | Misfit | PoolvizError:
    def make() -> Trace | Misfit:
        read = reading(text, name)
        found = attempt(read.model, (1, *shape))
        if isinstance(found, Misfit):
            # Of rows that came of a view, the program ran on to its end.
            runs_on = found.layer is None and (found.right or 0) % (found.features or 1) == 0
            return replace(found, line=None if runs_on and found.features else read.line_of(found.layer))
        require_drawable(found)
        return found

    return _found(make)


def _found(make: Callable[[], Found]) -> Found | PoolvizError:
    """Return what is made, or why it cannot be: that is kept as well, but for what another moment changes."""
    try:
        return make()
    except PoolvizError as error:
        if error.values.get("busy"):
            raise
        return error


def _raised(found: Found | PoolvizError) -> Found:
    if isinstance(found, PoolvizError):
        raise PoolvizError(
            found.template, torch_message=found.torch_message, fixes=found.fixes, **found.values
        )
    return found
