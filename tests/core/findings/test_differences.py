"""Where two results differ: literally, and with nan, infinity and rounding."""

import math

import torch

from poolviz.findings.differences import difference


def test_values_that_differ_are_counted_and_the_largest_difference_is_named():
    found = difference(torch.tensor([[4.0, 2.5], [4.0, 1.0]]), torch.tensor([[4.0, 4.0], [5.0, 1.0]]))
    assert found.mask.tolist() == [[False, True], [True, False]]
    assert (found.count, found.share, found.largest) == (2, 0.5, 1.5)


def test_rounding_is_no_difference():
    thirds = torch.tensor([1.0, 2.0]) / 3
    assert difference(thirds, thirds * (1 + 1e-7)).count == 0


def test_nan_equals_nan_and_infinity_itself():
    same = torch.tensor([math.nan, math.inf, -math.inf])
    assert difference(same, same.clone()).largest == 0


def test_nan_or_infinity_against_a_number_is_infinitely_far():
    for special in (math.nan, math.inf, -math.inf):
        found = difference(torch.tensor([special, 1.0]), torch.tensor([0.0, 1.0]))
        assert (found.count, found.largest) == (1, math.inf)


def test_nothing_to_compare():
    found = difference(torch.zeros(0, 3), torch.zeros(0, 3))
    assert (found.count, found.share, found.largest) == (0, 0.0, 0.0)
