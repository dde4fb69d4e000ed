"""What poolviz knows of the pooling layers of torch.nn: one table of what differs between them."""

import inspect
import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.windows import Adaptive, Axis, Sliding, members


@dataclass(frozen=True)
class Family:
    """What a kind of pooling does with a window, and how its windows lie.

    `reduce` is "max" or "mean"; `axis(layer, dim, length, outputs)` gives one axis of the layer;
    `divisor(layer, axes, position)` gives what an average divides by, None for max.
    """

    reduce: str
    axis: Callable[[nn.Module, int, int, int], Axis]
    divisor: Callable[[nn.Module, Sequence[Axis], Sequence[int]], int | None]


def setting(layer: nn.Module, name: str, dim: int, default: int = 0) -> int:
    """Return what `name` (kernel_size, stride, …) is along axis `dim`, torch's defaults filled in.

    >>> setting(nn.MaxPool2d((3, 2)), "stride", dim=1)
    2
    """
    value = getattr(layer, name, default)
    # torch takes an empty stride, too, for the default one.
    if name == "stride" and (value is None or value in ((), [])):
        value = layer.kernel_size
    if isinstance(value, Sequence):
        return value[dim] if len(value) > 1 else value[0]
    return value


def windows_before_drop(
    length: int, kernel_size: int, stride: int, padding: int, dilation: int, ceil_mode: bool
) -> int:
    """Return the output size of one axis before torch drops a window that starts in the right padding.

    Source: ATen/native/Pool.h, pooling_output_shape_pad_lr.

    >>> windows_before_drop(5, kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=True)
    2
    """
    room = length + 2 * padding - dilation * (kernel_size - 1) - 1
    return (room + (stride - 1 if ceil_mode else 0)) // stride + 1


def _sliding(layer: nn.Module, dim: int, length: int, outputs: int) -> Axis:
    kernel_size, stride, padding, dilation = (
        setting(layer, name, dim, default)
        for name, default in (("kernel_size", 1), ("stride", 1), ("padding", 0), ("dilation", 1))
    )
    wanted = windows_before_drop(length, kernel_size, stride, padding, dilation, bool(layer.ceil_mode))
    dropped = outputs if wanted > outputs else None
    return Sliding(length, outputs, kernel_size, stride, padding, dilation, dropped)


def _adaptive(_layer: nn.Module, _dim: int, length: int, outputs: int) -> Axis:
    return Adaptive(length, outputs)


def _no_divisor(_layer: nn.Module, _axes: Sequence[Axis], _position: Sequence[int]) -> None:
    return None


def _divisor(layer: nn.Module, axes: Sequence[Axis], position: Sequence[int]) -> int:
    override = getattr(layer, "divisor_override", None)
    if override is not None:
        return override
    if getattr(layer, "count_include_pad", True):
        return math.prod(axis.counted(output) for axis, output in zip(axes, position, strict=True))
    return math.prod(len(members(axis, output)) for axis, output in zip(axes, position, strict=True))


FAMILIES = {
    "MaxPool": Family("max", _sliding, _no_divisor),
    "AvgPool": Family("mean", _sliding, _divisor),
    "AdaptiveMaxPool": Family("max", _adaptive, _no_divisor),
    "AdaptiveAvgPool": Family("mean", _adaptive, _divisor),
}

LAYERS: dict[type[nn.Module], tuple[Family, int]] = {
    getattr(nn, f"{name}{dims}d"): (family, dims) for name, family in FAMILIES.items() for dims in (1, 2, 3)
}

_DEFAULTS = {
    cls: {name: parameter.default for name, parameter in inspect.signature(cls).parameters.items()}
    for cls in LAYERS
}


def torch_class(layer: nn.Module) -> type[nn.Module]:
    """Return the pooling class of torch.nn that `layer` is of; PoolvizError where it is of none.

    >>> torch_class(nn.MaxPool2d(3)).__name__
    'MaxPool2d'
    """
    for cls in type(layer).__mro__:
        if cls in LAYERS:
            return cls
    raise PoolvizError(
        N_("`layer` must be a pooling layer of torch.nn that poolviz knows, but got {got}"),
        got=type(layer).__name__,
    )


def family_of(layer: nn.Module) -> tuple[Family, int]:
    """Return what poolviz knows of `layer`, and over how many axes it pools; PoolvizError if nothing.

    >>> family_of(nn.AvgPool1d(2))[1]
    1
    """
    return LAYERS[torch_class(layer)]


def arguments(layer: nn.Module) -> dict[str, Any]:
    """Return the constructor's arguments of `layer` that are not the defaults, in torch's order.

    >>> arguments(nn.MaxPool2d(3, stride=3, ceil_mode=True))
    {'kernel_size': 3, 'ceil_mode': True}
    """
    given: dict[str, Any] = {}
    for name, default in _DEFAULTS[torch_class(layer)].items():
        value = getattr(layer, name)
        if isinstance(value, tuple) and value and value.count(value[0]) == len(value):
            value = value[0]
        if value != default and not (name == "stride" and value in (given["kernel_size"], (), [])):
            given[name] = value
    return given
