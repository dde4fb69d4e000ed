"""What travels of a volume says the same as explanation.cell, cell by cell; the index; the figure."""

import itertools
import json
from typing import Any

import pytest
import torch
from hypothesis import given
from hypothesis import strategies as st
from torch import Tensor

from poolviz import explain, parse
from poolviz.pooling.cells.cell import Cell
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import unpool
from poolviz.sources.volumes.text import parse_volume, random_volume
from poolviz.views.figures.volumes import turnable, window_sentence
from poolviz.views.stage.pooling import coverage_stage, input_stage, pooling_stage
from poolviz.views.stage.unpooling import unpooling_stage
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.flat_index import (
    flat_index,
    index_line,
    index_steps,
    place_line,
    place_of,
    place_steps,
)
from poolviz.views.words.numbers import short
from poolviz.views.words.tables import window_rows

CUBE = random_volume((4, 5, 6), seed=3)[None, None]
LAYERS = [
    "nn.MaxPool3d(2)",
    "nn.MaxPool3d(3, stride=2, padding=1, ceil_mode=True)",
    "nn.MaxPool3d((2, 1, 3), stride=1, dilation=(2, 1, 2))",
    "nn.MaxPool3d(2, dilation=3, padding=1)",
    "nn.AvgPool3d((2, 3, 2), stride=(1, 2, 3), padding=1)",
    "nn.AvgPool3d(3, stride=2, padding=1, ceil_mode=True)",
    "nn.AvgPool3d(3, stride=2, padding=1, count_include_pad=False)",
    "nn.AvgPool3d(2, divisor_override=-3)",
    "nn.AdaptiveMaxPool3d((3, 2, 4))",
    "nn.AdaptiveAvgPool3d((3, 2, 4))",
    "nn.FractionalMaxPool3d(2, output_size=2)",
]


@pytest.mark.parametrize("line", LAYERS)
def test_every_cell_looks_up_what_the_explanation_says(line: str) -> None:
    explanation = explain(parse(line), CUBE)
    data = json.loads(json.dumps(to_wire(pooling_stage(explanation)), allow_nan=False))
    for place in itertools.product(*map(range, explanation.output.shape[2:])):
        assert looked_up(data, place) == told(explanation.cell((0, 0, *place)))


def looked_up(data: dict[str, Any], place: tuple[int, ...]) -> dict[str, Any]:
    """Read one output the way the browser does."""
    source, output = data["grids"][0], data["grids"][1]
    lengths = [source[name] for name in ("depth", "rows", "cols")]
    number = (place[0] * output["rows"] + place[1]) * output["cols"] + place[2]
    windows = [axis["taps"][at] for axis, at in zip(data["links"][0]["axes"], place, strict=True)]
    taps = list(itertools.product(*([start + step * tap for tap in range(n)] for start, step, n in windows)))
    members = [tap for tap in taps if all(0 <= x < n for x, n in zip(tap, lengths, strict=True))]
    rule = output["rule"]
    winner = divisor = None
    if rule.get("taps", {number: -1})[number] >= 0:
        winner = taps[rule["taps"][number]]
    if "divisors" in rule:
        divisor = rule["divisors"]["table"]
        for name, at in zip(("slices", "rows", "cols"), place, strict=True):
            divisor = divisor[rule["divisors"][name][at]]
    flat = [(d * lengths[1] + h) * lengths[2] + w for d, h, w in members]
    return {
        "members": tuple(members),
        "values": [source["texts"][i] for i in flat],
        "winner": winner,
        "divisor": divisor,
        "value": output["texts"][number],
    }


def told(cell: Cell) -> dict[str, Any]:
    return {
        "members": cell.members,
        "values": [short(value) for value in cell.values.tolist()],
        "winner": cell.winner,
        "divisor": None if cell.divisor is None else short(cell.divisor),
        "value": short(float(cell.value)),
    }


def of(line: str, x: Tensor = CUBE) -> Explanation:
    return explain(parse(line), x)


def test_a_volume_says_its_depth_and_copies_slices_that_can_be_read_back() -> None:
    grid = to_wire(input_stage(CUBE[0, 0]))["grids"][0]
    assert (grid["depth"], grid["rows"], grid["cols"], grid["caption"]) == (4, 5, 6, "4 × 5 × 6")
    assert torch.equal(parse_volume(grid["copy"]), CUBE[0, 0])


def test_a_volume_speaks_of_depth_and_a_plane_does_not() -> None:
    assert "{depth}" in to_wire(pooling_stage(of("nn.MaxPool3d(2)")))["texts"]["at"]
    plane = to_wire(pooling_stage(explain(parse("nn.MaxPool2d(2)"), CUBE[0])))
    assert not any("{depth}" in text for text in plane["texts"].values())
    assert "depth" not in plane["grids"][0]


def test_the_frame_goes_around_in_depth_too() -> None:
    frame = to_wire(pooling_stage(of("nn.MaxPool3d(3, stride=2, padding=1, ceil_mode=True)")))["grids"][0][
        "frame"
    ]
    assert (frame["front"], frame["back"], frame["deep"], frame["padding"]) == (1, 2, 1, [1, 1])
    assert (frame["top"], frame["bottom"], frame["left"], frame["right"]) == (1, 1, 1, 2)


def test_the_slice_that_ceil_mode_drops_travels_along() -> None:
    data = to_wire(pooling_stage(of("nn.MaxPool3d((1, 3, 3), stride=2, ceil_mode=True)")))
    assert [axis["dropped"] is None for axis in data["links"][0]["axes"]] == [False, True, True]
    assert data["links"][0]["axes"][0]["dropped"] == [4, 1, 1]


def test_an_empty_output_is_a_stage_too() -> None:
    data = to_wire(pooling_stage(of("nn.AdaptiveMaxPool3d((0, 2, 2))")))
    assert data["grids"][1]["texts"] == []


def test_coverage_counts_windows_of_three_axes() -> None:
    data = to_wire(coverage_stage(of("nn.MaxPool3d(2, stride=1)", torch.zeros(1, 1, 3, 3, 3))))
    counts = data["grids"][1]["texts"]
    assert (counts[0], counts[13], counts[26]) == ("1", "8", "1")


def test_unpooling_of_a_volume_marks_what_came_back() -> None:
    back = unpool(of("nn.MaxPool3d(2)"), (4, 5, 6))
    data = to_wire(unpooling_stage(back))
    assert data["grids"][-1]["marks"].count("kept") == back.explanation.output.numel()
    assert data["links"][-1]["places"] == back.places.flatten().tolist()


def test_the_table_has_a_row_for_each_window() -> None:
    rows = window_rows(of("nn.MaxPool3d(2)", torch.arange(64.0).view(1, 1, 4, 4, 4)))
    assert [row["output"] for row in rows[:3]] == ["(0, 0, 0)", "(0, 0, 1)", "(0, 1, 0)"]
    assert rows[-1]["winner"] == "(3, 3, 3)"
    assert rows[-1]["index"] == 63


@given(st.tuples(st.integers(1, 6), st.integers(1, 8), st.integers(1, 8)), st.data())
def test_index_and_cell_lead_to_each_other_as_in_torch(
    shape: tuple[int, int, int], data: st.DataObject
) -> None:
    index = data.draw(st.integers(0, shape[0] * shape[1] * shape[2] - 1))
    place = tuple(int(part) for part in torch.unravel_index(torch.tensor(index), shape))
    assert place_of(index, shape) == place
    assert flat_index(place, shape) == index
    assert index_line(place, shape).endswith(f"= {index}")
    assert place_line(index, shape).endswith(str(place))
    assert index_steps(place, shape)[-1][0].endswith(f"= {index}")
    assert place_steps(index, shape)[-1][0].endswith(str(place))


def test_the_index_of_every_maximum_is_the_one_that_torch_gives() -> None:
    explanation = of("nn.MaxPool3d((2, 3, 2), stride=1, padding=1)")
    assert explanation.indices is not None
    for place in itertools.product(*map(range, explanation.output.shape[2:])):
        winner = explanation.cell((0, 0, *place)).winner
        assert winner is not None
        assert flat_index(winner, (4, 5, 6)) == int(explanation.indices[(0, 0, *place)])


def test_the_figure_holds_every_cell_once_and_the_box_goes_around_the_taps() -> None:
    explanation = of("nn.MaxPool3d(3, stride=2, padding=1)")
    figure = turnable(explanation, (0, 0, 1))
    traces = {trace.name: trace for trace in figure.data}
    others, members = traces["Input"], traces["read by the window"]
    assert len(others.x) + len(members.x) == 120
    assert set(zip(members.y, members.z, members.x, strict=True)) == set(
        explanation.cell((0, 0, 0, 0, 1)).members
    )
    box = traces["window"]
    ends = [[min(filter_none(line)), max(filter_none(line))] for line in (box.y, box.z, box.x)]
    assert ends == [[-1.5, 1.5], [-1.5, 1.5], [0.5, 3.5]]
    ring = traces["taken as the maximum"]
    assert (ring.y[0], ring.z[0], ring.x[0]) == explanation.cell((0, 0, 0, 0, 1)).winner
    assert len(traces["Output"].x) == explanation.output.numel()


def filter_none(line: Any) -> list[float]:
    return [value for value in line if value is not None]


@pytest.mark.parametrize("dark", [True, False])
def test_nan_and_averages_have_a_figure_too(dark: bool) -> None:
    x = torch.tensor([float("nan"), float("inf"), 1.0, 2.0]).view(1, 1, 1, 2, 2)
    for line in ("nn.AvgPool3d(1)", "nn.MaxPool3d(1)"):
        assert turnable(of(line, x), (0, 0, 0), dark=dark).data


def test_the_sentence_of_a_window_that_reads_nothing() -> None:
    explanation = of("nn.MaxPool3d(2, dilation=3, padding=1)", torch.zeros(1, 1, 2, 2, 2))
    assert (
        window_sentence(explanation, (0, 0, 0))
        == "Output (0, 0, 0): no cell of the input lies in this window."
    )
    assert turnable(explanation, (0, 0, 0)).data
