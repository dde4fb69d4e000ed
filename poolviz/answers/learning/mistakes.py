"""What a wrong value betrays: the mistake that gives it, computed from the very window."""

import math
from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import Tensor

from poolviz.texts import N_, _
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.link import WindowLink
from poolviz.views.stage.wire.rule import PooledRule, Rule
from poolviz.views.stage.wire.stage import Stage


@dataclass(frozen=True)
class Window:
    """What the window of one output reads: its `values` inside the input, how many `taps` it has in all."""

    values: Tensor
    taps: int


def mistake(stage: Stage, grid: Grid, at: int, value: float, right: float) -> str:
    """Return the sentence of the mistake that gives `value` where `right` is; empty where none is known.

    `at` is the flat index among the grid's numbers.
    """
    if grid.id == "indices":
        return _(COUNTED_FROM_1) if value == right + 1 else ""
    window = _window(stage, grid, at)
    mistakes = MISTAKES.get(_kind(grid.rule))
    if window is None or mistakes is None or not len(window.values):
        return ""
    for template, mistaken in mistakes.items():
        guess = mistaken(window)
        if guess is not None and not math.isclose(guess, right) and math.isclose(value, guess, abs_tol=5e-3):
            return _(template).format(value=f"{value:g}".replace("-", "−"), n=len(window.values))
    return ""


def place_in(grid: Grid, at: int) -> tuple[int, ...]:
    """Return where the flat index `at` lies in a grid: row and column, depth first in a volume.

    >>> place_in(Grid("output", "output", "Output", rows=2, cols=3), 4)
    (1, 1)
    """
    rest, col = divmod(at, grid.cols)
    rest, row = divmod(rest, grid.rows)
    return (row, col) if grid.depth is None else (rest % grid.depth, row, col)


def _window(stage: Stage, grid: Grid, at: int) -> Window | None:
    """Return the window of a cell, along all axes; None where it is linked to none."""
    link = next(
        (one for one in stage.links if isinstance(one, WindowLink) and one.source == grid.space), None
    )
    place = place_in(grid, at)
    if link is None or len(link.axes) != len(place):
        return None
    inputs = [one for one in stage.grids if one.space == link.target and one.numbers is not None]
    reads = getattr(grid.rule, "reads", "")
    read = next((one for one in inputs if one.id == reads), inputs[0] if inputs else None)
    if read is None or read.numbers is None:
        return None
    sizes = [*([] if read.depth is None else [read.depth]), read.rows, read.cols]
    plane = read.numbers.reshape(-1, *sizes)[at // math.prod((grid.depth or 1, grid.rows, grid.cols))]
    taps = [axis.taps[i] for axis, i in zip(link.axes, place, strict=True)]
    for axis, (start, step, count) in enumerate(taps):
        inside = [place for place in range(start, start + step * count, step) if 0 <= place < sizes[axis]]
        plane = plane.index_select(axis, torch.tensor(inside, dtype=torch.long))
    return Window(plane.flatten().double(), math.prod(count for _start, _step, count in taps))


def _kind(rule: Rule | None) -> str:
    """Return whether a rule takes the largest value or averages; empty for any other, such as a norm."""
    if not isinstance(rule, PooledRule) or rule.absolute:
        return ""
    if rule.taps is not None:
        return "max"
    return "mean" if rule.divisors is not None and rule.scaled is None else ""


def _padded(window: Window) -> float | None:
    """Return what a max would be if padding were 0."""
    return 0.0 if window.taps > len(window.values) and float(window.values.max()) < 0 else None


COUNTED_FROM_1 = N_("You counted from 1. torch counts from 0, row by row.")
ZERO = N_(
    "{value} is what padding with zeros would give. torch pads a max with −∞, which is never the largest."
)
AVERAGE = N_("{value} is the average of the window. A max keeps the largest number.")
FIRST = N_("{value} is the first number of the window, not its largest.")
SMALLEST = N_("{value} is the smallest number of the window. A max keeps the largest.")
LARGEST = N_("{value} is the largest number of the window. An average adds up all of them and divides.")
SUM = N_("{value} is the sum of the window. It still has to be divided.")
INSIDE = N_("You divided by the {n} cells inside the input, but here the divisor is another number.")
ALL_TAPS = N_("You divided by all taps of the window, but here the divisor is another number.")

Wrong = Callable[[Window], float | None]
MISTAKES: dict[str, dict[str, Wrong]] = {
    "max": {
        ZERO: _padded,
        AVERAGE: lambda one: float(one.values.mean()),
        FIRST: lambda one: float(one.values[0]),
        SMALLEST: lambda one: float(one.values.min()),
    },
    "mean": {
        LARGEST: lambda one: float(one.values.max()),
        SUM: lambda one: float(one.values.sum()),
        INSIDE: lambda one: float(one.values.mean()),
        ALL_TAPS: lambda one: float(one.values.sum()) / one.taps,
    },
}
