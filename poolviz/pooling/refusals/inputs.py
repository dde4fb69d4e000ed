"""What a caller gives for a tensor or for sizes: a tensor, an array, or lists; all else is refused."""

import operator
from collections.abc import Sequence
from typing import Any, Protocol

import torch
from torch import Tensor

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.texts import N_


class SupportsArray(Protocol):
    """An array of numpy, or what gives one."""

    def __array__(self) -> Any: ...


Numbers = Tensor | SupportsArray | Sequence[Any]


def as_tensor(name: str, given: Numbers, dtype: torch.dtype | None = None) -> Tensor:
    """Return `given` as a tensor: a tensor as it is, an array in its own dtype, lists in `dtype`.

    Without `dtype` lists are of the one torch would choose. Arrays and lists are copied. PoolvizError, which
    calls it `name`, where it is none of these or no array of numbers.

    >>> as_tensor("indices", [[0, 2]]), as_tensor("x", ((1, 2), (3, 4)), torch.float32).shape
    (tensor([[0, 2]]), torch.Size([2, 2]))
    """
    if isinstance(given, Tensor):
        _require_plain(name, given)
        return given
    try:
        if hasattr(given, "__array__"):
            array = given.__array__()
            # In the machine's own order of bytes, and forwards, as torch wants it.
            return torch.from_numpy(array.astype(array.dtype.newbyteorder("="), order="C"))
        if isinstance(given, list | tuple):
            return torch.tensor(given, dtype=dtype)
    except REFUSALS as error:
        raise _refusal(name, f"{type(given).__name__}: {error}") from error
    raise _refusal(name, type(given).__name__)


def whole_numbers_in(given: object, axes: int | None = None) -> tuple[int, ...] | None:
    """Return the whole numbers in a list, a tuple, an array or a tensor; a lone one for all `axes`.

    None where it holds others, and for a lone one without `axes`.

    >>> whole_numbers_in(torch.tensor([8, 3])), whole_numbers_in(7, axes=2), whole_numbers_in((1, 2.5))
    ((8, 3), (7, 7), None)
    """
    several = several_in(given)
    try:
        if several is None:
            return None if axes is None else (operator.index(given),) * axes  # type: ignore[arg-type]
        return tuple(map(operator.index, several))
    except TypeError:
        return None


def several_in(given: object) -> tuple[Any, ...] | None:
    """Return what is in a list, a tuple, an array or a tensor; None for anything else.

    >>> several_in([0, 1]), several_in(3), several_in(torch.tensor(3))
    ((0, 1), None, None)
    """
    listed = isinstance(given, Sequence) or bool(getattr(given, "ndim", 0))
    return tuple(given) if listed else None  # type: ignore[arg-type]


def as_shape(given: object) -> tuple[int, ...]:
    """Return the `shape` of an input as ints; PoolvizError where it is none.

    >>> as_shape([8, 3])
    (8, 3)
    """
    shape = whole_numbers_in(given)
    if shape is None or min(shape, default=0) < 0:
        raise PoolvizError(N_("`shape` must be whole numbers of at least 0, but got {got}"), got=given)
    return shape


def require_numbers(x: Tensor) -> None:
    """Raise PoolvizError where `x` has a shape and no numbers: on the meta device.

    >>> require_numbers(torch.zeros(2))
    """
    if x.is_meta:
        raise PoolvizError(
            N_("`x` is on the meta device and has no numbers, only a shape; pass one with numbers")
        )


def _require_plain(name: str, given: Tensor) -> None:
    if given.is_quantized:
        raise PoolvizError(
            N_("`{name}` must hold plain numbers, but is quantized: pass its dequantize()"), name=name
        )
    if given.is_nested:
        raise PoolvizError(
            N_("`{name}` must have one shape, but is nested: pass one of its tensors"), name=name
        )


def _refusal(name: str, got: str) -> PoolvizError:
    return PoolvizError(
        N_("`{name}` must be a tensor, an array of numbers, or lists of equal length, but got {got}"),
        name=name,
        got=got,
    )
