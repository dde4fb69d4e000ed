"""What helps where torch refuses a layer on a tensor: another layer, or another tensor; found by trying."""

import math
from collections.abc import Callable

import torch
from torch import Tensor, nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import family_of, setting
from poolviz.pooling.layouts import layout_of, settled, shape_after
from poolviz.pooling.refusals.repairs import repairs
from poolviz.texts import N_

MOST_TRIED = 10_000_000  # values that a layer may read to be tried on the input itself
# What a tensor can be that torch does not pool, and what makes another of it.
_REMEDIES: tuple[tuple[Callable[[Tensor], bool], str], ...] = (
    (lambda x: x.layout is not torch.strided, "to_dense()"),
    (lambda x: x.is_quantized, "dequantize()"),
    (lambda x: x.is_complex(), "real"),
    (lambda x: not x.is_floating_point(), "float()"),
)


def refusal(layer: nn.Module, x: Tensor, error: Exception) -> PoolvizError:
    """Return what to say where torch refuses `layer` on `x` with `error`: its words, and what helps.

    >>> refusal(nn.AvgPool2d(2), torch.ones(1, 4, 4).byte(), RuntimeError("no uint8")).values["instead"]
    'x.float()'
    """
    fixes = repairs_of(layer, x)
    instead, fix = ("", None) if fixes else remedy(layer, x)
    if not instead:
        template = N_("torch refuses {layer} on an input of shape {shape}: {message}")
    elif fix is None:
        template = N_("torch refuses {layer} on {dtype} of shape {shape}: {message}; give it {instead}")
    else:
        template = N_("torch refuses {layer} on {dtype} of shape {shape}: {message}; give {instead} to {fix}")
    return PoolvizError(
        template,
        torch_message=str(error),
        fixes=fixes,
        layer=code(layer),
        shape=tuple(x.shape),
        message=error,
        dtype=x.dtype,
        instead=instead,
        fix="" if fix is None else code(fix),
    )


def repairs_of(layer: nn.Module, x: Tensor) -> tuple[nn.Module, ...]:
    """Return those of `repairs` that torch takes on `x` itself, of its dtype and its layout in memory.

    >>> repairs_of(nn.MaxPool2d(2, padding=2), torch.ones(1, 1, 1).int())[0].padding
    1
    >>> repairs_of(nn.AvgPool2d(2, padding=2), torch.ones(1, 1, 1).int())
    ()
    """
    return tuple(fix for fix in repairs(layer, x.shape) if takes(fix, x))


def takes(layer: nn.Module, x: Tensor) -> bool:
    """Tell whether torch takes `layer` on `x`, found by trying; by shape alone where that is much work.

    >>> takes(nn.MaxPool2d(2), torch.ones(1, 4, 4).int()), takes(nn.AvgPool2d(2), torch.ones(1, 4, 4).int())
    (True, False)
    """
    dims = family_of(layer)[1]
    try:
        lengths = enumerate(x.shape[-dims:])
        taps = math.prod(min(setting(layer, "kernel_size", dim, 1), length) for dim, length in lengths)
        if math.prod(shape_after(layer, x.shape)) * taps <= MOST_TRIED:
            settled(layer, x)(x)
    except REFUSALS:
        return False
    return True


def remedy(layer: nn.Module, x: Tensor) -> tuple[str, nn.Module | None]:
    """Return what to give in place of `x`, and a layer where `layer` is no good either.

    The text is empty where `x` is not at fault, or nothing helps.

    >>> remedy(nn.AvgPool2d(2), torch.ones(1, 4, 4).byte())
    ('x.float()', None)
    """
    line, given = _other(x)
    if line == "x" or layout_of(layer).places:
        return "", None
    for fix in (None, *repairs(layer, x.shape)):
        if takes(layer if fix is None else fix, given):
            return line, fix
    return "", None


def _other(x: Tensor) -> tuple[str, Tensor]:
    """Return how to write a dense tensor of real numbers made of `x`, and that tensor; `x` where none is."""
    line, given = "x", x
    try:
        for needed, name in _REMEDIES:
            if needed(given):
                line, given = f"{line}.{name}", getattr(given, name.removesuffix("()"))
                given = given() if callable(given) and not isinstance(given, Tensor) else given
    except REFUSALS:
        return "x", x
    return line, given
