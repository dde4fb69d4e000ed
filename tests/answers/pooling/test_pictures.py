"""Pictures: what the page shows follows from its address alone, and from an upload."""

import base64
import json
import struct
from pathlib import Path
from typing import Any

import pytest
import torch
from hypothesis import given, settings

from poolviz.answers.pooling.pictures.datasets import missing, published_link
from poolviz.answers.pooling.pictures.memory import memory_table, share_line, training_line
from poolviz.answers.pooling.pictures.page import HEIGHT, PictureAnswer, answer, fields
from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.pooling.pictures.repetition import repetitions
from poolviz.answers.pooling.pictures.sources import picture_of
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU
from poolviz.sources.datasets import cifar
from poolviz.sources.pictures.photos import photo
from poolviz.sources.pictures.uploads import Upload, read_upload
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.programs.pictures import upload_opening
from tests.answers.addresses import addresses, values_at
from tests.pages.paged import alone, as_sent, page_at, stage
from tests.sources.datasets import mnist_like
from tests.sources.datasets.cifar_like import make_folder
from tests.sources.pictures.painted import halves, saved

SMALL = Picture(torch.arange(16, dtype=torch.uint8).view(1, 4, 4), upload_opening())
opened = page_at("pages/pictures.py")


def at(picture: Picture | None = None, **address: Any) -> PictureAnswer:
    """What the page shows at an address, of `picture` if one is given."""
    return answer(values_at(fields(), **address), CPU, picture)


def drawn(found: PictureAnswer) -> dict[str, dict[str, Any]]:
    return {grid["id"]: grid for grid in to_wire(found.stage)["grids"]}


def pixels(grid: dict[str, Any]) -> list[int]:
    return list(base64.b64decode(grid["picture"]["pixels"]))


def numbers(grid: dict[str, Any]) -> list[float]:
    packed = base64.b64decode(grid["picture"]["numbers"]["data"])
    return [part * grid["picture"]["numbers"]["scale"] for (part,) in struct.iter_unpack("<H", packed)]


# ------------------------------------------------------------------ the stage and the lines


def test_a_max_and_beside_it_the_average_of_the_same_windows() -> None:
    found = at(SMALL)
    grids = drawn(found)
    assert list(grids) == ["input", "max", "mean"]
    assert pixels(grids["input"]) == list(range(16))
    assert pixels(grids["max"]) == [5, 7, 13, 15]
    assert numbers(grids["mean"]) == pytest.approx([2.5, 4.5, 10.5, 12.5])
    assert found.stage.options.height == HEIGHT
    (line,) = found.lines
    assert line.startswith("(1, 1, 4, 4) → (1, 1, 2, 2) · computed by torch ")
    assert line.endswith("on CPU")


def test_the_layer_of_the_settings_comes_first() -> None:
    found = at(SMALL, layer="AvgPool2d", k=3, s=2, p=1)
    assert list(drawn(found)) == ["input", "mean", "max"]
    assert [one.output.flatten().tolist() for one in found.both][1] == [5, 7, 13, 15]


def test_a_photograph_in_one_channel() -> None:
    found = at(photo="coffee", size=32, channel="green")
    assert torch.equal(found.picture.x[0], photo("coffee", 32)[1:2].float())
    assert found.picture.channel == "green"
    assert found.explanation is not None
    assert found.explanation.output.shape == (1, 1, 16, 16)


def test_a_grey_picture_has_no_other_channel() -> None:
    found = at(SMALL, channel="red")
    assert found.picture.channel == "colour"
    assert pixels(drawn(found)["input"]) == list(range(16))


def test_dilation_leaves_the_maximum_alone() -> None:
    found = at(SMALL, d=3)
    assert list(drawn(found)) == ["input", "max"]
    assert pixels(drawn(found)["max"]) == [15]
    assert found.beside is None
    assert found.lines[0].endswith("on CPU · Average pooling has no dilation, so only the maximum is shown.")


def test_no_pixel_in_a_window_and_averages_out_of_range_are_said() -> None:
    assert "its maximum is −∞. It is drawn black." in at(SMALL, k=2, s=1, p=1, d=5).lines[0]
    line = at(SMALL, layer="AvgPool2d", divisor=-1).lines[0]
    assert line.endswith(
        "Averages outside 0 to 255 are drawn black or white; the numbers themselves are torch's."
    )


def test_the_lines_in_chinese() -> None:
    speak(translations("zh"))
    try:
        found = at(SMALL, d=3)
    finally:
        speak(translations("en"))
    assert "由 torch" in found.lines[0]
    assert "Average" not in found.lines[0]
    assert drawn(found)["input"]["title"] == "输入"


def test_what_torch_refuses_shows_the_picture_alone() -> None:
    found = at(SMALL, k=2, p=2)
    assert found.refusal is not None
    assert "pad should be at most half" in (found.refusal.torch_message or "")
    assert list(drawn(found)) == ["input"]
    assert (found.lines, found.both, found.explanation) == ((), (), None)


# ------------------------------------------------------------------ where the picture comes from


def test_a_tile_of_a_photograph() -> None:
    found = at(size=64, tile=3)
    assert torch.equal(found.picture.x[0], photo("cat", 64)[:, 32:, 32:].float())
    with pytest.raises(PoolvizError, match="`tile` must be from 0 to 3 at 64 × 64 pixels, but got 4"):
        at(size=64, tile=4)


def test_an_upload_is_an_argument_and_none_is_an_error() -> None:
    with pytest.raises(PoolvizError, match="a link cannot carry a picture"):
        at(src="upload")
    upload = read_upload(saved(halves()))
    picture = picture_of(values_at(fields(), src="upload"), upload)
    assert picture.lines[-1].endswith("A link cannot carry your picture.")
    assert torch.equal(at(picture, src="upload").picture.x[0], upload.pixels.float())


def test_what_was_done_to_an_upload_is_safe_to_show() -> None:
    upload = Upload(SMALL.pixels, (("drawn on {ground}", {"ground": "<b>"}),))
    picture = picture_of(values_at(fields(), src="upload"), upload)
    assert picture.lines == (r"drawn on \<b\> · A link cannot carry your picture.",)


def test_cifar_by_class_and_number(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    here = values_at(fields(), src="cifar", cls="frog", no=3)
    assert "is not in the data folder" in str(missing(here))
    with pytest.raises(PoolvizError, match="is not in the data folder"):
        answer(here)
    make_folder(tmp_path / cifar.BASE)
    assert missing(here) is None
    found = answer(here)
    assert found.explanation is not None
    assert found.explanation.input.shape == (1, 3, 32, 32)
    assert (found.picture.lines, "places[3]" in found.picture.opening.lines[-1]) == ((), True)
    number, label = 2, cifar.CIFAR10.picture(tmp_path, False, None, 2)[1]
    (line,) = at(**published_link("cifar", number)).picture.lines
    assert line == f"Its class: {cifar.CIFAR10.classes[label]}"
    with pytest.raises(PoolvizError, match="`number` must be from 0 to"):
        at(src="cifar", no=4000)


def test_mnist_is_one_channel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    mnist_like.make_folder(tmp_path)
    found = at(**published_link("mnist", 7)).picture
    assert (tuple(found.x.shape), found.grey, found.lines) == ((1, 1, 28, 28), True, ("Its class: 7",))
    assert torch.equal(at(src="mnist", set="test", digit="7", no=0).picture.pixels, found.pixels)


# ------------------------------------------------------------------ the panels


def test_pooled_again_and_again() -> None:
    most, mean = repetitions(at(SMALL))
    assert (most.title, most.done.steps, mean.title, mean.done.steps) == ("Max", 2, "Average", 2)
    assert most.line == (
        "Applied 2 ×, one value per channel is left. "
        "What remains: **15**. The largest values of the whole picture: **15**."
    )
    assert mean.line.endswith("What remains: **7.5**. The mean of the whole picture: **7.5**.")
    assert "Applied 0 ×. The layer does not make 4 × 4 any" in repetitions(at(SMALL, k=3, s=1, p=1))[0].line
    assert "Applied 1 ×. At 1 × 2 torch refuses" in repetitions(at(SMALL, apart="true", k=3, kw=2))[0].line


def test_the_memory_of_input_and_output() -> None:
    explanation = at(SMALL).explanation
    assert explanation is not None
    assert share_line(explanation) == "The layer makes 16 values into 4: **25 %** of the memory."
    assert memory_table(explanation).splitlines()[2:4] == [
        "| Input | `(1, 1, 4, 4)` | 16 | 64 B | 16 B |",
        "| Output | `(1, 1, 2, 2)` | 4 | 16 B | 4 B |",
    ]
    assert "here 32 B." in training_line(explanation)


# ------------------------------------------------------------------ any address, and the page


@settings(max_examples=80, deadline=None)
@given(addresses(fields()))
def test_whatever_the_address_says_there_is_an_answer(address: dict[str, str]) -> None:
    try:
        found = answer(read(fields(), address)[0])
    except PoolvizError:
        return
    json.dumps(to_wire(found.stage))
    assert bool(found.lines) == (found.refusal is None)


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"layer": "AvgPool2d", "k": 5, "s": 2, "divisor": 3, "channel": "grey", "photo": "rocket"},
        {"d": 2, "size": 64, "tile": 1, "lang": "zh"},
    ],
)
def test_the_page_shows_what_the_answer_says(address: dict[str, Any]) -> None:
    app = opened(**address)
    speak(translations(address.get("lang", "en")))
    try:
        found = at(**{key: text for key, text in address.items() if key != "lang"})
        sent = as_sent(found.stage)
    finally:
        speak(translations("en"))
    assert alone(app) == sent
    assert stage(app)["lines"] == list(found.lines)
