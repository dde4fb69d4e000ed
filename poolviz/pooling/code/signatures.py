"""What torch's own signatures say of its pooling layers, compared: order of arguments, repr, dtypes."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import REFUSALS
from poolviz.pooling.code.functional import functional_order
from poolviz.pooling.layers import LAYERS, SIGNATURES
from poolviz.pooling.layouts import layout_of

# Values that torch accepts, and other ones, to see what a change of one of them does.
_GIVEN: dict[str, Any] = {"norm_type": 2, "kernel_size": 2, "output_size": 3}
_CHANGED: dict[str, Any] = {
    "norm_type": 3,
    "kernel_size": 3,
    "stride": 1,
    "padding": 1,
    "dilation": 2,
    "return_indices": True,
    "ceil_mode": True,
    "count_include_pad": False,
    "divisor_override": 5,
    "output_size": 2,
    "output_ratio": 0.5,
}
DTYPES = tuple(
    getattr(torch, name)
    for name in ("float16", "bfloat16", "float32", "float64", "uint8", "int8", "int16", "int32", "int64")
)


@dataclass(frozen=True)
class Trap:
    """A place, counted from 1, at which the layer takes one argument and its function another."""

    place: int
    of_layer: str
    of_function: str


def constructor(cls: type[nn.Module]) -> str:
    """Return how the layer `cls` is made, with torch's defaults.

    >>> constructor(nn.AdaptiveMaxPool2d)
    'nn.AdaptiveMaxPool2d(output_size, return_indices=False)'
    """
    written = [
        name if known.default is known.empty else f"{name}={known.default!r}"
        for name, known in SIGNATURES[cls].items()
    ]
    return f"nn.{cls.__name__}({', '.join(written)})"


def order_traps(cls: type[nn.Module]) -> tuple[Trap, ...]:
    """Return the places where an argument without its name means one thing to nn and another to F.

    >>> order_traps(nn.MaxPool2d)[0]
    Trap(place=5, of_layer='return_indices', of_function='ceil_mode')
    >>> order_traps(nn.AvgPool2d)
    ()
    """
    pairs = zip(SIGNATURES[cls], functional_order(cls), strict=False)
    return tuple(Trap(place, ours, its) for place, (ours, its) in enumerate(pairs, 1) if ours != its)


def hidden_parameters(cls: type[nn.Module]) -> tuple[str, ...]:
    """Return the parameters that repr() of the layer does not show: a change of them leaves it as it is.

    >>> hidden_parameters(nn.AvgPool2d)
    ('ceil_mode', 'count_include_pad', 'divisor_override')
    """
    shown = repr(_built(cls))
    return tuple(
        name for name in SIGNATURES[cls] if repr(_built(cls, **{name: _changed(cls, name)})) == shown
    )


def dtypes(cls: type[nn.Module], device: str = "cpu", with_indices: bool = False) -> dict[str, str]:
    """Return the dtypes that the layer takes on `device`, each with that of its output, found by trying.

    `with_indices` asks for return_indices=True, for the layers that have it.

    >>> dtypes(nn.AdaptiveAvgPool1d)["float64"]
    'float64'
    """
    return _tried(cls.__name__, device, with_indices)


@cache
def _tried(name: str, device: str, with_indices: bool) -> dict[str, str]:
    cls, found = getattr(nn, name), {}
    for dtype in DTYPES:
        given = {"return_indices": True} if with_indices else {}
        try:
            output = pooled(
                _built(cls, **given), torch.ones((1, 1, *[5] * LAYERS[cls][1]), dtype=dtype), device
            )
        except REFUSALS:
            continue
        found[_short(dtype)] = _short(output.dtype)
    return found


def pooled(layer: nn.Module, x: Tensor, device: str = "cpu") -> Tensor:
    """Return what `layer` makes of `x`; a MaxUnpool is given the indices 0, 1, 2, … of each plane."""
    x = x.to(device)
    if layout_of(layer).places:
        plane = x.shape[2:]
        return layer(x, torch.arange(plane.numel(), device=device).view(plane).expand(x.shape))
    result = layer(x)
    return result[0] if isinstance(result, tuple) else result


def _built(cls: type[nn.Module], **changes: Any) -> nn.Module:
    given = {name: value for name, value in _GIVEN.items() if name in SIGNATURES[cls]}
    if "output_ratio" in changes:  # one of the two
        del given["output_size"]
    return cls(**given | changes)


def _changed(cls: type[nn.Module], name: str) -> Any:
    return torch.full((1, 1, LAYERS[cls][1]), 0.5) if name == "_random_samples" else _CHANGED[name]


def _short(dtype: torch.dtype) -> str:
    return str(dtype).removeprefix("torch.")
