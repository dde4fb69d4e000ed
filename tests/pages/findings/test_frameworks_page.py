"""The Other frameworks page: both poolings on the stage, examples, code, bad links; never an exception."""

from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.findings.frameworks.cases import FRAMEWORK_CASES
from poolviz.answers.findings.frameworks.page import PANELS, answer, fields
from poolviz.answers.findings.frameworks.setting import NAMES
from poolviz.answers.settings.example import Example
from poolviz.answers.settings.fields import read
from tests.pages.paged import alone, as_sent, bar, page_at, said, spoken, stage, tell

opened = page_at("pages/frameworks.py")


def grid(app: AppTest, name: str) -> dict[str, Any]:
    """One grid of the stage."""
    return next(grid for grid in stage(app)["grids"] if grid["id"] == name)


def outputs(app: AppTest) -> tuple[str, str]:
    """What the framework gives and what torch's nearest layer gives."""
    made, layer = (" ".join(grid(app, name)["texts"]) for name in ("made_output", "layer_output"))
    return made, layer


def codes(app: AppTest) -> str:
    return "\n".join(element.value for element in app.code)


def run(app: AppTest) -> AppTest:
    app.run()
    assert not app.exception
    return app


def test_the_page_opens_with_the_example_of_every_migration_guide() -> None:
    app = opened()
    assert app.title[0].value == "Other frameworks"
    assert outputs(app) == ("3 5 6", "2 4 6")
    assert grid(app, "made_output")["marks"] == ["differs", "differs", ""]
    assert "**2 of 3 values differ** between TensorFlow: SAME and torch's `nn.MaxPool1d(3, " in said(app)
    assert "W: ⌈6 / 2⌉ = 3; padding max((3 − 1)·2 + 3 − 6, 0) = 1: 0 before, 1 after" in said(app)
    assert "**The odd cell of padding.**" in said(app)
    frame = grid(app, "made_input")["frame"]
    assert (frame["left"], frame["right"], frame["top"], frame["bottom"]) == (0, 1, 0, 0)
    assert dict(app.query_params) == {}


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"x": "1 2 3;4 5 6;7 8 9", "fw": "keras", "op": "mean", "lang": "zh"},
        {"fw": "onnx", "pad": "SAME_LOWER", "fk": "2", "fs": "1", "lang": "zh"},
    ],
    ids=str,
)
def test_the_page_shows_what_the_answer_says(link: dict[str, str]) -> None:
    app = opened(**link)
    with spoken(link.get("lang", "en")):
        found = answer(read(fields(), link)[0])
    assert alone(app) == as_sent(found.stage)
    assert stage(app)["lines"] == list(found.lines)
    assert stage(app)["outcome"] == found.verdict


SHOWN = {
    "The odd cell of padding": ("3 5 6", "2 4 6"),
    "Here they agree": ("2 4 5", "2 4 5"),
    "Another size": ("2 3 4 5 5", "1 2 3 4 5 5"),
    "A picture, 6 × 6": ("8 7 7 8 5 9 7 6 7", "6 6 7 8 6 9 7 6 9"),
    "The average at the border": (
        "1 1 1 1 1 1 1 1 1",
        "0.4444 0.6667 0.4444 0.6667 1 0.6667 0.4444 0.6667 0.4444",
    ),
    "ONNX's SAME_LOWER": ("2 4 6", "2 4 6"),
    "A stride larger than the kernel": ("2 6", "1 5"),
    "VALID": ("3 5", "3 5"),
}


@pytest.mark.parametrize("case", FRAMEWORK_CASES, ids=lambda case: case.title)
def test_an_example_sets_the_page_and_opens_by_its_link(case: Example) -> None:
    app = opened(fw="keras")
    app.selectbox(key="preset").set_value(case)
    run(app)
    assert outputs(app) == SHOWN[case.title]
    assert f"**{case.title}.** " in said(app)
    assert case.lesson in said(app)
    again = opened(**dict(app.query_params))
    assert outputs(again) == SHOWN[case.title]
    assert f"**{case.title}.**" in said(again)


def test_count_include_pad_makes_the_averages_agree(told: None) -> None:
    app = opened(op="mean", x="1 1 1 1 1\n" * 5)
    assert "8 of 9 values differ" in said(app)
    tell(app, cip=False)
    assert "✓ **The same values**" in said(app)
    assert "count_include_pad=False" in said(app)


def test_a_line_of_each_framework_sets_the_page_and_torchs_own_too(
    told: None,
) -> None:
    app = opened()
    tell(app, line='keras.layers.AveragePooling1D(pool_size=2, padding="same")')
    assert dict(app.query_params) == {"fw": "keras", "op": "mean", "fk": "2"}
    tell(app, line="tf.nn.max_pool1d(x, 3, 1, 'VALID')")
    assert dict(app.query_params) == {"pad": "VALID", "fs": "1"}
    tell(app, line="nn.MaxPool1d(3, padding=1)")
    assert dict(app.query_params) == {"fs": "3"}
    tell(app, line="nn.MaxPool1d(3, dilation=2)")
    assert "`dilation` is nothing that this page sets" in said(app)
    assert dict(app.query_params) == {"fs": "3"}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("panel", PANELS)
@pytest.mark.parametrize("fw", NAMES)
@pytest.mark.parametrize("op", ["max", "mean"])
def test_every_panel_of_every_framework_in_both_languages(lang: str, panel: str, fw: str, op: str) -> None:
    assert outputs(opened(lang=lang, panel=panel, fw=fw, op=op))[0] == {"max": "3 5 6", "mean": "2 4 5.5"}[op]


def test_the_code_is_that_of_the_framework() -> None:
    assert "tf.nn.max_pool1d(x, ksize=3, strides=2, padding=" in codes(opened())
    assert "keras.layers.AveragePooling1D" in codes(opened(fw="keras", op="mean"))
    assert 'auto_pad="SAME_LOWER"' in codes(opened(fw="onnx", pad="SAME_LOWER"))
    assert "y = F.max_pool1d(x, 3, 2)" in codes(opened(pad="VALID"))


def test_the_index_says_its_numbers() -> None:
    app = opened(panel="index", cs=3, cn=2, cc=1)
    assert "TensorFlow: (0·6 + 2)·3 + 1 = **7**" in said(app)
    assert list(app.dataframe[0].value["ONNX"]) == [44, 46, 47]
    app.toggle(key="batch").set_value(True)
    assert list(run(app).dataframe[0].value["TensorFlow"]) == [43, 49, 52]
    app.number_input(key="cs").set_value(1)
    assert run(app).number_input(key="cc").value == 0
    assert "An average picks no single cell" in said(opened(panel="index", op="mean"))


def padding(app: AppTest) -> str:
    return dict(bar(app)["values"])["pad"]


def test_a_padding_that_the_framework_does_not_have_becomes_its_own(told: None) -> None:
    assert padding(opened(fw="tensorflow", pad="SAME_LOWER")) == "SAME"
    app = opened(fw="onnx", pad="SAME")
    assert padding(app) == app.query_params["pad"] == "SAME_UPPER"
    app = opened(fw="onnx", pad="SAME_LOWER")
    tell(app, fw="keras")
    assert padding(app) == "SAME"
    (asked,) = [one for one in bar(app)["arguments"] if one["name"] == "padding"]
    assert [choice["title"] for choice in asked["choices"]] == ['"same"', '"valid"']


def test_valid_without_a_whole_window_is_refused_in_a_sentence() -> None:
    app = opened(pad="VALID", fk=7)
    assert "Calculated output size: (1x1x0). Output size is too small" in said(app)
    assert grid(app, "input")["cols"] == 6
    (fix,) = bar(app)["refused"]["fixes"]
    assert fix == {
        "code": 'tf.nn.max_pool1d(x, ksize=6, strides=2, padding="VALID")',
        "address": "?pad=VALID&fk=6",
    }
    assert outputs(opened(pad="SAME", fk=16)) == ("6 6 6", "6 6 6 6")


@pytest.mark.parametrize(
    "bad",
    [
        {"fw": "<img>"},
        {"pad": "FULL"},
        {"fk": 0},
        {"fk": "9" * 30},
        {"fs": "1.5"},
        {"cs": -1},
        {"panel": "x"},
        {"x": "1 a 3"},
        {"x": ""},
        {"x": "1 2;3"},
    ],
)
def test_what_a_link_cannot_have_is_said_and_nothing_is_lost(bad: dict[str, Any]) -> None:
    app = opened(**bad)
    assert ("first example is shown" if "x" in bad else "The default is used.") in said(app)
    assert "<img>" not in said(app)
    assert grid(app, "made_output")["texts"]


@pytest.mark.parametrize("x", ["nan inf -inf 1", "-inf -inf -inf -inf", "7", "1e38 -1e38 1e38", "0\n0\n0"])
@pytest.mark.parametrize("op", ["max", "mean"])
@pytest.mark.parametrize("pad", ["SAME", "SAME_LOWER"])
def test_strange_numbers(x: str, op: str, pad: str) -> None:
    app = opened(x=x, op=op, pad=pad, fw="tensorflow" if pad == "SAME" else "onnx", panel="index")
    assert grid(app, "made_output")["texts"]


def test_the_settings_of_a_layer_on_other_pages_stay_there() -> None:
    app = opened(k=200, s=99)
    assert "The default is used" not in said(app)
    assert outputs(app) == ("3 5 6", "2 4 6")


def test_a_setting_of_another_page_by_the_same_key_is_none_of_this_one() -> None:
    app = page_at("pages/adaptive.py")(sec="head")
    app.number_input(key="fw").set_value(4)
    run(app)
    app.query_params.clear()
    app.query_params["fw"] = "keras"
    app.switch_page("pages/frameworks.py")
    for _ in range(3):
        run(app)
        assert dict(app.query_params) == {"fw": "keras"}
        assert dict(bar(app)["values"])["fw"] == "keras"


def test_an_empty_tuple_in_a_line_is_refused(told: None) -> None:
    app = opened()
    for line in ("nn.MaxPool2d(())", "nn.MaxPool2d(2, padding=())", "nn.MaxPool2d(2.5)"):
        tell(app, line=line)
        assert "must be one whole number for all axes here" in said(app)
