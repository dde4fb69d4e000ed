"""A network as the program that makes it: what is written runs, and makes the same."""

import inspect
from collections import OrderedDict

import pytest
import torch
from torch import nn

from poolviz.networks.programs.code import leaves, network_code
from poolviz.networks.programs.layers import LAYERS, layer_code, made

NET = nn.Sequential(
    nn.Conv2d(1, 10, 5, padding=(1, 2)),
    nn.Sequential(OrderedDict([("pool", nn.MaxPool2d(2)), ("rest", nn.Sequential(nn.ReLU(True)))])),
    nn.Flatten(),
)


def test_leaves_are_the_layers_with_their_full_names():
    assert [name for name, _layer in leaves(NET)] == ["0", "1.pool", "1.rest.0", "2"]


def test_a_layer_that_was_taken_away_is_not_written():
    net = nn.Sequential(OrderedDict([("a", nn.ReLU()), ("b", nn.Tanh())]))
    net.a = None
    assert [name for name, _layer in leaves(net)] == ["b"]
    assert network_code(net).partition("model = ")[2] == (
        'nn.Sequential(OrderedDict([\n    ("b", nn.Tanh()),\n]))'
    )


def test_what_is_written_makes_the_same_network_and_runs_it(capsys: pytest.CaptureFixture[str]):
    names: dict[str, object] = {}
    exec(network_code(NET, (2, 1, 12, 12)), names)
    assert repr(names["model"]) == repr(NET)
    assert capsys.readouterr().out == "torch.Size([2, 300])\n"


@pytest.mark.parametrize(
    "layer",
    [
        nn.Conv2d(3, 32, (3, 5), padding="same", bias=False),
        nn.BatchNorm2d(16, eps=0.001, momentum=None),
        nn.Dropout(0.3, inplace=True),
        nn.LayerNorm((3, 3)),
        nn.ZeroPad2d((1, 2, 3, 4)),
        nn.LPPool2d(float("inf"), 2),
        nn.AvgPool2d(3, ceil_mode=True, count_include_pad=False),
        nn.Upsample(scale_factor=2, mode="bilinear"),
        nn.ConvTranspose2d(4, 2, 3, stride=2, output_padding=1),
        nn.AdaptiveAvgPool2d((None, 7)),
        nn.LeakyReLU(0.2),
    ],
    ids=repr,
)
def test_a_layer_is_written_as_the_line_that_makes_it(layer: nn.Module):
    assert repr(eval(layer_code(layer), {"nn": nn})) == repr(layer)


# What the layers need that cannot be made of nothing, of numbers or of three of them.
NEEDED = {
    "Unflatten": (1, (2, 3)),
    "LPPool1d": (2, 3),
    "LPPool2d": (2, 3),
    "LPPool3d": (2, 3),
    "FractionalMaxPool2d": (2, 3),
    "FractionalMaxPool3d": (2, 3),
}


@pytest.mark.parametrize("name", LAYERS)
def test_every_layer_is_written_as_the_line_that_makes_it(name: str):
    layer = made(LAYERS[name], list(NEEDED.get(name, required(name))), {}, 1)
    again = eval(layer_code(layer), {"nn": nn})
    assert type(again) is type(layer)
    assert repr(again) == repr(layer)


def required(name: str) -> list[int]:
    known = inspect.signature(LAYERS[name]).parameters.values()
    return [2 for one in known if one.default is one.empty and one.kind is one.POSITIONAL_OR_KEYWORD]


@pytest.mark.parametrize(
    ("layer", "line"),
    [
        (nn.Tanh(), "nn.Tanh()"),
        (nn.Identity(), "nn.Identity()"),
        (nn.Linear(2, 3, bias=False), "nn.Linear(2, 3, bias=False)"),
        (nn.Linear(2, 3, dtype=torch.float64), "nn.Linear(2, 3)"),
        (nn.Conv2d(3, 4, (3, 5), padding=(1, 1)), "nn.Conv2d(3, 4, (3, 5), padding=1)"),
        (nn.Conv2d(3, 4, 1, dilation=2), "nn.Conv2d(3, 4, 1, dilation=2)"),
        (nn.ConvTranspose1d(2, 2, 2, output_padding=0), "nn.ConvTranspose1d(2, 2, 2)"),
        (nn.ZeroPad2d((1, 1, 1, 1)), "nn.ZeroPad2d((1, 1, 1, 1))"),
        (nn.MaxPool2d((3, 2)), "nn.MaxPool2d((3, 2))"),
    ],
    ids=str,
)
def test_the_line_of_a_layer(layer: nn.Module, line: str):
    assert layer_code(layer) == line


@pytest.mark.parametrize(
    ("model", "program"),
    [
        (nn.Sequential(), "model = nn.Sequential()"),
        (
            nn.Sequential(nn.Sequential(), nn.ReLU()),
            "model = nn.Sequential(\n    nn.Sequential(),\n    nn.ReLU(),\n)",
        ),
        (
            nn.Sequential(OrderedDict([("empty", nn.Sequential()), ("relu", nn.ReLU())])),
            'model = nn.Sequential(OrderedDict([\n    ("empty", nn.Sequential()),\n    '
            '("relu", nn.ReLU()),\n]))',
        ),
    ],
    ids=["alone", "numbered", "named"],
)
def test_an_empty_part_is_written_too(model: nn.Sequential, program: str):
    written = network_code(model)
    assert written.partition("from torch import nn\n\n")[2] == program
    assert written.startswith("from collections import OrderedDict\n\n") == ("OrderedDict" in program)
    names: dict[str, object] = {}
    exec(written, names)
    assert repr(names["model"]) == repr(model)


def test_a_line_is_as_short_as_it_can_be():
    assert (
        layer_code(nn.Conv2d(3, 32, (3, 3), stride=(1, 1), padding=(1, 1)))
        == "nn.Conv2d(3, 32, 3, padding=1)"
    )


@pytest.mark.parametrize(
    ("cls", "positional", "named", "dim"),
    [
        (nn.Softmax, [], {}, 1),
        (nn.LogSoftmax, [0], {}, 0),
        (nn.Softmin, [], {"dim": 2}, 2),
        (nn.GLU, [], {}, -1),
    ],
)
def test_a_softmax_without_an_axis_is_over_the_features(cls, positional, named, dim):
    assert made(cls, positional, named, 1).dim == dim
