"""Volumes: what the page shows follows from its address alone."""

import json
from typing import Any

import pytest
from hypothesis import given, settings

from poolviz.answers.pooling.volumes import Volumes, answer, example, fields, way_back
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from tests.answers.addresses import addresses, values_at
from tests.pages.paged import alone, as_sent, bar, page_at, stage

TWO = "1 2\n3 4\n\n5 6\n7 8"
SPREAD = "9 0 0\n0 0 0\n0 0 8\n\n0 0 0\n0 7 0\n0 0 0\n\n6 0 0\n0 0 0\n0 0 5"
opened = page_at("pages/volumes.py")


def at(**address: Any) -> Volumes:
    """What the page shows at an address."""
    return answer(values_at(fields(), **address))


def texts(found: Volumes) -> dict[str, list[str]]:
    """The numbers of each grid of the stage, slice by slice and row by row."""
    return {grid["id"]: grid["texts"] for grid in to_wire(found.stage)["grids"]}


def test_a_max_of_two_slices() -> None:
    found = at(x=TWO)
    assert texts(found) == {"input": list("12345678"), "output": ["8"], "indices": ["7"]}
    assert found.lines[0].startswith("(1, 1, 2, 2, 2) → (1, 1, 1, 1, 1) · computed by torch ")
    assert found.lines[1:] == (
        "D, H, W: ⌊(2 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 1",
        "Output (0, 0, 0) takes cell (1, 1, 1). Its index: d·H·W + h·W + w = 1·2·2 + 1·2 + 1 = 7",
    )
    assert found.stage.options.editable is True
    assert found.stage.options.height == 340


def test_an_average_gives_no_index() -> None:
    found = at(x=TWO, layer="AvgPool3d")
    assert texts(found) == {"input": list("12345678"), "output": ["4.5"]}
    assert len(found.lines) == 2
    assert found.chosen is not None
    assert (found.chosen.number, found.chosen.winner, found.chosen.index) == (0, None, None)


@pytest.mark.parametrize(
    ("number", "position", "winner", "index"),
    [(0, (0, 0, 0), (0, 0, 0), 0), (3, (0, 1, 1), (0, 2, 2), 8), (7, (1, 1, 1), (1, 1, 1), 13)],
)
def test_the_chosen_window_and_its_index(
    number: int, position: tuple[int, ...], winner: tuple[int, ...], index: int
) -> None:
    found = at(x=SPREAD, k=2, s=1, at=number).chosen
    assert found is not None
    assert (found.number, found.position, found.winner, found.index) == (number, position, winner, index)


def test_a_number_behind_the_last_window_is_the_last() -> None:
    found = at(x=SPREAD, k=2, s=1, at=99_999).chosen
    assert found is not None
    assert found.number == 7


def test_the_lines_in_chinese() -> None:
    speak(translations("zh"))
    try:
        found = at(x=TWO)
    finally:
        speak(translations("en"))
    assert "由 torch" in found.lines[0]
    assert "d·H·W + h·W + w = 1·2·2 + 1·2 + 1 = 7" in found.lines[2]
    assert "Output" not in found.lines[2]


def test_what_torch_refuses_shows_the_input_alone() -> None:
    found = at(x=TWO, k=3)
    assert found.refusal is not None
    assert "Output size is too small" in (found.refusal.torch_message or "")
    assert texts(found) == {"input": list("12345678")}
    assert (found.lines, found.chosen) == ((), None)


def test_an_output_too_large_to_draw_is_refused() -> None:
    refusal = at(layer="AdaptiveAvgPool3d", to=200).refusal
    assert refusal is not None
    assert refusal.values["asked"] == "8,000,000"


def test_a_volume_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(PoolvizError, match="slices of one size"):
        at(x="1 2\n\n3")


def test_the_way_back() -> None:
    explanation = at(x=TWO).explanation
    assert explanation is not None
    back = way_back(explanation)
    grids = {grid["id"]: grid["texts"] for grid in to_wire(back.stage)["grids"]}
    assert grids["unpooled"] == ["0"] * 7 + ["8"]
    assert "input" not in grids
    assert [sorted(link) for link in to_wire(back.stage)["links"]] == [["from", "places", "to"]]
    assert (back.counts.returned, back.counts.cells) == (1, 8)
    assert "nn.MaxUnpool3d(2)" in back.program


def test_the_way_back_of_an_average_is_refused() -> None:
    explanation = at(x=TWO, layer="AvgPool3d").explanation
    assert explanation is not None
    with pytest.raises(PoolvizError):
        way_back(explanation)


def test_an_example_is_known_however_it_is_written() -> None:
    start, _problems = read(fields(), {})
    found = example(start)
    assert found is not None
    assert found.key == "random"
    assert example({**start, "x": start["x"].replace(" ", ", ")}) == found
    assert example({**start, "k": 3}) is None
    assert example({**start, "x": "a"}) is None


@settings(max_examples=60, deadline=None)
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
        {"x": TWO, "k": "1", "p": "0", "at": "5"},
        {"layer": "AdaptiveAvgPool3d", "to": "3", "panel": "index", "at": "26"},
        {"layer": "FractionalMaxPool3d", "draw": "3", "lang": "en"},
        {"k": "9"},
    ],
    ids=str,
)
def test_the_page_shows_what_the_answer_says(address: dict[str, str]) -> None:
    found = at(**{key: text for key, text in address.items() if key != "lang"})
    app = opened(**address)
    assert alone(app) == as_sent(found.stage)
    assert stage(app).get("lines", []) == list(found.lines)
    assert ("refused" in bar(app)) == (found.refusal is not None)
