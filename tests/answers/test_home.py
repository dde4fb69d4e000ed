"""The home page's moving example, and the drawings on its cards."""

import base64
import json
from pathlib import Path

import pytest
from hypothesis import given, settings

from poolviz.answers.home.drawings import drawing
from poolviz.answers.home.page import answer, fields
from poolviz.answers.pages import GROUPS, PAGES
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.pooling.code.line import code
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from tests.answers.addresses import addresses


def test_the_example_of_the_notes_walks_by_itself() -> None:
    found = answer(read(fields(), {})[0])
    assert code(found.run.layer) == "nn.MaxPool2d(3, ceil_mode=True)"
    assert {grid["id"]: " ".join(grid["texts"]) for grid in to_wire(found.stage)["grids"]} == {
        "input": "1 2 0 3 1 0 1 2 3 1 1 2 1 0 0 5 2 3 1 1 2 1 0 1 1",
        "output": "2 3 5 1",
        "indices": "1 3 15 18",
    }
    assert (found.stage.options.autoplay, found.stage.options.height) == (True, 300)
    assert found.lines == ()


def test_in_chinese() -> None:
    speak(translations("zh"))
    assert to_wire(answer(read(fields(), {})[0]).stage)["grids"][0]["title"] == "输入"


@settings(max_examples=20, deadline=None)
@given(addresses(fields()))
def test_whatever_the_address_says_the_example_stays(address: dict[str, str]) -> None:
    shown, start = (json.dumps(to_wire(answer(read(fields(), one)[0]).stage)) for one in (address, {}))
    assert shown == start


@pytest.mark.parametrize("page", [key for key in PAGES if key != "home"])
def test_every_page_has_a_card_whose_drawing_is_a_whole_picture(page: str) -> None:
    draw = PAGES[page].drawing
    assert draw is not None
    assert PAGES[page].text
    kind, _comma, data = drawing(draw).partition(",")
    begins = {"data:image/svg+xml;base64": b"<svg", "data:image/webp;base64": b"RIFF"}
    assert base64.b64decode(data).startswith(begins[kind])


def test_every_file_of_a_page_has_its_entry_and_every_entry_a_file() -> None:
    root = Path(__file__).parents[2]
    there = {"home.py", *(f"pages/{path.name}" for path in (root / "pages").glob("*.py"))}
    assert {page.path for page in PAGES.values()} == there


def test_the_menu_has_every_page_once() -> None:
    assert [key for keys in GROUPS.values() for key in keys] == list(PAGES)
