"""Cell: one output value of a pooling layer, and its window."""

import operator
from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.pooling.refusals.inputs import several_in
from poolviz.texts import N_

Place = tuple[int, ...]


@dataclass(frozen=True, eq=False)
class Cell:
    """One output value and its window.

    `members` are coordinates inside the unpadded plane, row-major; `values` (1-d) are theirs;
    `padding` counts the taps outside the input; `winner` is the coordinate whose value was taken,
    None where values are combined or placed and for a window with no member; `divisor` is what an
    average divided by, None for all others; `scale` is what a norm's sum of powers was multiplied
    by, None for all others; `value` is torch's output there, 0-d. Of MaxUnpool the members are the
    values that go to this cell. Cells are equal where all of this is, nan like nan.
    """

    index: Place
    members: tuple[Place, ...]
    values: Tensor
    padding: int
    winner: Place | None
    divisor: int | None
    value: Tensor
    scale: Fraction | None = None

    def __eq__(self, other: object) -> bool:
        if not isinstance(other, Cell):
            return NotImplemented
        return (
            self._plain() == other._plain()
            and alike(self.values, other.values)
            and alike(self.value, other.value)
        )

    def __hash__(self) -> int:
        return hash(self._plain())

    def _plain(self) -> tuple[object, ...]:
        return self.index, self.members, self.padding, self.winner, self.divisor, self.scale


def alike(one: Tensor, other: Tensor) -> bool:
    """Tell whether two tensors have the same shape and numbers, on whatever device; nan is like nan.

    >>> alike(torch.tensor([1.0, float("nan")]), torch.tensor([1.0, float("nan")]))
    True
    """
    if one.shape != other.shape:
        return False
    here, there = one.detach().cpu(), other.detach().cpu()
    return bool(((here == there) | ((here != here) & (there != there))).all())


def place(flat: int, plane: Sequence[int]) -> Place:
    """Return a flat index into `plane` as a coordinate.

    >>> place(4, (2, 3))
    (1, 1)
    """
    found = []
    for length in reversed(plane):
        flat, coordinate = divmod(flat, length)
        found.append(coordinate)
    return tuple(reversed(found))


def coordinates(flat: Tensor, plane: Sequence[int]) -> Tensor:
    """Return flat indices into `plane` as coordinates, (*flat.shape, axes); −1 where the plane is empty.

    >>> coordinates(torch.tensor([3, 4]), (2, 3))
    tensor([[1, 0],
            [1, 1]])
    """
    if 0 in plane:
        return torch.full((*flat.shape, len(plane)), -1, device=flat.device)
    return torch.stack(torch.unravel_index(flat, tuple(plane)), dim=-1)


def full_index(index: Sequence[int] | int, shape: Sequence[int], name: str = "index") -> Place:
    """Return `index` into a tensor of `shape` as one number an axis, none negative; else PoolvizError.

    The error calls it `name`, as whoever was given it does.

    >>> full_index((0, -1), (2, 3))
    (0, 2)
    """
    several = several_in(index)
    given = (index,) if several is None else several
    numbers = [_inside(number, size) for number, size in zip(given, shape, strict=False)]
    if len(given) != len(shape) or None in numbers:
        raise PoolvizError(
            N_("`{name}` must be a full index into the output of shape {shape}, but got {got}"),
            name=name,
            shape=tuple(shape),
            got=given,
        )
    return tuple(number for number in numbers if number is not None)


def full_planes(planes: Sequence[int | slice], leading: Sequence[int]) -> tuple[int | slice, ...]:
    """Return `planes`, one number or slice for each of the `leading` axes, none negative; else PoolvizError.

    >>> full_planes((-1, slice(2)), (4, 3))
    (3, slice(None, 2, None))
    """
    sizes = zip(planes, leading, strict=False)
    kept = [one if isinstance(one, slice) else _inside(one, size) for one, size in sizes]
    if len(planes) != len(leading) or None in kept:
        raise PoolvizError(
            N_("`planes` must be a number or a slice for each axis before the plane, {shape}, but got {got}"),
            shape=tuple(leading),
            got=tuple(planes),
        )
    return tuple(one for one in kept if one is not None)


def _inside(number: object, size: int) -> int | None:
    """Return a place on an axis of `size`, not negative; None for one outside and for no whole number."""
    try:
        whole = operator.index(number)  # type: ignore[arg-type]
    except TypeError:
        return None
    return whole % size if -size <= whole < size else None
