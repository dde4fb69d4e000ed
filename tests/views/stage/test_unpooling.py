"""The stages of the ways back: marks, places and figures equal to Unpooling's own, for random settings."""

import json
import random

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, explain
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.gradients import input_gradient
from poolviz.pooling.unpooling import Unpooling, size_range, unpool
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.stage.unpooling import (
    counts,
    default_size,
    first_stray,
    gradient_stage,
    shares,
    unpooling_stage,
)
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.programs.pooling import gradient_script, unpool_script

X5 = parse_matrix("1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1")[None, None]


def drawn(seed: int) -> tuple[Explanation, tuple[int, ...] | None]:
    """A random max pooling of two channels that torch accepts, and a random size to return to."""
    draw = random.Random(seed)
    while True:
        k, stride, dilation = (tuple(draw.randint(1, high) for _ in "hw") for high in (3, 3, 2))
        padding = tuple(draw.randint(0, size // 2) for size in k)
        layer = nn.MaxPool2d(k, stride, padding, dilation, ceil_mode=draw.random() < 0.5)
        x = torch.randint(0, 6, (1, 2, draw.randint(1, 9), draw.randint(1, 9))).float()
        try:
            explanation = explain(layer, x)
        except PoolvizError:
            continue
        size = tuple(draw.randint(low, high) for low, high in size_range(explanation))
        return explanation, draw.choice([None, size])


def led_back(seed: int) -> Unpooling:
    """The first random unpooling from `seed` on that torch accepts, to a plane that is not empty."""
    torch.manual_seed(seed)
    for other in range(seed, seed + 10**6, 1000):
        explanation, size = drawn(other)
        try:
            back = unpool(explanation, size)
        except PoolvizError:
            continue
        if back.output.numel():
            return back
    raise AssertionError("no unpooling found")


def grid(data: dict, key: str) -> dict:
    return next(grid for grid in data["grids"] if grid["id"] == key)


def marked(data: dict, key: str, mark: str) -> torch.Tensor:
    """Where a grid has the mark."""
    one = grid(data, key)
    return torch.tensor([found == mark for found in one["marks"]]).view(one["rows"], one["cols"])


# ------------------------------------------------------------------ unpooling


@pytest.mark.parametrize("seed", range(150))
def test_marks_and_places_are_unpoolings_own(seed: int):
    back = led_back(seed)
    for channel in range(2):
        at = (0, channel)
        data = to_wire(unpooling_stage(back, at))
        json.dumps(data, allow_nan=False)
        assert [grid["id"] for grid in data["grids"]] == ["input", "output", "indices", "unpooled"]
        assert torch.equal(marked(data, "input", "lost"), back.lost[at])
        assert torch.equal(marked(data, "input", "shared"), back.shared[at])
        assert data["links"][1] == {
            "from": "output",
            "to": "unpooled",
            "places": back.explanation.indices[at].flatten().tolist(),
        }
        kept, astray = (marked(data, "unpooled", mark) for mark in ("kept", "misplaced"))
        for (row, col), wrong in zip(
            back.coordinates[at].flatten(0, 1).tolist(), back.misplaced[at].flatten().tolist(), strict=True
        ):
            assert (bool(astray[row, col]), bool(kept[row, col])) == (wrong, not wrong)
        assert not back.output[at][~(kept | astray)].any()


@pytest.mark.parametrize("seed", range(60))
def test_figures_add_up(seed: int):
    back = led_back(seed)
    for channel in range(2):
        at = (0, channel)
        found = counts(back, at)
        assert found.cells == found.returned + found.astray + found.lost == back.explanation.input[at].numel()
        assert found.returned == int(back.returned[at].sum())
        assert found.shared == int(back.shared[at].sum())
        assert bool(found.astray) == bool(back.misplaced[at].any()) == (first_stray(back, at) is not None)


def test_the_stray_5_of_the_curriculum():
    stray = first_stray(unpool(explain(nn.MaxPool2d(3, ceil_mode=True), X5)), (0, 0))
    assert stray is not None
    assert (stray.value, stray.index, stray.home, stray.landed) == ("5", 15, (3, 0), (2, 3))
    assert first_stray(unpool(explain(nn.MaxPool2d(3, ceil_mode=True), X5), (5, 5))) is None


def test_an_empty_plane_has_no_marks_and_no_stray():
    back = unpool(explain(nn.MaxPool2d(8, 200, 4), X5))
    assert "marks" not in grid(to_wire(unpooling_stage(back)), "unpooled")
    assert first_stray(back) is None


@pytest.mark.parametrize("seed", range(60))
def test_the_default_size_is_torchs(seed: int):
    back = led_back(seed)
    assert default_size(back.explanation) == back.default_size


# ------------------------------------------------------------------ gradient


@pytest.mark.parametrize("layer", [nn.MaxPool2d(3, 1), nn.AvgPool2d(3, 2, 1), nn.MaxPool2d(1, 2)], ids=repr)
def test_gradient_grids(layer: nn.Module):
    gradient = input_gradient(layer, X5)
    data = to_wire(gradient_stage(gradient))
    json.dumps(data, allow_nan=False)
    assert [one["space"] for one in data["grids"]] == ["input", "output", "output", "input"]
    assert grid(data, "grad_output")["editable"]
    assert grid(data, "grad_input")["rows"] == 5
    assert int(marked(data, "grad_input", "unread").sum()) == (25 - 9 if layer.kernel_size == 1 else 0)


def test_shares():
    of_max, of_mean = (
        shares(input_gradient(layer, X5)) for layer in (nn.MaxPool2d(2), nn.AvgPool2d(3, 2, 1))
    )
    assert (of_max.given, of_max.arrived, of_max.cells, of_max.without) == ("4", "4", 25, 21)
    assert (of_mean.given, of_mean.arrived, of_mean.without) == ("9", "5.444", 0)


# ------------------------------------------------------------------ code


@pytest.mark.parametrize("seed", range(30))
def test_the_unpooling_script_runs_and_says_the_same(seed: int):
    back = led_back(seed)
    names: dict = {"print": lambda *_: None}
    exec(unpool_script(back.explanation, tuple(back.output.shape[-2:])), names)
    assert torch.equal(names["back"], back.output)


@pytest.mark.parametrize("layer", [nn.MaxPool2d(2, return_indices=True), nn.AvgPool2d(3, 2, 1)], ids=repr)
@pytest.mark.parametrize("ones", [True, False])
def test_the_gradient_script_runs_and_says_the_same(layer: nn.Module, ones: bool):
    x = X5.clone()
    x[0, 0, 4, 4] = float("inf")
    output = explain(layer, x).output
    grad = torch.ones_like(output) if ones else torch.arange(float(output.numel())).view_as(output)
    gradient = input_gradient(layer, x, grad)
    names: dict = {"print": lambda *_: None}
    exec(gradient_script(gradient), names)
    assert torch.equal(names["x"].grad, gradient.grad_input)


def test_the_script_of_a_refusal_says_torchs_words():
    text = unpool_script(explain(nn.MaxPool2d(2, padding=1), X5), None, "torch refuses")
    assert "unpool = nn.MaxUnpool2d(2, padding=1)" in text
    assert "back = unpool(y, indices)  # torch refuses" in text
