"""Every setting of a large grid, explained cell by cell and compared with torch, refusals included."""

import itertools
import math
import random

import pytest
import torch
from torch import nn

from poolviz import Explanation, PoolvizError, code, explain
from poolviz.pooling.explanation import REFUSALS


def picture(shape, seed, odd=False):
    """Return small whole numbers, full of ties; with `odd`, some nan and −inf among them."""
    numbers = random.Random(seed)
    values = [-math.inf, math.nan] if odd else []
    pool = [*range(-3, 4), *values]
    return torch.tensor([float(numbers.choice(pool)) for _ in range(math.prod(shape))]).reshape(shape)


def check(layer, x):
    """Check one setting; return whether torch accepts it."""
    try:
        expected = layer(x)
    except REFUSALS as error:
        check_refusal(layer, x, str(error))
        return False
    explanation = explain(layer, x)
    output = expected[0] if isinstance(expected, tuple) else expected
    assert torch.equal(explanation.output.nan_to_num(99), output.nan_to_num(99)), code(layer)
    for index in itertools.product(*map(range, output.shape)):
        check_cell(explanation, index)
    return True


def check_refusal(layer, x, message):
    with pytest.raises(PoolvizError) as caught:
        explain(layer, x)
    assert caught.value.torch_message == message, code(layer)
    assert message in str(caught.value)
    for fix in caught.value.fixes:
        fix(x)


def check_cell(explanation: Explanation, index):
    layer, dims, said = explanation.layer, len(explanation.axes), (explanation.layer, index)
    cell = explanation.cell(index)
    plane = explanation.input[index[:-dims]]
    values, value = cell.values.tolist(), float(cell.value)
    assert all(same(a, float(plane[at])) for a, at in zip(values, cell.members, strict=True)), said
    if cell.divisor is not None:
        assert same(value, math.fsum(values) / cell.divisor), said
        return
    if not cell.members:
        assert (value, cell.winner) == (-math.inf, None), said
        return
    assert cell.winner == winner_of(cell), said
    assert explanation.indices[index] == flat(cell.winner, plane.shape), said
    assert same(value, float(plane[cell.winner])), said
    assert cell.padding == math.prod(per_axis(layer.kernel_size, dims)) - len(cell.members), said


def same(a, b):
    """Tell whether two numbers agree to the rounding of float32; nan agrees with nan."""
    return a == b or (math.isnan(a) and math.isnan(b)) or math.isclose(a, b, rel_tol=2e-6, abs_tol=1e-7)


def winner_of(cell):
    """Return the first of the greatest, or the last nan: what torch's scan finds."""
    nans = [at for at, value in zip(cell.members, cell.values.tolist(), strict=True) if math.isnan(value)]
    return nans[-1] if nans else cell.members[cell.values.tolist().index(max(cell.values.tolist()))]


def flat(coordinate, shape):
    number = 0
    for position, length in zip(coordinate, shape, strict=True):
        number = number * length + position
    return number


def per_axis(setting, dims):
    return setting if isinstance(setting, tuple) else (setting,) * dims


@pytest.mark.parametrize("kernel_size", [1, 2, 3, 4])
def test_every_maximum_in_one_dimension(kernel_size):
    accepted = [
        check(nn.MaxPool1d(kernel_size, s, p, d, ceil_mode=c), picture((1, length), length, odd=length % 2))
        for length, s, p, d, c in itertools.product(
            (1, 2, 3, 5, 6, 9), (None, 1, 2, 3, 5), (0, 1, 2, 3), (1, 2, 3), (False, True)
        )
    ]
    assert len(accepted) == 720
    assert 0 < sum(accepted) < 720


@pytest.mark.parametrize("kernel_size", [1, 2, 3, 4])
def test_every_average_in_one_dimension(kernel_size):
    accepted = [
        check(nn.AvgPool1d(kernel_size, s, p, c, counted), picture((1, length), length))
        for length, s, p, c, counted in itertools.product(
            (1, 2, 3, 5, 6, 9), (None, 1, 2, 3, 5), (0, 1, 2, 3), (False, True), (False, True)
        )
    ]
    assert len(accepted) == 480
    assert 0 < sum(accepted) < 480


def drawn(numbers, dims):
    """Draw one setting and a shape it may or may not fit: sizes apart or together, batched or not."""

    def several(choices):
        apart = tuple(numbers.choice(choices) for _ in range(dims))
        return apart if numbers.random() < 0.6 else apart[0]

    shape = tuple(numbers.randint(1, 7 - dims) for _ in range(dims))
    lead = numbers.choice([(1,), (2,), (1, 1), (2, 2)])
    given = {"kernel_size": several([1, 2, 3, 4][: 6 - dims]), "ceil_mode": numbers.random() < 0.5}
    if numbers.random() < 0.7:
        given["stride"] = several([1, 2, 3])
    if numbers.random() < 0.5:
        given["padding"] = several([0, 1, 1, 2])
    return given, (*lead, *shape)


@pytest.mark.parametrize(("dims", "count"), [(2, 1000), (3, 400)])
def test_maximum_on_planes_and_volumes(dims, count):
    numbers, accepted = random.Random(dims), []
    for seed in range(count):
        given, shape = drawn(numbers, dims)
        dilation = numbers.choice([1, 1, 2, (1, 2, 3)[:dims]])
        layer = getattr(nn, f"MaxPool{dims}d")(**given, dilation=dilation)
        accepted.append(check(layer, picture(shape, seed, odd=seed % 3 == 0)))
    assert 0.1 < sum(accepted) / count < 0.9


@pytest.mark.parametrize(("dims", "count"), [(2, 1000), (3, 400)])
def test_average_on_planes_and_volumes(dims, count):
    numbers, accepted = random.Random(dims), []
    for seed in range(count):
        given, shape = drawn(numbers, dims)
        given["count_include_pad"] = numbers.random() < 0.5
        given["divisor_override"] = numbers.choice([None, None, 1, 7, -2, 0])
        accepted.append(check(getattr(nn, f"AvgPool{dims}d")(**given), picture(shape, seed)))
    assert 0.1 < sum(accepted) / count < 0.9


@pytest.mark.parametrize("dims", [1, 2, 3])
@pytest.mark.parametrize("kind", ["Max", "Avg"])
def test_adaptive(kind, dims):
    numbers = random.Random(dims)
    for seed in range(60):
        shape = tuple(numbers.randint(1, 9 - 2 * dims) for _ in range(dims))
        size = tuple(numbers.randint(1, 8 - 2 * dims) for _ in range(dims))
        explanation = explain(getattr(nn, f"Adaptive{kind}Pool{dims}d")(size), picture((2, *shape), seed))
        for index in itertools.product(*map(range, explanation.output.shape)):
            cell = explanation.cell(index)
            values = cell.values.tolist()
            expected = max(values) if kind == "Max" else math.fsum(values) / len(values)
            assert float(cell.value) == pytest.approx(expected, rel=1e-6, abs=1e-6)
            assert cell.winner is None if kind == "Avg" else cell.winner == winner_of(cell)
            assert cell.divisor == (len(values) if kind == "Avg" else None)
            assert cell.padding == 0


def test_a_window_that_sees_nothing_has_no_winner():
    explanation = explain(nn.MaxPool1d(2, 1, padding=1, dilation=3), torch.ones(1, 2))
    cell = explanation.cell((0, 0))
    assert (cell.members, cell.winner, cell.padding, float(cell.value)) == ((), None, 2, -math.inf)


@pytest.mark.parametrize("dtype", [torch.float16, torch.bfloat16, torch.float64, torch.uint8, torch.int64])
def test_other_dtypes(dtype):
    x = torch.tensor([[[3, 1, 2], [3, 0, 1], [2, 2, 1]]]).to(dtype)
    explanation = explain(nn.MaxPool2d(2, 1), x)
    assert explanation.output.dtype == dtype
    assert [explanation.cell((0, r, c)).winner for r in (0, 1) for c in (0, 1)] == [
        (0, 0),
        (0, 2),
        (1, 0),
        (2, 1),
    ]
