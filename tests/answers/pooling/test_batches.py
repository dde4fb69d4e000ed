"""Batches: what the page shows follows from its address and the pictures that are there."""

import base64
import json
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import HealthCheck, given, settings

from poolviz.answers.pooling.batches.page import Batches, answer, fields
from poolviz.answers.pooling.batches.progress import events_line, speed_rows
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.sources.datasets.batches import photo_set
from poolviz.sources.datasets.messages import Speed, Writing
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from tests.answers.addresses import addresses, values_at
from tests.pages.paged import components, page_at

opened = page_at("pages/batches.py")


@pytest.fixture(autouse=True)
def no_cifar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))


def at(**address: Any) -> Batches:
    """What the page shows of the photographs at an address."""
    return answer(values_at(fields(), **{"data": "photos", **address}))


def pixels(found: Batches, grid: int) -> torch.Tensor:
    """The pictures of a grid as they travel, uint8 (N, H, W, 3)."""
    drawn = to_wire(found.stage)["grids"][grid]
    data = bytearray(base64.b64decode(drawn["pixels"]))
    return torch.frombuffer(data, dtype=torch.uint8).view(-1, drawn["rows"], drawn["cols"], 3)


def test_a_batch_of_64_and_what_the_layer_of_the_tutorials_makes_of_it() -> None:
    found = at(batch=1)
    assert [grid["shape"] for grid in to_wire(found.stage)["grids"]] == ["(64, 3, 32, 32)", "(64, 3, 11, 11)"]
    assert torch.equal(pixels(found, 0), photo_set().pixels[64:128].permute(0, 2, 3, 1))
    cell = photo_set().pixels[64, :, :3, :3].amax((1, 2))
    assert pixels(found, 1)[0, 0, 0].tolist() == cell.tolist()
    assert found.stage.first == 64
    assert found.lines[0].startswith("(64, 3, 32, 32) → (64, 3, 11, 11) · computed by torch ")
    assert found.lines[0].endswith(" · with ceil_mode=False: 10 × 10")
    assert found.lines[1] == "Step 1: batch 2 of 16, pictures 64 to 127 of 975."


def test_the_last_batch_and_one_behind_it() -> None:
    last, behind = at(batch=15), at(batch=999_999)
    assert (last.step, behind.step) == (15, 15)
    assert last.lines == behind.lines
    assert last.lines[1].endswith("**The last batch has 15**, because 975 = 15 · 64 + 15.")
    assert len(pixels(last, 0)) == 15


def test_the_lines_and_names_in_chinese() -> None:
    speak(translations("zh"))
    try:
        found = at(batch=15, p=2)
    finally:
        speak(translations("en"))
    assert found.lines[0] != "No output: torch refused the layer."
    assert "975 = 15 · 64 + 15" in found.lines[1]
    assert "The last batch" not in found.lines[1]
    assert found.stage.names != at(batch=15).stage.names


def test_what_torch_refuses_shows_the_input_alone() -> None:
    found = at(p=2)
    assert found.refusal is not None
    assert [grid["id"] for grid in to_wire(found.stage)["grids"]] == ["input"]
    assert found.lines[0] == "No output: torch refused the layer."
    assert found.lines[1].startswith("Step 0: ")


def test_true_scale() -> None:
    assert to_wire(at().stage)["options"] == {"height": 400, "to_scale": False}
    assert at(scale="true").stage.options.to_scale is True


def test_pictures_that_are_missing_are_an_error() -> None:
    with pytest.raises(PoolvizError, match="CIFAR-10 is not in the data folder"):
        at(data="cifar")


def test_how_far_the_event_files_are() -> None:
    message = Writing("runs/1", batches=16)
    assert events_line(message, ended=False) == "0 of 16 batches"
    message = Writing("runs/1", batches=16, done=8, seconds=4.0)
    assert events_line(message, ended=False) == "8 of 16 batches · 128 pictures a second · 4 s left"
    assert events_line(message, ended=True) == "8 of 16 batches · 128 pictures a second"


def test_the_speed_is_compared_with_the_loop_of_the_same_device() -> None:
    said = [
        Speed(way, device, rate)
        for device, way, rate in (("CPU", "loop", 1000), ("gpu", "loop", 4000), ("gpu", "stream", 6000))
    ]
    assert speed_rows(said)[2] == ("this app's stream", "gpu", "6,000", "1.50 ×")


@settings(max_examples=30, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(address=addresses(fields()))
def test_whatever_the_address_says_there_is_an_answer_or_a_sentence(address: dict[str, str]) -> None:
    values, _problems = read(fields(), {"data": "photos"} | address)
    try:
        found = answer(values)
    except PoolvizError:
        assert values["data"] == "cifar"
        return
    json.dumps(to_wire(found.stage), allow_nan=False)
    assert len(to_wire(found.stage)["grids"]) == (1 if found.refusal else 2)


@pytest.mark.parametrize(
    "address",
    [{}, {"batch": "15", "layer": "AvgPool2d", "k": "2"}, {"batch": "99", "scale": "true"}, {"p": "9"}],
    ids=str,
)
def test_the_page_shows_what_the_answer_says(address: dict[str, str]) -> None:
    found = at(**address)
    app = opened(data="photos", **address)
    assert components(app)[0] == json.loads(json.dumps(to_wire(found.stage)))
    assert "  \n".join(found.lines) in [caption.value for caption in app.caption]
