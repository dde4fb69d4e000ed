"""The table of a network and what it says without the pools; the stage of ReLU, Sigmoid and Dropout."""

import pytest
import torch
from torch import nn

from poolviz.networks.activations import apply_layer
from poolviz.networks.classics import SMALL
from poolviz.networks.trace import trace, without_pools
from poolviz.sources.networks.inputs import network_input
from poolviz.views.stage.networks.activations import dropout_stage, relu_sigmoid_stage
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.networks import largest_change, memory_text, shape_text, step_rows, totals
from poolviz.views.words.programs.activations import activation_script, dropout_script

BUILT = {network.name: network for network in SMALL}


def traced(name: str):
    network = BUILT[name]
    x = torch.zeros(1, *network.shape)
    model = network.build()
    return trace(model, x), without_pools(model, x)


def test_the_rows_of_the_net_of_the_tutorials():
    run, bare = traced("Net")
    rows = step_rows(run)
    assert [row["shape out"] for row in rows] == [
        *(
            "10 × 24 × 24",
            "10 × 12 × 12",
            "10 × 12 × 12",
            "20 × 8 × 8",
            "20 × 4 × 4",
            "20 × 4 × 4",
            "320",
            "10",
        ),
    ]
    assert rows[1] == {
        "name": "pooling",
        "layer": "nn.MaxPool2d(2)",
        "shape in": "10 × 24 × 24",
        "shape out": "10 × 12 × 12",
        "parameters": "0",
        "receptive field": "6",
        "jump": "2",
        "centre of cell 0": "2.5",
        "memory": "5.62 KiB",
    }
    assert rows[-1]["receptive field"] == "all"
    beside = step_rows(run, bare)[-1]
    assert (beside["parameters"], beside["parameters, without pools"]) == ("3,210", "80,010")


def test_what_the_pools_save_simple_cnn():
    run, bare = traced("SimpleCNN")
    said = largest_change(run, bare)
    assert "**layer4.fc1**" in said
    assert "1,049,088 parameters instead of 67,109,376" in said
    assert "2,048 features come in instead of 131,072" in said
    assert "**1,175,818**, without the pools **67,236,106**" in totals(run, bare)


def test_where_no_linear_follows_nothing_is_saved():
    model, x = nn.Sequential(nn.Conv2d(1, 1, 3), nn.MaxPool2d(2)), torch.zeros(1, 1, 8, 8)
    assert largest_change(trace(model, x), without_pools(model, x)).startswith(
        "The pools save no layer any parameters"
    )


def test_fields_of_two_kinds_of_axes():
    model = nn.Sequential(nn.MaxPool2d((3, 2), padding=(1, 0)))
    row = step_rows(trace(model, torch.zeros(1, 1, 9, 9)))[0]
    assert (row["receptive field"], row["jump"], row["centre of cell 0"]) == ("3 × 2", "3 × 2", "0 × 0.5")


@pytest.mark.parametrize(
    ("size", "text"), [(1, "1 B"), (1024, "1 KiB"), (10**15, "909 TiB"), (150_000, "146 KiB")]
)
def test_memory_in_the_unit_that_keeps_it_short(size: int, text: str):
    assert memory_text(size) == text


def test_shapes_have_their_thousands_apart():
    assert shape_text((1, 25690112)) == "25,690,112"


@pytest.mark.parametrize("shape", [(1, 28, 28), (3, 32, 32), (3, 224, 300), (5, 9, 4), (2, 40)])
def test_a_photograph_in_any_shape(shape: tuple[int, ...]):
    x = network_input("cat", shape)
    assert x.shape == (1, *shape)
    assert 0 <= float(x.min()) <= float(x.max()) <= 1.001
    assert float(x.std()) > 0.02


def test_the_stage_of_relu_and_sigmoid():
    drawn = to_wire(relu_sigmoid_stage(torch.tensor([[1.0, -0.5], [-1.0, 3.0]])))
    texts = {grid["id"]: grid["texts"] for grid in drawn["grids"]}
    assert texts["relu"] == ["1", "0", "0", "3"]
    assert texts["sigmoid"] == ["0.7311", "0.3775", "0.2689", "0.9526"]
    assert texts["after"] == ["0.7311", "0.5", "0.5", "0.9526"]
    assert {grid["space"] for grid in drawn["grids"]} == {"input"}
    assert drawn["grids"][1]["rule"]["says"][1] == "max(0, −0.5) = 0"
    assert drawn["grids"][3]["rule"]["says"][1] == "1 / (1 + e⁰·⁵) = 0.3775"


def test_the_stage_of_dropout_shows_the_input_before_and_after():
    x = torch.arange(1.0, 10.0).reshape(3, 3)
    applied = apply_layer(nn.Dropout(0.5, inplace=True), x, seed=8, training=True)
    before, output, after = to_wire(dropout_stage(applied))["grids"]
    assert before["texts"] == [str(n) for n in range(1, 10)]
    assert output["texts"] == after["texts"] == ["0", "0", "6", "8", "0", "12", "0", "16", "18"]
    assert output["marks"] == ["zeroed" if text == "0" else "" for text in output["texts"]]
    assert set(after["marks"]) == {"differs"}
    assert output["rule"]["says"][:3] == ["dropped: 1 becomes 0", "dropped: 2 becomes 0", "3 / (1 − 0.5) = 6"]
    kept = apply_layer(nn.Dropout(0.5), x, seed=8, training=True)
    assert set(to_wire(dropout_stage(kept))["grids"][2]["marks"]) == {""}


def test_the_programs_print_what_the_stage_shows(capsys: pytest.CaptureFixture[str]):
    x = torch.arange(1.0, 10.0).reshape(3, 3)
    applied = apply_layer(nn.Dropout(0.5, inplace=True), x, seed=8, training=True)
    exec(dropout_script(applied, 8, training=True), {})
    assert str(applied.output) in capsys.readouterr().out
    exec(activation_script(torch.tensor([[1.0, -0.5]])), {})
    assert "0.3775" in capsys.readouterr().out
