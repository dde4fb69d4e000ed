"""How plotly's figures are enlarged for a projector."""

from collections.abc import Iterator
from typing import Any

import pytest
from torch import nn

from poolviz.pooling.sizes.shapes import AxisSize
from poolviz.views.figures.sizes import ruler, size_curve
from poolviz.views.figures.theme import enlarged

READ = 20  # px that are read from the last row, on 1920 × 1080


def types(part: Any) -> Iterator[float]:
    """The sizes of type within a figure."""
    if isinstance(part, dict):
        for key, value in part.items():
            if str(key).endswith("font") and isinstance(value, dict) and "size" in value:
                yield value["size"]
            yield from types(value)
    elif isinstance(part, list | tuple):
        for one in part:
            yield from types(one)


@pytest.mark.parametrize(
    "figure",
    [
        ruler(AxisSize("H", 6, kernel_size=3, stride=2)),
        size_curve(nn.MaxPool2d(3), 0, range(1, 9), current=6),
    ],
    ids=["ruler", "curve"],
)
def test_all_type_and_the_height_are_larger_and_the_figure_itself_stays(figure: Any) -> None:
    before, height = list(types(figure.to_dict())), figure.layout.height
    large = enlarged(figure)
    assert min(types(large.to_dict())) >= READ
    assert large.layout.height == pytest.approx(1.4 * height)
    assert list(types(figure.to_dict())) == before
    assert len(large.data) == len(figure.data)
