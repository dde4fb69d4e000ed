"""What a network at work holds and costs, known from its shapes before anything is computed."""

import math
from collections.abc import Sequence

from torch import nn

from poolviz.networks.trace import Trace
from poolviz.pooling.layers import LAYERS as POOLS
from poolviz.pooling.sizes.costs import reads

CONVOLUTIONS = (nn.Conv1d, nn.Conv2d, nn.Conv3d, nn.ConvTranspose1d, nn.ConvTranspose2d, nn.ConvTranspose3d)

# Nanoseconds of one core, measured: of a product in a matrix, of a value that a window reads, of any other.
PRODUCT, READ, NUMBER = 0.1, 2.0, 2.0
SQUARED = 10.0  # a number of what LocalResponseNorm pads
RESIZED = 6.0
MOMENT = 12_000.0  # a time of a recurrent layer
_PRODUCTS = {"matmul", "mm", "bmm", "addmm", "baddbmm", "linear", "bilinear", "einsum", "outer", "dot",
             "scaled_dot_product_attention", "cosine_similarity"}  # fmt: skip
_RESIZING = {"interpolate", "upsample", "grid_sample"}


def work(run: Trace) -> tuple[int, int]:
    """Return how many numbers a run holds, weights too, and about how many nanoseconds of a core it takes.

    >>> from poolviz.networks.trace import trace
    >>> from torch import zeros
    >>> work(trace(nn.Sequential(nn.Linear(40, 20)), zeros(1, 40)))
    (880, 80)
    """
    held, done = run.parameters + run.input.numel(), 0
    for step in run.steps:
        name = step.name.rpartition(".")[2]
        held += held_by(step.layer, step.shape_in, step.shape_out)
        done += work_of(name, step.layer, step.shape_in, step.shape_out)
    return held, done


def held_by(layer: nn.Module | None, came: Sequence[int], made: Sequence[int]) -> int:
    """Return how many numbers a layer holds while it makes shape `made` of shape `came`."""
    return math.prod(made) + (_padded(layer, came) if isinstance(layer, nn.LocalResponseNorm) else 0)


def work_of(name: str, layer: nn.Module | None, came: Sequence[int], made: Sequence[int]) -> int:
    """Return about how many nanoseconds a layer, or the function `name`, takes to make `made` of `came`.

    >>> work_of("", nn.MaxPool2d(2), (1, 4, 4), (1, 2, 2))
    32
    """
    size = math.prod(made)
    if layer is None:
        return int(_of_function(name, size, came))
    if type(layer) in POOLS:
        return int(READ * reads(layer, came, made))
    if isinstance(layer, nn.LocalResponseNorm):
        return int(READ * size * layer.size + SQUARED * _padded(layer, came))
    if isinstance(layer, nn.Upsample):
        return int(RESIZED * size)
    if isinstance(layer, nn.Linear):
        return int(PRODUCT * size * layer.in_features)
    if isinstance(layer, nn.RNNBase):
        return int(_times(layer, came) * (MOMENT * layer.num_layers + PRODUCT * _weights(layer)))
    if isinstance(layer, CONVOLUTIONS):
        return int(PRODUCT * max(size, math.prod(came)) * math.prod(layer.weight.shape[1:]))
    return int(NUMBER * size)


def _times(layer: nn.RNNBase, came: Sequence[int]) -> int:
    """Return how many rows a recurrent layer reads, one after the other and of all that stand beside."""
    return math.prod(came[:-1]) * (2 if layer.bidirectional else 1)


def _weights(layer: nn.RNNBase) -> int:
    return sum(one.numel() for one in layer.parameters())


def _of_function(name: str, size: int, came: Sequence[int]) -> float:
    if name in _PRODUCTS:
        return PRODUCT * 2 * size * (came[-1] if came else 1)
    return size * (RESIZED if name in _RESIZING else NUMBER)


def _padded(layer: nn.LocalResponseNorm, came: Sequence[int]) -> int:
    """Return how many numbers are summed: the squares, with zeros before and behind the channels."""
    channels = came[1] if len(came) > 1 else 1
    return math.prod(came) // max(channels, 1) * (channels + layer.size)
