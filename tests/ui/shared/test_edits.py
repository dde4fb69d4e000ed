"""What a browser can send as the edit of a cell: taken, or said and nothing changes; never an exception."""

import math
from collections.abc import Callable
from functools import partial
from typing import Any

import pytest

from poolviz.ui.pooling.signals import sources as signal_sources
from poolviz.ui.pooling.unpooling import way_back
from poolviz.ui.pooling.volumes import volume
from poolviz.ui.shared.controls import matrix
from poolviz.ui.shared.frame.memory import Memory

EDITS = {
    "matrix": (partial(matrix.edit_cell, key="x", start="1 2"), "input"),
    "gradient": (partial(way_back.edit_way, plane=(2, 2)), "grad_output"),
    "gradient that is not shown": (way_back.edit_way, "grad_output"),
    "signal": (signal_sources.edit_sample, "input"),
    "volume": (volume.edit_voxel, "input"),
}
HOSTILE: list[dict[str, Any]] = [
    {},
    {"row": math.inf, "col": 0, "text": "1"},
    {"row": 0, "col": math.inf, "text": "1"},
    {"row": 0, "col": math.nan, "text": "1"},
    {"row": "a", "col": None, "text": "1"},
    {"row": 10**9, "col": -5, "text": "1"},
    {"row": 0, "col": 0, "text": "<b>"},
    {"row": 0, "col": 0, "text": "9" * 400},
    {"depth": math.inf, "row": 0, "col": 0, "text": "x"},
    {"row": [1], "col": {}, "text": None},
]


@pytest.fixture
def session(monkeypatch: pytest.MonkeyPatch) -> dict[str, Any]:
    state: dict[str, Any] = {"x": "1 2", "g": "", "_memory": Memory()}
    monkeypatch.setattr("streamlit.session_state", state)
    return state


@pytest.mark.parametrize("edit", HOSTILE, ids=str)
@pytest.mark.parametrize("name", EDITS)
def test_a_hostile_edit_is_said_and_changes_nothing(
    session: dict[str, Any], monkeypatch: pytest.MonkeyPatch, name: str, edit: dict[str, Any]
) -> None:
    said: list[str] = []
    monkeypatch.setattr("streamlit.toast", lambda text, **_look: said.append(text))
    take: Callable[[dict[str, Any]], None]
    take, grid = EDITS[name]
    before = dict(session)
    take({"grid": grid} | edit)
    assert len(said) == 1
    assert "<b>" not in said[0]
    assert session.keys() == before.keys()
    assert (session["x"], session["g"]) == ("1 2", "")


def test_two_quick_edits_of_the_gradient_both_count(session: dict[str, Any]) -> None:
    for row, col, text in ((0, 0, "5"), (1, 1, "7")):
        way_back.edit_way({"grid": "grad_output", "row": row, "col": col, "text": text}, plane=(2, 2))
    assert session["g"] == "5 1;1 7"
