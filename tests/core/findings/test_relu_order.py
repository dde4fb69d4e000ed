"""ReLU before or after: the same for every max, another thing for averages."""

import itertools
import math
from collections.abc import Iterator

import pytest
import torch
from torch import nn

from poolviz import explain
from poolviz.findings.relu_order import relu_orders
from poolviz.pooling.explanation import Explanation
from tests.core.findings.test_counterexamples import drawn

X = torch.tensor([[[-1.0, 3.0, -2.0, -4.0], [2.0, -4.0, -1.0, -3.0]]])


def test_the_preset_by_hand():
    of_max, of_mean = (relu_orders(explain(layer, X)) for layer in (nn.MaxPool2d(2), nn.AvgPool2d(2)))
    assert of_max.then.tolist() == of_max.first.output.tolist() == [[[3, 0]]]
    assert of_max.pooled.output.tolist() == [[[3, -1]]]
    assert of_mean.then.tolist() == [[[0, 0]]]
    assert of_mean.first.output.tolist() == [[[1.25, 0]]]
    assert (of_mean.change.count, of_mean.change.largest) == (1, 1.25)


def drawn_max(seeds: Iterator[int]) -> Explanation:
    """The first max pooling that the seeds draw, on its input."""
    return next(found for found in (explain(*drawn(seed)) for seed in seeds) if found.family.reduce == "max")


@pytest.mark.parametrize("seed", range(40))
def test_relu_commutes_with_every_max(seed: int):
    explanation = drawn_max(itertools.count(100 * seed))
    orders = relu_orders(explanation)
    inside = explanation.output != -math.inf  # a window without a member is −∞, of which ReLU makes 0
    assert torch.equal(orders.then[inside], orders.first.output[inside])


def test_a_fractional_max_uses_the_same_windows_in_both_orders():
    for seed in range(10):
        torch.manual_seed(seed)
        orders = relu_orders(explain(nn.FractionalMaxPool2d(2, output_size=3), torch.randn(1, 2, 9, 9)))
        assert orders.change.count == 0


def test_all_positive_numbers_commute_with_everything():
    for layer in (nn.MaxPool2d(2), nn.AvgPool2d(2), nn.LPPool2d(2, 2)):
        assert relu_orders(explain(layer, X.abs())).change.count == 0
