"""The programs of the Compare page run, and print what the page shows."""

import contextlib
import io
import math

import pytest
import torch

from poolviz import explain, parse
from poolviz.findings.counterexamples import twin
from poolviz.findings.shifts import rivals, shift
from poolviz.views.words.programs.comparison import compare_script, relu_script, shift_script, twin_script

X = torch.tensor([[[[-1.0, 3.0, -2.0, -4.0], [2.0, -4.0, -1.0, -3.0]]]])


def printed(script: str) -> str:
    """What the program prints."""
    out = io.StringIO()
    with contextlib.redirect_stdout(out):
        exec(script, {})
    return out.getvalue()


def test_every_layer_is_applied():
    lines = {"a": "nn.MaxPool2d(2, return_indices=True)", "d": "nn.AvgPool2d(2)"}
    said = printed(compare_script(X, {key: parse(line) for key, line in lines.items()}))
    assert "tensor([[[[ 3., -1.]]]])" in said
    assert "tensor([[[[ 0.0000, -2.5000]]]])" in said


def test_one_layer_and_numbers_that_are_none():
    x = torch.tensor([[[[math.nan, math.inf]]]])
    assert "inf" in printed(compare_script(x, {"b": parse("nn.MaxPool2d(1)")}))


def test_relu_in_both_orders():
    said = printed(relu_script(X, {"a": parse("nn.MaxPool2d(2)"), "b": parse("nn.AvgPool2d(2)")}))
    assert [line.split()[-1] for line in said.splitlines()] == ["True", "False"]


def test_a_twin():
    found = twin(explain(parse("nn.MaxPool2d(2, return_indices=True)"), X), "losers")
    assert printed(twin_script(found.one.layer, X, found.other.input)) == "True\n"


@pytest.mark.parametrize("name", ["max", "mean", "conv", "blur"])
@pytest.mark.parametrize("by", [-2, 0, 1])
@pytest.mark.parametrize("circular", [True, False])
def test_a_shift(name: str, by: int, circular: bool):
    x = torch.tensor([[[[0.0, 2.0, 1.0, 5.0, 0.0, 3.0]]]])
    layer = rivals(2)[name]
    found = shift(layer, x, by, 2, circular)
    assert printed(shift_script(found, layer, circular)) == f"{found.output} {found.moved_output}\n"
