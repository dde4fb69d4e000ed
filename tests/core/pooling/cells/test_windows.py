"""Each window as it is counted: its members, its taps in the padding, what divides or scales its sum."""

from fractions import Fraction

import pytest
import torch
from torch import nn

from poolviz import explain
from poolviz.pooling.cells.window import Window, source, sources, windows
from poolviz.pooling.windows import Adaptive, Listed, Sliding


@pytest.mark.parametrize(
    ("layer", "axis", "expected"),
    [
        (
            nn.MaxPool1d(3, 2, 1),
            Sliding(4, 2, 3, 2, 1),
            [(((0,), (1,)), 1, None, None), (((1,), (2,), (3,)), 0, None, None)],
        ),
        (
            nn.MaxPool1d(2, 3, 1, 3),
            Sliding(2, 1, 2, 3, 1, 3),
            [((), 2, None, None)],
        ),
        (
            nn.AvgPool1d(3, 2, 1, ceil_mode=True),
            Sliding(4, 3, 3, 2, 1),
            [(((0,), (1,)), 1, 3, None), (((1,), (2,), (3,)), 0, 3, None), (((3,),), 2, 2, None)],
        ),
        (
            nn.AvgPool1d(3, 2, 1, True, count_include_pad=False),
            Sliding(4, 3, 3, 2, 1),
            [(((0,), (1,)), 1, 2, None), (((1,), (2,), (3,)), 0, 3, None), (((3,),), 2, 1, None)],
        ),
        (
            nn.LPPool1d(2, 3, ceil_mode=True),
            Sliding(5, 2, 3, 3),
            [(((0,), (1,), (2,)), 0, None, Fraction(1)), (((3,), (4,)), 1, None, Fraction(3, 2))],
        ),
        (
            nn.LPPool1d(1, 3, ceil_mode=True),
            Sliding(4, 2, 3, 3),
            [(((0,), (1,), (2,)), 0, None, Fraction(1)), (((3,),), 2, None, Fraction(3))],
        ),
        (
            nn.AdaptiveAvgPool1d(2),
            Adaptive(3, 2),
            [(((0,), (1,)), 0, 2, None), (((1,), (2,)), 0, 2, None)],
        ),
        (
            nn.AdaptiveMaxPool1d(2),
            Listed(4, (0, 2), 2),
            [(((0,), (1,)), 0, None, None), (((2,), (3,)), 0, None, None)],
        ),
    ],
    ids=lambda given: repr(given)[:30],
)
def test_the_windows_of_one_axis(layer: nn.Module, axis: Sliding, expected: list[tuple]) -> None:
    assert list(windows(layer, (axis,))) == [Window(*one) for one in expected]
    for output, one in enumerate(expected):
        assert list(windows(layer, (axis,), (output,))) == [Window(*one)]


def test_a_window_of_two_axes_is_the_product_of_theirs() -> None:
    layer, axes = nn.LPPool2d(2, (3, 2), ceil_mode=True), (Sliding(4, 2, 3, 3), Sliding(3, 2, 2, 2))
    assert next(windows(layer, axes, (1, 1))) == Window(((3, 2),), 5, None, Fraction(6))
    assert next(windows(layer, axes, (1, 0))) == Window(((3, 0), (3, 1)), 4, None, Fraction(3))
    layer = nn.AvgPool2d(2, 2, 1, count_include_pad=True)
    axes = Sliding(2, 2, 2, 2, 1), Sliding(3, 2, 2, 2, 1)
    assert list(windows(layer, axes)) == [
        Window(((0, 0),), 3, 4),
        Window(((0, 1), (0, 2)), 2, 4),
        Window(((1, 0),), 3, 4),
        Window(((1, 1), (1, 2)), 2, 4),
    ]


def test_what_goes_to_each_cell_of_an_unpooled_plane() -> None:
    places = torch.tensor([[5, 0], [5, 3]])
    expected = [((0, 1),)], [], [], [((1, 1),)], [], [((0, 0), (1, 0))]
    members = [one[0] if one else () for one in expected]
    assert [window.members for window in sources(places, (2, 3))] == members
    assert [source(places, flat).members for flat in range(6)] == members
    assert all(window[1:] == (0, None, None) for window in sources(places, (2, 3)))


def test_a_cell_holds_what_its_window_counts() -> None:
    x = torch.tensor([[3.0, 4.0, 12.0, 1.0, 2.0]])
    norm = explain(nn.LPPool1d(2, 3, ceil_mode=True), x)
    assert [cell.scale for cell in norm] == [norm.cell((0, o)).scale for o in (0, 1)] == [1, Fraction(3, 2)]
    mean = explain(nn.AvgPool1d(3, ceil_mode=True), x)
    assert [(cell.divisor, cell.padding) for cell in mean] == [(3, 0), (2, 1)]
    assert [(cell.divisor, cell.padding) for cell in (mean.cell((0, 0)), mean.cell((0, 1)))] == [
        (3, 0), (2, 1),
    ]  # fmt: skip
