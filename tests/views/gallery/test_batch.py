"""What the gallery is given: the pixels of a batch and of its output, and what its script asks for."""

import base64
import json
import re

import pytest
import torch
from torch import nn

from poolviz.sources.datasets.batches import photo_set
from poolviz.views.gallery.batch import gallery, gallery_script, gallery_style
from poolviz.views.stage.wire.travel import to_wire


def bytes_of(grid: dict[str, str]) -> bytes:
    return base64.b64decode(grid["pixels"])


def test_a_batch_and_its_output_travel_as_bytes() -> None:
    x = photo_set().batch(15)
    data = json.loads(
        json.dumps(to_wire(gallery(x, nn.MaxPool2d(3, ceil_mode=True)(x), range(960, 975), ["any"] * 15, 64)))
    )
    first, second = data["grids"]
    assert (first["shape"], second["shape"]) == ("(15, 3, 32, 32)", "(15, 3, 11, 11)")
    assert (first["each"], second["each"]) == ("(3, 32, 32)", "(3, 11, 11)")
    assert bytes_of(first) == photo_set().pixels[960:].permute(0, 2, 3, 1).numpy().tobytes()
    assert len(bytes_of(second)) == 15 * 3 * 11 * 11
    assert (data["first"], data["places"], data["columns"]) == (960, 64, 8)


def test_one_batch_is_less_than_400_kilobytes() -> None:
    x = photo_set().batch(0)
    for layer in (nn.MaxPool2d(3, ceil_mode=True), nn.AvgPool2d(2)):
        assert (
            len(json.dumps(to_wire(gallery(x, layer(x), range(64), ["Chelsea the cat"] * 64, 64)))) < 400_000
        )


def test_what_is_no_colour_is_drawn_black_or_white() -> None:
    x = torch.zeros(1, 3, 1, 1)
    y = torch.tensor([-torch.inf, 2.0, 0.5]).view(1, 3, 1, 1)
    assert bytes_of(to_wire(gallery(x, y, range(1), ["any"], 64))["grids"][1]) == bytes([0, 255, 128])


def test_without_an_output_the_input_stands_alone() -> None:
    x = torch.zeros(2, 3, 4, 4)
    assert [grid["id"] for grid in to_wire(gallery(x, None, range(2), ["a", "b"], 64))["grids"]] == ["input"]


def test_script_and_texts_belong_together() -> None:
    given = to_wire(gallery(torch.zeros(1, 3, 1, 1), None, range(1), ["any"], 64))
    asked = set(re.findall(r"\btexts\.(\w+)", gallery_script()))
    assert asked == set(given["texts"])
    assert set(re.findall(r"\boptions\.(\w+)", gallery_script())) == {"height", "large", "to_scale"}


@pytest.mark.parametrize("text", [gallery_script(), gallery_style()])
def test_nothing_is_fetched(text: str) -> None:
    assert not re.search(r"https?:|url\(|import |fetch", text)


def test_every_class_of_the_style_is_used() -> None:
    styled = set(re.findall(r"\.(pg-[\w-]+|is-\w+)", gallery_style()))
    assert {name for name in styled if name not in gallery_script()} == set()
