"""A network as a chain of lines, one layer on each, that grows and shrinks."""

import re
from collections.abc import Sequence

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.code import leaves, read_network
from poolviz.networks.programs.layers import layer_code
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


def chain_lines(model: nn.Sequential) -> str:
    """Return the layers of `model` one a line, in the order in which they run, with the names they have.

    >>> print(chain_lines(nn.Sequential(nn.ReLU(), nn.Sequential(nn.MaxPool2d(2)))))
    nn.ReLU()
    nn.MaxPool2d(2)
    """
    return "\n".join(_line(name, layer) for name, layer in leaves(model))


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


def longer(text: str, line: str) -> str:
    """Return `text` with another layer behind its last; a program becomes a chain of lines first.

    >>> longer("nn.ReLU()", "nn.MaxPool2d(2)")
    'nn.ReLU()\\nnn.MaxPool2d(2)'
    """
    if not text.strip():
        return line
    model = read_network(text).model
    joined = f"{text.rstrip().rstrip(',')}\n{line}"
    try:
        grown = len(list(leaves(read_network(joined).model))) == len(list(leaves(model))) + 1
    except PoolvizError:
        grown = False
    return joined if grown else f"{chain_lines(model)}\n{line}"


def shorter(text: str) -> str:
    """Return `text` as a chain of lines without its last layer.

    >>> shorter("nn.ReLU(), nn.MaxPool2d(2)")
    'nn.ReLU()'
    """
    return "\n".join(_line(name, layer) for name, layer in list(leaves(read_network(text).model))[:-1])


def _line(name: str, layer: nn.Module) -> str:
    word = re.sub(r"\W", "_", name)
    return f"{word} = {layer_code(layer)}" if word.isidentifier() else layer_code(layer)
