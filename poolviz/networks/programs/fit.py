"""Where an input does not fit a chain of layers: which layer refuses, what it should be, which size fits."""

import copy
import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, cast

import torch
from torch import Tensor, nn
from torch.func import functional_call

from poolviz.errors import PoolvizError
from poolviz.networks.programs.code import leaves
from poolviz.networks.seeds import seeded
from poolviz.pooling.layers import LAYERS as POOLS
from poolviz.pooling.sizes.costs import reads
from poolviz.texts import N_

LARGEST_SIDE = 512
LARGEST_MAP = 640
_CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)
_NORMS = (nn.BatchNorm1d, nn.BatchNorm2d, nn.BatchNorm3d)
_REFUSED = (ArithmeticError, AssertionError, LookupError, TypeError, ValueError, RuntimeError, Warning)


@dataclass(frozen=True, eq=False)
class Misfit:
    """A layer that refuses what comes to it: its `name`, the `shape`, and torch's own `message`.

    `argument` is what of the layer should be `right`; None where no single number repairs it.
    """

    name: str
    layer: nn.Module
    shape: tuple[int, ...]
    message: str
    argument: str | None = None
    right: int | None = None


def misfit(model: nn.Sequential, shape: Sequence[int]) -> Misfit | None:
    """Return the first layer that refuses an input of `shape`, found on the meta device; None where all fit.

    >>> model = nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(9, 2)).to("meta")
    >>> found = misfit(model, (1, 1, 8, 8))
    >>> found.name, found.shape, found.right
    ('2', (1, 16), 16)
    """
    x = torch.empty(tuple(shape), device="meta")
    for name, layer in leaves(model):
        try:
            with torch.no_grad():
                x, came = layer.eval()(x), x
        except _REFUSED as error:
            return _described(name, layer, tuple(x.shape), str(error))
        if not isinstance(x, Tensor):
            return _described(name, layer, tuple(came.shape), type(x).__name__)
    return None


def input_of(model: nn.Sequential) -> tuple[int, int]:
    """Return how many channels the input must have, and how many axes its planes have.

    >>> input_of(nn.Sequential(nn.ReLU(), nn.Conv2d(3, 6, 5)))
    (3, 2)
    """
    for _name, layer in leaves(model):
        dims = next((int(part) for part in type(layer).__name__[-2:-1] if part in "123"), 0)
        if isinstance(layer, _CONVOLUTIONS):
            return layer.in_channels, dims
        if isinstance(layer, _NORMS):
            return layer.num_features, dims
        if isinstance(layer, nn.Flatten | nn.Linear):
            break
    pools = (POOLS[type(layer)][1] for _name, layer in leaves(model) if type(layer) in POOLS)
    return 1, next(pools, 2)


def fitting_side(model: nn.Sequential, channels: int, axes: int, name: str) -> int | None:
    """Return the smallest side of a square input that gives the layer `name` as many features as it wants.

    None where no side up to 512 does: then only another layer helps.

    >>> net = nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(9, 2)).to("meta")
    >>> fitting_side(net, channels=1, axes=2, name="2")
    6
    """
    low, high = 1, LARGEST_SIDE
    while low < high:
        side = (low + high) // 2
        found = misfit(model, (1, channels, *[side] * axes))
        if found is not None and _too_small(found, name):
            low = side + 1
        else:
            high = side
    return low if misfit(model, (1, channels, *[low] * axes)) is None else None


def work(model: nn.Sequential, shape: Sequence[int]) -> tuple[int, int]:
    """Return how many numbers a run on `shape` holds, weights too, and how many it reads or multiplies.

    To be asked where the input fits. Pooling counts what its windows read.

    >>> work(nn.Sequential(nn.Linear(4, 2)).to("meta"), (1, 4))
    (16, 8)
    """
    x = torch.empty(tuple(shape), device="meta")
    held, done = sum(one.numel() for one in model.parameters()) + x.numel(), 0
    for _name, layer in leaves(model):
        with torch.no_grad():
            made = layer.eval()(x)
        done += work_of(layer, x, made)
        held, x = held + made.numel(), made
    return held, done


def require_drawable(model: nn.Sequential, shape: Sequence[int], most: int = LARGEST_MAP) -> None:
    """Raise PoolvizError where a map has a side of more than `most` cells. To be asked where the input fits.

    >>> require_drawable(nn.Sequential(nn.MaxPool2d(2)), (1, 1, 8, 8))
    """
    x = torch.empty(tuple(shape), device="meta")
    for name, layer in leaves(model):
        with torch.no_grad():
            x = layer.eval()(x)
        if x.dim() > 2 and max(x.shape[2:]) > most:
            raise PoolvizError(
                N_("the map of {name} would have {got} cells a side; this page draws at most {most}"),
                name=name,
                got=f"{max(x.shape[2:]):,}",
                most=f"{most:,}",
            )


def work_of(layer: nn.Module, x: Tensor, made: Tensor) -> int:
    """Return how many numbers a layer reads or multiplies to make `made` of `x`."""
    if type(layer) in POOLS:
        try:
            return reads(layer, x.shape)
        except PoolvizError:
            return made.numel()
    if isinstance(layer, nn.LocalResponseNorm):
        return made.numel() * layer.size
    weight = getattr(layer, "weight", None)
    if isinstance(layer, nn.Linear) and weight is not None:
        return made.numel() * layer.in_features
    if isinstance(layer, _CONVOLUTIONS) and weight is not None:
        return max(made.numel(), x.numel()) * math.prod(weight.shape[1:])
    return made.numel()


def _too_small(found: Misfit, name: str) -> bool:
    if found.name != name:
        return True  # a layer before it: the planes are too small for its window
    wanted = getattr(found.layer, found.argument or "", None)
    return wanted is None or (found.right or 0) < wanted


def _described(name: str, layer: nn.Module, shape: tuple[int, ...], meta: str) -> Misfit:
    message = _words(layer, shape) or meta
    if isinstance(layer, nn.Linear) and shape:
        return Misfit(name, layer, shape, message, "in_features", shape[-1])
    channels = shape[1] if len(shape) > 2 else None
    if isinstance(layer, _CONVOLUTIONS) and channels not in (None, layer.in_channels):
        return Misfit(name, layer, shape, message, "in_channels", channels)
    if isinstance(layer, _NORMS) and channels not in (None, layer.num_features):
        return Misfit(name, layer, shape, message, "num_features", channels)
    return Misfit(name, layer, shape, message)


def _words(layer: nn.Module, shape: tuple[int, ...]) -> str:
    """Return torch's words on the CPU: those of the meta device are others. Empty where it says none.

    One zero is seen as all weights and as the input; what refuses by shape never computes.
    """
    if not isinstance(layer, (nn.Linear, *_CONVOLUTIONS, *_NORMS)) and type(layer) not in POOLS:
        return ""
    zero = torch.zeros(1)
    weights = {key: zero.expand(one.shape) for key, one in layer.named_parameters()}
    try:
        functional_call(layer, weights, zero.expand(shape))
    except _REFUSED as error:
        return str(error)
    return ""


def with_weights(model: nn.Sequential, seed: int) -> nn.Sequential:
    """Return a copy of a `model` on the meta device with weights as torch draws them after the seed.

    >>> net = with_weights(nn.Sequential(nn.Linear(2, 1)).to("meta"), seed=0)
    >>> net(torch.zeros(1, 2)).shape
    torch.Size([1, 1])
    """
    made = copy.deepcopy(model).to_empty(device="cpu")
    with seeded(seed):
        for module in made.modules():
            if hasattr(module, "reset_parameters"):
                cast(Any, module).reset_parameters()
            elif isinstance(module, nn.PReLU):
                nn.init.constant_(module.weight, module.init)
    return made
