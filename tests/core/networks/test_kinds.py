"""What kind of step a layer or a function is, and what its cells see: a table of each."""

from collections.abc import Callable, Mapping, Sequence
from types import SimpleNamespace
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional

from poolviz.networks.kinds import (
    bound,
    equal_layer,
    function_name,
    kind_of_function,
    kind_of_layer,
    pools,
    sight_of_function,
    sight_of_layer,
    sizes_of,
    torch_layer,
)


class Own(nn.ReLU):
    """A layer of torch's with a forward of its own."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return x


class Renamed(nn.ReLU):
    """A layer of torch's under another name."""


@pytest.mark.parametrize(
    ("module", "cls"),
    [
        (nn.ReLU(), nn.ReLU),
        (Renamed(), nn.ReLU),
        (Own(), None),
        (nn.Sequential(), None),
        (nn.Module(), None),
        (nn.ModuleList([nn.ReLU()]), None),
        (nn.TransformerEncoderLayer(8, 2), None),
        (nn.LSTM(1, 1), nn.LSTM),
    ],
    ids=lambda given: getattr(given, "__name__", type(given).__name__),
)
def test_what_runs_as_one_layer(module: nn.Module, cls: type[nn.Module] | None):
    assert torch_layer(module) is cls


@pytest.mark.parametrize(
    ("layer", "kind", "sees"),
    [
        (nn.MaxPool2d(2), "pool", "window"),
        (nn.MaxUnpool2d(2), "pool", "window"),
        (nn.AdaptiveAvgPool1d(1), "pool", "window"),
        (nn.Conv1d(1, 1, 1), "conv", "window"),
        (nn.ConvTranspose2d(1, 1, 1), "conv", "window"),
        (nn.Linear(1, 1), "linear", "whole"),
        (nn.Bilinear(1, 1, 1), "linear", "whole"),
        (nn.ReLU(), "activation", "cell"),
        (Renamed(), "activation", "cell"),
        (nn.Softmax(1), "activation", "unknown"),
        (nn.LogSoftmax(1), "activation", "unknown"),
        (nn.Softmin(1), "activation", "unknown"),
        (nn.GLU(), "activation", "unknown"),
        (nn.Dropout(), "dropout", "cell"),
        (nn.Dropout2d(), "dropout", "cell"),
        (nn.BatchNorm2d(1), "norm", "cell"),
        (nn.BatchNorm2d(1, track_running_stats=False), "norm", "whole"),
        (nn.LocalResponseNorm(3), "norm", "cell"),
        (nn.GroupNorm(1, 1), "norm", "whole"),
        (nn.LayerNorm(1), "norm", "whole"),
        (nn.InstanceNorm2d(1), "norm", "whole"),
        (nn.InstanceNorm2d(1, track_running_stats=True), "norm", "whole"),
        (nn.Flatten(), "reshape", "cell"),
        (nn.Unflatten(1, (1, 1)), "reshape", "cell"),
        (nn.PixelShuffle(1), "reshape", "unknown"),
        (nn.ChannelShuffle(1), "reshape", "unknown"),
        (nn.Identity(), "other", "cell"),
        (nn.ZeroPad2d(1), "other", "window"),
        (nn.ReflectionPad1d(1), "other", "window"),
        (nn.Upsample(scale_factor=2), "other", "unknown"),
        (nn.LSTM(1, 1), "other", "unknown"),
        (nn.Embedding(1, 1), "other", "unknown"),
    ],
    ids=str,
)
def test_the_kind_of_a_layer_and_what_its_cells_see(layer: nn.Module, kind: str, sees: str):
    assert (kind_of_layer(layer), sight_of_layer(layer)) == (kind, sees)


@pytest.mark.parametrize(
    ("name", "kind", "joining", "sees"),
    [
        ("max_pool2d", "pool", "pool", "window"),
        ("max_unpool1d", "pool", "pool", "window"),
        ("conv2d", "conv", "conv", "window"),
        ("conv_transpose2d", "conv", "conv", "unknown"),
        ("pad", "other", "join", "window"),
        ("relu", "activation", "activation", "cell"),
        ("softmax", "activation", "activation", "unknown"),
        ("log_softmax", "activation", "activation", "unknown"),
        ("dropout", "dropout", "dropout", "cell"),
        ("linear", "linear", "linear", "whole"),
        ("matmul", "linear", "linear", "whole"),
        ("cat", "join", "join", "cell"),
        ("stack", "join", "join", "unknown"),
        ("add", "other", "join", "cell"),
        ("batch_norm", "norm", "norm", "cell"),
        ("layer_norm", "norm", "norm", "whole"),
        ("normalize", "norm", "norm", "unknown"),
        ("view", "reshape", "reshape", "cell"),
        ("permute", "reshape", "reshape", "unknown"),
        ("mean", "other", "join", "whole"),
        ("fft", "other", "join", "unknown"),
    ],
)
def test_the_kind_of_a_function_alone_and_of_several_steps_and_what_its_cells_see(
    name: str, kind: str, joining: str, sees: str
):
    assert kind_of_function(name, 0) == kind_of_function(name, 1) == kind
    assert kind_of_function(name, 2) == joining
    assert sight_of_function(name) == sees


class Nameless:
    """What can be called and has no name."""

    def __call__(self) -> None: ...


@pytest.mark.parametrize(
    ("function", "name"),
    [
        (functional.relu, "relu"),
        (torch.Tensor.add_, "add"),
        (torch.Tensor.__add__, "add"),
        (torch.Tensor.T.__get__, "T"),
        (torch.Tensor.data.__set__, "data"),
        (functional.max_pool2d_with_indices, "max_pool2d"),
        (Nameless(), "function"),
        (SimpleNamespace(__name__="__get__", __self__=SimpleNamespace(__name__="T")), "T"),
        (SimpleNamespace(__name__="__get__", __self__=3), "get"),
        (SimpleNamespace(__name__="__set__"), "set"),
    ],
)
def test_a_function_is_named_as_people_write_it(function: Callable[..., Any], name: str):
    assert function_name(function) == name


@pytest.mark.parametrize(
    ("name", "args", "sizes"),
    [
        ("view", ("x", -1, 400), (-1, 400)),
        ("view", ("x", [2, 8]), (2, 8)),
        ("reshape", ("x", (2, 8)), (2, 8)),
        ("view", ("x", 16), (16,)),
        ("view", ("x",), ()),
        ("view", ("x", torch.float32), ()),
        ("view", ("x", 2, "8"), ()),
        ("flatten", ("x", 1), ()),
    ],
)
def test_the_sizes_that_a_view_asks_for(name: str, args: Sequence[Any], sizes: tuple[int, ...]):
    assert sizes_of(name, args) == sizes


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "named"),
    [
        ("conv1d", ("x", "w", "b", 2), {}, {"input": "x", "weight": "w", "bias": "b", "stride": 2}),
        ("max_pool3d", ("x", 2), {"padding": 1}, {"input": "x", "kernel_size": 2, "padding": 1}),
        ("lp_pool2d", ("x", 3.0, 2), {}, {"input": "x", "norm_type": 3.0, "kernel_size": 2}),
        ("avg_pool1d", ("x", 2, 3, 1, True, False), {}, {
            "input": "x", "kernel_size": 2, "stride": 3, "padding": 1, "ceil_mode": True,
            "count_include_pad": False,
        }),
        ("max_unpool2d", ("x", "i", 2), {"output_size": (4, 4)}, {
            "input": "x", "indices": "i", "kernel_size": 2, "output_size": (4, 4),
        }),
    ],
)  # fmt: skip
def test_arguments_by_their_names(
    name: str, args: Sequence[Any], kwargs: Mapping[str, Any], named: Mapping[str, Any]
):
    assert bound(name, args, kwargs) == named


X, PLANE = torch.zeros(1, 4, 9, 9), torch.zeros(1, 4, 9)


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "layer"),
    [
        ("conv2d", (X, torch.zeros(6, 4, 3, 2)), {}, nn.Conv2d(4, 6, (3, 2), bias=False)),
        (
            "conv2d",
            (X, torch.zeros(6, 2, 3, 3), torch.zeros(6), 2, 1, (2, 1), 2),
            {},
            nn.Conv2d(4, 6, 3, 2, 1, (2, 1), groups=2),
        ),
        (
            "conv1d",
            (PLANE,),
            {"weight": torch.zeros(6, 4, 5), "bias": None, "padding": "same"},
            nn.Conv1d(4, 6, 5, padding="same", bias=False),
        ),
        ("local_response_norm", (X, 5), {}, nn.LocalResponseNorm(5)),
        ("local_response_norm", (X,), {"size": 3, "k": 2.0}, nn.LocalResponseNorm(3, k=2.0)),
        ("local_response_norm", (), {"input": X, "size": 3}, nn.LocalResponseNorm(3)),
        ("local_response_norm", (X, 3, 1e-3, 0.5, 2.0), {}, nn.LocalResponseNorm(3, 1e-3, 0.5, 2.0)),
        ("pad", (X, (1, 2)), {}, nn.ConstantPad1d((1, 2), 0.0)),
        ("pad", (X, [1, 2, 3, 4], "constant", 5.0), {}, nn.ConstantPad2d((1, 2, 3, 4), 5.0)),
        ("pad", (), {"input": X, "pad": (1, 2)}, nn.ConstantPad1d((1, 2), 0.0)),
        ("pad", (X, (1, 2), "reflect"), {}, None),
        ("pad", (X, (1, 2)), {"value": None, "mode": "constant"}, nn.ConstantPad1d((1, 2), 0.0)),
        ("pad", (X, (1, 2, 3, 4, 5, 6, 7, 8)), {}, None),
        ("avg_pool2d", (X, 3, 2, 1, True, False, 5), {}, nn.AvgPool2d(3, 2, 1, True, False, 5)),
        ("lp_pool1d", (PLANE, 3.0, 2, 1, True), {}, nn.LPPool1d(3.0, 2, 1, True)),
        ("adaptive_max_pool2d", (X, (2, 3), True), {}, nn.AdaptiveMaxPool2d((2, 3), return_indices=True)),
        ("max_unpool1d", (PLANE, PLANE, 2, 3, 1, (9,)), {}, nn.MaxUnpool1d(2, 3, 1)),
        ("fractional_max_pool2d", (X, 2, 3), {"_random_samples": X}, nn.FractionalMaxPool2d(2, 3)),
        ("softmax", (X, 2), {}, nn.Softmax(2)),
        ("softmax", (), {"input": X, "dim": -1, "_stacklevel": 3, "dtype": None}, nn.Softmax(-1)),
        ("log_softmax", (X,), {"dim": 1}, nn.LogSoftmax(1)),
        ("softmax", (X,), {}, nn.Softmax()),
        ("softmax", (X, 1, 3, torch.float64), {}, nn.Softmax(1)),
        ("dropout", (X, 0.3), {"train": True}, nn.Dropout(0.3)),
        ("dropout", (X, 0.2), {"training": False}, nn.Dropout(0.2)),
        ("dropout", (X, 0.1, True, True), {}, nn.Dropout(0.1, inplace=True)),
        ("dropout", (X,), {}, nn.Dropout(0.5)),
        ("gelu", (X,), {"approximate": "tanh"}, nn.GELU("tanh")),
        ("gelu", (X,), {}, nn.GELU()),
        ("relu", (X,), {}, None),
        ("conv_transpose2d", (X, torch.zeros(4, 2, 2, 2)), {}, None),
    ],
)
def test_the_layer_that_is_equal_to_a_function(
    name: str, args: Sequence[Any], kwargs: Mapping[str, Any], layer: nn.Module | None
):
    made = equal_layer(name, args, kwargs)
    assert (type(made), settings(made)) == (type(layer), settings(layer))
    assert made is None or all(one.is_meta for one in made.parameters())


def settings(layer: nn.Module | None) -> dict[str, Any]:
    """The numbers of a layer and the shapes of its weights."""
    held = {} if layer is None else {**vars(layer), **layer._parameters}
    shapes = {name: one.shape for name, one in held.items() if isinstance(one, nn.Parameter)}
    return {
        **{name: value for name, value in held.items() if not name.startswith("_") and name not in shapes},
        "shapes": shapes,
    }


def test_only_layers_of_pooling_pool():
    assert [pools(one) for one in (nn.MaxPool2d(2), nn.MaxUnpool1d(2), nn.ReLU(), None)] == [
        True, True, False, False,
    ]  # fmt: skip
