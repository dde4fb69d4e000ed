"""Chains of layers, one a line, that grow and shrink; what a line of code asks torch for."""

from collections import OrderedDict
from collections.abc import Callable
from typing import Any

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional

from poolviz.errors import PoolvizError
from poolviz.networks.programs.chain import NEXT, chain_lines, chain_of, next_line
from poolviz.networks.programs.fit import misfit
from poolviz.networks.programs.layers import made
from poolviz.networks.trace import trace
from tests.core.networks.models import Calls, Viewed


def lines_of(model: nn.Module, *shape: int) -> list[str]:
    return chain_lines(chain_of(trace(model.to("meta"), torch.empty(shape, device="meta")))).splitlines()


# ------------------------------------------------------------------ the next layer


@pytest.mark.parametrize("kind", NEXT)
def test_every_next_layer_takes_what_comes(kind: str):
    layer = eval(next_line(kind, (1, 6, 10, 10)), {"nn": nn})
    assert misfit(nn.Sequential(nn.Conv2d(3, 6, 3), layer).to("meta"), (1, 3, 12, 12)) is None


@pytest.mark.parametrize(
    ("kind", "shape", "line"),
    [
        ("Conv2d", (1, 1, 8, 8), "nn.Conv2d(1, 8, 3, padding=1)"),
        ("Conv2d", (1, 6, 8, 8), "nn.Conv2d(6, 12, 3, padding=1)"),
        ("Conv2d", (1, 256, 8, 8), "nn.Conv2d(256, 512, 3, padding=1)"),
        ("Conv2d", (1, 600, 8, 8), "nn.Conv2d(600, 512, 3, padding=1)"),
        ("Conv2d", (7,), "nn.Conv2d(1, 8, 3, padding=1)"),
        ("BatchNorm2d", (1, 6, 8, 8), "nn.BatchNorm2d(6)"),
        ("Linear", (1, 6, 8, 9), "nn.Linear(9, 10)"),
        ("ReLU", (1, 6), "nn.ReLU()"),
        ("MaxPool2d", (1, 6, 8, 8), "nn.MaxPool2d(2)"),
        ("AvgPool2d", (1, 6, 8, 8), "nn.AvgPool2d(2)"),
        ("Dropout", (1, 6), "nn.Dropout()"),
        ("AdaptiveAvgPool2d", (1, 6, 8, 8), "nn.AdaptiveAvgPool2d(1)"),
        ("Flatten", (1, 6, 8, 8), "nn.Flatten()"),
    ],
)
def test_the_line_of_the_next_layer(kind: str, shape: tuple[int, ...], line: str):
    assert next_line(kind, shape) == line


def test_an_unknown_next_layer():
    with pytest.raises(PoolvizError) as caught:
        next_line("LSTM", (1, 1))
    assert str(caught.value) == (
        "`kind` must be one of Conv2d, ReLU, MaxPool2d, AvgPool2d, BatchNorm2d, Dropout, "
        "AdaptiveAvgPool2d, Flatten, Linear, but got LSTM"
    )


# ------------------------------------------------------------------ a model as a chain


class Twice(nn.Module):
    """One pooling that runs three times."""

    def __init__(self) -> None:
        super().__init__()
        self.pool = nn.MaxPool2d(2)

    def forward(self, x: Tensor) -> Tensor:
        return self.pool(self.pool(self.pool(x))).relu()


@pytest.mark.parametrize(
    ("model", "shape", "lines"),
    [
        (
            Viewed(),
            (1, 3, 32, 32),
            [
                "front_0 = nn.Conv2d(3, 6, 5)",
                "front_1 = nn.MaxPool2d(2)",
                "front_2 = nn.Conv2d(6, 16, 5)",
                "front_3 = nn.MaxPool2d(2)",
                "view = nn.Flatten()",
                "fc = nn.Linear(400, 10)",
            ],
        ),
        (
            Twice(),
            (1, 1, 8, 8),
            [*(f"pool{number} = nn.MaxPool2d(2)" for number in ("", "_2", "_3")), "relu = nn.ReLU()"],
        ),
        (nn.Sequential(nn.ReLU(), nn.Tanh()), (1, 2), ["nn.ReLU()", "nn.Tanh()"]),
        (nn.Sequential(OrderedDict([("class", nn.ReLU())])), (1, 2), ["nn.ReLU()"]),
        (nn.Sequential(OrderedDict([("ein gang", nn.ReLU())])), (1, 2), ["ein_gang = nn.ReLU()"]),
    ],
    ids=["views", "twice", "numbers", "a word of Python", "two words"],
)
def test_a_model_that_is_a_chain_as_lines(model: nn.Module, shape: tuple[int, ...], lines: list[str]):
    assert lines_of(model, *shape) == lines


@pytest.mark.parametrize(
    ("function", "line"),
    [
        (functional.relu, "relu = nn.ReLU()"),
        (functional.relu6, "relu6 = nn.ReLU6()"),
        (torch.sigmoid, "sigmoid = nn.Sigmoid()"),
        (Tensor.tanh, "tanh = nn.Tanh()"),
        (functional.gelu, "gelu = nn.GELU()"),
        (functional.silu, "silu = nn.SiLU()"),
        (functional.selu, "selu = nn.SELU()"),
        (lambda x: functional.softmax(x, 1), "softmax = nn.Softmax(dim=1)"),
        (lambda x: functional.log_softmax(x, 1), "log_softmax = nn.LogSoftmax(dim=1)"),
        (functional.dropout, "dropout = nn.Dropout()"),
        (lambda x: functional.softmax(x, 2), "softmax = nn.Softmax(dim=2)"),
        (lambda x: x.log_softmax(-1), "log_softmax = nn.LogSoftmax(dim=-1)"),
        (lambda x: torch.softmax(x, dim=3), "softmax = nn.Softmax(dim=3)"),
        (lambda x: functional.dropout(x, 0.2), "dropout = nn.Dropout(p=0.2)"),
        (lambda x: functional.gelu(x, approximate="tanh"), "gelu = nn.GELU(approximate='tanh')"),
        (lambda x: functional.max_pool2d(x, 2), "max_pool2d = nn.MaxPool2d(2)"),
        (lambda x: x.flatten(1), "flatten = nn.Flatten()"),
        (lambda x: x.reshape(2, -1), "reshape = nn.Flatten()"),
    ],
)
def test_a_function_is_the_layer_that_does_the_same(function: Callable[[Tensor], Tensor], line: str):
    assert lines_of(Calls(function), 2, 3, 4, 4) == [line]


@pytest.mark.parametrize(
    ("model", "step"),
    [
        (Calls(lambda x: torch.cat([x, x.relu()], 1)), "cat"),
        (Calls(lambda x: x.flatten()), "flatten"),
        (Calls(lambda x: x.exp()), "exp"),
        (nn.Sequential(nn.LSTM(4, 1)), "0"),
        (Calls(lambda x: x.relu() + x), "add"),
    ],
)
@pytest.mark.parametrize("shape", [(2, 3, 4), (2, 4)], ids=["planes", "rows"])
def test_what_is_no_step_of_a_chain(model: nn.Module, step: str, shape: tuple[int, ...]):
    with pytest.raises(PoolvizError) as caught:
        lines_of(model, *shape)
    assert str(caught.value) == (
        f"only a chain of layers can be made longer or shorter here; {step} is not a step of a chain"
    )


# ------------------------------------------------------------------ what a line asks for


@pytest.mark.parametrize(
    ("cls", "positional", "named", "said"),
    [
        (nn.Linear, [0, 2], {}, "in_features must be at least 1, but got 0"),
        (nn.Linear, [2, -1], {}, "out_features must be at least 1, but got -1"),
        (nn.Linear, [2.5, 1], {}, "in_features must be a whole number, but got 2.5"),
        (nn.Linear, [True, 1], {}, "in_features must be a whole number, but got True"),
        (nn.Linear, ["2", 1], {}, "in_features must be a number, but got '2'"),
        (nn.Conv2d, [1, 1, 0], {}, "kernel_size must be at least 1, but got 0"),
        (nn.Conv2d, [1, 1, (3, 0)], {}, "kernel_size must be at least 1, but got (3, 0)"),
        (nn.Conv2d, [1, 1, (3, "3")], {}, "kernel_size must be a number, but got (3, '3')"),
        (nn.BatchNorm2d, [], {"num_features": 0}, "num_features must be at least 1, but got 0"),
        (nn.GroupNorm, [1, 0], {}, "num_channels must be at least 1, but got 0"),
        (nn.MaxPool2d, ["2"], {}, "kernel_size must be a number, but got '2'"),
        (nn.Linear, [2], {}, "missing a required argument: 'out_features'"),
        (nn.Conv2d, [4, 2, 1], {"groups": 3}, "in_channels must be divisible by groups"),
    ],
)
def test_what_torch_or_nobody_makes_is_refused_with_its_line(
    cls: type[nn.Module], positional: list[Any], named: dict[str, Any], said: str
):
    with pytest.raises(PoolvizError) as caught:
        made(cls, positional, named, 7)
    assert str(caught.value) == f"line 7: torch refuses the arguments of {cls.__name__}: {said}"
    assert caught.value.torch_message == said
    assert (caught.value.values["line"], caught.value.values["layer"]) == (7, cls.__name__)


@pytest.mark.parametrize(
    ("cls", "positional", "named", "written"),
    [
        (
            nn.Conv1d,
            [1, 2, 3],
            {"padding": "same"},
            "Conv1d(1, 2, kernel_size=(3,), stride=(1,), padding=same)",
        ),
        (nn.Upsample, [], {"size": 2, "mode": "nearest"}, "Upsample(size=2, mode='nearest')"),
        (nn.GELU, ["tanh"], {}, "GELU(approximate='tanh')"),
        (nn.MaxPool2d, [0], {}, "MaxPool2d(kernel_size=0, stride=0, padding=0, dilation=1, ceil_mode=False)"),
    ],
)
def test_what_is_made_is_on_the_meta_device(
    cls: type[nn.Module], positional: list[Any], named: dict[str, Any], written: str
):
    layer = made(cls, positional, named, 1)
    assert repr(layer) == written
    assert all(one.is_meta for one in layer.parameters())
