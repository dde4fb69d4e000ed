"""input_gradient(): torch's autograd against a plain walk over the cells of an explanation."""

import itertools
import math
import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from poolviz import Cell, PoolvizError
from poolviz.pooling.gradients import Gradient, input_gradient

NAN = float("nan")
INF = float("inf")


# ------------------------------------------------------------------ small and literal


def test_the_first_of_a_tie_gets_it_all():
    gradient = input_gradient(nn.MaxPool2d(2), torch.tensor([[[1.0, 3.0], [3.0, 3.0]]]))
    assert gradient.grad_input.tolist() == [[[0.0, 1.0], [0.0, 0.0]]]


def test_overlapping_windows_add_up():
    x = torch.tensor([[[0.0, 0.0, 0.0], [0.0, 9.0, 0.0], [0.0, 0.0, 0.0]]])
    grad_output = torch.tensor([[[1.0, 2.0], [3.0, 4.0]]])
    gradient = input_gradient(nn.MaxPool2d(2, stride=1), x, grad_output)
    assert gradient.grad_input.tolist() == [[[0.0, 0.0, 0.0], [0.0, 10.0, 0.0], [0.0, 0.0, 0.0]]]
    assert torch.equal(gradient.grad_output, grad_output)


def test_the_share_of_counted_padding_is_lost():
    gradient = input_gradient(nn.AvgPool1d(3, stride=3, padding=1), torch.ones(1, 5))
    assert gradient.grad_output.tolist() == [[1.0, 1.0]]
    assert torch.allclose(gradient.grad_input, torch.full((1, 5), 1 / 3))


def test_padding_that_does_not_count_takes_nothing():
    layer = nn.AvgPool1d(3, stride=3, padding=1, count_include_pad=False)
    gradient = input_gradient(layer, torch.ones(1, 5))
    assert torch.allclose(gradient.grad_input, torch.tensor([[1 / 2, 1 / 2, 1 / 3, 1 / 3, 1 / 3]]))


@pytest.mark.parametrize("layer", [nn.MaxPool1d(1, stride=2), nn.AvgPool1d(1, stride=2)])
def test_a_cell_that_no_window_reads_gets_nothing(layer: nn.Module):
    assert input_gradient(layer, torch.ones(1, 5)).grad_input.tolist() == [[1.0, 0.0, 1.0, 0.0, 1.0]]


def test_divisor_override_divides_the_gradient_too():
    gradient = input_gradient(nn.AvgPool2d(2, divisor_override=8), torch.ones(1, 2, 2))
    assert gradient.grad_input.tolist() == [[[0.125, 0.125], [0.125, 0.125]]]


def test_the_last_nan_of_a_window_gets_it():
    x = torch.tensor([[NAN, 7.0, NAN, 1.0]])
    assert input_gradient(nn.MaxPool1d(4), x).grad_input.tolist() == [[0.0, 0.0, 1.0, 0.0]]


def test_a_window_of_minus_infinities_keeps_its_first_member():
    x = torch.full((1, 2, 4, 4, 4), -INF)
    plain = input_gradient(nn.MaxPool3d(2), x)
    last = input_gradient(nn.MaxPool3d(2), x.to(memory_format=torch.channels_last_3d))
    assert plain.grad_input[0, 0, ::2, ::2, ::2].sum() == 8
    assert torch.equal(plain.grad_input, last.grad_input)
    assert torch.equal(plain.explanation.indices, last.explanation.indices)


# ------------------------------------------------------------------ the caller's tensors and modes


def test_x_stays_untouched():
    x = torch.rand(1, 4, 4, requires_grad=True)
    before = x.detach().clone()
    gradient = input_gradient(nn.MaxPool2d(2), x)
    assert x.grad is None
    assert torch.equal(x, before)
    assert not gradient.grad_input.requires_grad
    assert not gradient.explanation.output.requires_grad


@pytest.mark.parametrize("mode", [torch.no_grad, torch.inference_mode])
def test_a_caller_without_autograd_gets_the_gradient_too(mode: Any):
    with mode():
        x = torch.rand(1, 4, 4)
        inside = input_gradient(nn.AvgPool2d(2), x, torch.full((1, 2, 2), 4.0))
    assert torch.equal(inside.grad_input, torch.ones(1, 4, 4))


def test_a_layer_that_returns_indices():
    x = torch.tensor([[1.0, 2.0]])
    assert input_gradient(nn.MaxPool1d(2, return_indices=True), x).grad_input.tolist() == [[0.0, 1.0]]


# ------------------------------------------------------------------ what is refused


def test_a_window_without_members_is_refused():
    layer = nn.MaxPool2d((1, 2), dilation=(1, 3), padding=(0, 1))
    with pytest.raises(PoolvizError, match="reads padding alone"):
        input_gradient(layer, torch.zeros(1, 4, 2))


@pytest.mark.parametrize("layer", [nn.MaxPool2d(2), nn.AvgPool2d(2)])
def test_integers_have_no_gradient(layer: nn.Module):
    with pytest.raises(PoolvizError, match=r"torch\.int64"):
        input_gradient(layer, torch.ones(1, 4, 4, dtype=torch.int64))


def test_a_wrong_shape_of_grad_output():
    with pytest.raises(PoolvizError, match="shape") as caught:
        input_gradient(nn.AvgPool2d(2), torch.ones(1, 4, 4), torch.ones(1, 2, 3))
    assert caught.value.values == {"shape": (1, 2, 2), "got": (1, 2, 3)}


@pytest.mark.parametrize(
    ("layer", "x", "grad_output", "said"),
    [
        (
            nn.AvgPool1d(2),
            "1 2",
            None,
            "`x` must be a tensor, an array of numbers, or lists of equal length, but got str",
        ),
        (
            nn.AvgPool1d(2),
            [[1, 2]],
            "1",
            "`grad_output` must be a tensor, an array of numbers, or lists of equal length, but got str",
        ),
        (
            nn.AvgPool1d(2),
            [[1, 2, 3, 4]],
            [[1, 2, 3]],
            "`grad_output` must have the output's shape (1, 2), but got (1, 3)",
        ),
        (
            nn.MaxPool2d(2),
            torch.ones(1, 4, 4, dtype=torch.int64),
            None,
            "`x` must be of a floating-point dtype to have a gradient, but got torch.int64",
        ),
        (nn.AdaptiveMaxPool2d(0), torch.ones(1, 2, 2), None, "torch finds no gradient: "),
    ],
)
def test_what_is_refused_is_named(layer: nn.Module, x: Any, grad_output: Any, said: str):
    with pytest.raises(PoolvizError) as caught:
        input_gradient(layer, x, grad_output)
    assert str(caught.value) == said + (caught.value.torch_message or "")  # torch's own words, if it has any


def test_torchs_own_refusals():
    with pytest.raises(PoolvizError) as caught:
        input_gradient(nn.MaxPool2d(3), torch.ones(1, 2, 2))
    assert caught.value.torch_message
    with pytest.raises(PoolvizError, match="no gradient") as caught:
        input_gradient(nn.AdaptiveMaxPool2d(0), torch.ones(1, 2, 2))
    assert caught.value.torch_message in str(caught.value)


# ------------------------------------------------------------------ random layers


def a_case(seed: int) -> tuple[nn.Module, Tensor]:
    pick = random.Random(seed)
    dims = pick.choice([1, 2, 2, 3])
    plane = [pick.randint(2, 7 if dims < 3 else 4) for _ in range(dims)]
    leading = [pick.randint(1, 2) for _ in range(pick.randint(1, 2))]
    x = torch.randint(-2, 3, (*leading, *plane), generator=torch.Generator().manual_seed(seed)).double()
    if pick.random() < 0.3:
        x[x == 2] = NAN
        x[x == 1] = -INF
    return a_layer(pick, dims), x


def a_layer(pick: random.Random, dims: int) -> nn.Module:
    name = pick.choice(["MaxPool", "MaxPool", "AvgPool", "AvgPool", "AdaptiveMaxPool", "AdaptiveAvgPool"])
    layer = getattr(nn, f"{name}{dims}d")
    if name.startswith("Adaptive"):
        return layer(tuple(pick.randint(1, 5) for _ in range(dims)) if dims > 1 else pick.randint(1, 5))
    kernel = tuple(pick.randint(1, 3) for _ in range(dims))
    options: dict[str, Any] = {
        "stride": tuple(pick.randint(1, 3) for _ in range(dims)),
        "padding": tuple(pick.randint(0, k // 2) for k in kernel),
        "ceil_mode": pick.random() < 0.5,
    }
    if name == "MaxPool":
        options["dilation"] = tuple(pick.randint(1, 3) for _ in range(dims))
    else:
        options["count_include_pad"] = pick.random() < 0.5
        if dims > 1 and pick.random() < 0.3:
            options["divisor_override"] = pick.randint(1, 5)
    return layer(kernel, **options)


def winner_by_hand(cell: Cell) -> tuple[int, ...]:
    best, place = -INF, cell.members[0]
    for value, member in zip(cell.values.tolist(), cell.members, strict=True):
        if value > best or math.isnan(value):
            best, place = value, member
    return place


def walked(gradient: Gradient) -> tuple[Tensor, float]:
    """The gradient by a walk over all cells, and how much of it the members did not get."""
    e = gradient.explanation
    expected, lost = torch.zeros_like(e.input), 0.0
    for index in itertools.product(*map(range, e.output.shape)):
        cell, share = e.cell(index), float(gradient.grad_output[index])
        plane = index[: -len(e.axes)]
        if cell.divisor is None:
            expected[plane + winner_by_hand(cell)] += share
            continue
        for member in cell.members:
            expected[plane + member] += share / cell.divisor
        lost += share * (cell.divisor - len(cell.members)) / cell.divisor
    return expected, lost


@pytest.mark.parametrize("block", range(20))
def test_random_layers_against_a_walk_over_their_cells(block: int):
    compared = 0
    for seed in range(block * 25, block * 25 + 25):
        layer, x = a_case(seed)
        try:
            gradient = input_gradient(layer, x)
        except PoolvizError:  # torch refuses, or a window has no member: see above
            continue
        grad_output = torch.randn(
            gradient.grad_output.shape, generator=torch.Generator().manual_seed(seed), dtype=torch.float64
        )
        for g in (gradient, input_gradient(layer, x, grad_output)):
            expected, lost = walked(g)
            assert torch.allclose(g.grad_input, expected, atol=1e-12), layer
            assert float(g.grad_input.sum()) == pytest.approx(float(g.grad_output.sum()) - lost, abs=1e-9)
        compared += 1
    assert compared >= 10


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
def test_every_floating_dtype(dtype: torch.dtype):
    gradient = input_gradient(nn.MaxPool2d(2), torch.ones(1, 2, 2, dtype=dtype))
    assert gradient.grad_input.dtype == dtype
    assert gradient.grad_input.tolist() == [[[1.0, 0.0], [0.0, 0.0]]]


def test_lists_are_of_the_dtype_of_what_they_stand_for():
    x = torch.ones(1, 2, dtype=torch.float64)
    gradient = input_gradient(nn.AvgPool1d(2), x, [[4]])
    assert (gradient.grad_output.dtype, gradient.grad_input.tolist()) == (torch.float64, [[2, 2]])
    assert input_gradient(nn.AvgPool1d(2), [[1, 2]]).grad_input.dtype == torch.float32
