"""Cell: one output value of a pooling layer, and its window."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.texts import N_

Place = tuple[int, ...]


@dataclass(frozen=True)
class Cell:
    """One output value and its window.

    `members` are coordinates inside the unpadded plane, row-major; `values` (1-d) are theirs;
    `padding` counts the taps outside the input; `winner` is the coordinate whose value was taken,
    None where values are combined or placed and for a window with no member; `divisor` is what an
    average divided by, None for all others; `scale` is what a norm's sum of powers was multiplied
    by, None for all others; `value` is torch's output there, 0-d. Of MaxUnpool the members are the
    values that go to this cell.
    """

    index: Place
    members: tuple[Place, ...]
    values: Tensor
    padding: int
    winner: Place | None
    divisor: int | None
    value: Tensor
    scale: Fraction | None = None


def full_index(index: Sequence[int] | int, shape: Sequence[int]) -> Place:
    """Return `index` into a tensor of `shape` as one number an axis, none negative; else PoolvizError.

    >>> full_index((0, -1), (2, 3))
    (0, 2)
    """
    given = (index,) if not isinstance(index, Sequence | Tensor) else tuple(index)
    full = tuple(operator.index(number) for number in given)
    if len(full) != len(shape) or not all(
        -size <= number < size for number, size in zip(full, shape, strict=True)
    ):
        raise PoolvizError(
            N_("`index` must be a full index into the output of shape {shape}, but got {got}"),
            shape=tuple(shape),
            got=full,
        )
    return tuple(number % size for number, size in zip(full, shape, strict=True))
