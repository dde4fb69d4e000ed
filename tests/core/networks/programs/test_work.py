"""What a network costs is known before it is done: a table of layers, and how near it is to the truth."""

import time
from collections.abc import Callable

import pytest
import torch
from torch import nn
from torch.nn import functional

from poolviz.networks.programs.work import held_by, work, work_of
from poolviz.networks.trace import trace
from tests.core.networks.models import Calls


def work_on(model: nn.Module, *shape: int) -> tuple[int, int]:
    return work(trace(model.to("meta"), torch.empty(shape, device="meta")))


def test_numbers_held_and_nanoseconds():
    assert work_on(nn.Conv2d(1, 10, 5), 1, 1, 28, 28) == (260 + 784 + 5760, 5760 * 25 // 10)
    assert work_on(nn.MaxPool2d(2), 1, 1, 4, 4) == (20, 32)
    with torch.device("meta"):
        held, done = work_on(nn.Sequential(nn.Flatten(), nn.Linear(10**6, 10**6)), 1, 1, 1000, 1000)
    assert held > 10**12
    assert done >= 10**11


@pytest.mark.parametrize(
    ("name", "layer", "came", "made", "nanoseconds"),
    [
        ("linear", None, (2, 30), (2, 50), 0.1 * 2 * 100 * 30),
        ("matmul", None, (), (50,), 0.1 * 2 * 50),
        ("interpolate", None, (1, 1, 5, 5), (1, 1, 10, 10), 6 * 100),
        ("relu", None, (1, 50), (1, 50), 2 * 50),
        ("", nn.MaxPool2d(3, 1), (2, 1, 7, 7), (2, 1, 5, 5), 2 * 9 * 50),
        ("", nn.LocalResponseNorm(4), (1, 6, 5, 5), (1, 6, 5, 5), 2 * 150 * 4 + 10 * 25 * (6 + 4)),
        ("", nn.LocalResponseNorm(4), (6,), (6,), 2 * 6 * 4 + 10 * 6 * (1 + 4)),
        ("", nn.Upsample(scale_factor=2), (1, 1, 5, 5), (1, 1, 10, 10), 6 * 100),
        ("", nn.Linear(30, 50), (2, 30), (2, 50), 0.1 * 100 * 30),
        ("", nn.RNN(3, 5, 2), (7, 1, 3), (7, 1, 5), 7 * (12_000 * 2 + 0.1 * (50 + 60))),
        ("", nn.RNN(3, 5, bidirectional=True), (7, 3), (7, 10), 7 * 2 * (12_000 + 0.1 * 100)),
        ("", nn.Conv1d(4, 8, 5), (1, 4, 20), (1, 8, 16), 0.1 * 128 * 4 * 5),
        ("", nn.ConvTranspose1d(8, 1, 5), (1, 8, 20), (1, 1, 24), 0.1 * 160 * 1 * 5),
        ("", nn.ReLU(), (1, 50), (1, 50), 2 * 50),
    ],
)
def test_nanoseconds_of_each_kind_of_step(
    name: str, layer: nn.Module | None, came: tuple[int, ...], made: tuple[int, ...], nanoseconds: float
) -> None:
    assert work_of(name, layer, came, made) == int(nanoseconds)


@pytest.mark.parametrize(
    ("layer", "came", "made", "numbers"),
    [
        (None, (2, 30), (2, 50), 100),
        (nn.MaxPool2d(2), (1, 4, 4), (1, 2, 2), 4),
        (nn.LocalResponseNorm(4), (1, 6, 5, 5), (1, 6, 5, 5), 150 + 25 * (6 + 4)),
        (nn.LocalResponseNorm(4), (2, 6), (2, 6), 12 + 2 * (6 + 4)),
        (nn.LocalResponseNorm(4), (6,), (6,), 6 + 6 * (1 + 4)),
        (nn.LocalResponseNorm(4), (1, 0, 5, 5), (1, 0, 5, 5), 0),
    ],
)
def test_numbers_that_each_kind_of_step_holds(
    layer: nn.Module | None, came: tuple[int, ...], made: tuple[int, ...], numbers: int
) -> None:
    assert held_by(layer, came, made) == numbers


class Responses(nn.Module):
    """LocalResponseNorm as a function."""

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return functional.local_response_norm(x, 1100)


@pytest.mark.parametrize("model", [nn.LocalResponseNorm(1100), Responses()], ids=["layer", "function"])
def test_a_norm_over_channels_holds_its_padding(model: nn.Module):
    held, done = work_on(model, 1, 1, 512, 512)
    assert held > 1100 * 512 * 512
    assert done > 2_000_000_000


@pytest.mark.parametrize(
    "model",
    [
        nn.MaxPool2d(7, 1),
        nn.AvgPool2d(15, 1),
        nn.LPPool2d(2, 3, 1),
        nn.LocalResponseNorm(50),
        nn.Upsample(scale_factor=2, mode="bicubic"),
        nn.Conv2d(16, 16, 3, padding=1),
        nn.Conv2d(16, 1, 3),
        nn.GELU(),
        nn.Softmax(dim=1),
        nn.ConvTranspose2d(16, 16, 3),
    ],
    ids=repr,
)
def test_what_is_foretold_is_no_less_than_a_third_of_what_it_takes(model: nn.Module):
    x = torch.rand(1, 16, 128, 128)
    _held, foretold = work(trace(model, x))
    threads = torch.get_num_threads()
    torch.set_num_threads(1)
    try:
        with torch.no_grad():
            took = min(_seconds(model, x) for _time in range(12))
    finally:
        torch.set_num_threads(threads)
    assert foretold * 1e-9 > took / 3


def _seconds(model: nn.Module, x: torch.Tensor) -> float:
    start = time.thread_time()
    model(x)
    return time.thread_time() - start


def test_a_recurrent_layer_takes_its_time_for_every_time():
    class Last(nn.Module):
        def __init__(self) -> None:
            super().__init__()
            self.gru = nn.GRU(1, 4)

        def forward(self, x: torch.Tensor) -> torch.Tensor:
            return self.gru(x)[0]

    assert 200_000_000 < work_on(Last(), 20_000, 1, 1)[1] < 400_000_000


@pytest.mark.parametrize(
    ("function", "shape", "held", "nanoseconds"),
    [
        (lambda x: functional.interpolate(x, scale_factor=2), (1, 1, 5, 5), 25 + 100, 6 * 100),
        (lambda x: x @ x.mT, (1, 20, 30), 600 + 600 + 400, 2 * 600 + 0.1 * 2 * 400 * 30),
        (lambda x: functional.relu(x), (1, 50), 50 + 50, 2 * 50),
        (lambda x: functional.max_pool2d(x, 2), (1, 4, 4), 16 + 4, 2 * 16),
    ],
    ids=["interpolate", "matmul", "relu", "max_pool2d"],
)
@pytest.mark.parametrize("within", [False, True], ids=["alone", "inside"])
def test_what_functions_hold_and_take(
    function: Callable[[torch.Tensor], torch.Tensor],
    shape: tuple[int, ...],
    held: int,
    nanoseconds: float,
    within: bool,
) -> None:
    model = nn.Sequential(Calls(function)) if within else Calls(function)
    assert work_on(model, *shape) == (held, int(nanoseconds))
