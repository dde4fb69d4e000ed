"""The linear layer behind the features: what it costs after flattening and after a global average."""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import torch
from torch import nn
from torch.nn import functional


@dataclass(frozen=True)
class Head:
    """A linear layer from `features` numbers to `classes`, and how many `parameters` torch gives it."""

    features: int
    classes: int
    parameters: int

    @property
    def code(self) -> str:
        """The line that makes it."""
        return f"nn.Linear({self.features}, {self.classes})"


def linear(features: int, classes: int) -> Head:
    """Return the head of torch's own nn.Linear, weights and bias counted on the meta device.

    >>> linear(320, 10).parameters
    3210
    """
    layer = nn.Linear(features, classes, device="meta")
    return Head(features, classes, sum(parameter.numel() for parameter in layer.parameters()))


def flat_head(shape: Sequence[int], classes: int) -> Head:
    """Return the head behind nn.Flatten() on features of `shape` (C, H, W).

    >>> flat_head((20, 4, 4), 10)
    Head(features=320, classes=10, parameters=3210)
    """
    return linear(math.prod(shape), classes)


def pooled_head(shape: Sequence[int], classes: int) -> Head:
    """Return the head behind nn.AdaptiveAvgPool2d(1) and nn.Flatten() on features of `shape` (C, H, W).

    >>> pooled_head((20, 4, 4), 10)
    Head(features=20, classes=10, parameters=210)
    """
    return linear(shape[0], classes)


def flat_refusal(shape: Sequence[int], other: Sequence[int], classes: int) -> str | None:
    """Return torch's words where a flattening head for `shape` meets features of the `other` shape.

    None where torch accepts them: the product C·H·W is the same.

    >>> flat_refusal((20, 4, 4), (20, 2, 8), 10) is None
    True
    """
    if math.prod(shape) == math.prod(other):
        return None
    # One zero seen as all weights: torch compares the shapes and says the same without their memory.
    zero = torch.zeros(1)
    try:
        functional.linear(
            zero.expand(1, math.prod(other)), zero.expand(classes, math.prod(shape)), zero.expand(classes)
        )
    except RuntimeError as error:
        return str(error)
    return None
