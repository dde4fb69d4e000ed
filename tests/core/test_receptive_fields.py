"""Receptive fields: the figures of the literature, and every claim against the gradient of one cell."""

import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from poolviz import Trace, trace
from poolviz.networks import SMALL
from poolviz.receptive_fields import ReceptiveField
from poolviz.sources.zoo import ZOO

NETWORKS = {network.name: network for network in (*SMALL, *ZOO)}


def on_meta_of(name: str) -> Trace:
    network = NETWORKS[name]
    return trace(network.build().to("meta"), torch.empty(1, *network.shape, device="meta"))


@pytest.mark.parametrize(
    ("name", "step", "size", "jump", "start"),
    [
        ("Net", -3, 16, 4, 0),
        ("SimpleCNN", 8, 22, 8, -7),
        ("MnistCNN", 13, 16, 4, 0),
        ("LeNet-5", 6, 32, 4, 0),
        ("AlexNet", 0, 11, 4, -2),
        ("AlexNet", 2, 19, 8, -2),
        ("AlexNet", 12, 195, 32, -66),
        ("VGG16", 30, 212, 32, -90),
        ("SqueezeNet", 2, 11, 4, 0),
        ("GoogLeNet", 3, 11, 4, -3),
    ],
)
def test_known_figures(name: str, step: int, size: int, jump: int, start: int) -> None:
    assert on_meta_of(name).steps[step].fields == (ReceptiveField(size, jump, start),) * 2


def test_the_field_doubles_its_jump_and_not_its_size_behind_a_pooling() -> None:
    before = ReceptiveField(size=5)
    assert before.behind(2, stride=2) == ReceptiveField(size=6, jump=2, start=0)


def seen(model: nn.Module, x: Tensor, index: tuple[int, ...]) -> list[tuple[int, int] | None]:
    """Return the first and last input position on each plane axis that moves one cell."""
    x = x.clone().requires_grad_()
    model(x)[(0, slice(None), *index)].sum().backward()
    assert x.grad is not None
    moved = x.grad[0].abs().sum(0).nonzero()
    return [(int(at.min()), int(at.max())) if len(at) else None for at in moved.T]


def soften(model: nn.Module) -> nn.Module:
    """Give every weight 1, so that nothing cancels."""
    for parameter in model.parameters():
        nn.init.ones_(parameter)
    return model.double().eval()


def random_layer(draw: random.Random, dims: int) -> nn.Module:
    kernel_size = draw.randint(1, 4)
    stride, dilation = draw.randint(1, kernel_size), draw.randint(1, 2) if kernel_size > 1 else 1
    made: Any = {
        "conv": lambda: getattr(nn, f"Conv{dims}d")(
            1, 1, kernel_size, stride, draw.choice([0, 1, kernel_size]), dilation
        ),
        "same": lambda: getattr(nn, f"Conv{dims}d")(1, 1, 3, 1, "same", dilation),
        "average": lambda: getattr(nn, f"AvgPool{dims}d")(
            kernel_size, stride, draw.randint(0, kernel_size // 2), ceil_mode=draw.random() < 0.5
        ),
        "pad": lambda: getattr(nn, f"ZeroPad{dims}d")(tuple(draw.randint(0, 2) for _ in range(2 * dims))),
        "relu": nn.ReLU,
        "norm": lambda: nn.LPPool2d(2, kernel_size, stride) if dims == 2 else nn.Identity(),
    }
    return made[draw.choice(list(made))]()


@pytest.mark.parametrize("seed", range(40))
def test_random_chains_see_what_the_gradient_says(seed: int) -> None:
    draw = random.Random(seed)
    dims = draw.choice([1, 2, 2, 3])
    lengths = tuple(draw.randint(24, 30) for _ in range(dims))
    layers: list[nn.Module] = [nn.Conv2d(1, 1, 1) if dims == 2 else getattr(nn, f"Conv{dims}d")(1, 1, 1)]
    x = torch.rand(1, 1, *lengths, dtype=torch.double) + 0.5
    while len(layers) < draw.randint(3, 6):
        layer = random_layer(draw, dims)
        if min(soften(nn.Sequential(*layers, layer))(x).shape) < 1:
            break
        layers.append(layer)
    model = soften(nn.Sequential(*layers))
    run = trace(model, x)
    fields, spans = run.steps[-1].fields, run.spans_from()[len(run.steps) - 1]
    assert fields is not None
    assert spans is not None
    for place in (0.0, 0.5, 1.0):
        index = tuple(int(place * (size - 1)) for size in run.steps[-1].shape_out[2:])
        exact = [on_axis[output] for on_axis, output in zip(spans, index, strict=True)]
        found = seen(model, x, index)
        assert found == exact or (None in exact and not any(found))
        if place == 0.5:
            whole = [field.span(output) for field, output in zip(fields, index, strict=True)]
            inside = all(
                first >= 8 and last < length - 8 for (first, last), length in zip(whole, lengths, strict=True)
            )
            assert not inside or found == whole
