"""What poolviz knows of the pooling layers of torch.nn: one table of what differs between them."""

import inspect
import math
from collections.abc import Sequence
from dataclasses import dataclass
from types import NoneType
from typing import Any

import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.texts import N_


@dataclass(frozen=True)
class Family:
    """What a kind of pooling does with a window, and how its windows lie.

    `reduce` is "max", "mean", "norm" or "place" (a value goes to where an index says), `layout` is
    "sliding", "adaptive", "fractional" or "places": rows of reductions.REDUCTIONS and layouts.LAYOUTS.
    """

    reduce: str
    layout: str


FAMILIES = {
    "MaxPool": Family("max", "sliding"),
    "AvgPool": Family("mean", "sliding"),
    "LPPool": Family("norm", "sliding"),
    "AdaptiveMaxPool": Family("max", "adaptive"),
    "AdaptiveAvgPool": Family("mean", "adaptive"),
    "FractionalMaxPool": Family("max", "fractional"),
    "MaxUnpool": Family("place", "places"),
}

LAYERS: dict[type[nn.Module], tuple[Family, int]] = {
    getattr(nn, f"{name}{dims}d"): (family, dims)
    for name, family in FAMILIES.items()
    for dims in (1, 2, 3)
    if hasattr(nn, f"{name}{dims}d")
}

SIGNATURES = {cls: inspect.signature(cls).parameters for cls in LAYERS}


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


def sliding_settings(layer: nn.Module, dim: int) -> tuple[int, int, int, int]:
    """Return kernel_size, stride, padding and dilation along axis `dim`; 0 and 1 if it has not the last.

    >>> sliding_settings(nn.LPPool2d(2, (3, 2)), dim=1)
    (2, 2, 0, 1)
    """
    kernel_size, stride = setting(layer, "kernel_size", dim), setting(layer, "stride", dim)
    return kernel_size, stride, setting(layer, "padding", dim), setting(layer, "dilation", dim, 1)


def extremes_taken(cls: type[nn.Module]) -> bool:
    """Tell whether an LPPool of this torch takes the largest value for p = ∞; older ones sum powers there.

    >>> extremes_taken(nn.LPPool1d) == (nn.LPPool1d(math.inf, 1)(torch.tensor([[3.0]])).item() == 3)
    True
    """
    three = torch.full((1,) * (1 + LAYERS[cls][1]), 3.0, device="cpu")
    return cls(math.inf, 1)(three).item() == 3


# Asked once and here: where layers are explained, what a model does may be recorded.
EXTREMES = {cls: extremes_taken(cls) for cls, taken in SIGNATURES.items() if "norm_type" in taken}


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


# What torch takes one number of for all axes, or one for each.
PER_AXIS = frozenset({"kernel_size", "stride", "padding", "dilation", "output_size", "output_ratio"})


def together(values: Sequence[Any]) -> Any:
    """Return one value for all axes where they agree, as people write it, else one for each.

    >>> together([3, 3]), together([3, 2])
    (3, (3, 2))
    """
    return values[0] if len(set(values)) == 1 else tuple(values)


def arguments(layer: nn.Module) -> dict[str, Any]:
    """Return the constructor's arguments of `layer` that are not the defaults, in torch's order.

    >>> arguments(nn.MaxPool2d(3, stride=3, ceil_mode=True))
    {'kernel_size': 3, 'ceil_mode': True}
    """
    given: dict[str, Any] = {}
    dims = family_of(layer)[1]
    for name, parameter in SIGNATURES[torch_class(layer)].items():
        value = getattr(layer, name)
        if name in PER_AXIS:
            value = _single(value, dims)
        default = parameter.default
        if name == "stride":
            # torch takes an empty stride, too, for the default one.
            default = given["kernel_size"] if value not in (None, (), []) else value
        if not _alike(value, default):
            given[name] = value
    return given


def functional_arguments(layer: nn.Module) -> dict[str, Any]:
    """Return what torch.nn.functional takes for `layer`: the same, but a ratio must be one an axis there.

    >>> functional_arguments(nn.FractionalMaxPool2d(2, output_ratio=0.5))
    {'kernel_size': 2, 'output_ratio': (0.5, 0.5)}
    """
    given = arguments(layer)
    return given | ({"output_ratio": layer.output_ratio} if "output_ratio" in given else {})


def _single(value: Any, dims: int) -> Any:
    """Return one number for a tuple of equal ones; (None, None) stays, since torch takes no None alone.

    So does a tuple of another length than 1 or `dims`, which torch refuses.
    """
    alike = isinstance(value, tuple) and len(value) in (1, dims) and all(_alike(value[0], v) for v in value)
    return value[0] if alike and not isinstance(value[0], tuple | list | NoneType) else value


def _alike(one: Any, other: Any) -> bool:
    """Tell whether two arguments are the same to torch, which takes 2 where it refuses 2.0 and True."""
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, torch.Tensor) or isinstance(other, torch.Tensor):
        return one is other
    kinds = [
        next((kind for kind in (bool, float) if isinstance(value, kind)), None) for value in (one, other)
    ]
    return kinds[0] is kinds[1] and bool(one == other)
