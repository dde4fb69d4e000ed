"""What a layer makes of one window: the divisor of an average, the scale of a norm, the value taken."""

import copy
import math
from collections.abc import Sequence
from fractions import Fraction

import torch
from torch import Tensor, nn

from poolviz.pooling.layers import arguments, family_of, setting, takes_extremes
from poolviz.pooling.windows import Axis, members


def divisor(layer: nn.Module, axes: Sequence[Axis], position: Sequence[int]) -> int | None:
    """Return what the average of the window at `position` divides by; None where nothing is averaged.

    >>> from poolviz.pooling.layouts import axes_at
    >>> divisor(nn.AvgPool1d(3, ceil_mode=True), axes_at(nn.AvgPool1d(3, ceil_mode=True), (5,), (2,)), (1,))
    2
    """
    if family_of(layer)[0].reduce != "mean":
        return None
    override = getattr(layer, "divisor_override", None)
    if override is not None:
        return override
    if getattr(layer, "count_include_pad", True):
        return math.prod(axis.counted(output) for axis, output in zip(axes, position, strict=True))
    return math.prod(len(members(axis, output)) for axis, output in zip(axes, position, strict=True))


def scale(layer: nn.Module, axes: Sequence[Axis], position: Sequence[int]) -> Fraction | None:
    """Return what a norm's sum of powers is multiplied by: more than 1 where ceil_mode cuts the window.

    torch takes the average over what the window holds times the size of a whole one. None where no
    powers are summed.

    >>> from poolviz.pooling.layouts import axes_at
    >>> layer = nn.LPPool1d(2, 3, ceil_mode=True)
    >>> scale(layer, axes_at(layer, (5,), (2,)), (1,))
    Fraction(3, 2)
    """
    if family_of(layer)[0].reduce != "norm" or takes_extremes(layer):
        return None
    windows = list(zip(axes, position, strict=True))
    whole = math.prod(len(axis.taps(output)) for axis, output in windows)
    return Fraction(whole, math.prod(axis.counted(output) for axis, output in windows))


def picks(layer: nn.Module, x: Tensor) -> Tensor | None:
    """Return the flat index, in its own plane, of the value that each window took; None where it takes none.

    A norm of p = ∞ takes the largest absolute value, of p = −∞ the smallest. `x` may be one plane alone.

    >>> picks(nn.LPPool1d(float("inf"), 2), torch.tensor([[1.0, -3.0]]))
    tensor([[1]])
    """
    family, dims = family_of(layer)
    if x.dim() == dims:
        taken = picks(layer, x[None])
        return None if taken is None else taken[0]
    # channels_last_3d can give the index of another window where all is −inf.
    plain = x.contiguous()
    if family.reduce == "max":
        twin = copy.copy(layer)
        vars(twin)["return_indices"] = True
        return twin.forward(plain)[1]
    if takes_extremes(layer):
        given = {name: value for name, value in arguments(layer).items() if name != "norm_type"}
        twin = getattr(nn, f"MaxPool{dims}d")(**given, return_indices=True)
        return twin(plain.abs() if setting(layer, "norm_type", 0) > 0 else -plain.abs())[1]
    return None


def flat_places(places: Tensor, flat: int) -> list[int]:
    """Return which values of one plane go to the flat index `flat`, by their own flat index.

    >>> flat_places(torch.tensor([[3, 0], [3, 5]]), 3)
    [0, 2]
    """
    return torch.nonzero(places.flatten() == flat).flatten().tolist()
