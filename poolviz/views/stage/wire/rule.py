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
class Pooled:
    """What rules of pooling share.

    `reads` is the id of the grid whose numbers are pooled, where several share the space; `around` what is
    done to the pooled value, such as ReLU; `frame` the layer's own padding, where layers of a stage differ.
    """

    reads: str = field(default="", metadata=OPTIONAL)
    around: str = field(default="", metadata=OPTIONAL)
    frame: Padding | None = field(default=None, metadata=OPTIONAL)


@dataclass(frozen=True, kw_only=True)
class MaxRule(Pooled):
    """A maximum: the number of the tap that won each window, -1 where none is inside.

    Of a picture the numbers are 16 bits each in base64, one a channel. `of` is which absolute value wins.
    """

    kind: Literal["max"] = "max"
    taps: Sequence[int] | str
    of: Literal["", "largest", "smallest"] = field(default="", metadata=OPTIONAL)


@dataclass(frozen=True, kw_only=True)
class MeanRule(Pooled):
    """An average, by what it divides."""

    kind: Literal["mean"] = "mean"
    divisors: Divisors


@dataclass(frozen=True, kw_only=True)
class NormRule(Pooled):
    """A norm: how its power and root are written; its divisors are the factors of the sums."""

    kind: Literal["norm"] = "norm"
    divisors: Divisors
    power: str
    root: str


@dataclass(frozen=True, kw_only=True)
class WeightedRule(Pooled):
    """A convolution along the columns: for each output the weights of the cells inside its window."""

    kind: Literal["weighted"] = "weighted"
    weights: Sequence[Sequence[str]]


@dataclass(frozen=True, kw_only=True)
class EachRule:
    """A layer that works cell by cell: what is said of each."""

    kind: Literal["each"] = "each"
    says: Sequence[str]


PoolingRule = MaxRule | MeanRule | NormRule | WeightedRule
Rule = MaxRule | MeanRule | NormRule | WeightedRule | EachRule
