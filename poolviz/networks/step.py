"""One step of a traced model."""

from dataclasses import dataclass

from torch import Tensor, nn

from poolviz.networks.receptive_fields import Fields
from poolviz.pooling.explanation import Explanation


@dataclass(frozen=True, eq=False)
class Step:
    """One layer or function at work in a model.

    `inputs` are the numbers of the steps whose outputs it reads, -1 is the model's input. `layer` is
    the module of torch.nn, or the equal one for a function that pools or convolves. `parameters` are
    those no earlier step has used. `memory` is the bytes of its output; `shares` where the output lies in
    the memory of its input, `inplace` where it overwrote it. `fields` is what a cell of the output sees
    of the model's input, per axis of the plane; None where it sees the whole, has no plane, or where it is
    not known. `sees` tells which cells of its own input: "cell", "window", "whole" or "unknown".
    """

    name: str
    layer: nn.Module | None
    kind: str
    sees: str
    inputs: tuple[int, ...]
    shape_in: tuple[int, ...]
    shape_out: tuple[int, ...]
    parameters: int
    memory: int
    shares: bool = False
    inplace: bool = False
    fields: Fields | None = None
    explanation: Explanation | None = None
    output: Tensor | None = None
