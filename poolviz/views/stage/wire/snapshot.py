"""What the browser says when a stage is taken away: what it has lit and said, computed there alone."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from poolviz.views.stage.wire.link import Taps

# The first is the winner among equals.
Role = Literal["lit", "winner", "first", "tie", "taker", "reader", "target"]
Outline = Literal[
    "window", "dropped", "readers", "reader-0", "reader-1", "reader-2", "reader-3", "reader-many"
]


@dataclass(frozen=True)
class LitCell:
    """A cell with its role, on the grids with the ids `on`."""

    on: Sequence[str]
    d: int
    r: int
    c: int
    role: Role


@dataclass(frozen=True)
class LitBox:
    """An outline around cells, on the grids with the ids `on`, in the slices of `depth`."""

    on: Sequence[str]
    depth: Taps
    top: float
    left: float
    bottom: float
    right: float
    role: Outline


@dataclass(frozen=True)
class LitWindow:
    """The taps of a window, on the grids with the ids `on`."""

    on: Sequence[str]
    depth: Taps
    rows: Taps
    cols: Taps


@dataclass(frozen=True)
class SaidLine:
    """A line of the strip: whose it is, what is said, what is to be noted about it."""

    label: str
    said: str
    note: str


@dataclass(frozen=True)
class Sign:
    """A sign of the legend: how it looks, and the key of the text that says what it means."""

    look: str
    key: str


@dataclass(frozen=True)
class Lit:
    """What is lit and said at one cell, and the signs that this needs; at no cell, those of the stage."""

    cells: Sequence[LitCell] = ()
    boxes: Sequence[LitBox] = ()
    windows: Sequence[LitWindow] = ()
    lines: Sequence[SaidLine] = ()
    signs: Sequence[Sign] = ()


@dataclass(frozen=True)
class Played:
    """What is lit while the output with a number is played."""

    output: int
    lit: Lit


@dataclass(frozen=True)
class Taken:
    """What is lit at no cell, at the cursor (None where there is none), and as the stage is played.

    Of its `outputs`, none where nothing leads to another grid, as many are played as a file has frames.
    """

    plain: Lit
    lit: Lit | None
    outputs: int
    played: Sequence[Played]
