"""How each output follows from its window, a class a kind."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Literal

from poolviz.views.stage.wire.travel import OPTIONAL

# Written numbers, nested once an axis.
Table = str | Sequence["Table"]


@dataclass(frozen=True)
class Padding:
    """The padding of one layer: cells on either side, of rows and of columns; struck where not counted."""

    padding: tuple[int, int]
    struck: bool


@dataclass(frozen=True)
class Divisors:
    """The class of each output on every axis, and what is written for each combination of classes."""

    rows: Sequence[int]
    cols: Sequence[int]
    table: Table
    slices: Sequence[int] | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True)
class Writing:
    """What stands before the values, between them and after them; {entry} is the output's entry."""

    before: str
    between: str
    after: str


@dataclass(frozen=True)
class Said:
    """The keys of what is said: of taps in the padding, and where they are not counted; of taps beyond it.

    Of the value that is taken, in the legend; of how often a value is taken, by the beginning of the keys; of
    a result that is not a number. Nothing is said where there is no key.
    """

    padding: str
    struck: str
    beyond: str
    taken: str
    wins: str
    undefined: str


@dataclass(frozen=True, kw_only=True)
class PooledRule:
    """How an output is written: its values as `term`, of {value} and {weight}, negative ones in `brackets`.

    Around and between them is `writing`, or `scaled` where the output has an entry in `divisors`. `taps` is
    the number of the tap that is taken in each window, -1 where none is inside; of a picture they are 8 or 16
    bits each in base64, one a channel; `absolute` values are equal but for their sign. `weights` are of the
    cells inside each window along the columns. `empty` is what a window without cells gives where a picture
    cannot hold it. `reads` is the id of the grid whose numbers are pooled, where several share the space;
    `around` what is done to the pooled value, such as ReLU; `frame` the layer's own padding, where layers of
    a stage differ.
    """

    kind: Literal["pooled"] = "pooled"
    writing: Writing
    said: Said
    term: str = field(default="{value}", metadata=OPTIONAL)
    scaled: Writing | None = field(default=None, metadata=OPTIONAL)
    brackets: bool = field(default=False, metadata=OPTIONAL)
    taps: Sequence[int] | str | None = field(default=None, metadata=OPTIONAL)
    absolute: bool = field(default=False, metadata=OPTIONAL)
    divisors: Divisors | None = field(default=None, metadata=OPTIONAL)
    weights: Sequence[Sequence[str]] | None = field(default=None, metadata=OPTIONAL)
    empty: str = field(default="", metadata=OPTIONAL)
    reads: str = field(default="", metadata=OPTIONAL)
    around: str = field(default="", metadata=OPTIONAL)
    frame: Padding | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, kw_only=True)
class EachRule:
    """A layer that works cell by cell: what is said of each."""

    kind: Literal["each"] = "each"
    says: Sequence[str]


Rule = PooledRule | EachRule
