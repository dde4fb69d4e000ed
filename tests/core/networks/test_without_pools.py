"""What stands in for functions that the meta device works out slowly: the same shapes, the same refusals."""

import copy
import time
from collections.abc import Callable, Mapping, Sequence
from typing import Any

import pytest
import torch
from torch import nn
from torch.nn import functional

from poolviz.errors import PoolvizError
from poolviz.networks.trace import trace, without_pools
from poolviz.networks.without_pools import on_meta, poolless, shape_alone

LAYERS = [
    nn.ReLU(), nn.ReLU(inplace=True), nn.LeakyReLU(), nn.Softshrink(), nn.Threshold(1, 1),
    nn.Threshold(2, 0.5), nn.LogSoftmax(1), nn.BatchNorm2d(4), nn.InstanceNorm2d(4),
    nn.GroupNorm(2, 4), nn.LayerNorm([6, 6]),
    nn.RMSNorm(6), nn.LocalResponseNorm(3), nn.LPPool2d(2, 3, 2), nn.LPPool2d(2, (3, 2), ceil_mode=True),
    nn.LPPool2d(float("inf"), 4), nn.LPPool2d(2, 3, 2, True),
    nn.Upsample(scale_factor=2, mode="bilinear"), nn.Upsample(scale_factor=(1.5, 2), mode="bicubic"),
    nn.Upsample((5, 7), mode="bicubic", align_corners=True), nn.Upsample(9, mode="nearest"),
    nn.Upsample(scale_factor=1.3, mode="bilinear", recompute_scale_factor=True),
]  # fmt: skip


@pytest.mark.parametrize("layer", LAYERS, ids=str)
def test_on_the_meta_device_a_layer_has_the_shape_that_it_has_with_numbers(layer: nn.Module) -> None:
    model = nn.Sequential(nn.Conv2d(1, 4, 1), layer)
    (real,) = trace(model, torch.rand(1, 1, 6, 6)).steps[1:]
    (shape,) = trace(model.to("meta"), torch.empty(1, 1, 6, 6, device="meta")).steps[1:]
    assert (shape.shape_out, shape.kind, shape.inplace) == (real.shape_out, real.kind, real.inplace)
    model.to_empty(device="cpu")


REFUSED = [
    nn.BatchNorm2d(3), nn.GroupNorm(2, 6), nn.LayerNorm([5, 6]), nn.RMSNorm(5), nn.LPPool2d(2, 7),
    nn.Upsample(3, mode="bilinear", recompute_scale_factor=True), nn.Upsample(3, 2, "bilinear"),
    nn.Upsample(mode="bicubic"), nn.Upsample((3,), mode="bilinear"), nn.Upsample(0, mode="bilinear"),
]  # fmt: skip


@pytest.mark.parametrize("layer", REFUSED, ids=str)
def test_what_torch_refuses_is_refused_on_the_meta_device_in_the_same_words(layer: nn.Module) -> None:
    said = []
    for device in ("cpu", "meta"):
        with pytest.raises(PoolvizError) as refusal:
            trace(layer.to(device), torch.zeros(1, 4, 6, 6, device=device))
        said.append(refusal.value.torch_message)
        layer.to_empty(device="cpu")
    assert said[0] == said[1]


def test_a_norm_of_a_window_is_left_out_like_any_pooling() -> None:
    (step,) = without_pools(nn.Sequential(nn.LPPool2d(2, 2)), torch.rand(1, 1, 6, 6)).steps
    assert step.shape_out == (1, 1, 6, 6)


RECURRENT = [
    nn.LSTM(6, 4, 2, bidirectional=True), nn.LSTM(6, 4, proj_size=2), nn.GRU(6, 4, batch_first=True),
    nn.RNN(6, 4), nn.RNN(6, 4, nonlinearity="relu", bidirectional=True),
]  # fmt: skip


class Recurrent(nn.Module):
    """All that a recurrent layer gives."""

    def __init__(self, layer: nn.Module) -> None:
        super().__init__()
        self.layer = layer

    def forward(self, x: torch.Tensor) -> list[torch.Tensor]:
        every, last = self.layer(x)
        return [every, *(last if isinstance(last, tuple) else (last,))]


@pytest.mark.filterwarnings("ignore:LSTM with projections")
@pytest.mark.parametrize("shape", [(5, 3, 6), (7, 6)])
@pytest.mark.parametrize("layer", RECURRENT, ids=str)
def test_a_recurrent_layer_has_the_shapes_that_it_has_with_numbers(layer: nn.Module, shape: tuple[int, ...]):
    model = Recurrent(copy.deepcopy(layer))
    real = trace(model, torch.rand(shape))
    empty = trace(model.to("meta"), torch.empty(shape, device="meta"))
    assert [one.shape for one in empty.output] == [one.shape for one in real.output]
    assert [one.shape_out for one in empty.steps] == [one.shape_out for one in real.steps]


def test_a_long_sequence_is_counted_without_going_through_it():
    model = Recurrent(nn.LSTM(1, 4)).to("meta")
    began = time.process_time()
    trace(model, torch.empty(20_000, 1, 1, device="meta"))
    assert time.process_time() - began < 1  # step by step it were 40 s


# ------------------------------------------------------------------ the copy


def test_a_copy_on_the_meta_device_takes_no_memory_and_is_otherwise_the_same():
    model = nn.Sequential(nn.BatchNorm2d(3), nn.Linear(2, 2), nn.Linear(2, 2))
    model[2].weight = model[1].weight
    model[0].weight.requires_grad_(False)
    twin = on_meta(model)
    held = [*twin.named_parameters(), *twin.named_buffers()]
    assert {name for name, one in held if one.is_meta} == set(model.state_dict()) - {"2.weight"}
    assert {name for name, one in held if one.requires_grad} == {"0.bias", "1.weight", "1.bias", "2.bias"}
    assert twin[2].weight is twin[1].weight
    assert not any(one.is_meta for one in (*model.parameters(), *model.buffers()))


def test_a_linear_layer_that_fits_says_its_size_and_keeps_nothing():
    run = without_pools(
        nn.Sequential(nn.MaxPool2d(2), nn.Flatten(), nn.Linear(16, 10)), torch.rand(1, 1, 8, 8)
    )
    assert str(run.steps[-1].layer) == "Linear(in_features=64, out_features=10, bias=True)"
    assert run.steps[-1].layer.weight.is_meta
    assert [step.output for step in run.steps] == [None] * 3


# ------------------------------------------------------------------ which functions are stood in for

E = torch.empty
X, ROWS, FOUR, SIX = (E(1, 4, 6, 6, device="meta"), E(2, 5, device="meta"), E(4, device="meta"),
                      E(6, device="meta"))  # fmt: skip
SEVERAL = [E(2, 3, 4, device="meta")]


@pytest.mark.parametrize(
    ("name", "args", "kwargs", "shapes"),
    [
        ("relu", (X,), {}, [(1, 4, 6, 6)]),
        ("relu", (), {"input": X}, [(1, 4, 6, 6)]),
        ("batch_norm", (X, FOUR, FOUR), {"weight": FOUR}, [(1, 4, 6, 6)]),
        ("group_norm", (X, 2), {"weight": FOUR}, [(1, 4, 6, 6)]),
        ("group_norm", (X,), {"num_groups": 4}, [(1, 4, 6, 6)]),
        ("local_response_norm", (X, 3), {}, [(1, 4, 6, 6)]),
        ("instance_norm", (X,), {}, [(1, 4, 6, 6)]),
        ("layer_norm", (X, (6, 6)), {}, [(1, 4, 6, 6)]),
        ("layer_norm", (X,), {"normalized_shape": (6,), "weight": SIX}, [(1, 4, 6, 6)]),
        ("rms_norm", (X, (4, 6, 6)), {}, [(1, 4, 6, 6)]),
        ("lp_pool2d", (X, 2.0, 3, 2, True), {}, [(1, 4, 3, 3)]),
        ("lp_pool2d", (X, 2.0, 4), {"stride": 1}, [(1, 4, 3, 3)]),
        ("lp_pool1d", (ROWS[None], 2.0, 2), {"ceil_mode": True}, [(1, 2, 3)]),
        ("interpolate", (X,), {"size": (3, 9), "mode": "bilinear"}, [(1, 4, 3, 9)]),
        ("interpolate", (X, None, 2.0, "bicubic"), {}, [(1, 4, 12, 12)]),
        (
            "lstm",
            (X[0], SEVERAL * 2, [], True, 1, 0.0, False, False, False),
            {},
            [(4, 6, 4), *[(2, 3, 4)] * 2],
        ),
        ("gru", (X[0], SEVERAL[0], [], True, 1, 0.0, False, True, False), {}, [(4, 6, 8), (2, 3, 4)]),
        ("batch_norm", (), {"input": X, "running_mean": FOUR, "running_var": FOUR}, [(1, 4, 6, 6)]),
        ("batch_norm", (E(2, 3, 5, device="meta"),), {}, [(2, 3, 5)]),
        ("batch_norm", (X[:, :1],), {}, [(1, 1, 6, 6)]),
        ("batch_norm", (X[:, :, :1, :2],), {}, [(1, 4, 1, 2)]),
        ("group_norm", (X, 1), {}, [(1, 4, 6, 6)]),
    ],
)
def test_what_is_slow_on_the_meta_device_is_given_by_its_shape_alone(
    name: str, args: Sequence[Any], kwargs: Mapping[str, Any], shapes: list[tuple[int, ...]]
):
    run = shape_alone(name, args, kwargs)
    assert run is not None
    made = run(*args, **kwargs)
    several = made if isinstance(made, tuple) else (made,)
    assert [(tuple(one.shape), one.is_meta) for one in several] == [(shape, True) for shape in shapes]
    assert all(one is not X for one in several)


@pytest.mark.parametrize(
    ("name", "args", "kwargs"),
    [
        ("relu", (torch.zeros(1, 4, 6, 6),), {}),
        ("relu", (E(4, dtype=torch.long, device="meta"),), {}),
        ("relu", (), {}),
        ("relu", (3,), {}),
        ("sigmoid", (X,), {}),
        ("batch_norm", (X, SIX, SIX), {}),
        ("batch_norm", (X, SIX, FOUR), {}),
        ("batch_norm", (X, FOUR, SIX), {}),
        ("batch_norm", (FOUR,), {}),
        ("batch_norm", (X,), {"weight": SIX}),
        ("group_norm", (X,), {}),
        ("batch_norm", (ROWS,), {}),
        ("batch_norm", (X[:, :, :1, :1],), {}),
        ("batch_norm", (X[:, :0],), {}),
        ("group_norm", (X, 3), {}),
        ("group_norm", (X, 0), {}),
        ("layer_norm", (X, (4, 6)), {}),
        ("layer_norm", (X, ()), {}),
        ("layer_norm", (X,), {}),
        ("layer_norm", (X, (6,)), {"weight": FOUR}),
        ("layer_norm", (ROWS, (3, 2, 5)), {}),
        ("interpolate", (X, 3), {"mode": "nearest"}),
        ("interpolate", (X, 3), {}),
        ("interpolate", (X[0], 3), {"mode": "bilinear"}),
        ("lstm", (X[0], SEVERAL * 2, [], True, 1, 0.0, False, False), {}),
        ("lstm", (X[0], FOUR, tuple(SEVERAL * 2), [], True, 1, 0.0, False, False), {}),
        ("max_pool2d", (X, 2), {}),
    ],
)
def test_what_is_quick_or_refused_is_left_to_torch(name: str, args: Sequence[Any], kwargs: Mapping[str, Any]):
    assert shape_alone(name, args, kwargs) is None


@pytest.mark.parametrize(
    ("args", "kwargs", "inplace"),
    [((X, True), {}, True), ((X,), {"inplace": True}, True), ((X, False), {}, False), ((X, 1), {}, False)],
    ids=["by place", "by name", "not", "a slope"],
)
def test_what_works_in_place_gives_its_input_back(
    args: Sequence[Any], kwargs: Mapping[str, Any], inplace: bool
):
    run = shape_alone("relu", args, kwargs)
    assert run is not None
    assert (run(*args, **kwargs) is X) == inplace


NINE, TWO = torch.arange(9.0).view(1, 1, 3, 3), torch.arange(18.0).view(2, 1, 3, 3)


@pytest.mark.parametrize(
    ("function", "args", "kwargs", "shapes"),
    [
        (functional.max_pool2d, (NINE, 2), {}, [(1, 1, 3, 3)]),
        (functional.avg_pool2d, (), {"input": NINE, "kernel_size": 2}, [(1, 1, 3, 3)]),
        (functional.max_pool2d_with_indices, (NINE, 2), {}, [(1, 1, 3, 3), (1, 1, 3, 3)]),
        (functional.max_pool2d, (NINE, 2), {"return_indices": True}, [(1, 1, 3, 3), (1, 1, 3, 3)]),
        (functional.relu, (NINE,), {}, [(1, 1, 3, 3)]),
        (torch.Tensor.view, (NINE, -1, 5), {}, [(1, 9)]),
        (torch.Tensor.view, (NINE, (1, 5)), {}, [(1, 9)]),
        (torch.Tensor.reshape, (NINE, [-1, 5]), {}, [(1, 9)]),
        (torch.Tensor.view, (NINE, 9, 1), {}, [(9, 1)]),
        (torch.Tensor.view, (NINE, 1, 3, 3), {}, [(1, 3, 3)]),
        (torch.Tensor.view, (NINE[0, 0], -1, 9), {}, [(1, 9)]),
        (torch.Tensor.view, (NINE[0], -1, 1), {}, [(1, 9)]),
        (torch.Tensor.view, (NINE, -1), {}, [(9,)]),
        (torch.Tensor.view, (NINE,), {"dtype": torch.float32}, [(1, 1, 3, 3)]),
        (torch.Tensor.view, (TWO, 2, 5), {}, [(2, 9)]),
        (torch.Tensor.view, (TWO, -1, 5), {}, [(2, 9)]),
        (torch.Tensor.view, (TWO, 1, 18), {}, [(1, 18)]),
    ],
)
def test_what_stands_in_for_a_function_where_nothing_pools(
    function: Callable[..., Any],
    args: Sequence[Any],
    kwargs: Mapping[str, Any],
    shapes: list[tuple[int, ...]],
):
    name = function.__name__.removesuffix("_with_indices")
    made = poolless(name, function)(*args, **kwargs)
    several = made if isinstance(made, tuple) else (made,)
    assert [tuple(one.shape) for one in several] == shapes
    assert len(several) == 1 or several[1].dtype == torch.long
    assert torch.equal(several[0].flatten(), torch.arange(float(several[0].numel())))
