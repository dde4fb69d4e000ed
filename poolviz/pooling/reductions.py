"""What a kind of pooling makes of a window: a row in a table for each kind, and the arithmetic of the row.

A row says what padding counts as, how a result is written around the values of its window, and where torch's
numbers are to be found: the value taken, the divisor of an average, the factor of a norm.
"""

import copy
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from fractions import Fraction
from typing import NamedTuple

from torch import Tensor, nn

from poolviz.pooling.layers import EXTREMES, arguments, family_of, torch_class
from poolviz.pooling.windows import Axis, members
from poolviz.texts import N_


class Counts(NamedTuple):
    """How many positions a window has: all taps, those an average counts with padding, those inside."""

    taps: int
    counted: int
    inside: int


class Writing(NamedTuple):
    """What stands before the values, between them and after them: max( , ) or ( + ) / {entry}.

    {entry} is the divisor or the factor of the sum, {p} and {power} a norm's exponent, plain and raised.
    """

    before: str
    between: str
    after: str


class Said(NamedTuple):
    """What is said of a window, by the keys of sentences in which a view has it; "" where nothing is said.

    Of the padding in a legend, of taps in the `padding` and `beyond` the edge, of the value `taken`, of how
    often a value wins (the beginning of several keys), and of a result that is not a number.
    """

    legend: str = ""
    padding: str = ""
    beyond: str = "overhang"
    taken: str = ""
    wins: str = ""
    undefined: str = ""


UNSAID = Said()


def _nothing(*_given: object) -> None:
    """A reduction that has no such number."""


@dataclass(frozen=True)
class Reduction:
    """What is made of the values of a window.

    `title` is what the output is called (untranslated). `padding` is the sign of a tap in the padding: "−∞"
    never wins, "0" adds nothing, "" where there is none. `writing` is how a result is written, `scaled` the
    same with a factor of its sum; `term` is how each {value} stands in it, with `brackets` a negative one in
    brackets. `said` are the keys of what is said of it; values that are `absolute` are equal but for their
    sign. `becomes` is the key of the row that a layer's own settings make of this one. `picks` finds the flat
    index of the value taken, which torch gives itself where `indices`; `divisor` and `scale` are what the sum
    is divided by and multiplied with: None where there is no such.
    """

    title: str
    padding: str
    writing: Writing
    scaled: Writing | None = None
    term: str = "{value}"
    brackets: bool = False
    said: Said = UNSAID
    absolute: bool = False
    indices: bool = False
    becomes: Callable[[nn.Module], str | None] = _nothing
    picks: Callable[[nn.Module, Tensor], Tensor | None] = _nothing
    divisor: Callable[[nn.Module, Counts], int | None] = _nothing
    scale: Callable[[nn.Module, Counts], Fraction | None] = _nothing

    @property
    def takes_one(self) -> bool:
        """Whether one value of the window is taken, rather than all combined."""
        return self.picks is not _nothing

    @property
    def averages(self) -> bool:
        """Whether the sum of the window is divided by a number."""
        return self.divisor is not _nothing


def _maxima(layer: nn.Module, x: Tensor) -> Tensor:
    twin = copy.copy(layer)
    vars(twin)["return_indices"] = True
    return twin.forward(x)[1]


def _largest(layer: nn.Module, x: Tensor) -> Tensor:
    return _extreme(layer, x.abs())


def _smallest(layer: nn.Module, x: Tensor) -> Tensor:
    return _extreme(layer, -x.abs())


def _extreme(layer: nn.Module, x: Tensor) -> Tensor:
    """Return where a max pooling with the windows of `layer` finds its values."""
    given = {name: value for name, value in arguments(layer).items() if name != "norm_type"}
    twin = getattr(nn, f"MaxPool{family_of(layer)[1]}d")(**given, return_indices=True)
    return twin(x)[1]


def _divisor(layer: nn.Module, counts: Counts) -> int:
    override = getattr(layer, "divisor_override", None)
    if override is not None:
        return override
    return counts.counted if getattr(layer, "count_include_pad", True) else counts.inside


def _scale(_layer: nn.Module, counts: Counts) -> Fraction:
    # torch takes the average over what the window holds, times the size of a whole one.
    return Fraction(counts.taps, counts.counted)


def _by_power(layer: nn.Module) -> str | None:
    """Return what a norm is for some exponents; torch refuses one that is no number."""
    p = layer.norm_type
    if not isinstance(p, int | float) or (abs(p) == math.inf and not EXTREMES[torch_class(layer)]):
        return None
    return _NORMS.get(p)


_NORMS = {math.inf: "largest", -math.inf: "smallest", 1: "sum"}
_MAX = Writing("max(", ", ", ")")
_MIN = Writing("min(", ", ", ")")
_NORM = N_("Norm")
_ADDED = Said("legend_padding_zero", "padding_zero")
_SCALED = _ADDED._replace(beyond="overhang_norm", undefined="norm_nan")
_LARGEST = _ADDED._replace(beyond="overhang_max", taken="legend_largest")

REDUCTIONS = {
    "max": Reduction(
        N_("Max"),
        "−∞",
        _MAX,
        said=Said("legend_padding_max", "padding_max", "overhang_max", "legend_winner", "wins"),
        indices=True,
        picks=_maxima,
    ),
    "mean": Reduction(
        N_("Average"),
        "0",
        Writing("(", " + ", ") / {entry}"),
        brackets=True,
        said=_ADDED,
        divisor=_divisor,
    ),
    "norm": Reduction(
        _NORM,
        "0",
        Writing("(", " + ", ")^(1/{p})"),
        Writing("((", " + ", ") · {entry})^(1/{p})"),
        term="{value}{power}",
        brackets=True,
        said=_SCALED,
        becomes=_by_power,
        scale=_scale,
    ),
    "sum": Reduction(
        _NORM,
        "0",
        Writing("", " + ", ""),
        Writing("(", " + ", ") · {entry}"),
        brackets=True,
        said=_SCALED,
        scale=_scale,
    ),
    "largest": Reduction(_NORM, "0", _MAX, term="|{value}|", said=_LARGEST, absolute=True, picks=_largest),
    "smallest": Reduction(
        _NORM,
        "0",
        _MIN,
        term="|{value}|",
        said=_LARGEST._replace(taken="legend_smallest"),
        absolute=True,
        picks=_smallest,
    ),
    "place": Reduction(N_("Unpooled"), "", Writing("", ", ", "")),
}


def kind_of(layer: nn.Module) -> str:
    """Return the key of REDUCTIONS of what `layer` makes of its windows; of a norm it depends on p.

    >>> kind_of(nn.LPPool1d(2, 3)), kind_of(nn.LPPool1d(1, 3))
    ('norm', 'sum')
    """
    kind = family_of(layer)[0].reduce
    return REDUCTIONS[kind].becomes(layer) or kind


def reduction_of(layer: nn.Module) -> Reduction:
    """Return what `layer` makes of its windows; PoolvizError where it is no pooling layer.

    >>> reduction_of(nn.AvgPool1d(2)).takes_one, reduction_of(nn.MaxPool1d(2)).padding
    (False, '−∞')
    """
    return REDUCTIONS[kind_of(layer)]


def counts(axes: Sequence[Axis], position: Sequence[int]) -> Counts:
    """Return how many positions the window of the output at `position` has."""
    along = [
        (len(axis.taps(output)), axis.counted(output), len(members(axis, output)))
        for axis, output in zip(axes, position, strict=True)
    ]
    taps, counted, inside = (math.prod(numbers[kind] for numbers in along) for kind in range(3))
    return Counts(taps, counted, inside)


def divisor(layer: nn.Module, axes: Sequence[Axis], position: Sequence[int]) -> int | None:
    """Return what the average of the window at `position` divides by; None where nothing is averaged.

    >>> from poolviz.pooling.layouts import axes_at
    >>> divisor(nn.AvgPool1d(3, ceil_mode=True), axes_at(nn.AvgPool1d(3, ceil_mode=True), (5,), (2,)), (1,))
    2
    """
    return reduction_of(layer).divisor(layer, counts(axes, position))


def scale(layer: nn.Module, axes: Sequence[Axis], position: Sequence[int]) -> Fraction | None:
    """Return what a norm's sum of powers is multiplied by: more than 1 where ceil_mode cuts the window.

    None where no powers are summed.

    >>> from poolviz.pooling.layouts import axes_at
    >>> layer = nn.LPPool1d(2, 3, ceil_mode=True)
    >>> scale(layer, axes_at(layer, (5,), (2,)), (1,))
    Fraction(3, 2)
    """
    return reduction_of(layer).scale(layer, counts(axes, position))


def picks(layer: nn.Module, x: Tensor) -> Tensor | None:
    """Return the flat index, in its own plane, of the value that each window took; None where it takes none.

    A norm of p = ∞ takes the largest absolute value, of p = −∞ the smallest. `x` may be one plane alone.

    >>> import torch
    >>> picks(nn.MaxPool1d(2), torch.tensor([[-1.0, -3.0, 2.0, 4.0]]))
    tensor([[0, 3]])
    """
    if x.dim() == family_of(layer)[1]:
        taken = picks(layer, x[None])
        return None if taken is None else taken[0]
    # channels_last_3d can give the index of another window where all is −inf.
    return reduction_of(layer).picks(layer, x.contiguous())
