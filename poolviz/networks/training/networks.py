"""Small networks that are the same but for one thing: how they make their planes smaller."""

import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.texts import N_

CHANNELS = (8, 16)  # of the two convolutions


@dataclass(frozen=True)
class Downsampling:
    """How planes get smaller: the `stride` of each convolution, and the layer that `pool` makes behind it."""

    stride: int = 1
    pool: Callable[[], nn.Module] | None = None


# ceil_mode gives an odd length the size that a stride of 2 gives it, so the Linear behind is the same.
KINDS = {
    "max": Downsampling(pool=lambda: nn.MaxPool2d(2, ceil_mode=True)),
    "average": Downsampling(pool=lambda: nn.AvgPool2d(2, ceil_mode=True)),
    "strided": Downsampling(stride=2),
    "none": Downsampling(),
}


@dataclass(frozen=True)
class Stage:
    """One layer of a network: what comes out for one picture, its parameters, its multiply-adds."""

    layer: nn.Module
    shape: tuple[int, ...]
    parameters: int
    multiply_adds: int


def small_network(kind: str, shape: Sequence[int], classes: int) -> nn.Sequential:
    """Return two convolutions of 3×3 with ReLU, made smaller as `kind` of KINDS says, and a Linear.

    `shape` is (C, H, W) of one picture. The weights are drawn from torch's generator. PoolvizError
    where there is no such kind.

    >>> small_network("max", (1, 25, 25), 2)[-1]
    Linear(in_features=784, out_features=2, bias=True)
    """
    if kind not in KINDS:
        raise PoolvizError(
            N_("`kind` must be one of {allowed}, but got {got}"), allowed=", ".join(KINDS), got=kind
        )
    layers: list[nn.Module] = []
    for channels, out in itertools.pairwise((shape[0], *CHANNELS)):
        layers += _block(KINDS[kind], channels, out)
    _last, made = _with_shapes(layers, shape)[-1]
    return nn.Sequential(*layers, nn.Flatten(), nn.Linear(math.prod(made), classes))


def unweighted(kind: str, shape: Sequence[int], classes: int) -> nn.Sequential:
    """Return the same as small_network on the meta device, where nothing is drawn nor kept.

    >>> unweighted("none", (1, 25, 25), 2)[0].weight.device
    device(type='meta')
    """
    with torch.device("meta"):
        return small_network(kind, shape, classes)


def stages(network: nn.Sequential, shape: Sequence[int]) -> list[Stage]:
    """Return what each layer of `network` makes of one picture of `shape` (C, H, W), and what it costs.

    >>> [stage.shape for stage in stages(nn.Sequential(nn.Conv2d(1, 2, 3), nn.Flatten()), (1, 5, 5))]
    [(2, 3, 3), (18,)]
    """
    return [
        Stage(layer, out, sum(one.numel() for one in layer.parameters()), _multiply_adds(layer, out))
        for layer, out in _with_shapes(network, shape)
    ]


def _block(kind: Downsampling, channels: int, out: int) -> list[nn.Module]:
    made: list[nn.Module] = [nn.Conv2d(channels, out, 3, stride=kind.stride, padding=1), nn.ReLU()]
    return made if kind.pool is None else [*made, kind.pool()]


def _with_shapes(
    layers: Iterable[nn.Module], shape: Sequence[int]
) -> list[tuple[nn.Module, tuple[int, ...]]]:
    """Return each layer with the shape behind it, found on the meta device, where nothing is computed."""
    x = torch.empty((1, *shape), device="meta")
    found = []
    for layer in layers:
        weights = {name: torch.empty_like(one, device="meta") for name, one in layer.named_parameters()}
        x = torch.func.functional_call(layer, weights, (x,))
        found.append((layer, tuple(x.shape[1:])))
    return found


def _multiply_adds(layer: nn.Module, shape: Sequence[int]) -> int:
    """Return how often `layer` multiplies and adds for one output of `shape`: output × weights of a cell."""
    weight = getattr(layer, "weight", None)
    return 0 if weight is None else math.prod(shape) * math.prod(weight.shape[1:])
