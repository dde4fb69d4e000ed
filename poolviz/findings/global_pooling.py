"""Pooling over the whole plane: Adaptive…Pool2d(1) beside torch.mean and torch.amax."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn


@dataclass(frozen=True, eq=False)
class WholePlanes:
    """What each channel of a (C, H, W) tensor becomes, in four tensors of shape (C,).

    `mean` and `largest` are the adaptive layers', `torch_mean` and `torch_amax` torch's functions';
    `exact_mean` is the mean that torch finds in float64.
    """

    mean: Tensor
    torch_mean: Tensor
    exact_mean: Tensor
    largest: Tensor
    torch_amax: Tensor

    @property
    def same_largest(self) -> list[bool]:
        """Whether layer and function agree on the largest value of each channel, nan with nan."""
        return torch.isclose(self.largest, self.torch_amax, rtol=0, atol=0, equal_nan=True).tolist()

    @property
    def apart(self) -> Tensor:
        """How far the two means of each channel are apart, (C,); 0 where both are nan or infinite alike."""
        return difference(self.mean, self.torch_mean)

    @property
    def from_exact(self) -> Tensor:
        """How far the layer's mean of each channel is from the one in float64, (C,)."""
        return difference(self.mean.double(), self.exact_mean)


def whole_planes(x: Tensor) -> WholePlanes:
    """Return the mean and the largest value of each channel of `x` (C, H, W), from layers and functions.

    >>> whole_planes(torch.tensor([[[1.0, 2.0], [3.0, 6.0]]])).mean
    tensor([3.])
    """
    mean, largest = nn.AdaptiveAvgPool2d(1)(x), nn.AdaptiveMaxPool2d(1)(x)
    return WholePlanes(
        mean.flatten(),
        torch.mean(x, dim=(-2, -1)),
        torch.mean(x.double(), dim=(-2, -1)),
        largest.flatten(),
        torch.amax(x, dim=(-2, -1)),
    )


def difference(one: Tensor, other: Tensor) -> Tensor:
    """Return |one − other|, 0 where both are nan or the same infinity.

    >>> difference(torch.tensor([1.0, torch.inf, torch.nan]), torch.tensor([1.5, torch.inf, torch.nan]))
    tensor([0.5000, 0.0000, 0.0000])
    """
    same = torch.isclose(one, other, rtol=0, atol=0, equal_nan=True)
    return (one - other).abs().masked_fill(same, 0)
