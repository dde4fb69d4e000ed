"""ReLU, Sigmoid and Dropout at work: what comes out, and what becomes of the input itself."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.networks.seeds import seeded
from poolviz.texts import N_


@dataclass(frozen=True, eq=False)
class Applied:
    """A layer that works cell by cell: the input `before`, the `output`, and the input `after` the call.

    `shares` tells whether output and input are one memory, as after an inplace layer. `drawn` is what
    dropout multiplied each cell by, 0 or 1/(1−p); None where nothing was drawn.
    """

    layer: nn.Module
    before: Tensor
    output: Tensor
    after: Tensor
    shares: bool
    drawn: Tensor | None = None


def apply_layer(layer: nn.Module, x: Tensor, seed: int = 0, training: bool = False) -> Applied:
    """Return what `layer`, which works cell by cell, makes of `x`, and whether it overwrites it.

    What is random is drawn as after torch.manual_seed(seed). PoolvizError where the shape changes.

    >>> applied = apply_layer(nn.ReLU(inplace=True), torch.tensor([1.0, -0.5]))
    >>> applied.output, applied.before, applied.after
    (tensor([1., 0.]), tensor([ 1.0000, -0.5000]), tensor([1., 0.]))
    """
    given = x.detach().clone()
    output = _run(layer, given, seed, training)
    if output.shape != x.shape:
        raise PoolvizError(
            N_("`layer` must work cell by cell, but {got} changes the shape"), got=type(layer).__name__
        )
    drawn = None
    if training and isinstance(layer, nn.Dropout):
        drawn = _run(nn.Dropout(layer.p), torch.ones_like(given), seed, training)
    return Applied(layer, x, output, given, output.data_ptr() == given.data_ptr(), drawn)


def _run(layer: nn.Module, x: Tensor, seed: int, training: bool) -> Tensor:
    was = layer.training
    with seeded(seed), torch.no_grad():
        try:
            return layer.train(training)(x)
        finally:
            layer.train(was)
