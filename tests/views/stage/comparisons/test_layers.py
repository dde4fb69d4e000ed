"""The stages of several layers: spaces of equal windows, rules that name their grid, marks, refusals."""

import json
from typing import Any

import pytest
import torch

from poolviz import explain, parse
from poolviz.findings.counterexamples import twin
from poolviz.findings.relu_order import relu_orders
from poolviz.findings.shifts import rivals, shift
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.stage.comparisons.layers import layers_stage, relu_stage, spaces, title, twin_stage
from poolviz.views.stage.comparisons.shifts import shift_stage
from poolviz.views.stage.wire.travel import to_wire

X5 = parse_matrix("1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1")
SIGNAL = torch.tensor([[[[0.0, 0.0, 1.0, 1.0, 0.0, 0.0, 1.0, 1.0]]]])


def shown(*lines: str) -> list[Any]:
    """What torch makes of X5, layer by layer; a line that is no layer stands for a refusal."""
    return [explain(parse(line), X5[None, None]) if line.startswith("nn.") else line for line in lines]


def drawn(*lines: str) -> dict[str, Any]:
    return json.loads(json.dumps(to_wire(layers_stage(X5, shown(*lines), lines)), allow_nan=False))


def test_layers_with_the_same_windows_share_a_space():
    found = shown(
        "nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.MaxPool2d(3)", "refused", "nn.AdaptiveMaxPool2d(1)"
    )
    assert spaces(found) == ["output_0", "output_0", "output_1", "refused_3", "output_2"]
    even = [
        explain(parse(line), torch.zeros(1, 6, 6)) for line in ("nn.MaxPool2d(2)", "nn.AdaptiveAvgPool2d(3)")
    ]
    assert spaces(even) == ["output_0", "output_0"]


def test_one_link_for_each_space():
    data = drawn("nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.MaxPool2d(3, ceil_mode=True)", "no")
    assert [(link["from"], link["to"]) for link in data["links"]] == [
        ("output_0", "input"),
        ("output_1", "input"),
    ]
    assert [grid["title"] for grid in data["grids"]][1:] == [
        "nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.MaxPool2d(3, ceil_mode=True)", "no",
    ]  # fmt: skip
    assert data["grids"][1]["texts"] == ["2", "3", "5", "3"]
    assert data["grids"][2]["texts"] == ["1", "2", "2.5", "1.25"]


def test_a_refused_layer_has_its_sentence_in_its_place():
    refused = drawn("nn.MaxPool2d(2)", "pad should be at most half")["grids"][2]
    assert (refused["note"], refused["rows"], refused["cols"], refused["texts"]) == (
        "pad should be at most half", 0, 0, [],
    )  # fmt: skip


def test_an_empty_output_is_said():
    assert drawn("nn.AdaptiveMaxPool2d((2, 0))")["grids"][1]["note"] == "The output is empty."


def test_the_frame_holds_every_padding_and_each_rule_its_own():
    data = drawn("nn.MaxPool2d(3, 2, 1)", "nn.AvgPool2d(5, 2, 2, count_include_pad=False)", "nn.MaxPool2d(2)")
    frame = data["grids"][0]["frame"]
    assert (frame["top"], frame["padding"], frame["symbol"], frame["struck"]) == (2, [2, 2], "", True)
    assert [grid["rule"]["frame"] for grid in data["grids"][1:]] == [
        {"padding": [1, 1], "struck": False},
        {"padding": [2, 2], "struck": True},
        {"padding": [0, 0], "struck": False},
    ]


@pytest.mark.parametrize(
    ("lines", "symbol"),
    [
        (["nn.MaxPool2d(3, 2, 1)", "nn.AvgPool2d(2)"], "−∞"),
        (["nn.AvgPool2d(3, 2, 1)", "nn.MaxPool2d(2)"], "0"),
        (["nn.AvgPool2d(3, 2, 1)", "nn.MaxPool2d(3, 2, 1)"], ""),
    ],
)
def test_the_sign_of_the_padding_is_that_of_the_layers_that_pad(lines: list[str], symbol: str):
    assert drawn(*lines)["grids"][0]["frame"]["symbol"] == symbol


def test_only_refusals_leave_the_input():
    data = drawn("no", "neither")
    assert "frame" not in data["grids"][0]
    assert data["links"] == []


def test_titles():
    assert title("A", "nn.MaxPool2d(3, 2)") == "A · MaxPool2d(3, 2)"
    assert title("B", "nn.MaxPool2d(3, stride=2, padding=1)") == "B · MaxPool2d(3, …)"
    assert len(title("C", "x" * 500)) < 30
    assert len(title("D", "nn.MaxPool2d(" + "9" * 400 + ")")) < 50


# ------------------------------------------------------------------ ReLU, twins, shifts


def test_relu_stands_above_and_below_each_layer():
    x = parse_matrix("-1 3;2 -4")
    orders = [
        relu_orders(explain(parse(line), x[None, None])) for line in ("nn.MaxPool2d(2)", "nn.AvgPool2d(2)")
    ]
    data = to_wire(relu_stage(x, [*orders, "refused"], ["A", "B", "C"]))
    ids = ["input", "then_0", "then_1", "then_2", "relu", "first_0", "first_1", "first_2"]
    assert [grid["id"] for grid in data["grids"]] == ids
    grids = {grid["id"]: grid for grid in data["grids"]}
    assert data["options"]["columns"] == 4
    assert [grids[key]["texts"] for key in ("relu", "then_0", "first_0", "then_1", "first_1")] == [
        ["0", "3", "2", "0"], ["3"], ["3"], ["0"], ["1.25"],
    ]  # fmt: skip
    assert [grids[key]["marks"] for key in ("then_0", "first_1")] == [[""], ["differs"]]
    assert (grids["then_1"]["rule"]["reads"], grids["then_1"]["rule"]["around"]) == ("input", "ReLU")
    assert grids["first_1"]["rule"]["reads"] == "relu"
    assert "around" not in grids["first_1"]["rule"]
    assert grids["then_2"]["note"] == grids["first_2"]["note"] == "refused"


def test_a_twin_stands_below_with_what_changed():
    found = twin(explain(parse("nn.MaxPool2d(2)"), X5[None, None]), "losers")
    grids = to_wire(twin_stage(found))["grids"]
    assert [grid["id"] for grid in grids] == ["input", "output", "other", "other_output"]
    assert grids[1]["texts"] == grids[3]["texts"] == ["2", "3", "5", "3"]
    differ = [a != b for a, b in zip(grids[0]["texts"], grids[2]["texts"], strict=True)]
    assert [mark == "differs" for mark in grids[2]["marks"]] == differ
    assert any(differ)


@pytest.mark.parametrize("name", ["max", "mean", "conv", "blur"])
def test_a_shift_stands_above_and_below(name: str):
    layer = rivals(2)[name]
    data = json.loads(
        json.dumps(to_wire(shift_stage(shift(layer, SIGNAL, 1, 2), layer, name)), allow_nan=False)
    )
    columns = data["options"]["columns"]
    assert len(data["grids"]) == 2 * columns
    titles = [grid["title"] for grid in data["grids"]]
    assert titles[columns] == "Input, moved by 1"
    assert titles[columns + 1 :] == [f"{title} · moved input" for title in titles[1:columns]]
    assert data["grids"][-1]["marks"].count("differs") == {"max": 2, "mean": 4, "conv": 4, "blur": 3}[name]


@pytest.mark.parametrize("name", ["conv", "blur"])
def test_weights_times_cells_is_the_output(name: str):
    layer = rivals(2, weights=[-1.0, 2.0])[name]
    data = to_wire(shift_stage(shift(layer, SIGNAL, 1, 2), layer, name))
    grids = {grid["id"]: grid for grid in data["grids"]}
    for key in ("output", "moved_output"):
        grid = grids[key]
        read = grids[grid["rule"]["reads"]]["texts"]
        (axes,) = [link["axes"] for link in data["links"] if link["from"] == grid["space"]]
        for text, (start, _step, count), weights in zip(
            grid["texts"], axes[1]["taps"], grid["rule"]["weights"], strict=True
        ):
            products = [
                float(value) * float(weight.replace("−", "-"))
                for value, weight in zip(read[start : start + count], weights, strict=True)
            ]
            assert sum(products) == float(text.replace("−", "-"))
