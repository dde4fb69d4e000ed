"""What stands in for functions that the meta device works out slowly: the same shapes, the same refusals."""

import copy
import time

import pytest
import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.trace import trace, without_pools

LAYERS = [
    nn.ReLU(), nn.ReLU(inplace=True), nn.LeakyReLU(), nn.Softshrink(), nn.Threshold(1, 1),
    nn.Threshold(2, 0.5), nn.LogSoftmax(1), nn.BatchNorm2d(4), nn.InstanceNorm2d(4),
    nn.GroupNorm(2, 4), nn.LayerNorm([6, 6]),
    nn.RMSNorm(6), nn.LocalResponseNorm(3), nn.LPPool2d(2, 3, 2), nn.LPPool2d(2, (3, 2), ceil_mode=True),
    nn.LPPool2d(float("inf"), 4),
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
