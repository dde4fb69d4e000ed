"""The same numbers on the accelerator as on the CPU; needs torch, poolviz's core and pytest alone."""

import itertools
import random
from typing import Any

import pytest
import torch
from torch import Tensor, nn

from poolviz import Explanation, PoolvizError, explain
from poolviz.pooling.devices import CPU, accelerator, choose, describe, explain_on
from poolviz.pooling.gradients import input_gradient
from poolviz.pooling.unpooling import unpool
from poolviz.sources.datasets.batches import PictureSet, loaded, stream

DEVICE = accelerator()

pytestmark = [pytest.mark.gpu, pytest.mark.skipif(DEVICE is None, reason="torch sees no accelerator")]

NAN, INF = float("nan"), float("inf")
X5 = torch.tensor(
    [[1, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]],
    dtype=torch.float32,
).unsqueeze(0)


def there() -> torch.device:
    assert DEVICE is not None
    return DEVICE


def same(left: Any, right: Any) -> bool:
    """Equal, NaN to NaN."""
    return bool(torch.equal(torch.nan_to_num(left, 99.0), torch.nan_to_num(right, 99.0)))


def computed_there(layer: nn.Module, x: Tensor) -> Explanation:
    """What the device explains; CUDA must do it all itself, others may lack an operator and say so."""
    computed = explain_on(there(), layer, x)
    if computed.note is None:
        assert computed.device == there()
    else:
        assert there().type != "cuda", (layer, computed.note)
        assert computed.device == CPU
    return computed.explanation


def planes(dims: int, seed: int) -> list[Tensor]:
    """Inputs full of ties, and the same with NaN and with whole windows of −inf."""
    size = (2, 2, 7, 9, 6)[: dims + 2]
    ties = torch.randint(-2, 3, size, generator=torch.Generator().manual_seed(seed)).float()
    nans = ties.masked_fill(ties == 0, NAN)
    low = torch.full(size, -INF)
    low[..., -2:] = ties[..., -2:]
    return [ties, nans, low, -5 - ties.abs()]


@pytest.mark.parametrize("layer", [nn.MaxPool2d(3, ceil_mode=True), nn.AvgPool2d(2)])
def test_batches_stream_over_the_device_as_over_the_cpu(layer: nn.Module) -> None:
    pixels = torch.randint(0, 256, (80, 3, 32, 32), generator=torch.Generator().manual_seed(0)).byte()
    pictures = PictureSet("random", pixels, (0,) * 80, ("any",))
    pairs = zip(stream(pictures, layer, there()), loaded(pictures, layer), strict=True)
    for (x, y), (u, v) in pairs:
        assert x.device.type == y.device.type == there().type
        assert torch.equal(x.cpu(), u)
        assert torch.allclose(y.cpu(), v)


def max_layers(dims: int) -> list[nn.Module]:
    pool, adaptive = getattr(nn, f"MaxPool{dims}d"), getattr(nn, f"AdaptiveMaxPool{dims}d")
    settings = itertools.product((2, 3), (1, 2, 3), (0, 1), (1, 2), (False, True))
    sliding = [pool(k, s, p, d, ceil_mode=c) for k, s, p, d, c in settings]
    return [*sliding, *(adaptive(size) for size in (1, 2, 4, 8))]


def average_layers(dims: int) -> list[nn.Module]:
    pool, adaptive = getattr(nn, f"AvgPool{dims}d"), getattr(nn, f"AdaptiveAvgPool{dims}d")
    settings = itertools.product((2, 3), (1, 2, 3), (0, 1), (False, True), (False, True))
    sliding = [pool(k, s, p, ceil_mode=c, count_include_pad=i) for k, s, p, c, i in settings]
    override = [] if dims == 1 else [pool(2, divisor_override=3)]
    return [*sliding, *override, *(adaptive(size) for size in (1, 2, 4, 8))]


def test_the_device_is_chosen_and_has_a_name():
    assert choose() == there()
    assert choose(force_cpu=True) == CPU
    assert describe(there()).startswith(there().type)


def test_what_comes_back_lies_on_the_cpu_and_was_computed_there():
    computed = explain_on(there(), nn.MaxPool2d(2), X5)
    assert (computed.device, computed.note) == (there(), None)
    e = computed.explanation
    assert e.input.device.type == e.output.device.type == e.indices.device.type == "cpu"
    assert e.output.tolist() == [[[2.0, 3.0], [5.0, 3.0]]]
    assert e.indices.tolist() == [[[1, 3], [15, 17]]]


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_max_has_the_cpus_values_and_its_indices_name_a_maximum(dims: int):
    for layer, x in itertools.product(max_layers(dims), planes(dims, dims)):
        e, here = computed_there(layer, x), explain(layer, x)
        assert same(e.output, here.output), layer
        assert e.axes == here.axes
        named = x.flatten(-dims).gather(-1, e.indices.flatten(-dims)).view(e.output.shape)
        assert same(named, e.output), layer  # whichever of a tie it is, the index leads to the maximum


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_max_cell_by_cell(dims: int):
    pick = random.Random(dims)
    for layer, x in itertools.product(max_layers(dims), planes(dims, dims)):
        e, here = computed_there(layer, x), explain(layer, x)
        every = list(itertools.product(*map(range, e.output.shape)))
        for index in pick.sample(every, min(12, len(every))):
            cell = e.cell(index)
            assert cell.winner in cell.members, (layer, index)
            winner = cell.values[cell.members.index(cell.winner)]
            assert same(winner, cell.value), (layer, index)
            if not cell.values.isnan().any():  # torch documents neither; the CPU takes the first
                assert here.cell(index).winner == first_maximum(cell.members, cell.values)


def first_maximum(members: tuple[tuple[int, ...], ...], values: Tensor) -> tuple[int, ...]:
    return members[values.tolist().index(float(values.max()))]


def test_channels_last_names_a_maximum_too():
    for layer, x in itertools.product(max_layers(2), planes(2, 2)):
        e = computed_there(layer, x.to(memory_format=torch.channels_last))
        named = x.flatten(-2).gather(-1, e.indices.flatten(-2)).view(e.output.shape)
        assert same(named, e.output), layer


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_averages_are_the_cpus_and_those_of_their_cells(dims: int):
    pick = random.Random(dims)
    for layer, x in itertools.product(average_layers(dims), planes(dims, dims)):
        e = computed_there(layer, x)
        torch.testing.assert_close(e.output, explain(layer, x).output, equal_nan=True)
        every = list(itertools.product(*map(range, e.output.shape)))
        for index in pick.sample(every, min(12, len(every))):
            cell = e.cell(index)
            assert cell.divisor is not None
            torch.testing.assert_close(cell.values.sum() / cell.divisor, cell.value, equal_nan=True)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64, torch.int64, torch.int8])
def test_a_dtype_is_computed_there_or_here_with_a_note(dtype: torch.dtype):
    computed = explain_on(there(), nn.MaxPool2d(2), X5.to(dtype))
    assert computed.explanation.output.dtype == dtype
    assert computed.explanation.output.tolist() == [[[2, 3], [5, 3]]]
    assert (computed.device == CPU) == (computed.note is not None)


def test_memory_that_runs_out_is_said_and_the_cpu_computes():
    if there().type != "cuda":
        pytest.skip("only CUDA can be told to have less memory")
    x = torch.zeros(1, 1, 4096, 4096)
    torch.cuda.empty_cache()
    torch.cuda.set_per_process_memory_fraction(1e-5)
    try:
        computed = explain_on(there(), nn.MaxPool2d(2), x)
    finally:
        torch.cuda.set_per_process_memory_fraction(1.0)
    assert computed.device == CPU
    assert computed.note is not None
    assert "out of memory" in computed.note[0]


def test_an_explanation_left_on_the_device_works_too():
    e = explain(nn.MaxPool2d(2), X5.to(there()))
    cell = e.cell((0, 1, 0))
    assert (cell.winner, float(cell.value)) == ((3, 0), 5.0)


def test_a_wrong_index_is_an_error_and_the_device_lives_on():
    e = explain(nn.MaxPool2d(2), X5.to(there()))
    with pytest.raises(PoolvizError, match="invalid max index: 17"):
        unpool(e)
    back = unpool(e, (5, 5))
    assert back.output.device.type == there().type
    assert torch.equal(back.output.cpu(), unpool(explain(nn.MaxPool2d(2), X5), (5, 5)).output)
    assert torch.equal(back.chosen.cpu(), (back.output != 0).long().cpu())
    assert not back.misplaced.any()
    assert int(back.returned.sum()) == 4


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_gradients_of_max_go_to_the_winners(dims: int):
    x = planes(dims, dims)[0].to(there())
    for layer in max_layers(dims):
        gradient = input_gradient(layer, x)
        e = gradient.explanation
        winners = e.indices.flatten(-dims)
        expected = torch.zeros_like(x).flatten(-dims).scatter_add(-1, winners, torch.ones_like(winners) * 1.0)
        torch.testing.assert_close(gradient.grad_input, expected.view(x.shape))


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_gradients_of_averages_are_the_cpus(dims: int):
    x = planes(dims, dims)[0]
    for layer in average_layers(dims):
        gradient = input_gradient(layer, x.to(there()))
        torch.testing.assert_close(gradient.grad_input.cpu(), input_gradient(layer, x).grad_input)


# ------------------------------------------------------------------ norms, fractional windows, unpooling


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_norms_agree_with_the_cpus(dims: int):
    x = torch.rand((2, 2, 7, 6, 5)[: dims + 2], generator=torch.Generator().manual_seed(dims))
    for norm, ceil_mode in itertools.product((1, 2, 3, 0.5, INF, -INF), (False, True)):
        layer = getattr(nn, f"LPPool{dims}d")(norm, 2, ceil_mode=ceil_mode)
        found, wanted = computed_there(layer, x), explain(layer, x)
        torch.testing.assert_close(found.output, wanted.output)
        first = (0,) * x.dim()
        assert found.cell(first).winner == wanted.cell(first).winner


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float32, torch.float64])
@pytest.mark.parametrize("dims", [2, 3])
def test_fractional_windows_are_those_of_the_devices_own_draw(dims: int, dtype: torch.dtype):
    x = torch.rand((2, 3, 9, 8, 7)[: dims + 2], generator=torch.Generator().manual_seed(dims)).to(dtype)
    found = computed_there(getattr(nn, f"FractionalMaxPool{dims}d")(2, output_ratio=0.5), x)
    for full in itertools.product(*map(range, found.output.shape)):
        cell = found.cell(full)
        assert cell.value == cell.values.max()
        assert cell.winner in cell.members


@pytest.mark.parametrize("dims", [1, 2, 3])
def test_unpooling_as_a_layer_never_hands_the_device_an_index_outside(dims: int):
    x = torch.rand((2, 2, 5, 5, 5)[: dims + 2], generator=torch.Generator().manual_seed(dims)).to(there())
    pooled, indices = getattr(nn, f"MaxPool{dims}d")(2, return_indices=True)(x)
    layer = getattr(nn, f"MaxUnpool{dims}d")(2)
    back = explain(layer, pooled, indices, output_size=x.shape[2:])
    assert back.output.device == x.device
    assert same(back.output.cpu(), layer(pooled.cpu(), indices.cpu(), x.shape[2:]))
    with pytest.raises(PoolvizError):
        explain(layer, pooled, indices + 10**6, output_size=x.shape[2:])
