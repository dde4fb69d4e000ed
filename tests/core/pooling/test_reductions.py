"""A kind of pooling is a row in a table: what the rows say, and that another one needs nothing else."""

import inspect
import math

import pytest
import torch
import torch.nn.functional as F  # noqa: N812
from torch import nn

from poolviz import explain
from poolviz.pooling import layers, reductions
from poolviz.pooling.layers import FAMILIES, LAYERS, Family
from poolviz.pooling.layouts import LAYOUTS, layout_of
from poolviz.pooling.reductions import REDUCTIONS, Reduction, Writing, kind_of, reduction_of


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
