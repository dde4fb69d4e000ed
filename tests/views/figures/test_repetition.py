"""A layer again and again: where it ends, and what the strip shows of it."""

import re

import pytest
import torch
from torch import Tensor, nn

from poolviz import explain
from poolviz.views.figures.repetition import SHOWN, Repeated, repeated, strip


def chain(layer: nn.Module, *shape: int) -> Repeated:
    x = torch.arange(float(torch.Size(shape).numel())).view(1, *shape) % 256

    def pool(plane: Tensor) -> Tensor:
        return explain(layer, plane).output

    return repeated(pool, x)


@pytest.mark.parametrize(
    ("layer", "shape", "steps", "ended"),
    [
        (nn.MaxPool2d(2), (3, 32, 32), 5, "one"),
        (nn.AvgPool2d(2), (1, 64, 64), 6, "one"),
        (nn.MaxPool2d(3), (1, 32, 32), 3, "one"),
        (nn.MaxPool2d(5), (1, 32, 32), 2, "one"),
        (nn.MaxPool2d(4), (1, 32, 32), 2, "refused"),
        (nn.MaxPool2d((2, 1)), (1, 8, 5), 3, "refused"),
        (nn.MaxPool2d(3, 1, 1), (1, 9, 9), 0, "large"),
        (nn.MaxPool2d(2, 1, 1), (1, 9, 9), 0, "large"),
        (nn.MaxPool2d(1), (1, 1, 1), 0, "one"),
    ],
)
def test_where_it_ends(layer: nn.Module, shape: tuple[int, ...], steps: int, ended: str) -> None:
    done = chain(layer, *shape)
    assert (done.steps, done.ended) == (steps, ended)
    assert bool(done.refusal) == (ended == "refused")


def test_the_last_maximum_and_mean_are_those_of_the_picture() -> None:
    for layer, whole in ((nn.MaxPool2d(2), torch.amax), (nn.AvgPool2d(2), torch.mean)):
        done = chain(layer, 1, 16, 16)
        assert torch.allclose(done.planes[-1].flatten(), whole(done.planes[0], (-2, -1)).flatten())


def test_the_strip_shows_every_step_at_one_size() -> None:
    drawn = strip("a <b>", chain(nn.MaxPool2d(2), 3, 128, 64))
    assert "<b>a &lt;b&gt;</b>" in drawn
    assert re.findall(r"<figcaption>([^<]*)", drawn)[:2] == ["128 × 64", "64 × 32"]
    assert set(re.findall(r"width: (\d+)px; height: (\d+)px", drawn)) == {("48", "96")}


def test_the_middle_of_many_steps_is_left_out() -> None:
    done = chain(nn.MaxPool2d(2, 1), 1, 20, 20)
    drawn = strip("Max", done)
    assert drawn.count("<img") == SHOWN - 1
    assert "… 12 more …" in drawn
    assert done.steps + 1 == SHOWN - 1 + 12
