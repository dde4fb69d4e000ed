"""Where two results of one shape differ, beyond the rounding of float32."""

import math
from dataclasses import dataclass

import torch
from torch import Tensor

RELATIVE = 1e-5
ABSOLUTE = 1e-6


@dataclass(frozen=True, eq=False)
class Difference:
    """Where two tensors differ (`mask`, of their shape) and by how much at most.

    `largest` is 0 where nothing differs, infinite where a nan stands against a number.
    """

    mask: Tensor
    largest: float

    @property
    def count(self) -> int:
        """How many values differ."""
        return int(self.mask.sum())

    @property
    def share(self) -> float:
        """What share of the values differs, from 0 to 1; 0 where there are none."""
        return self.count / max(self.mask.numel(), 1)


def difference(one: Tensor, other: Tensor) -> Difference:
    """Return where `one` and `other`, of one shape, differ by more than float32 rounds; nan equals nan.

    >>> found = difference(torch.tensor([1.0, 2.0, 3.0]), torch.tensor([1.0, 2.5, 1.0]))
    >>> found.mask.tolist(), found.count, found.largest
    ([False, True, True], 2, 2.0)
    """
    mask = ~torch.isclose(one, other, rtol=RELATIVE, atol=ABSOLUTE, equal_nan=True)
    if not mask.any():
        return Difference(mask, 0.0)
    apart = (one.double() - other.double()).abs()[mask]
    return Difference(mask, float(apart.nan_to_num(math.inf, posinf=math.inf).max()))
