"""What the Unpooling page shows for an address: both ways back, torch's refusal, what is said of them."""

import json

import pytest
from hypothesis import given, settings

from poolviz.answers.pooling.unpooling.cases import CASES
from poolviz.answers.pooling.unpooling.gradient import GradientBack, changed
from poolviz.answers.pooling.unpooling.max_unpool import Unpooled
from poolviz.answers.pooling.unpooling.page import answer, example, fields
from poolviz.answers.pooling.unpooling.way import Remark, WayBack
from poolviz.answers.settings.example import Example
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.sources.matrices.text import canonical
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from tests.answers.addresses import addresses, values_at

X5 = "1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1"
FIELDS = fields()


def at(**address: str) -> WayBack:
    """What the page shows for an address without a problem."""
    return answer(values_at(FIELDS, **address))


def unpooled(**address: str) -> Unpooled:
    found = at(**address)
    assert isinstance(found, Unpooled)
    return found


def gradient(**address: str) -> GradientBack:
    found = at(**address)
    assert isinstance(found, GradientBack)
    return found


def grids(found: WayBack) -> dict[str, str]:
    """The numbers of each grid of the stage, row by row."""
    return {grid["id"]: " ".join(grid["texts"]) for grid in to_wire(found.stage)["grids"]}


def test_every_maximum_goes_back_to_its_place() -> None:
    found = unpooled(x="1 2;3 4")
    assert grids(found) == {"input": "1 2 3 4", "output": "4", "indices": "3", "unpooled": "0 0 0 4"}
    assert found.stage.title == "Unpooling"
    assert (found.stage.options.editable, found.stage.options.height) == (
        True,
        300,
    )
    assert found.lines[0].startswith("(1, 1, 2, 2) → (1, 1, 1, 1) · computed by torch 2.")
    assert found.lines[0].endswith(" on CPU")
    assert (found.remarks, found.repair) == ((), None)
    assert "✓ came back: **1** of 4 cells" in found.verdict
    assert "nn.MaxUnpool2d(2)" in found.program


def test_torchs_refusal_of_the_way_back_its_reason_and_its_repair() -> None:
    found = unpooled(x=X5)
    words = "Found an invalid max index: 17 (output volumes are of size 4x4)"
    assert found.refusal is None
    assert found.verdict == f"✕ **torch refuses:** `{words}`"
    assert found.repair == (5, 5)
    assert [remark.kind for remark in found.remarks] == ["warning"]
    assert "17 is row 3, column 2 of 5 × 5" in found.remarks[0].text
    assert words in found.program
    assert list(grids(found)) == ["input", "output", "indices"]
    repaired = unpooled(x=X5, out="true", oh="5", ow="5")
    assert grids(repaired)["unpooled"] == "0 2 0 3 0 0 0 0 0 0 0 0 0 0 0 5 0 3 0 0 0 0 0 0 0"
    assert "output_size=(5, 5)" in repaired.program


def test_an_output_size_left_empty_is_the_inputs_own() -> None:
    assert unpooled(x=X5, out="true").sizes.wanted == (5, 5)
    assert unpooled(x=X5, out="true", oh="4").sizes.wanted == (4, 5)
    assert unpooled(x=X5, oh="4", ow="4").sizes.wanted is None
    sizes = unpooled(x=X5).sizes
    assert (sizes.own, sizes.default, sizes.written_ranges) == ((5, 5), (4, 4), ("3–5", "3–5"))


def test_a_size_out_of_torchs_range_is_said_with_the_range() -> None:
    (remark,) = unpooled(x=X5, out="true", oh="7").remarks
    assert "here 3–5 high and 3–5 wide" in remark.text


def test_the_silent_misplacement_and_its_repair() -> None:
    found = unpooled(x=X5, k="3", ceil="true")
    assert "⇢ moved elsewhere: **2**" in found.verdict
    (remark,) = found.remarks
    assert "the 5 came back in another place. Its index 15 is row 3, column 0 of the input" in remark.text
    assert found.repair == (5, 5)
    marks = {grid["id"]: grid.get("marks") for grid in to_wire(found.stage)["grids"]}
    assert marks["unpooled"].count("misplaced") == 2


def test_what_dilation_makes_of_it() -> None:
    (*_others, said) = unpooled(x=X5, s="1", d="2").remarks
    assert said.kind == "info"
    assert said.text.endswith("The input's own 5 × 5 is out of its reach.")
    assert unpooled(x=X5, d="2", out="true", oh="5", ow="5").remarks[-1].text.endswith("the windows read.")


@pytest.mark.parametrize(
    ("sizes", "text"),
    [
        ({}, "The unpooled plane 0 × 0 is empty: nothing has a place in it."),
        (
            {"out": "true", "oh": "100", "ow": "100"},
            "The unpooled plane 100 × 100 is not drawn: it may be at most 32 × 32",
        ),
    ],
)
def test_a_plane_that_is_not_drawn(sizes: dict[str, str], text: str) -> None:
    found = unpooled(x=X5, k="8", s="200", p="4", **sizes)
    assert any(remark.text.startswith(text) for remark in found.remarks)
    assert "unpooled" not in grids(found)


def test_the_gradient_of_a_max_and_of_an_average() -> None:
    found = gradient(x="1 2;3 4", show="gradient", g="8")
    assert grids(found) == {"input": "1 2 3 4", "output": "4", "grad_output": "8", "grad_input": "0 0 0 8"}
    assert found.verdict == (
        "passed back: **8** in all &ensp;·&ensp; arrives in the input: **8** &ensp;·&ensp; "
        "cells that get 0: **3** of 4"
    )
    assert "the first of equal cells" in found.rule
    average = gradient(x="1 2;3 4", layer="AvgPool2d", g="8")
    assert grids(average)["grad_input"] == "2 2 2 2"
    assert (found.instead, average.instead) == (False, True)
    assert "the share of padding is lost" in average.rule


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", ""),
        ("5", ""),
        ("1 2", "The gradient belongs to an output of another size. Ones are used instead."),
        (
            "a",
            r"`matrix` must hold numbers, nan or inf, but row 1, column 1 is 'a'. Ones are used instead.",
        ),
    ],
)
def test_what_cannot_be_handed_back_is_said(text: str, problem: str) -> None:
    found = gradient(x="1 2;3 4", show="gradient", g=text)
    assert found.problem == problem
    assert grids(found)["grad_output"] == ("5" if text == "5" else "1")


def test_a_cell_of_the_gradient_is_changed_in_its_text() -> None:
    assert changed("", (2, 2), 1, 0, "5") == "1 1;5 1"
    assert changed("1 2;3 4", (2, 2), 0, 1, "7") == "1 7;3 4"
    assert changed("1 2 3", (1, 2), 0, 0, "7") == "7 1"
    with pytest.raises(PoolvizError, match="`row` must be a whole number from 0 to 1"):
        changed("", (2, 2), 2, 0, "5")


@pytest.mark.parametrize("show", ["unpooled", "gradient"])
def test_windows_without_a_member_lead_nowhere(show: str) -> None:
    found = at(x="1 2;3 4", p="1", d="3", show=show)
    assert found.verdict.startswith("✕ ")
    assert "reads padding alone" in found.verdict
    assert found.refusal is None


@pytest.mark.parametrize("show", ["unpooled", "gradient"])
def test_a_layer_that_torch_refuses_leaves_the_input_alone(show: str) -> None:
    found = at(x="1 2;3 4", k="1", p="3", show=show)
    assert found.refusal is not None
    assert "pad should be at most half of" in str(found.refusal.torch_message)
    assert grids(found) == {"input": "1 2 3 4"}
    assert (found.lines, found.verdict, found.program) == ((), "", "")
    assert found.stage.options.height == 300


def test_a_matrix_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(PoolvizError, match="`matrix` must have rows of one length"):
        answer(read(FIELDS, {"x": "1 2;3"})[0])


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_an_example_is_known_by_its_settings(case: Example) -> None:
    values = {**read(FIELDS, {})[0], **case.link}
    assert example(values) == case
    assert example(values | {"k": 7}) is None
    assert answer(values).explanation is not None


def test_in_chinese() -> None:
    speak(translations("zh"))
    found = unpooled(x=X5)
    assert found.stage.title == "池化"
    assert found.lines[0].startswith("(1, 1, 5, 5) → (1, 1, 2, 2) · 由 torch 2.")
    assert "torch 拒绝" in found.verdict
    assert isinstance(found.remarks[0], Remark)
    assert "17" in found.remarks[0].text


@settings(max_examples=60, deadline=None)
@given(addresses(FIELDS))
def test_whatever_the_address_says_there_is_an_answer_or_a_sentence(address: dict[str, str]) -> None:
    values, _problems = read(FIELDS, address)
    example(values)
    if canonical(values["x"]):
        assert json.dumps(to_wire(answer(values).stage))
    else:
        with pytest.raises(PoolvizError, match="`matrix`"):
            answer(values)
