"""The catalogue of torch.nn's pooling layers: what each does, what it is for, and one small example.

Everything that torch can say itself is asked of torch, in poolviz.signatures.
"""

from dataclasses import dataclass
from functools import cache

import torch
from torch import Tensor, nn

from poolviz.pooling.code.line import code, parse
from poolviz.pooling.layers import FAMILIES, LAYERS
from poolviz.texts import N_


@dataclass(frozen=True)
class Kind:
    """What the layers of one family share; `does` and `when` are untranslated.

    `formula` is plain text, along one axis: W(o) is the window of output o, L the input's length.
    `arguments` are those of the example, `lengths` its input's along each axis, for 1, 2 and 3 axes.
    """

    formula: str
    does: str
    when: str
    arguments: str
    lengths: tuple[int, int, int] = (6, 4, 4)


KINDS = {
    "MaxPool": Kind(
        "y[o] = max of x[i], i in W(o)\nW(o) = {o·s − p + j·d : 0 ≤ j < k} inside 0 ≤ i < L",
        N_("Takes the largest value of each window. Padding is −∞, so it never wins."),
        N_(
            "The usual pool between convolutions: it asks whether a feature is there rather than "
            "where. It keeps single bright specks, and noise too."
        ),
        "2",
    ),
    "AvgPool": Kind(
        "y[o] = (sum of x[i], i in W(o)) / divisor\nW(o) = {o·s − p + j : 0 ≤ j < k} inside 0 ≤ i < L",
        N_("Takes the mean of each window. Padding counts as zeros unless you say otherwise."),
        N_(
            "Where every cell should count, and as a blur before subsampling. It weakens a feature "
            "that only one cell shows."
        ),
        "2",
    ),
    "LPPool": Kind(
        "y[o] = (sum of x[i]^p, i in W(o))^(1/p)\nW(o) = {o·s + j : 0 ≤ j < k} inside 0 ≤ i < L",
        N_("Takes the p-norm of each window without absolute values: p = 1 is the sum, p = ∞ is max |x|."),
        N_(
            "Between sum and maximum: the larger p, the more the largest cell counts. Rare. Negative values "
            "with an odd or fractional p can give nan."
        ),
        "2, 2",
    ),
    "AdaptiveMaxPool": Kind(
        "y[o] = max of x[i], ⌊o·L/O⌋ ≤ i < ⌈(o+1)·L/O⌉",
        N_("You give the output size; torch lays the windows, of unequal size and overlapping if need be."),
        N_(
            "For inputs of any size in front of a layer of fixed size. With output_size=1 it is the "
            "global maximum."
        ),
        "2",
        (5, 5, 5),
    ),
    "AdaptiveAvgPool": Kind(
        "y[o] = mean of x[i], ⌊o·L/O⌋ ≤ i < ⌈(o+1)·L/O⌉",
        N_("The mean of windows that torch lays out for the output size you give."),
        N_(
            "output_size=1 is global average pooling, as in front of ResNet's last layer: "
            "the network then takes inputs of any size."
        ),
        "2",
        (5, 5, 5),
    ),
    "FractionalMaxPool": Kind(
        "y[o] = max of x[i], i in W(o)\n"
        "W(o) = k cells from ⌊(o + u)·α⌋ − ⌊u·α⌋, the last from L − k\n"
        "α = (L − k) / (O − 1), 0 ≤ u < 1 at random",
        N_(
            "Windows of one size at random distances, so that the size can shrink by a factor of less than 2."
        ),
        N_(
            "For a gentle reduction that differs from call to call, even in evaluation mode. Rare. "
            "Windows can overlap, and cells can be skipped."
        ),
        "2, output_size=3",
        (5, 5, 5),
    ),
    "MaxUnpool": Kind(
        "y[index[o]] = x[o], zero elsewhere",
        N_("Puts maxima back where they came from, with the indices of the pooling; all else is zero."),
        N_("For decoders such as SegNet's. It is not an inverse: whatever was not a maximum stays lost."),
        "2",
    ),
}

PARAMETERS = {
    "kernel_size": N_("How many cells a window reads in each direction."),
    "stride": N_("How far the window moves from one output to the next. None means kernel_size."),
    "padding": N_("Cells added on both sides, at most half of kernel_size."),
    "dilation": N_("The distance between the cells that a window reads; 1 means no gap."),
    "return_indices": N_("Also returns where each maximum was."),
    "ceil_mode": N_("Rounds the output size up, so that a window may hang over the edge."),
    "count_include_pad": N_("An average counts the zeros of the padding as values."),
    "divisor_override": N_("The number that every average divides by, whatever its window holds."),
    "norm_type": N_("The power p of the norm."),
    "output_size": N_("How many outputs along each axis."),
    "output_ratio": N_("The output's size as a share of the input's; this or output_size."),
    "_random_samples": N_("Where the random windows lie. None draws them anew at every call."),
}
_OF_UNPOOLING = {
    "kernel_size": N_("The same as in the pooling that is undone."),
    "stride": N_("The same as in the pooling that is undone. None means kernel_size."),
    "padding": N_("The same as in the pooling that is undone."),
}


@dataclass(frozen=True)
class Example:
    """A program of a few lines, and what it prints: the output of `layer` on `x`."""

    layer: nn.Module
    x: Tensor
    program: str
    printed: str


def family_name(cls: type[nn.Module]) -> str:
    """Return the name of the layer's family, a key of KINDS.

    >>> family_name(nn.AdaptiveMaxPool3d)
    'AdaptiveMaxPool'
    """
    return cls.__name__[:-2]


def layers(family: str | None = None, dims: int | None = None) -> list[type[nn.Module]]:
    """Return the pooling layers of one family and number of axes, of all where either is None.

    >>> [cls.__name__ for cls in layers("FractionalMaxPool")]
    ['FractionalMaxPool2d', 'FractionalMaxPool3d']
    """
    wanted = FAMILIES if family is None else {family: FAMILIES[family]}
    return [
        cls for cls, (_family, axes) in LAYERS.items() if family_name(cls) in wanted and dims in (None, axes)
    ]


def meaning(cls: type[nn.Module], parameter: str) -> str:
    """Return what a parameter of the layer means, untranslated.

    >>> meaning(nn.MaxUnpool2d, "padding")
    'The same as in the pooling that is undone.'
    """
    own = _OF_UNPOOLING if family_name(cls) == "MaxUnpool" else {}
    return own.get(parameter, PARAMETERS[parameter])


def example(cls: type[nn.Module]) -> Example:
    """Return the example of the layer `cls`, run by torch.

    >>> print(example(nn.MaxPool1d).program)
    import torch
    from torch import nn
    <BLANKLINE>
    x = torch.arange(1.0, 7.0).view(1, 1, 6)
    pool = nn.MaxPool1d(2)
    print(pool(x))
    >>> example(nn.MaxPool1d).printed
    'tensor([[[2., 4., 6.]]])'
    """
    return _example(cls.__name__)


@cache
def _example(name: str) -> Example:
    cls = getattr(nn, name)
    kind, dims = KINDS[family_name(cls)], LAYERS[cls][1]
    shape = (1, 1, *[kind.lengths[dims - 1]] * dims)
    count = torch.Size(shape).numel()
    x = torch.arange(1.0, count + 1).view(shape)
    layer = parse(f"nn.{cls.__name__}({kind.arguments})")
    made = f"x = torch.arange(1.0, {count + 1}.0).view{shape}"
    lines, output = _led_back(layer, x) if family_name(cls) == "MaxUnpool" else _pooled(layer, x)
    return Example(
        layer, x, "\n".join(["import torch", "from torch import nn", "", made, *lines]), str(output)
    )


def _pooled(layer: nn.Module, x: Tensor) -> tuple[list[str], Tensor]:
    lines = [f"pool = {code(layer)}", "print(pool(x))"]
    if not isinstance(layer, nn.FractionalMaxPool2d | nn.FractionalMaxPool3d):
        return lines, layer(x)
    with torch.random.fork_rng(devices=[]):
        torch.manual_seed(0)
        return ["torch.manual_seed(0)", *lines], layer(x)


def _led_back(layer: nn.Module, x: Tensor) -> tuple[list[str], Tensor]:
    pool = parse(code(layer).replace("MaxUnpool", "MaxPool").replace(")", ", return_indices=True)"))
    y, indices = pool(x)
    lines = [
        f"pool = {code(pool)}",
        f"unpool = {code(layer)}",
        "y, indices = pool(x)",
        "print(unpool(y, indices))",
    ]
    return lines, layer(y, indices)
