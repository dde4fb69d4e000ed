"""The small drawings on the cards of the home page, each computed by torch."""

import base64
from collections.abc import Callable
from functools import cache

import torch

from poolviz.answers.home.photographs import pooled_batch, pooled_photo
from poolviz.answers.pooling.windows import START
from poolviz.networks.classics import Net
from poolviz.networks.trace import trace
from poolviz.networks.training.networks import KINDS, unweighted
from poolviz.pooling.code.line import parse
from poolviz.pooling.explanation import Explanation, explain
from poolviz.pooling.layers import LAYERS
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.unpooling import unpool
from poolviz.pooling.windows import Adaptive
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.figures.thumbnails import (
    asked,
    bars,
    beside,
    funnel,
    lengths,
    lens,
    pooled,
    returned,
    ruler,
    slices,
    trail,
    votes,
)

FACE = (1, 25, 25)
SIGNAL = [1.0, 3, 2, 6, 4, 1, 2, 5, 3, 4, 1, 2]


@cache
def example(layer: str) -> Explanation:
    """Explain a layer, given as code, on the 5×5 of the notes."""
    return explain(parse(layer), parse_matrix(START)[None, None])


@cache
def drawing(draw: Callable[[], str]) -> str:
    """Return what `draw` draws as an address that holds the whole picture."""
    drawn = draw()
    if drawn.startswith("data:"):
        return drawn
    return "data:image/svg+xml;base64," + base64.b64encode(drawn.encode()).decode()


def unpooling() -> str:
    """Draw a pooled matrix, and its values where they return to."""
    halved = example("nn.MaxPool2d(2)")
    return returned(halved.output[0, 0], unpool(halved, (5, 5)).output[0, 0])


def volumes() -> str:
    """Draw the slices of a volume under a window."""
    return slices(explain(parse("nn.MaxPool3d(2)"), torch.arange(48.0).view(1, 3, 4, 4)))


def compare() -> str:
    """Draw a matrix under a max and under an average."""
    layers = ("nn.MaxPool2d(3, stride=1)", "nn.AvgPool2d(3, stride=1)")
    return beside(
        [example("nn.MaxPool2d(2)").input[0, 0], *(example(layer).output[0, 0] for layer in layers)]
    )


def frameworks() -> str:
    """Draw two poolings of one signal where they differ."""
    x = torch.arange(1.0, 7).view(1, 1, 6)
    torchs = explain(parse("nn.MaxPool1d(3, stride=2, padding=1)"), x).output
    others = explain(parse("nn.MaxPool1d(3, stride=2, ceil_mode=True)"), x).output
    return beside([x.view(2, 3), torch.cat([torchs[0], others[0]])], outlined=[(1, 0), (1, 1)])


def networks() -> str:
    """Draw the picture and the maps of the tutorials' Net, each convolution and each pool."""
    seen = trace(Net().to("meta"), torch.zeros(1, 1, 28, 28, device="meta"))
    kept = [step for step in seen.steps if step.kind in ("conv", "pool")]
    return funnel([seen.input.shape[1:], *(step.shape_out[1:] for step in kept)])


def training() -> str:
    """Draw how many parameters each of the small networks has for a face."""
    networks = [unweighted(kind, FACE, classes=2) for kind in KINDS]
    return lengths([sum(one.numel() for one in network.parameters()) for network in networks])


def learn() -> str:
    """Draw the steps of a lesson."""
    return trail(2, 5)


def ask() -> str:
    """Draw a lens."""
    return lens()


def class_() -> str:
    """Draw the votes of a class."""
    return votes((3, 8, 5, 1), right=1)


def practise() -> str:
    """Draw a pooling whose output is asked for."""
    return asked(example("nn.MaxPool2d(2)"))


def windows() -> str:
    """Draw a matrix under a max."""
    return pooled(example("nn.MaxPool2d(2)"))


def signals() -> str:
    """Draw a signal and what is left of it."""
    return bars(explain(parse("nn.MaxPool1d(3)"), torch.tensor([[SIGNAL]])))


def sizes() -> str:
    """Draw windows along an axis."""
    return ruler(AxisSize("W", 9, 3, 2).windows)


def adaptive() -> str:
    """Draw windows that share an axis out."""
    return ruler(Adaptive(9, 5))


def layers() -> str:
    """Draw a cell for each layer."""
    return beside([torch.arange(float(len(LAYERS))).view(4, 5)])


def pictures() -> str:
    """Return a photograph and what is left of it."""
    return pooled_photo()


def batches() -> str:
    """Return a batch of photographs."""
    return pooled_batch()
