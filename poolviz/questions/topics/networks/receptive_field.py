"""What a cell of the last map sees of the input."""

import random
from collections.abc import Sequence

import torch
from torch import nn

from poolviz.networks.trace import trace
from poolviz.questions.topic import Listed, Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "Maps go through {layers}, one after the other. How many cells of the input, along one "
    "side, does a cell of the last map see?"
)
RIGHT = N_(
    "Each layer adds (kernel_size − 1) times the jump before it, and multiplies the jump by its stride: "
    "{answer}."
)
MISTAKES = {
    "doubled": N_(
        "You doubled the receptive field at each pool. A pool adds (kernel_size − 1) · jump; "
        "it is the jump that doubles."
    ),
    "kernels": N_("You added up the kernel sizes. The first cell of each window is already counted."),
    "no_jump": N_(
        "You added kernel_size − 1 each time. After a stride, neighbours lie further apart in the input."
    ),
}

Windows = Sequence[tuple[str, int, int]]  # kind, kernel_size, stride


def draw(rng: random.Random, level: int) -> Task:
    """Return a chain of convolutions and pools."""
    convolution = ("conv", rng.choice((3, 5, 7)), 1)
    pool = ("pool", rng.choice((2, 3)), 2)
    chain: list[tuple[str, int, int]] = [convolution, pool, ("conv", rng.choice((3, 5, 7)), 1)]
    if level > 1:
        chain += [("pool", rng.choice((2, 3)), 2)]
    if level > 2:
        chain += [("conv", rng.choice((3, 5)), rng.choice((1, 2)))]
    fields = trace(_network(chain), torch.empty(1, 1, 64, 64, device="meta")).steps[-1].fields
    assert fields is not None
    values = {"layers": Listed(tuple(_spelled(*one) for one in chain))}
    return Task(fields[0].size, _mistakes(chain), values)


def _network(chain: Windows) -> nn.Module:
    made = [
        nn.Conv2d(1, 1, k, s, device="meta") if kind == "conv" else nn.MaxPool2d(k, s) for kind, k, s in chain
    ]
    return nn.Sequential(*made)


def _spelled(kind: str, kernel_size: int, stride: int) -> str:
    name = "nn.Conv2d(1, 1, " if kind == "conv" else "nn.MaxPool2d("
    return f"`{name}{kernel_size}, stride={stride})`" if stride > 1 else f"`{name}{kernel_size})`"


def _mistakes(chain: Windows) -> dict[str, int]:
    doubled = 1
    for kind, k, _stride in chain:
        doubled = doubled * 2 if kind == "pool" else doubled + k - 1
    kernels = sum(k for _kind, k, _stride in chain)
    return {"doubled": doubled, "kernels": kernels, "no_jump": kernels - len(chain) + 1}


TOPIC = Topic("receptive_field", "number", "networks", TEXT, RIGHT, MISTAKES, draw)
