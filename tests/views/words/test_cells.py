"""A terminal and a figure say of an output what the browser says of it."""

import pytest

from poolviz.views.words.cells import cell_line
from tests.views.export.shown import taken
from tests.views.export.stages import MATRIX, VOLUME, explained, stages

SAID = {
    "max": ("nn.MaxPool2d(3, 2, 1, ceil_mode=True)", MATRIX),
    "mean": ("nn.AvgPool2d(3, 2, 1, ceil_mode=True)", MATRIX),
    "not counted": ("nn.AvgPool2d(3, 2, 1, count_include_pad=False)", MATRIX),
    "dilation": ("nn.MaxPool2d(2, 1, dilation=2)", MATRIX),
    "norm": ("nn.LPPool2d(2, 2, ceil_mode=True)", MATRIX),
    "largest": ("nn.LPPool2d(float('inf'), 2)", -MATRIX),
    "volume": ("nn.MaxPool3d(2, padding=1)", VOLUME),
    "volume mean": ("nn.AvgPool3d(2, 1)", VOLUME),
}


@pytest.mark.parametrize("name", SAID)
def test_an_output_is_written_as_the_browser_writes_it(name: str) -> None:
    """What a window says is made twice, without a browser and in it: of the same row of the reductions."""
    explanation = explained(*SAID[name])
    cells = list(explanation)
    played = taken(name, stages()[name]).played
    assert len(played) > 1
    for one in played:
        written = cell_line(explanation, cells[one.output]).partition("   ")[0]
        assert written == one.lit.lines[0].said
