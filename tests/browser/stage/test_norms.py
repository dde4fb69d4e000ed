"""How the strip writes a norm, and which cell it takes, in the browser."""

import pytest
import torch

from poolviz import explain, parse
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.wire.travel import to_wire
from tests.browser import stage_harness
from tests.browser.stage_harness import Open, cell, strip, with_role

pytestmark = pytest.mark.browser
show_stage = stage_harness.show_stage
X = torch.tensor([[[[3.0, -4.0, 1.0], [1.0, 4.0, 2.0], [-3.0, 1.0, -1.0]]]])

WRITTEN = {
    "nn.LPPool2d(2, 2)": "(3² + (−4)² + 1² + 4²)^(1/2) = 6.481",
    "nn.LPPool2d(1, 2)": "3 + (−4) + 1 + 4 = 4",
    "nn.LPPool2d(0.5, (1, 2), stride=3)": "torch takes no absolute value",
    'nn.LPPool2d(float("inf"), 2)': "max(|3|, |−4|, |1|, |4|) = 4 at row 0, column 1, the first of 2",
    'nn.LPPool2d(-float("inf"), 2)': "min(|3|, |−4|, |1|, |4|) = 1 at row 1, column 0",
    "nn.AvgPool2d(2)": "(3 + (−4) + 1 + 4) / 4 = 1",
}


@pytest.mark.parametrize("line", WRITTEN)
def test_the_strip_writes_the_layers_own_arithmetic(show_stage: Open, line: str) -> None:
    page = show_stage(to_wire(pooling_stage(explain(parse(line), X))))
    cell(page, "output", 0).hover()
    assert WRITTEN[line] in " ".join(strip(page).split())


def test_a_window_cut_off_says_that_its_sum_is_scaled(show_stage: Open) -> None:
    page = show_stage(to_wire(pooling_stage(explain(parse("nn.LPPool2d(2, 2, ceil_mode=True)"), X))))
    cell(page, "output", 1).hover()
    assert "((1² + 2²) · 2)^(1/2) = 3.162" in " ".join(strip(page).split())
    assert "torch scales up the sum of the others" in strip(page)
    cell(page, "output", 3).hover()
    assert "(((−1)²) · 4)^(1/2) = 2" in " ".join(strip(page).split())


def test_equal_absolute_values_are_ties(show_stage: Open) -> None:
    page = show_stage(to_wire(pooling_stage(explain(parse('nn.LPPool2d(float("inf"), 2)'), X))))
    cell(page, "output", 0).hover()
    assert with_role(page, "input", "winner") == [1]
    assert with_role(page, "input", "tie") == [4]
