"""The maps of a network on the stage: what travels to the browser, against the trace."""

import base64
import json

import pytest
import torch
from torch import nn

from poolviz import Trace, trace
from poolviz.networks.classics import SMALL, LeNet5, Net, SimpleCNN
from poolviz.sources.networks.zoo import ZOO
from poolviz.views.stage.networks.receptive_fields import default_steps, field_stage
from poolviz.views.stage.wire.travel import to_wire

NETWORKS = {network.name: network for network in (*SMALL, *ZOO)}


def traced(name: str, keep: bool = False) -> Trace:
    network = NETWORKS[name]
    model = network.build()
    return trace(model, torch.rand(1, *network.shape, device=next(model.parameters()).device), keep)


@pytest.mark.parametrize(
    ("name", "maps"),
    [
        ("Net", ["pooling", "pooling (2)"]),
        ("SimpleCNN", ["layer1.pool1", "layer2.pool2", "layer3.pool3"]),
        ("AlexNet", ["features.2", "features.5", "features.12"]),
        ("VGG16", ["features.4", "features.9", "features.23", "features.30"]),
        ("GoogLeNet", ["maxpool1", "maxpool2", "maxpool4", "avgpool"]),
    ],
)
def test_the_pools_that_make_maps_smaller_are_shown(name: str, maps: list[str]) -> None:
    run = traced(name)
    assert [run.labels[number] for number in default_steps(run)] == maps


def test_each_map_leads_to_every_earlier_one_and_to_the_input_first() -> None:
    run = traced("SimpleCNN")
    made = to_wire(field_stage(run, default_steps(run)))
    links = [(link["from"], link["to"]) for link in made["links"]]
    assert links[:3] == [("step_2", "input"), ("step_5", "input"), ("step_8", "input")]
    assert sorted(links[3:]) == [("step_5", "step_2"), ("step_8", "step_2"), ("step_8", "step_5")]
    assert made["options"]["main"] == "step_8"
    json.dumps(made)


def test_links_carry_the_spans_of_the_trace() -> None:
    run = traced("SimpleCNN")
    made = to_wire(field_stage(run, (2, 8)))
    by_way = {(link["from"], link["to"]): link["axes"] for link in made["links"]}
    rows, cols = by_way["step_8", "step_2"]
    assert rows == cols == {"taps": [[0, 1, 7], [1, 1, 10], [5, 1, 10], [9, 1, 7]], "dropped": None}
    assert by_way["step_8", "input"][0]["taps"] == [[0, 1, 15], [1, 1, 22], [9, 1, 22], [17, 1, 15]]
    assert made["grids"][2]["field"] == {"size": [22, 22], "jump": [8, 8], "start": [-7, -7]}


def test_a_map_is_drawn_from_its_smallest_value_to_its_largest() -> None:
    x = torch.tensor([[[[-1.0, 0.0], [1.0, 3.0]], [[5.0, 5.0], [5.0, 5.0]]]])
    run = trace(nn.Sequential(nn.AvgPool2d(1)), x)
    first, second, beyond = (to_wire(field_stage(run, (0,), channel=n))["grids"][1] for n in (0, 1, 99))
    assert base64.b64decode(first["picture"]["pixels"]) == bytes([0, 64, 128, 255])
    assert base64.b64decode(second["picture"]["pixels"]) == bytes(4)
    assert [first["caption"], beyond["caption"]] == ["2 × 2 × 2, channel 0", "2 × 2 × 2, channel 1"]
    assert first["title"] == "0 · AvgPool2d"


def test_a_map_on_the_meta_device_is_blank_and_its_input_a_picture() -> None:
    run = traced("AlexNet")
    picture = torch.randint(0, 256, (3, 224, 224)).float()
    made = to_wire(field_stage(run, default_steps(run), picture))
    assert [grid["picture"].get("blank", False) for grid in made["grids"]] == [False, True, True, True]
    assert [grid["caption"] for grid in made["grids"]] == [
        "3 × 224 × 224",
        "64 × 27 × 27",
        "192 × 13 × 13",
        "256 × 6 × 6",
    ]
    assert to_wire(field_stage(run, default_steps(run)))["grids"][0]["picture"]["blank"]


def test_a_map_that_was_not_kept_is_blank() -> None:
    convolved = 0
    assert to_wire(field_stage(traced("Net"), (convolved,)))["grids"][1]["picture"]["blank"]
    assert "blank" not in to_wire(field_stage(traced("Net", keep=True), (convolved,)))["grids"][1]["picture"]


def test_a_signal_is_a_plane_of_one_row_and_spoken_of_by_position() -> None:
    run = trace(nn.Sequential(nn.Conv1d(1, 2, 3, padding=1), nn.MaxPool1d(2)), torch.rand(1, 1, 8))
    made = to_wire(field_stage(run, default_steps(run)))
    assert [(grid["rows"], grid["cols"]) for grid in made["grids"]] == [(1, 8), (1, 4)]
    assert made["links"][0]["axes"][0]["taps"] == [[0, 1, 1]]
    assert made["links"][0]["axes"][1]["taps"] == [[0, 1, 3], [1, 1, 4], [3, 1, 4], [5, 1, 3]]
    assert made["texts"]["field"].startswith("position {col} of {title}")
    assert made["grids"][1]["field"] == {"size": [1, 4], "jump": [1, 2], "start": [0, -1]}


def test_a_cell_that_sees_padding_alone_has_no_taps() -> None:
    run = trace(nn.Sequential(nn.ZeroPad2d(2), nn.MaxPool2d(2)), torch.rand(1, 1, 4, 4))
    taps = to_wire(field_stage(run, (1,)))["links"][0]["axes"][0]["taps"]
    assert taps == [[0, 1, 0], [0, 1, 2], [2, 1, 2], [0, 1, 0]]


@pytest.mark.parametrize(
    ("model", "shape"),
    [
        (nn.Linear(4, 2), (1, 4)),
        (nn.MaxPool3d(2), (1, 1, 4, 4, 4)),
        (nn.Sequential(nn.Conv2d(1, 1, 3), nn.FractionalMaxPool2d(2, 2)), (1, 1, 8, 8)),
        (nn.Identity(), (3, 4, 4)),
        (nn.Sequential(nn.MaxPool2d(2), nn.Flatten()), (5, 2, 8, 8)),
        (nn.MaxPool2d(2), (7, 8, 8)),
    ],
    ids=lambda given: type(given).__name__,
)
def test_any_trace_has_a_stage_and_steps_that_are_none_are_left_out(
    model: nn.Module, shape: tuple[int, ...]
) -> None:
    run = trace(model, torch.rand(shape))
    for steps in (default_steps(run), (-5, 0, 0, 1, 99)):
        made = to_wire(field_stage(run, steps))
        json.dumps(made)
        assert made["grids"][0]["id"] == "input"
        assert len({grid["id"] for grid in made["grids"]}) == len(made["grids"])


def test_numbers_that_are_not_finite_are_black() -> None:
    x = torch.tensor([[[[float("nan"), float("inf")], [1.0, 2.0]]]])
    pixels = to_wire(field_stage(trace(nn.MaxPool2d(1), x), (0,)))["grids"][0]["picture"]["pixels"]
    assert list(base64.b64decode(pixels)) == [0, 0, 128, 255]


def test_names_of_the_notes_lead_to_their_fields() -> None:
    for model, shape in ((Net(), (1, 1, 28, 28)), (SimpleCNN(), (1, 3, 32, 32)), (LeNet5(), (1, 1, 32, 32))):
        run = trace(model, torch.rand(shape))
        made = to_wire(field_stage(run, default_steps(run)))
        sizes = [grid["field"]["size"][0] for grid in made["grids"][1:]]
        assert sizes == [run.steps[number].fields[0].size for number in default_steps(run)]
