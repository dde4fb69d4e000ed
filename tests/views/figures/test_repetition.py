"""What the strip shows of a layer that is applied again and again."""

import re

import torch
from torch import Tensor, nn

from poolviz import explain
from poolviz.findings.repetition import Repeated, repeated
from poolviz.views.figures.repetition import SHOWN, strip


def chain(layer: nn.Module, *shape: int) -> Repeated:
    x = torch.arange(float(torch.Size(shape).numel())).view(1, *shape) % 256

    def pool(plane: Tensor) -> Tensor:
        return explain(layer, plane).output

    return repeated(pool, x)


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
