"""What travels to the browser says the same as explanation.cell, cell by cell."""

import itertools
import json

import pytest
import torch

from poolviz import explain, parse
from poolviz.pooling.explanation import Cell, Explanation
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.stage.pooling import coverage_stage, input_stage, pooling_stage, winning_taps
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.numbers import short

X5 = parse_matrix("1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1")[None, None]

LAYERS = [
    "nn.MaxPool2d(3, ceil_mode=True)",
    "nn.MaxPool2d(2, 1, dilation=2)",
    "nn.MaxPool2d((3, 2), (2, 1), padding=1)",
    "nn.MaxPool2d(2, dilation=3, padding=1)",
    "nn.AvgPool2d(3, 2, padding=1, ceil_mode=True)",
    "nn.AvgPool2d(3, 2, padding=1, count_include_pad=False)",
    "nn.AvgPool2d(2, divisor_override=-3)",
]


@pytest.mark.parametrize("line", LAYERS)
def test_every_cell_looks_up_what_the_explanation_says(line: str) -> None:
    explanation = explain(parse(line), X5)
    data = json.loads(json.dumps(to_wire(pooling_stage(explanation)), allow_nan=False))
    for row, col in itertools.product(*map(range, explanation.output.shape[-2:])):
        assert looked_up(data, row, col) == told(explanation.cell((0, 0, row, col)))


def looked_up(data: dict, row: int, col: int) -> dict:
    """Read one output the way the browser does."""
    source, output = data["grids"][0], data["grids"][1]
    number = row * output["cols"] + col
    axes = data["links"][0]["axes"]
    taps = [
        [start + step * tap for tap in range(count)]
        for start, step, count in (axes[0]["taps"][row], axes[1]["taps"][col])
    ]
    members = [
        (r, c) for r, c in itertools.product(*taps) if 0 <= r < source["rows"] and 0 <= c < source["cols"]
    ]
    rule = output["rule"]
    winner = divisor = None
    if rule.get("taps", {number: -1})[number] >= 0:
        winner = list(itertools.product(*taps))[rule["taps"][number]]
    if "divisors" in rule:
        classes = rule["divisors"]
        divisor = classes["table"][classes["rows"][row]][classes["cols"][col]]
    return {
        "members": tuple(members),
        "values": [source["texts"][r * source["cols"] + c] for r, c in members],
        "winner": winner,
        "divisor": divisor,
        "value": output["texts"][number],
    }


def told(cell: Cell) -> dict:
    return {
        "members": cell.members,
        "values": [short(value) for value in cell.values.tolist()],
        "winner": cell.winner,
        "divisor": None if cell.divisor is None else short(cell.divisor),
        "value": short(float(cell.value)),
    }


def test_padding_of_a_max_is_minus_infinity_and_of_an_average_a_zero() -> None:
    symbols = {
        line: grid_of(line)["frame"]["symbol"] for line in ("nn.MaxPool2d(3, 2, 1)", "nn.AvgPool2d(3, 2, 1)")
    }
    assert symbols == {"nn.MaxPool2d(3, 2, 1)": "−∞", "nn.AvgPool2d(3, 2, 1)": "0"}


def test_a_zero_that_does_not_count_is_struck_out() -> None:
    assert grid_of("nn.AvgPool2d(3, 2, 1, count_include_pad=False)")["frame"]["struck"] is True
    assert grid_of("nn.AvgPool2d(3, 2, 1)")["frame"]["struck"] is False


def test_the_dropped_window_travels_along() -> None:
    explanation = explain(parse("nn.MaxPool2d(1, 2, ceil_mode=True)"), torch.zeros(1, 1, 32, 32))
    assert to_wire(pooling_stage(explanation))["links"][0]["axes"][0]["dropped"] == [32, 1, 1]
    assert explanation.output.shape[-1] == 16


def grid_of(line: str) -> dict:
    return to_wire(pooling_stage(explain(parse(line), X5)))["grids"][0]


def test_nan_and_infinity_are_texts_and_never_json_numbers() -> None:
    x = parse_matrix("nan inf;-inf 1")[None, None]
    data = json.dumps(to_wire(pooling_stage(explain(parse("nn.MaxPool2d(1)"), x))), allow_nan=False)
    assert '["nan", "∞", "−∞", "1"]' in json.dumps(json.loads(data)["grids"][0]["texts"], ensure_ascii=False)


def test_coverage_counts_windows_and_marks_what_none_reads() -> None:
    data = to_wire(coverage_stage(explain(parse("nn.MaxPool2d(2)"), X5)))
    worth = data["grids"][1]
    assert worth["texts"][:5] == ["1", "1", "1", "1", "0"]
    assert worth["marks"].count("unread") == 9


def test_a_matrix_alone_is_a_stage_too() -> None:
    assert [grid["id"] for grid in to_wire(input_stage(X5[0, 0]))["grids"]] == ["input"]


def test_winning_taps_in_three_dimensions() -> None:
    x = torch.arange(27.0).view(1, 3, 3, 3)
    explanation: Explanation = explain(parse("nn.MaxPool3d(2, 1)"), x)
    assert winning_taps(explanation).unique().tolist() == [7]
