"""The Compare page as a value: what each section shows for an address, and that the page shows just this."""

import json
import random
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest

from poolviz.answers.findings.compare import counterexamples, relu_order, shifts, side_by_side
from poolviz.answers.findings.compare.examples import EXAMPLES
from poolviz.answers.findings.compare.page import SECTIONS, answer, example, fields
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Values, read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from tests.pages.paged import alone, as_sent, page_at, said


def values(**address: str) -> Values:
    """What an address says."""
    return read(fields(), address)[0]


def texts(found: Display) -> dict[str, str]:
    """The numbers of each grid by its id."""
    return {grid["id"]: " ".join(grid["texts"]) for grid in to_wire(found.stage)["grids"]}


# ------------------------------------------------------------------ side by side


def test_max_average_and_l2_of_one_matrix() -> None:
    found = side_by_side.answer(values(x="1 3 4 0;2 4 0 0;4 4 0 5;4 4 5 0"))
    assert texts(found) == {
        "input": "1 3 4 0 2 4 0 0 4 4 0 5 4 4 5 0",
        "layer_0": "4 4 4 5",
        "layer_1": "2.5 1 4 2.5",
        "layer_2": "5.477 4 8 7.071",
    }
    first, average, norm = found.against
    assert first is not None
    assert (first.first, first.same_windows) == (True, True)
    assert average is not None
    assert (average.first, average.same_windows) == (False, True)
    assert average.change is not None
    assert (average.change.count, average.change.largest) == (3, 3.0)
    assert norm is not None
    assert "a = nn.MaxPool2d(2)\nb = nn.AvgPool2d(2)" in found.program


def test_the_first_that_torch_accepts_is_what_the_others_are_held_against() -> None:
    address = {"a": "nn.MaxPool2d(3, padding=2)", "b": "nn.MaxPool2d(2)", "c": "nn.MaxPool2d(3)", "d": "1"}
    found = side_by_side.answer(values(**address))
    refused, first, other, unread = found.against
    assert (refused, unread) == (None, None)
    assert first is not None
    assert first.first
    assert other is not None
    assert (other.same_windows, other.change) == (False, None)
    assert [key for key, why in found.refusals.items() if why.fixes] == ["a"]
    assert "pad should be at most half of effective kernel size" in found.layers[0].refusal


def test_without_a_layer_the_matrix_stands_alone() -> None:
    found = side_by_side.answer(values(a="", b="", c=" ", x="7"))
    assert (texts(found), found.layers, found.program) == ({"input": "7"}, (), "")


# ------------------------------------------------------------------ counterexamples


def test_two_windows_and_who_cannot_tell_them_apart() -> None:
    found = counterexamples.known_pair(values(pair="4 0 4 4;0 0 4 4"))
    assert [(one.name, one.one, one.other, one.same) for one in found.verdicts] == [
        ("Max", 4, 4, True),
        ("Average", 1, 4, False),
        ("L2", 4, 8, False),
    ]
    assert to_wire(found.stage)["grids"][0]["split"] == 2


@pytest.mark.parametrize("pair", ["", "1 2", "1 2 3 4;5 6 7", "a b c d;1 2 3 4"])
def test_what_is_no_pair_is_refused(pair: str) -> None:
    with pytest.raises(PoolvizError):
        answer(values(show="pairs", pair=pair))


def test_another_matrix_with_the_same_output() -> None:
    found = counterexamples.made_pair(values(seed="1"))
    assert (found.line, found.way) == (found.layers[0], "losers")
    assert texts(found)["output"] == texts(found)["other_output"] == "4 4 4 5"
    assert texts(found)["other"] != texts(found)["input"]
    assert found.exact
    assert texts(found) != texts(counterexamples.made_pair(values(seed="2")))


def test_a_choice_that_the_page_has_not_is_the_first_it_has() -> None:
    found = counterexamples.made_pair(values(of="d", how="move", a="", c=""))
    assert found.line is not None
    assert (found.line.key, found.way) == ("b", "move")
    found = counterexamples.made_pair(values(of="d", how="move", b="", c=""))
    assert (found.line, found.way) == (found.layers[0], "losers")


@pytest.mark.parametrize("address", [{"a": "", "b": "", "c": ""}, {"a": "nn.MaxPool2d(9)"}])
def test_where_no_layer_works_there_is_no_other_matrix(address: Mapping[str, str]) -> None:
    found = counterexamples.made_pair(values(**address))
    assert (found.found, found.way, found.program, list(texts(found))) == (None, None, "", ["input"])


# ------------------------------------------------------------------ shift lab


def test_the_classic_shift() -> None:
    found = shifts.answer(values())
    assert texts(found) == {
        "input": "0 0 1 1 0 0 1 1",
        "output": "0 1 0 1",
        "moved_input": "1 0 0 1 1 0 0 1",
        "moved_output": "1 1 1 1",
    }
    changes = found.changes["max"]
    assert changes is not None
    assert [one.count for one in changes] == [2, 4, 2, 0, 2, 4, 2]
    assert found.survival == ({-1: False, 1: True}, {-1: True, 1: False})


def test_where_torch_refuses_the_signal_stands_alone() -> None:
    found = shifts.answer(values(win="8", signal="1 2"))
    assert found.refusal is not None
    assert (found.found, found.changes["max"], found.program) == (None, None, "")
    assert texts(found) == {"input": "1 2"}


@pytest.mark.parametrize("weights", ["", "a", "nan", "1 2;3 4", "1 " * 9])
def test_weights_that_are_none_are_refused(weights: str) -> None:
    with pytest.raises(PoolvizError):
        shifts.answer(values(weights=weights))
    with pytest.raises(PoolvizError):
        shifts.weights_of(weights)


# ------------------------------------------------------------------ ReLU


def test_both_orders_of_relu() -> None:
    found = relu_order.answer(values(b="nn.AvgPool2d(2)", c="nn.MaxPool2d(9)"))
    shown = texts(found)
    assert (shown["then_0"], shown["first_0"]) == ("3 0 5 4", "3 0 5 4")
    assert (shown["then_1"], shown["first_1"]) == ("0 0 0 1.75", "1.25 0 1.25 1.75")
    assert [one if isinstance(one, str) else one.change.count for one in found.orders[:2]] == [0, 2]
    assert isinstance(found.orders[2], str)
    assert found.negative
    assert not relu_order.answer(values(m="1 2;3 4")).negative


# ------------------------------------------------------------------ the whole page


@pytest.mark.parametrize("show", SECTIONS)
def test_every_example_is_known_by_its_settings(show: str) -> None:
    for one in EXAMPLES[show]:
        found = values(show=show, **one.link)
        assert example(found) == one
        assert texts(answer(found))
    assert example(values(show=show, x="9", pair="9", signal="9", m="9")) is None


@pytest.mark.parametrize("line", ["nn.AdaptiveAvgPool2d(25)", "nn.MaxPool1d(2)", "nn.Conv2d(1, 1, 1)", "|"])
def test_a_refusal_is_said_in_the_language_of_the_moment(line: str) -> None:
    said = set()
    for language in ("en", "zh"):
        speak(translations(language))
        found = side_by_side.answer(values(b=line))
        assert (found.layers[1].explanation, found.layers[0].refusal) == (None, "")
        said |= {found.layers[1].refusal, found.lines[0]}
    assert len(said) == 4


SOME = (
    "",
    "0",
    "-1",
    "3",
    "16",
    "1e9",
    "nan",
    "1 2;3 4",
    "nan inf;-inf 0",
    "a",
    "x" * 501,
    "(" * 400,
    "\x00",
)
SOME += ("nn.MaxPool2d(2)", "nn.AdaptiveAvgPool2d(10000000)", "nn.MaxPool2d(())", "nn.FractionalMaxPool2d(2)")
SOME += ("made", "side", "pairs", "shift", "relu", "blur", "conv", "zero", "permute", "b", "0 " * 300)


def test_whatever_the_address_says_there_is_an_answer_or_a_refusal() -> None:
    draw = random.Random(8)
    for number in range(300):
        keys = draw.sample(list(fields()), k=draw.randint(0, 8))
        address = {key: draw.choice(SOME) for key in keys}
        address["show"] = draw.choice(list(SECTIONS))
        with suppress(PoolvizError):
            assert json.dumps(to_wire(answer(values(**address)).stage)), number


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "address",
    [
        {},
        {"b": "nn.MaxPool2d(3, 2, padding=2)", "x": "1 2 3;4 5 6"},
        {"show": "pairs", "pair": "1 0 3 5;2 4 5 0"},
        {"show": "pairs", "mode": "made", "of": "c", "how": "permute", "seed": "3"},
        {"show": "shift", "rival": "blur", "by": "3", "ends": "zero"},
        {"show": "relu", "a": "nn.AvgPool2d(3, stride=1)"},
    ],
)
def test_the_page_shows_what_the_answer_says(address: dict[str, Any], lang: str) -> None:
    app = page_at("pages/compare.py")(lang=lang, **address)
    speak(translations(lang))
    found = answer(values(**address))
    assert alone(app) == as_sent(found.stage)
    assert "\n".join(found.lines) in said(app)
