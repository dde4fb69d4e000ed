"""When a sliding layer reads what an adaptive one reads: against torch, over every small setting."""

import itertools

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, code, explain
from poolviz.findings.sliding_twins import axis_twin, sliding_twin
from poolviz.pooling.windows import Adaptive

X5 = torch.tensor([[1.0, 2, 0, 3, 1], [0, 1, 2, 3, 1], [1, 2, 1, 0, 0], [5, 2, 3, 1, 1], [2, 1, 0, 1, 1]])


def positions(layer: nn.Module, length: int, outputs: int) -> list[list[int]] | None:
    """What each output of a 1-d max layer reads, asked of torch: which single 1 in zeros it sees."""
    try:
        seen = layer(torch.eye(length)[:, None])
    except RuntimeError:
        return None
    if seen.shape[-1] != outputs:
        return None
    return [seen[:, 0, output].nonzero().flatten().tolist() for output in range(outputs)]


@pytest.mark.parametrize("length", range(1, 7))
def test_a_twin_is_found_wherever_torch_has_one(length: int) -> None:
    settings = [
        (k, s, p, d, ceil)
        for k, s, d in itertools.product(range(1, length + 3), range(1, length + 2), (1, 2, 3))
        for p in range(k // 2 + 1)
        for ceil in (False, True)
    ]
    for outputs in range(1, length + 4):
        wanted = positions(nn.AdaptiveMaxPool1d(outputs), length, outputs)
        exists = any(
            positions(nn.MaxPool1d(k, s, p, d, ceil_mode=ceil), length, outputs) == wanted
            for k, s, p, d, ceil in settings
        )
        assert (axis_twin(Adaptive(length, outputs)) is not None) == exists, (length, outputs)


@pytest.mark.parametrize(
    ("plane", "size", "twin"),
    [
        ((5, 5), 3, "nn.MaxPool2d(3, stride=2, padding=1)"),
        ((5, 5), 2, "nn.MaxPool2d(3, stride=2)"),
        ((7, 7), 3, "nn.MaxPool2d(3, stride=2)"),
        ((32, 32), 8, "nn.MaxPool2d(4)"),
        ((32, 64), (8, 4), "nn.MaxPool2d((4, 16))"),
        ((48, 37), 1, "nn.MaxPool2d((48, 37))"),
        ((6, 9), (None, 3), "nn.MaxPool2d((1, 3))"),
        ((48, 37), 7, None),
        ((10, 10), 7, None),
        ((5, 5), 8, None),
        ((8, 37), (4, 7), None),
    ],
)
def test_twins_of_two_axes(plane: tuple[int, int], size: object, twin: str | None) -> None:
    found = sliding_twin(explain(nn.AdaptiveMaxPool2d(size), torch.zeros(1, *plane)))
    assert (found and code(found)) == twin


@pytest.mark.parametrize("kind", ["Max", "Avg"])
@pytest.mark.parametrize("plane", [(1, 1), (1, 4), (5, 5), (6, 8), (7, 9), (16, 11)])
def test_a_twin_computes_the_same(kind: str, plane: tuple[int, int]) -> None:
    x = torch.randn(2, 3, *plane)
    for size in itertools.product(range(1, plane[0] + 2), range(1, plane[1] + 2)):
        explanation = explain(getattr(nn, f"Adaptive{kind}Pool2d")(size), x)
        twin = sliding_twin(explanation)
        if twin is not None:
            torch.testing.assert_close(
                twin(x), explanation.output, rtol=0 if kind == "Max" else 1e-5, atol=1e-6
            )


def test_every_size_that_divides_has_a_twin_without_padding() -> None:
    for length in range(1, 60):
        for outputs in (n for n in range(1, length + 1) if length % n == 0):
            twin = axis_twin(Adaptive(length, outputs))
            assert twin is not None
            assert (twin.kernel_size, twin.stride, twin.padding) == (length // outputs, length // outputs, 0)


def test_a_twin_along_one_axis_has_one_number_for_each_argument() -> None:
    explanation = explain(nn.AdaptiveMaxPool1d(3), torch.arange(6.0).view(1, 6))
    twin = sliding_twin(explanation)
    assert twin is not None
    assert code(twin) == "nn.MaxPool1d(2)"


def test_a_layer_that_slides_already_is_refused() -> None:
    with pytest.raises(PoolvizError) as caught:
        sliding_twin(explain(nn.MaxPool2d(2), torch.zeros(1, 4, 4)))
    assert str(caught.value) == "`layer` must be an adaptive layer, but got MaxPool2d"


@pytest.mark.parametrize(
    ("length", "outputs", "numbers"),
    [
        (1, 1, (1, 1, 0)),
        (1, 2, (2, 1, 1)),
        (1, 3, None),
        (5, 3, (3, 2, 1)),
        (5, 1, (5, 5, 0)),
        (2, 3, (2, 1, 1)),
    ],
)
def test_the_numbers_of_a_twin(length: int, outputs: int, numbers: tuple[int, int, int] | None) -> None:
    twin = axis_twin(Adaptive(length, outputs))
    assert (twin and (twin.kernel_size, twin.stride, twin.padding)) == numbers


def test_the_twin_of_an_average_leaves_its_padding_out() -> None:
    padded = sliding_twin(explain(nn.AdaptiveAvgPool2d(3), torch.zeros(1, 5, 6)))
    assert padded is not None
    assert code(padded) == "nn.AvgPool2d((3, 2), stride=2, padding=(1, 0), count_include_pad=False)"
    plain = sliding_twin(explain(nn.AdaptiveAvgPool2d(3), torch.zeros(1, 6, 6)))
    assert plain is not None
    assert code(plain) == "nn.AvgPool2d(2)"


def test_the_curriculums_windows_and_values() -> None:
    largest, mean = (explain(cls(3), X5[None, None]) for cls in (nn.AdaptiveMaxPool2d, nn.AdaptiveAvgPool2d))
    for axis in largest.axes:
        assert [axis.taps(output) for output in range(3)] == [range(2), range(1, 4), range(3, 5)]
    assert largest.output[0, 0].tolist() == [[2, 3, 3], [5, 3, 3], [5, 3, 1]]
    rounded = [[round(value, 3) for value in row] for row in mean.output[0, 0].tolist()]
    assert rounded == [[1, 1.833, 2], [1.833, 1.667, 1], [2.5, 1.333, 1]]


@pytest.mark.parametrize("size", [(None, None), (None, 3), (3, 3), 3, 0])
def test_the_line_of_an_adaptive_layer_makes_it_again(size: object) -> None:
    layer = nn.AdaptiveAvgPool2d(size)
    again = eval(code(layer), {"nn": nn})
    assert again(X5[None]).shape == layer(X5[None]).shape
