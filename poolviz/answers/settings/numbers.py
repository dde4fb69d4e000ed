"""What a layer is set by: its numbers and flags, their limits, and their place in a link."""

import inspect
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from gettext import NullTranslations

import torch
from torch import Tensor, nn

from poolviz.answers.settings.fields import Field, decimal, flag, one_of, power, whole
from poolviz.texts import N_, _, sentences, spoken
from poolviz.views.glossary import TERMS, spelled_out

LAYER_NAMES = ("MaxPool2d", "AvgPool2d")
PLANE_LAYERS = (
    *LAYER_NAMES,
    "LPPool2d",
    "AdaptiveMaxPool2d",
    "AdaptiveAvgPool2d",
    "FractionalMaxPool2d",
)
VOLUME_LAYERS = (
    "MaxPool3d",
    "AvgPool3d",
    "LPPool3d",
    "AdaptiveMaxPool3d",
    "AdaptiveAvgPool3d",
    "FractionalMaxPool3d",
)
MOST_SEEDS = 10**6  # of numbers at random
WEIGHT_SEEDS = 999  # seeds of weights, and of what a layer drops
ACCEPTED = {"norm_type": 2.0, "kernel_size": 1}  # what a constructor takes where it refuses
LINE_LAYERS = ("MaxPool1d", "AvgPool1d", "LPPool1d", "AdaptiveMaxPool1d", "AdaptiveAvgPool1d")
START_LAYER = nn.MaxPool2d(2)


@dataclass(frozen=True)
class Number:
    """A number that a layer takes for each axis: its key in the link, its limits, its default.

    An empty one means what torch takes by default, or what another setting says.
    """

    name: str
    key: str
    lowest: float
    highest: float
    default: float | None

    def keys(self, dims: int) -> tuple[str, ...]:
        """Return the keys of its widgets, an axis each, depth first; the one for all is `key` itself."""
        wide, deep = f"{self.key}w", f"{self.key}d"
        return {1: (self.key,), 2: (self.key, wide), 3: (deep, self.key, wide)}[dims]

    def field(self) -> Field:
        """Return the field of one of its widgets."""
        if isinstance(self.lowest, float):
            return decimal(self.default, self.lowest, self.highest)
        return whole(self.default, self.lowest, self.highest)


NUMBERS = (
    Number("kernel_size", "k", 0, 256, 2),
    Number("stride", "s", 0, 256, None),
    Number("padding", "p", -1, 128, 0),
    Number("dilation", "d", 0, 64, 1),
    Number("output_size", "to", 0, 256, None),
    Number("output_ratio", "r", 0.01, 0.99, 0.5),
)
FLAGS = {
    "ceil_mode": ("ceil", False),
    "return_indices": ("indices", False),
    "count_include_pad": ("count_pad", True),
}
# What the bar says of a limit, behind what an argument is for.
LIMITS = {"padding": N_("At most half of kernel_size.")}
ARGUMENTS = (
    "kernel_size",
    "stride",
    "padding",
    "dilation",
    "ceil_mode",
    "count_include_pad",
    "divisor_override",
)
HELP = {name: TERMS[name][0] for name in ARGUMENTS} | {
    "return_indices": N_("Also returns where each maximum was, for MaxUnpool."),
    "norm_type": N_(
        "The p of the norm: 1 sums, 2 is the Euclidean length, ∞ takes the largest absolute value."
    ),
    "output_size": N_("How many windows in each direction, whatever the input's size."),
    "output_ratio": N_("The output's size as a share of the input's, between 0 and 1."),
    "seed": N_("The seed of the random windows. The same number gives the same windows."),
}
DIVISOR = Number("divisor_override", "divisor", -999, 999, None)
SEED = Number("seed", "draw", 0, 10**6, 0)


def help_of(name: str) -> str:
    """Return what an argument is for, and what the terms in it mean that are no arguments themselves.

    >>> help_of("ceil_mode").partition(" · ")[2]
    'window: The cells of the input from which one output is made.'
    """
    return _help(name, spoken())


@lru_cache(maxsize=256)
def _help(name: str, _language: NullTranslations) -> str:
    said = sentences(*(_(text) for text in (HELP[name], LIMITS.get(name)) if text))
    return spelled_out(said, known={_(term) for term in ARGUMENTS})


def dims_of(names: Sequence[str]) -> int:
    """Return over how many axes the layers of a page pool.

    >>> dims_of(("MaxPool3d", "AvgPool3d"))
    3
    """
    return int(names[0][-2])


@cache
def parameters(name: str) -> Mapping[str, inspect.Parameter]:
    """Return what the constructor of a layer of torch.nn takes, in its order.

    >>> list(parameters("LPPool2d"))
    ['norm_type', 'kernel_size', 'stride', 'ceil_mode']
    """
    return inspect.signature(getattr(nn, name)).parameters


def samples(seed: int, dims: int) -> Tensor:
    """Return the random samples that a fractional layer gets for a seed, (1, 1, dims)."""
    return torch.rand(1, 1, dims, generator=torch.Generator().manual_seed(seed))


def layer_fields(names: Sequence[str] = LAYER_NAMES) -> dict[str, Field]:
    """Return the fields of a layer's controls; `names` are the layers a page shows."""
    return dict(_layer_fields(tuple(names)))


@lru_cache(maxsize=64)
def _layer_fields(names: tuple[str, ...]) -> dict[str, Field]:
    fields = {"layer": one_of(names), "apart": flag(), "norm": power("2")}
    for number in NUMBERS:
        fields |= {key: number.field() for key in number.keys(dims_of(names))}
    fields |= {number.key: number.field() for number in (DIVISOR, SEED)}
    return fields | {key: flag(default) for key, default in FLAGS.values()}
