"""What the Adaptive and global page draws says what the windows, vectors and heads are."""

import base64
import io
import re

import numpy as np
import pytest
import torch
from PIL import Image
from torch import nn

from poolviz import explain
from poolviz.findings.global_pooling import whole_planes
from poolviz.findings.pyramid import pyramid
from poolviz.networks.heads import flat_head, pooled_head
from poolviz.pooling.windows import Adaptive
from poolviz.sources.pictures.crops import Box, middle
from poolviz.views.figures.shares import SHOWN, arithmetic, share_line, share_table
from poolviz.views.figures.vectors import head_bars, vector_strips
from poolviz.views.stage.adaptive import corner_planes, equal_means_stage, pyramid_stage, whole_stage
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.programs.adaptive import pyramid_script
from poolviz.views.words.tables import whole_rows

BAR = re.compile(r'class="(pv-part|pv-part-again)" style="left:([\d.]+)%;width:([\d.]+)%"')


def bars(text: str, ruled: range) -> list[tuple[str, int, int]]:
    """The bars of a table as (kind, first position, number of positions)."""
    return [
        (kind, round(float(left) / 100 * len(ruled)) + ruled.start, round(float(width) / 100 * len(ruled)))
        for kind, left, width in BAR.findall(text)
    ]


def test_the_bars_of_the_notes_axis() -> None:
    assert bars(share_table(Adaptive(5, 3), "H"), range(5)) == [
        ("pv-part", 0, 2),
        ("pv-part", 1, 3),
        ("pv-part-again", 1, 1),
        ("pv-part", 3, 2),
        ("pv-part-again", 3, 1),
    ]


@pytest.mark.parametrize(("length", "outputs"), [(1, 1), (7, 16), (48, 7), (256, 100), (3, 200), (256, 256)])
@pytest.mark.parametrize("first", [0, 9, 1000])
def test_the_bars_are_the_windows(length: int, outputs: int, first: int) -> None:
    axis = Adaptive(length, outputs)
    text = share_table(axis, "W", first)
    rows = [int(row) for row in re.findall(r'<th scope="row">(\d+)</th>', text)]
    assert len(rows) == min(SHOWN, outputs)
    assert rows == list(range(rows[0], rows[-1] + 1))
    assert rows[0] == min(first, max(0, outputs - SHOWN))
    ruled = range(axis.taps(rows[0]).start, axis.taps(rows[-1]).stop)
    windows = [(start, count) for kind, start, count in bars(text, ruled) if kind == "pv-part"]
    assert windows == [(axis.taps(row).start, len(axis.taps(row))) for row in rows]
    for row in rows:
        assert all(part in text for part in arithmetic(axis, row))


@pytest.mark.parametrize(
    ("length", "outputs", "line"),
    [
        (6, 3, "**H**: 6 cells for 3 outputs · windows of 2 · no cell in two windows"),
        (48, 7, "**H**: 48 cells for 7 outputs · windows of 7 or 8 · 6 cells in two windows"),
        (
            3,
            7,
            "**H**: 3 cells for 7 outputs · windows of 1 or 2 · more outputs than cells: cells are repeated",
        ),
    ],
)
def test_an_axis_in_words(length: int, outputs: int, line: str) -> None:
    assert share_line(Adaptive(length, outputs), "H") == line


def test_cells_in_two_windows_are_counted_as_they_are() -> None:
    for length in range(1, 40):
        for outputs in range(1, length + 1):
            axis = Adaptive(length, outputs)
            times = [sum(position in axis.taps(o) for o in range(outputs)) for position in range(length)]
            assert max(times) <= 2
            twice = times.count(2)
            said = f"· {twice} cell{'s' * (twice > 1)} in two windows"
            assert (said in share_line(axis, "H")) == (twice > 0)


def test_the_stage_of_a_pyramid_links_every_level_to_the_picture() -> None:
    x = torch.randint(256, (1, 3, 9, 11)).float()
    made = pyramid(x, (1, 2, 2), nn.AdaptiveAvgPool2d)
    drawn = to_wire(pyramid_stage(made))
    assert [(grid["space"], grid["rows"]) for grid in drawn["grids"]] == [
        ("input", 9),
        ("level0", 1),
        ("level1", 2),
        ("level2", 2),
    ]
    assert [(link["from"], link["to"]) for link in drawn["links"]] == [
        (f"level{number}", "input") for number in range(3)
    ]
    assert drawn["links"][1]["axes"][1]["taps"] == [[0, 1, 6], [5, 1, 6]]


def test_the_strips_carry_the_vectors_themselves() -> None:
    x = torch.randint(256, (1, 3, 20, 8)).float()
    made = pyramid(x, (1, 4))
    text = vector_strips([("A <i>", made)])
    (source,) = re.findall(r'class="pv-numbers"[^>]*src="data:image/png;base64,([^"]+)"', text)
    shown = np.asarray(Image.open(io.BytesIO(base64.b64decode(source))))
    assert shown.tolist() == [made.vector[0].tolist()]
    assert "<i>" not in text
    assert re.findall(r"flex:(\d+)", text) == ["3", "48"]


def test_the_bars_of_heads_are_to_one_scale() -> None:
    text = head_bars([("flat", flat_head((20, 4, 4), 10)), ("pooled", pooled_head((20, 4, 4), 10))])
    widths = [float(width) for width in re.findall(r"max\(([\d.]+)%", text)]
    assert widths == [100, pytest.approx(100 * 210 / 3210, abs=1e-3)]


def test_the_stage_of_a_whole_plane() -> None:
    x = torch.arange(12.0).view(1, 2, 2, 3)
    drawn = to_wire(
        whole_stage(explain(nn.AdaptiveAvgPool2d(1), x), explain(nn.AdaptiveMaxPool2d(1), x), (0, 1))
    )
    assert [grid["texts"] for grid in drawn["grids"][1:]] == [["8.5"], ["11"]]
    assert drawn["grids"][2]["rule"]["taps"] == [5]


def test_two_planes_with_the_same_numbers_elsewhere() -> None:
    one, other = corner_planes()
    assert not torch.equal(one, other)
    assert torch.equal(one.flatten().sort().values, other.flatten().sort().values)
    pooled = [explain(nn.AdaptiveAvgPool2d(1), plane[None, None]) for plane in (one, other)]
    drawn = to_wire(equal_means_stage(*pooled))
    assert drawn["grids"][1]["texts"] == drawn["grids"][3]["texts"]


def test_rows_write_every_digit_of_a_float32() -> None:
    (row,) = whole_rows(whole_planes(torch.tensor([[[1.0, 2.0, 1.2]]])))
    assert float(row["AdaptiveAvgPool2d(1)"]) == pytest.approx(1.4, abs=1e-6)
    assert torch.tensor(float(row["torch.amax"])) == 2


def test_the_program_of_a_pyramid_names_the_length() -> None:
    text = pyramid_script((1, 3), "AdaptiveAvgPool2d", [(1, 2, 5, 5)])
    assert text.endswith("print(spp(torch.rand(1, 2, 5, 5)).shape)  # torch.Size([1, 20])")


def test_the_middle_of_a_picture() -> None:
    pixels = torch.arange(30).view(1, 5, 6)
    box = middle((5, 6), (3, 2))
    assert box == Box(1, 2, 3, 2)
    assert box.of(pixels).tolist() == [[[8, 9], [14, 15], [20, 21]]]
    assert torch.equal(middle((5, 6), (99, 99)).of(pixels), pixels)
