"""What the Other frameworks page shows for an address: both poolings, what differs, why there is none."""

import json

import pytest
from hypothesis import given, settings

from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES
from poolviz.answers.findings.frameworks.page import Comparison, answer, example, fields
from poolviz.answers.settings.example import Example
from poolviz.answers.settings.fields import read
from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.sources.matrices.text import canonical
from poolviz.texts import speak
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.framework_padding import padding_derivations
from tests.answers.addresses import addresses, values_at

FIELDS = fields()


def at(**address: str) -> Comparison:
    """What the page shows for an address without a problem."""
    return answer(values_at(FIELDS, **address))


def grids(found: Comparison) -> dict[str, str]:
    """The numbers of each grid of the stage, row by row."""
    return {grid["id"]: " ".join(grid["texts"]) for grid in to_wire(found.stage)["grids"]}


def test_a_signal_under_same_padding_and_under_torch() -> None:
    found = at()
    assert grids(found) == {
        "made_input": "1 2 3 4 5 6",
        "made_output": "3 5 6",
        "layer_input": "1 2 3 4 5 6",
        "layer_output": "2 4 6",
    }
    layer = "`nn.MaxPool1d(3, stride=2, padding=1)`"
    assert found.verdict == (f"≠ **2 of 3 values differ** between TensorFlow: SAME and torch's {layer}.")
    size, computed = found.lines
    assert size == "W: ⌈6 / 2⌉ = 3; padding max((3 − 1)·2 + 3 − 6, 0) = 1: 0 before, 1 after"
    assert computed.startswith("Both computed by torch 2.")
    assert computed.endswith(" on CPU.")
    assert (found.stage.options.editable, found.stage.options.height) == (
        True,
        130,
    )


def test_a_plane_has_two_axes_and_more_room() -> None:
    found = at(x="1 2 3;4 5 6;7 8 9", fw="keras", op="mean")
    assert found.verdict.startswith("≠ **4 of 4 values differ** between Keras: same and torch's ")
    assert [line[0] for line in found.lines[:2]] == ["H", "W"]
    assert found.stage.options.height == 300
    assert found.made is not None
    assert len(padding_derivations(found.made, "SAME")) == 2
    assert (
        code(found.setting.written_layer) == code(found.run.layer) == "nn.AvgPool2d(3, stride=2, padding=1)"
    )


def test_a_signal_is_derived_along_its_width_alone() -> None:
    found = at()
    assert found.made is not None
    (steps,) = padding_derivations(found.made, "SAME")
    assert steps[-1][0] == r"o \cdot s - 0 = 0,\ 2,\ 4"


@pytest.mark.parametrize(
    ("address", "verdict"),
    [
        ({"x": "1 2 3 4 5"}, "✓ **The same values** here from TensorFlow: SAME and torch's "),
        ({"x": "1 2 3 4 5", "fk": "2", "fs": "1"}, "≠ **A different size.** TensorFlow: SAME gives 1 × 5, "),
        ({"fw": "keras", "pad": "VALID"}, "✓ **The same values** here from Keras: valid and torch's "),
    ],
)
def test_the_verdict(address: dict[str, str], verdict: str) -> None:
    assert at(**address).verdict.startswith(verdict)


def test_a_padding_that_the_framework_does_not_have_becomes_its_first() -> None:
    assert at(fw="onnx", pad="SAME").setting.padding == "SAME_UPPER"
    assert at(fw="keras", pad="SAME_LOWER").setting.padding == "SAME"
    assert at(fw="onnx", pad="SAME_LOWER").setting.padding == "SAME_LOWER"


def test_a_channel_that_there_is_not_becomes_the_last() -> None:
    place = at(cs="2", cc="60", cn="1", batch="true").place
    assert (place.channels, place.image, place.channel, place.batch) == (2, 1, 1, True)


def test_valid_without_a_whole_window_leaves_the_input_alone() -> None:
    found = at(pad="VALID", fk="7")
    assert found.refusal is not None
    assert "torch refuses" in str(found.refusal)
    assert grids(found) == {"input": "1 2 3 4 5 6"}
    assert (found.made, found.lines, found.verdict) == (None, (), "")
    assert found.stage.options.height == 130


def test_a_matrix_that_cannot_be_read_is_an_error() -> None:
    with pytest.raises(PoolvizError, match="`matrix` must hold numbers"):
        at(x="1 a")


@pytest.mark.parametrize("case", FRAMEWORK_CASES, ids=lambda case: case.title)
def test_an_example_is_known_by_its_settings(case: Example) -> None:
    values = {**read(FIELDS, {})[0], **case.link}
    assert example(values) == case
    assert example(values | {"fk": 9}) is None
    assert answer(values).made is not None


def test_in_chinese() -> None:
    speak(translations("zh"))
    found = at()
    assert found.verdict.endswith("之间，**3 个值中有 2 个不同**。")
    assert found.lines[-1].startswith("两者都由 torch 2.")
    assert found.stage.title == "比较"


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
