"""A kind of pooling is a row in a table: what the rows say, and that another one needs nothing else."""

import inspect
import itertools
import math
from fractions import Fraction

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from poolviz import explain
from poolviz.pooling import layers, reductions
from poolviz.pooling.layers import FAMILIES, LAYERS, Family
from poolviz.pooling.layouts import LAYOUTS, axes_at, layout_of
from poolviz.pooling.reductions import (
    REDUCTIONS,
    Reduction,
    Writing,
    divisor,
    kind_of,
    picks,
    reduction_of,
    scale,
)


def test_every_family_is_a_row_of_both_tables():
    assert {family.reduce for family in FAMILIES.values()} <= set(REDUCTIONS)
    assert {family.layout for family in FAMILIES.values()} == set(LAYOUTS)


@pytest.mark.parametrize(
    ("layer", "kind", "padding", "takes_one", "averages"),
    [
        (nn.MaxPool1d(2), "max", "−∞", True, False),
        (nn.AdaptiveMaxPool3d(2), "max", "−∞", True, False),
        (nn.FractionalMaxPool2d(2, 2), "max", "−∞", True, False),
        (nn.AvgPool2d(2), "mean", "0", False, True),
        (nn.AdaptiveAvgPool1d(2), "mean", "0", False, True),
        (nn.LPPool2d(2, 2), "norm", "0", False, False),
        (nn.LPPool2d(1, 2), "sum", "0", False, False),
        (nn.MaxUnpool2d(2), "place", "", False, False),
    ],
)
def test_what_a_row_says(layer, kind, padding, takes_one, averages):
    reduction = reduction_of(layer)
    assert kind_of(layer) == kind
    assert (reduction.padding, reduction.takes_one, reduction.averages) == (padding, takes_one, averages)
    assert reduction.indices is (kind == "max")


@pytest.mark.parametrize("p", [math.inf, -math.inf])
def test_an_infinite_norm_takes_one_where_torch_does(p, monkeypatch):
    layer = nn.LPPool1d(p, 2)
    monkeypatch.setitem(layers.EXTREMES, nn.LPPool1d, True)
    assert kind_of(layer) == ("largest" if p > 0 else "smallest")
    assert reduction_of(layer).takes_one
    monkeypatch.setitem(layers.EXTREMES, nn.LPPool1d, False)
    assert kind_of(layer) == "norm"
    assert kind_of(nn.LPPool1d(None, 2)) == "norm"  # which torch refuses when it runs


@pytest.mark.parametrize("name", REDUCTIONS)
def test_what_is_written_around_the_values_closes_what_it_opens(name):
    row = REDUCTIONS[name]
    named = {"entry": 2, "p": 3, "power": "³", "value": "1"}
    for writing in filter(None, (row.writing, row.scaled)):
        line = f"{writing.before}{writing.between.join([row.term] * 2)}{writing.after}".format(**named)
        assert line.count("(") == line.count(")")
        assert "{" not in line
    assert row.title


def test_which_layouts_differ_and_slide():
    assert [name for name, row in LAYOUTS.items() if row.differs] == ["fractional", "places"]
    assert [name for name, row in LAYOUTS.items() if row.slides] == ["sliding"]
    assert layout_of(nn.MaxUnpool3d(2)).places


@pytest.mark.parametrize(
    ("layer", "lengths", "sizes", "expected"),
    [
        (nn.AvgPool1d(3, 2, padding=1), (5,), (3,), [3, 3, 3]),
        (nn.AvgPool1d(3, 2, padding=1, count_include_pad=False), (5,), (3,), [2, 3, 2]),
        (nn.AvgPool1d(3, 2, ceil_mode=True), (6,), (3,), [3, 3, 2]),
        (nn.AvgPool2d(2, divisor_override=-3), (2, 2), (1, 1), [-3]),
        (nn.AvgPool2d((2, 1), padding=(1, 0), count_include_pad=False), (2, 2), (2, 2), [1, 1, 1, 1]),
        (nn.AdaptiveAvgPool1d(2), (5,), (2,), [3, 3]),
        (nn.MaxPool1d(2), (4,), (2,), [None, None]),
    ],
)
def test_what_each_average_divides_by(layer, lengths, sizes, expected):
    axes = axes_at(layer, lengths, sizes)
    places = itertools.product(*map(range, sizes))
    assert [divisor(layer, axes, place) for place in places] == expected


def test_a_norms_sum_is_scaled_where_its_window_is_cut():
    layer = nn.LPPool2d(2, 3, ceil_mode=True)
    axes = axes_at(layer, (5, 3), (2, 1))
    assert [scale(layer, axes, place) for place in ((0, 0), (1, 0))] == [1, Fraction(3, 2)]
    assert scale(nn.AvgPool1d(2), axes_at(nn.AvgPool1d(2), (4,), (2,)), (0,)) is None


def test_what_a_window_takes_is_found_on_lines_planes_and_volumes():
    x = torch.tensor([3.0, -4.0, 1.0, -1.0, 0.5, 9.0, 2.0, -2.0])
    for dims, shape in ((1, (1, 1, 8)), (2, (1, 1, 2, 4)), (3, (1, 1, 2, 2, 2))):
        largest, smallest = (getattr(nn, f"LPPool{dims}d")(p, 2, 2) for p in (math.inf, -math.inf))
        windows = {1: [[1], [2], [5], [6]], 2: [[5], [6]], 3: [[5]]}[dims]
        if kind_of(largest) == "largest":
            assert picks(largest, x.view(shape)).flatten().tolist() == [index for (index,) in windows]
            few = {1: [0, 2, 4, 6], 2: [4, 2], 3: [4]}[dims]
            assert picks(smallest, x.view(shape)).flatten().tolist() == few
        plane, most = x.view(shape)[0, 0], getattr(nn, f"MaxPool{dims}d")
        assert torch.equal(picks(most(2), plane), most(2, return_indices=True)(plane[None])[1][0])
    assert picks(nn.AvgPool1d(2), x.view(1, 1, 8)) is None
    assert picks(nn.AvgPool1d(2), x) is None


class MinPool1d(nn.Module):
    """A pooling that torch has not: the smallest value of each window."""

    def __init__(
        self, kernel_size: int, stride: int | None = None, padding: int = 0, ceil_mode: bool = False
    ):
        super().__init__()
        self.kernel_size, self.stride, self.padding = kernel_size, stride or kernel_size, padding
        self.ceil_mode = ceil_mode

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        return -F.max_pool1d(-x, self.kernel_size, self.stride, self.padding, ceil_mode=self.ceil_mode)


def lowest(layer, x):
    given = layer.kernel_size, layer.stride, layer.padding
    return F.max_pool1d(-x, *given, ceil_mode=layer.ceil_mode, return_indices=True)[1]


def test_another_family_is_a_row_and_its_arithmetic(monkeypatch):
    row = Reduction("Min", "∞", Writing("min(", ", ", ")"), indices=True, picks=lowest)
    monkeypatch.setitem(reductions.REDUCTIONS, "min", row)
    monkeypatch.setitem(LAYERS, MinPool1d, (Family("min", "sliding"), 1))
    monkeypatch.setitem(layers.SIGNATURES, MinPool1d, inspect.signature(MinPool1d).parameters)
    explanation = explain(MinPool1d(3, 2, 1), [[4.0, 2.0, 5.0, 3.0]])
    assert repr(explanation) == "Explanation(nn.MinPool1d(3, stride=2, padding=1), (1, 4) → (1, 2))"
    assert explanation.output.tolist() == [[2, 2]]
    assert [cell.winner for cell in explanation] == [(1,), (1,)]
    assert [cell.padding for cell in explanation] == [1, 0]
    assert explanation.indices.tolist() == [[1, 1]]
    assert explanation[0].winners().tolist() == [[1], [1]]
    assert explanation.reduction.padding == "∞"
