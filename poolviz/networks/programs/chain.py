"""A network as a chain of lines, one layer on each, that grows and shrinks."""

import math
import re
from collections.abc import Sequence
from keyword import iskeyword

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.layers import LAYERS, layer_code
from poolviz.networks.step import Step
from poolviz.networks.trace import Trace
from poolviz.texts import N_

NEXT = (
    "Conv2d",
    "ReLU",
    "MaxPool2d",
    "AvgPool2d",
    "BatchNorm2d",
    "Dropout",
    "AdaptiveAvgPool2d",
    "Flatten",
    "Linear",
)
MOST_CHANNELS = 512
# Functions whose layer has no numbers of its own; that of the others is the step's (kinds.equal_layer).
_FUNCTIONS = {
    "relu": nn.ReLU(),
    "relu6": nn.ReLU6(),
    "sigmoid": nn.Sigmoid(),
    "tanh": nn.Tanh(),
    "silu": nn.SiLU(),
    "selu": nn.SELU(),
}
Layers = Sequence[tuple[str, nn.Module]]


def chain_lines(layers: Layers) -> str:
    """Return the layers one a line, with the names they have.

    >>> print(chain_lines([("0", nn.ReLU()), ("pool", nn.MaxPool2d(2))]))
    nn.ReLU()
    pool = nn.MaxPool2d(2)
    """
    return "\n".join(_line(name, layer) for name, layer in layers)


def chain_of(run: Trace) -> Layers:
    """Return the layers of a network that is one chain in the order in which they ran, each with a name.

    PoolvizError with the name of the step that is none of a chain.
    """
    layers, known = list[tuple[str, nn.Module]](), set[str]()
    for number, step in enumerate(run.steps):
        layer = _layer_of(step) if step.inputs == (number - 1,) else None
        if layer is None:
            raise PoolvizError(
                N_(
                    "only a chain of layers can be made longer or shorter here; {step} is not a step of "
                    "a chain"
                ),
                step=step.name,
            )
        layers.append((_free(step.name, known), layer))
    return layers


def _line(name: str, layer: nn.Module) -> str:
    word = re.sub(r"\W", "_", name)
    return (
        f"{word} = {layer_code(layer)}" if word.isidentifier() and not iskeyword(word) else layer_code(layer)
    )


def _layer_of(step: Step) -> nn.Module | None:
    """Return the layer of a step; None where no layer alone does the same."""
    if step.layer is not None:
        return step.layer if type(step.layer) in LAYERS.values() else None
    if step.kind == "reshape" and step.shape_out == (step.shape_in[0], math.prod(step.shape_in[1:])):
        return nn.Flatten()
    return _FUNCTIONS.get(step.name.rpartition(".")[2])


def _free(name: str, known: set[str]) -> str:
    """Return the name, with a number behind it where it is `known` already."""
    number, free = 1, name
    while free in known:
        number += 1
        free = f"{name}_{number}"
    known.add(free)
    return free


def next_line(kind: str, shape: Sequence[int]) -> str:
    """Return the line of another layer, one of NEXT, that takes what comes out as `shape` (N, C, …).

    PoolvizError where `kind` is none of them.

    >>> next_line("Conv2d", (1, 3, 32, 32)), next_line("Linear", (1, 320))
    ('nn.Conv2d(3, 8, 3, padding=1)', 'nn.Linear(320, 10)')
    """
    if kind not in NEXT:
        raise PoolvizError(
            N_("`kind` must be one of {allowed}, but got {got}"), allowed=", ".join(NEXT), got=kind
        )
    channels = shape[1] if len(shape) > 1 else 1
    given = {
        "Conv2d": f"{channels}, {min(max(8, 2 * channels), MOST_CHANNELS)}, 3, padding=1",
        "BatchNorm2d": f"{channels}",
        "Linear": f"{shape[-1]}, 10",
        "MaxPool2d": "2",
        "AvgPool2d": "2",
        "AdaptiveAvgPool2d": "1",
    }
    return f"nn.{kind}({given.get(kind, '')})"
