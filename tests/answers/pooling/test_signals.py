"""Signals: what the page shows follows from its address alone."""

import json
from typing import Any

import pytest
import torch
from hypothesis import given, settings
from torch import nn

from poolviz.answers.pooling.signals import SOURCES, Signals, answer, fields, part, start
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.sources.signals.recording import Recording
from poolviz.sources.signals.signals import made
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from tests.answers.addresses import addresses, values_at
from tests.pages.paged import alone, as_sent, bar, page_at, stage

opened = page_at("pages/signals.py")
NUMBERS = {"src": "numbers", "x": "1 5 2 2 9 3"}


def at(**address: Any) -> Signals:
    """What the page shows at an address."""
    return answer(values_at(fields(), **address))


def texts(found: Signals) -> dict[str, list[str]]:
    """The numbers of each plot of the stage."""
    return {grid["id"]: grid["texts"] for grid in to_wire(found.stage)["grids"]}


def test_a_max_and_the_average_of_the_same_windows() -> None:
    found = at(**NUMBERS)
    assert texts(found) == {
        "input": ["1", "5", "2", "2", "9", "3"],
        "max": ["5", "2", "9"],
        "mean": ["3", "2", "6"],
    }
    assert found.lines[0].startswith("(1, 1, 6) → (1, 1, 3) · computed by torch ")
    assert found.lines[1] == "L: ⌊(6 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 3"
    assert [type(one.layer) for one in found.explanations] == [nn.MaxPool1d, nn.AvgPool1d]
    assert found.stage.options.editable is True
    assert found.stage.options.height == 344
    assert found.signal.opening.lines == ("x = torch.tensor([1., 5., 2., 2., 9., 3.])",)


def test_alone_and_back() -> None:
    found = at(**NUMBERS, both="false", back="true")
    assert texts(found) == {
        "input": ["1", "5", "2", "2", "9", "3"],
        "max": ["5", "2", "9"],
        "unpooled": ["0", "5", "2", "0", "9", "0"],
    }


@pytest.mark.parametrize(
    ("address", "remark"),
    [
        ({"d": 2}, "Average pooling has no dilation, so only the maximum is shown."),
        ({"layer": "AvgPool1d", "both": "false", "back": "true"}, "No way back: MaxUnpool1d needs"),
        ({"k": 2, "s": 1, "d": 3, "back": "true"}, "nn.MaxUnpool has no dilation"),
    ],
    ids=str,
)
def test_what_is_not_there_is_remarked_in_the_first_line(address: dict[str, str], remark: str) -> None:
    assert remark in at(**NUMBERS, **address).lines[0].replace("\\", "")
    assert remark not in at(**NUMBERS).lines[0]


def test_the_remarks_in_chinese() -> None:
    speak(translations("zh"))
    try:
        lines = at(**NUMBERS, d=2).lines
    finally:
        speak(translations("en"))
    assert "由 torch" in lines[0]
    assert "平均" in lines[0]


@pytest.mark.parametrize("kind", ["bars", "line"])
def test_how_it_is_drawn(kind: str) -> None:
    assert {grid["plot"]["kind"] for grid in to_wire(at(**NUMBERS, **{"as": kind}).stage)["grids"]} == {kind}


@pytest.mark.parametrize("source", SOURCES)
def test_every_source_gives_a_signal(source: str) -> None:
    assert at(src=source).signal.x.dtype == torch.float32


def test_an_upload_that_no_address_can_carry_begins_with_the_sine_and_is_an_argument() -> None:
    values, _problems = read(fields(), {"src": "upload"})
    assert torch.equal(answer(values).signal.x, made("sine", 32))
    recording = Recording((torch.arange(10.0),), (), 8000, ())
    found = answer(values, signal=part(recording, 0, 1, 3))
    assert texts(found)["input"] == ["1", "4", "7"]
    assert found.signal.opening.lines[-1] == "x = x[1:1537:3]"


def test_a_row_beyond_the_picture_is_its_last() -> None:
    found = at(src="photo", size=32, row=255)
    assert 'photo("cat", 32)[:, 31]' in found.signal.opening.lines[0]
    assert torch.equal(found.signal.x, at(src="photo", size=32, row=31).signal.x)


def test_what_torch_refuses_shows_the_signal_alone() -> None:
    found = at(**NUMBERS, k=3, p=2)
    assert found.refusal is not None
    assert "pad" in (found.refusal.torch_message or "")
    assert list(texts(found)) == ["input"]
    assert (found.lines, found.explanations, found.back) == ((), (), None)


def test_numbers_that_cannot_be_read_are_an_error() -> None:
    with pytest.raises(PoolvizError, match="number 2 is 'a'"):
        at(src="numbers", x="1 a")


@settings(max_examples=80, deadline=None)
@given(address=addresses(fields()))
def test_whatever_the_address_says_there_is_an_answer_or_a_sentence(address: dict[str, str]) -> None:
    values, _problems = read(fields(), address)
    try:
        found = answer(values)
    except PoolvizError:
        return
    json.dumps(to_wire(found.stage), allow_nan=False)
    assert (found.refusal is None) == (len(found.lines) > 0)


@pytest.mark.parametrize(
    "address",
    [
        {},
        {"sig": "noise", "seed": "5", "n": "16", "k": "3", "d": "2", "as": "line", "back": "true"},
        {**NUMBERS, "layer": "AdaptiveMaxPool1d", "to": "4", "panel": "worth"},
        {"src": "photo", "size": "32", "row": "200", "layer": "LPPool1d", "norm": "inf"},
        {"src": "upload", "k": "3", "p": "2"},
    ],
    ids=str,
)
def test_the_page_shows_what_the_answer_says(address: dict[str, str]) -> None:
    found = at(**address)
    app = opened(**address)
    assert alone(app) == as_sent(found.stage)
    assert stage(app).get("lines", []) == list(found.lines)
    assert ("refused" in bar(app)) == (found.refusal is not None)


def test_the_start() -> None:
    assert torch.equal(start().x, made("sine", 32))
