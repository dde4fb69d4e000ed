"""in_features of the first Linear behind convolutions and pools."""

import random

import torch
from torch import nn

from poolviz.questions.topic import Listed, Task, Topic
from poolviz.texts import N_

TEXT = N_(
    "A batch of {batch} pictures of {channels} × {side} × {side} goes through {network}. "
    "What is in_features of the Linear after Flatten?"
)
RIGHT = N_("There are {last} channels of {size} × {size} at the end: {last} · {size} · {size} = {answer}.")
MISTAKES = {
    "channels": N_("You forgot the channels: Flatten puts all {last} planes in one row."),
    "a_pool": N_("You forgot a pool: each one makes the plane smaller."),
    "same_size": N_("A convolution without padding makes the plane smaller by kernel_size − 1."),
    "batch": N_(
        "You multiplied by the size of the batch. Flatten keeps the batch: one row for each picture."
    ),
}


def draw(rng: random.Random, level: int) -> Task:
    """Return a chain of convolutions and pools, and what comes out of it flat."""
    channels, batch, side = rng.choice((1, 3)), rng.choice((4, 8, 64)), rng.choice((28, 32, 36))
    kernel_size, padding = (5, 0) if level < 3 else (3, rng.choice((0, 1)))
    widths = [rng.choice((6, 8, 10)), rng.choice((16, 20))][: 1 if level == 1 else 2]
    layers = _layers(channels, widths, kernel_size, padding)
    flat = _flat(layers, channels, side)
    last, size = widths[-1], int((flat // widths[-1]) ** 0.5)
    mistakes = {"channels": flat // last, "batch": flat * batch, "a_pool": _flat(layers[:-1], channels, side)}
    if not padding:
        mistakes["same_size"] = _flat(
            _layers(channels, widths, kernel_size, kernel_size // 2), channels, side
        )
    network = Listed(tuple(_spelled(layer) for layer in layers))
    values = {
        "batch": batch,
        "channels": channels,
        "side": side,
        "network": network,
        "last": last,
        "size": size,
    }
    return Task(flat, mistakes, values)


def _layers(channels: int, widths: list[int], kernel_size: int, padding: int) -> list[nn.Module]:
    made: list[nn.Module] = []
    for given, width in zip([channels, *widths], widths, strict=False):
        made += [nn.Conv2d(given, width, kernel_size, padding=padding, device="meta"), nn.MaxPool2d(2)]
    return made


def _flat(layers: list[nn.Module], channels: int, side: int) -> int:
    return nn.Sequential(*layers)(torch.empty(1, channels, side, side, device="meta")).numel()


def _spelled(layer: nn.Module) -> str:
    if isinstance(layer, nn.Conv2d):
        padding = f", padding={layer.padding[0]}" if layer.padding[0] else ""
        return f"`nn.Conv2d({layer.in_channels}, {layer.out_channels}, {layer.kernel_size[0]}{padding})`"
    return "`nn.MaxPool2d(2)`"


TOPIC = Topic("in_features", "number", "networks", TEXT, RIGHT, MISTAKES, draw)
