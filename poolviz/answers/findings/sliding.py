"""What a sliding layer says in whole numbers, one for all axes, where a page sets no more of it."""

from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.layers import arguments, family_of, setting
from poolviz.texts import N_

POOLED = {
    "MaxPool1d": "max",
    "MaxPool2d": "max",
    "AvgPool1d": "mean",
    "AvgPool2d": "mean",
}  # of a signal or rows
NUMBERS = ("kernel_size", "stride", "padding")


def sliding(layer: nn.Module, unseen: tuple[str, ...] = ("return_indices",)) -> tuple[int, int, int]:
    """Return kernel_size, stride, padding of `layer`, one for all axes; of columns where rows are single.

    PoolvizError where axes differ, or where it says more than these and what is `unseen`.

    >>> sliding(nn.MaxPool2d((1, 3), stride=(1, 2))), sliding(nn.AvgPool1d(2, padding=1))
    ((3, 2, 0), (2, 2, 1))
    """
    beyond = next((one for one in arguments(layer) if one not in (*NUMBERS, *unseen)), None)
    if beyond is not None:
        raise PoolvizError(N_("`{name}` is nothing that this page sets"), name=beyond)
    kernel, stride, padding = (_along(layer, name) for name in NUMBERS)
    lone = kernel[0] == 1 and padding[0] == 0
    found = [axes[-1:] if lone else axes for axes in (kernel, stride, padding)]
    for name, axes in zip(NUMBERS, found, strict=True):
        if any(type(one) is not int or one != axes[0] for one in axes):
            raise _apart(name, tuple(axes))
    return found[0][0], found[1][0], found[2][0]


def _along(layer: nn.Module, name: str) -> list[Any]:
    try:
        return [setting(layer, name, dim) for dim in range(family_of(layer)[1])]
    except IndexError as error:  # an empty tuple, which some constructors take
        raise _apart(name, ()) from error


def _apart(name: str, got: tuple[Any, ...]) -> PoolvizError:
    text = N_("`{name}` must be one whole number for all axes here, but got {got}")
    return PoolvizError(text, name=name, got=got)


def held(name: str, value: int, lowest: int, highest: int) -> int:
    """Return `value` where it is within what the argument `name` can be set to; PoolvizError where not.

    >>> held("stride", 2, 1, 8)
    2
    """
    if lowest <= value <= highest:
        return value
    raise PoolvizError(
        N_("`{name}` must be a whole number from {lowest} to {highest} here, but got {got}"),
        name=name,
        lowest=lowest,
        highest=highest,
        got=value,
    )
