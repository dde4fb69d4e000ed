"""Calls of torch's pooling layers that go wrong in silence, or too late, as programs with what they print."""

from dataclasses import dataclass
from functools import cache

import torch
import torch.nn.functional as F  # noqa: N812
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import functional_name
from poolviz.pooling.code.signatures import order_traps
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import LAYERS, SIGNATURES


@dataclass(frozen=True)
class Shown:
    """A program of a few lines, and what it prints, line by line."""

    program: str
    printed: str


def swapped_places(cls: type[nn.Module], other: type[nn.Module]) -> list[tuple[int, str, str]]:
    """Return the places, from 1, where two layers take another argument, and the two arguments.

    >>> swapped_places(nn.MaxPool2d, nn.LPPool2d)[0]
    (1, 'kernel_size', 'norm_type')
    """
    pairs = enumerate(zip(SIGNATURES[cls], SIGNATURES[other], strict=False), 1)
    return [(place, ours, its) for place, (ours, its) in pairs if ours != its]


def silent_order(cls: type[nn.Module]) -> Shown | None:
    """Return two calls with the same arguments, of a max pooling as layer and as function, that differ.

    With a batch of two the function's one tensor falls apart into "y, indices" without an error.
    None where layer and function agree on the order.

    >>> print(silent_order(nn.MaxPool1d).printed)
    torch.Size([2, 1, 2]) torch.int64
    torch.Size([1, 3]) torch.float32
    """
    if not order_traps(cls):
        return None
    dims, name = LAYERS[cls][1], functional_name(cls)
    x = _counted(2, dims)
    given = (2, 2, 0, 1, True)
    (y, indices), (y2, indices2) = cls(*given)(x), getattr(F, name)(x, *given)
    program = "\n".join(
        [
            *_opening("import torch.nn.functional as F"),
            _made(x),
            f"y, indices = nn.{cls.__name__}(2, 2, 0, 1, True)(x)",
            "print(y.shape, indices.dtype)",
            f"y, indices = F.{name}(x, 2, 2, 0, 1, True)",
            "print(y.shape, indices.dtype)",
        ]
    )
    return Shown(program, f"{y.shape} {indices.dtype}\n{y2.shape} {indices2.dtype}")


@cache
def silent_swap(dims: int) -> Shown:
    """Return a max and a norm pooling with the same arguments, of which each means another thing.

    >>> print(silent_swap(1).printed)
    kernel_size 3: torch.Size([1, 1, 2])
    kernel_size 2: torch.Size([1, 1, 2])
    """
    x = _counted(1, dims)
    names = [f"{kind}Pool{dims}d" for kind in ("Max", "LP")]
    pools = [getattr(nn, name)(3, 2) for name in names]
    line = 'print(f"kernel_size {pool.kernel_size}: {pool(x).shape}")'
    program = [*_opening(), _made(x), f"pool = nn.{names[0]}(3, 2)", line]
    program += [f"pool = nn.{names[1]}(3, 2)", line]
    printed = [f"kernel_size {pool.kernel_size}: {pool(x).shape}" for pool in pools]
    return Shown("\n".join(program), "\n".join(printed))


@cache
def same_repr(dims: int) -> Shown:
    """Return two average poolings that print alike and pool otherwise."""
    x = _counted(1, dims, 5)
    name = f"AvgPool{dims}d"
    one, other = getattr(nn, name)(2), getattr(nn, name)(2, ceil_mode=True)
    program = [
        *_opening(),
        _made(x),
        f"one, other = nn.{name}(2), nn.{name}(2, ceil_mode=True)",
        "print(one, other, repr(one) == repr(other))",
        "print(one(x).shape, other(x).shape)",
    ]
    alike = f"{one} {other} {repr(one) == repr(other)}"
    return Shown("\n".join(program), f"{alike}\n{one(x).shape} {other(x).shape}")


@cache
def late_refusal(dims: int) -> Shown:
    """Return a layer that can be made and printed, and is refused only when it is called."""
    x = _counted(1, dims, 6)
    name = f"MaxPool{dims}d"
    pool = getattr(nn, name)(1, 2, 3, 4)
    try:
        explain(pool, x)
    except PoolvizError as error:
        said = error.torch_message
    program = [
        *_opening(),
        _made(x),
        f"pool = nn.{name}(1, 2, 3, 4)",
        "print(pool)",
        "try:",
        "    pool(x)",
        "except RuntimeError as error:",
        "    print(error)",
    ]
    return Shown("\n".join(program), f"{pool}\n{said}")


def _counted(images: int, dims: int, length: int = 5) -> Tensor:
    shape = (images, 1, *[length] * dims)
    return torch.arange(float(torch.Size(shape).numel())).view(shape)


def _made(x: Tensor) -> str:
    return f"x = torch.arange({x.numel()}.0).view{tuple(x.shape)}"


def _opening(*imports: str) -> list[str]:
    return ["import torch", *imports, "from torch import nn", ""]
