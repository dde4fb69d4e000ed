"""Layers near one that torch refuses, that torch accepts."""

from collections.abc import Iterator, Sequence
from typing import Any

from torch import nn

from poolviz.errors import REFUSALS
from poolviz.pooling.layers import arguments, family_of, setting, together, torch_class
from poolviz.pooling.layouts import shape_after
from poolviz.pooling.refusals.rules import RULES, axis_rules

SEARCHED = ("padding", "output_size", "kernel_size", "dilation", "stride", "ceil_mode")
LARGEST = 64
LOWEST = {"kernel_size": 1, "stride": 1, "dilation": 1, "padding": 0, "output_size": 1}


def repairs(layer: nn.Module, shape: Sequence[int]) -> tuple[nn.Module, ...]:
    """Return valid layers near `layer` for an input of `shape`, one for each parameter that can help.

    Impossible values (a stride of 0) are lifted first; padding is cut first where no single
    parameter helps. Empty where that does not help either.

    >>> [str(arguments(fix)) for fix in repairs(nn.MaxPool2d(3, padding=2), (1, 6, 6))]
    ["{'kernel_size': 3, 'padding': 1}", "{'kernel_size': 4, 'padding': 2}"]
    """
    _, dims = family_of(layer)
    plane = tuple(shape[-dims:])
    if not ruled(layer, plane) or not _can_be_made(layer):
        return ()
    lifted = _lifted(layer, dims)
    if lifted is not layer and accepts(lifted, shape):
        return (lifted,)
    for start in (lifted, *_less_padded(lifted, dims)):
        if fixes := tuple(fix for fix in _single_changes(start, plane) if accepts(fix, shape)):
            return fixes
    return ()


def accepts(layer: nn.Module, shape: Sequence[int]) -> bool:
    """Tell whether torch takes `layer` on an input of `shape`, without computing it.

    >>> accepts(nn.MaxPool2d(3), (1, 2, 2))
    False
    """
    try:
        shape_after(layer, shape)
    except REFUSALS:
        return False
    return True


def ruled(layer: nn.Module, plane: Sequence[int]) -> bool:
    """Tell whether the rules speak of `layer` on a plane of these sizes: its settings are whole numbers.

    >>> ruled(nn.MaxPool2d(2), (5, 5)), ruled(nn.AdaptiveMaxPool2d(2), (5, 5))
    (True, False)
    """
    family, dims = family_of(layer)
    return family.layout in RULES and len(plane) == dims and whole_numbers(layer, dims)


def changed(layer: nn.Module, **changes: Any) -> nn.Module:
    """Return a layer like `layer` with some arguments changed; a default stride stays the default.

    >>> changed(nn.MaxPool2d(3), kernel_size=2).stride
    2
    """
    return torch_class(layer)(**(arguments(layer) | changes))


def whole_numbers(layer: nn.Module, dims: int) -> bool:
    """Tell whether the settings of `layer` are ints of 64 bits, one or `dims` of each; torch wants no others.

    >>> whole_numbers(nn.MaxPool2d(2.5), dims=2)
    False
    """
    # An empty stride is the default one; a fractional layer can have a ratio in place of output_size.
    empty: dict[str, tuple] = {"stride": (None, (), []), "output_size": (None,)}
    held = {name: getattr(layer, name, 1) for name in LOWEST}
    values = [value for name, value in held.items() if value not in empty.get(name, ())]
    numbers = [n for value in values for n in (value if isinstance(value, tuple | list) else (value,))]
    lengths = {len(value) for value in values if isinstance(value, tuple | list)}
    return all(type(n) is int and abs(n) < 2**63 for n in numbers) and lengths <= {1, dims}


def _can_be_made(layer: nn.Module) -> bool:
    """Tell whether torch makes a layer of these settings; they may have changed since it made `layer`."""
    try:
        return changed(layer) is not None
    except REFUSALS:
        return False


def _lifted(layer: nn.Module, dims: int) -> nn.Module:
    changes = {}
    for name in arguments(layer).keys() & LOWEST.keys():
        values = tuple(setting(layer, name, dim) for dim in range(dims))
        if min(values) < LOWEST[name]:
            changes[name] = together([max(value, LOWEST[name]) for value in values])
    if getattr(layer, "divisor_override", None) == 0:
        changes["divisor_override"] = None
    return changed(layer, **changes) if changes else layer


def _less_padded(layer: nn.Module, dims: int) -> Iterator[nn.Module]:
    if not hasattr(layer, "padding"):
        return
    pads = [(setting(layer, "padding", dim), setting(layer, "kernel_size", dim) // 2) for dim in range(dims)]
    yield changed(layer, padding=together([min(pair) for pair in pads]))
    yield changed(layer, padding=0)


def _single_changes(layer: nn.Module, plane: Sequence[int]) -> Iterator[nn.Module]:
    for name in SEARCHED:
        if not hasattr(layer, name) or (name == "output_size" and layer.output_size is None):
            continue
        if name == "ceil_mode":
            yield changed(layer, ceil_mode=not layer.ceil_mode)
            continue
        values = [_nearest(layer, name, dim, plane) for dim in range(len(plane))]
        if None not in values:
            yield changed(layer, **{name: together(values)})


def _nearest(layer: nn.Module, name: str, dim: int, plane: Sequence[int]) -> int | None:
    current = setting(layer, name, dim)
    # The search stays small whatever a link asks for: beyond LARGEST the smallest values are tried alone.
    # More padding than half a kernel never helps, nor does more dilation or, in floor mode, any stride.
    most = {"padding": setting(layer, "kernel_size", dim) // 2, "dilation": current}
    if name == "stride" and not getattr(layer, "ceil_mode", False):
        most["stride"] = 0
    tried = range(LOWEST[name], min(most.get(name, LARGEST), LARGEST) + 1)
    for value in sorted(tried, key=lambda value: abs(value - current)):
        if all(rule.holds for rule in axis_rules(changed(layer, **{name: value}), dim, plane)):
            return value
    return None
