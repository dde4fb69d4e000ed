"""The Compare page, section by section, by link and by hand; never an exception whatever comes in."""

import json
import random
from collections.abc import Callable
from typing import Any

import pytest
import streamlit as st
from streamlit.testing.v1 import AppTest

from poolviz.answers.findings.compare.examples import EXAMPLES
from poolviz.answers.settings.example import Example
from poolviz.ui.shared.stage import answer
from tests.pages.paged import bar, page_at, run, said, stage, tell

opened = page_at("pages/compare.py")


ALL = [(section, example) for section, examples in EXAMPLES.items() for example in examples]
SIGNAL = "0 0 1 1 0 0 1 1"


def grids(app: AppTest) -> dict[str, dict[str, Any]]:
    """The grids of the stage, by their ids."""
    return {grid["id"]: grid for grid in stage(app)["grids"]}


def texts(app: AppTest, key: str) -> str:
    return " ".join(grids(app)[key]["texts"])


def press(app: AppTest, label: str) -> AppTest:
    return run(next(button for button in app.button if button.label == label).click())


# ------------------------------------------------------------------ side by side


def test_the_page_opens_with_max_average_and_l2_on_one_matrix():
    app = opened()
    assert app.title[0].value == "Compare"
    assert [texts(app, f"layer_{n}") for n in range(3)] == ["4 4 4 5", "2.5 1 4 2.5", "5.477 4 8 7.071"]
    assert {grid["space"] for key, grid in grids(app).items() if key != "input"} == {"output_0"}
    assert "| B · nn.AvgPool2d\\(2\\) | `(1, 1, 2, 2)` | the same | 3 of 4 | 3 |" in said(app)
    assert dict(app.query_params) == {}


def test_a_refused_layer_says_so_in_its_place_and_one_button_repairs_it(told: None):
    app = opened(b="nn.MaxPool2d(3, 2, padding=2)")
    assert [call["of"] for call in bar(app)["calls"] if call.get("refused")] == ["b"]
    note = grids(app)["layer_1"]["note"]
    assert note.startswith("pad should be at most half of effective kernel size")
    assert texts(app, "layer_0") == "4 4 4 5"
    assert texts(app, "layer_2") == "5.477 4 8 7.071"
    fix = next(call for call in bar(app)["calls"] if call["of"] == "b")["refused"]["fixes"][0]
    assert (fix["code"], fix["address"]) == ("nn.MaxPool2d(3, stride=2, padding=1)", "?b.k=3&b.s=2&b.p=1")
    tell(app, b="?k=3&s=2&p=1")
    assert "note" not in grids(app)["layer_1"]
    assert app.query_params["b"] == "nn.MaxPool2d(3, stride=2, padding=1)"


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("nn.Conv2d(3, 3)", "the line must call a pooling layer"),
        ("import os", "the line must be one call"),
        ("nn.MaxPool1d(2)", "this page compares 2-d layers, but nn.MaxPool1d(2) has 1"),
        ("nn.MaxPool3d(2)", "this page compares 2-d layers"),
        ("nn.AdaptiveAvgPool2d(10000000)", "the windows must read at most 50,000,000 values"),
        ("nn.AdaptiveAvgPool2d(25)", "must have at most 576 cells to be drawn, but it would have 625"),
        ("nn.AdaptiveAvgPool2d(0)", "The output is empty."),
        ("nn.MaxUnpool2d(2)", "indices"),
        ("nn.MaxPool2d(100)", "Output size is too small"),
        ("nn.LPPool2d(0, 2)", ""),
        ("<img src=x onerror=alert(1)>", "Python cannot read"),
        ("|", "Python cannot read"),
        ("x" * 600, ""),
    ],
)
def test_a_line_that_cannot_be_shown_is_a_sentence_and_the_others_stay(line: str, sentence: str):
    for section in ("side", "relu"):
        app = opened(show=section, b=line)
        notes = [grid["note"] for grid in grids(app).values() if "note" in grid]
        assert all(sentence in note for note in notes)
        assert notes or len(line) > 500
        assert len(grids(app)) in (4, 8)


def test_no_layer_at_all_and_four(told: None):
    app = opened(a="", b=" ", c="", d="")
    assert "Add a layer" in said(app)
    assert list(grids(app)) == ["input"]
    assert bar(app)["adds"] == "a"
    tell(app, d="?")
    assert grids(app)["layer_0"]["title"] == "D · MaxPool2d(2)"
    assert len(grids(opened(d="nn.MaxPool2d(3, stride=1)"))) == 5


def test_layers_of_another_size_are_not_compared_value_by_value():
    app = opened(a="nn.MaxPool2d(3)", b="nn.MaxPool2d(3, ceil_mode=True)", c="", x="1 2 3 4")
    assert "refused" in said(app)
    app = opened(
        a="nn.MaxPool2d(2)",
        b="nn.MaxPool2d(3, stride=1)",
        c="nn.MaxPool2d(3, stride=2, padding=1)",
        x="1 2 3;4 5 6;7 8 9",
    )
    assert "another size" in said(app)


# ------------------------------------------------------------------ counterexamples


@pytest.mark.parametrize("example", EXAMPLES["pairs"], ids=lambda example: example.key)
def test_every_known_pair_says_which_pooling_sees_no_difference(example: Example):
    app = opened(show="pairs", pair=example.link["pair"])
    same = {"max": "Max", "mean": "Average", "norm": "L2"}
    names = same if example.key == "all" else example.key.split("-")
    verdict = next(one.value for one in app.markdown if "tell" in one.value and "&ensp;" in one.value)
    for key, name in same.items():
        (part,) = [text for text in verdict.split("&ensp;") if f"**{name}**" in text]
        assert ("cannot tell" in part) == (key in names)
    assert example.lesson in said(app)


@pytest.mark.parametrize("pair", ["1 2;3 4", "a", "", "1 2 3 4;5 6 7"])
def test_a_pair_that_is_none_is_said_and_the_first_is_shown(pair: str):
    app = opened(show="pairs", pair=pair)
    assert "The first example is shown." in said(app)
    assert texts(app, "input") == "4 0 4 4 0 0 4 4"


def test_an_edit_changes_the_pair_that_is_shown(monkeypatch: pytest.MonkeyPatch):
    shown = answer.show_stage

    def with_field(data: Any, key: str, on_edit: Callable[[Any], None], **more: Any) -> None:
        shown(data, key, on_edit, **more)
        st.text_input("sent", key="sent", on_change=lambda: on_edit(json.loads(st.session_state["sent"])))

    monkeypatch.setattr(answer, "show_stage", with_field)
    app = opened(show="pairs", pair="1 2 3 4\n5 6 7 8")
    run(app.text_input(key="sent").set_value('{"row": 1, "col": 0, "text": "9"}'))
    assert texts(app, "input") == "1 2 3 4 9 6 7 8"
    assert app.query_params["pair"] == "1 2 3 4\n9 6 7 8"


def test_nan_and_infinity_in_a_pair():
    assert "Average** nan" in said(opened(show="pairs", pair="nan 1 2 inf;0 0 -inf 0"))


def test_another_matrix_with_the_same_output_and_another_one(told: None):
    app = opened(show="pairs", mode="made")
    assert texts(app, "output") == texts(app, "other_output") == "4 4 4 5"
    assert "of 16 cells have changed, and the output is the same to the last digit" in said(app)
    first = texts(app, "other")
    tell(app, seed=1)
    assert texts(app, "other") != first
    assert texts(app, "other_output") == "4 4 4 5"
    assert app.query_params["seed"] == "1"


def test_each_layer_offers_its_own_ways(told: None):
    app = opened(show="pairs", mode="made", of="b", how="losers")
    how = next(one for one in bar(app)["arguments"] if one["main"] == "how")
    assert [choice["text"] for choice in how["choices"]] == ["move", "permute"]
    assert dict(bar(app)["values"])["how"] == "move"
    assert texts(app, "other_output") == texts(app, "output") == "2.5 1 4 2.5"
    tell(app, of="a", how="permute")
    assert sorted(grids(app)["input"]["texts"]) == sorted(grids(app)["other"]["texts"])


@pytest.mark.parametrize(
    "link",
    [
        {"a": "nn.MaxPool2d(9)"},
        {"a": "", "b": "", "c": ""},
        {"of": "d"},
        {"of": "d", "d": "nn.MaxPool2d(1)"},
        {"a": "nn.MaxUnpool2d(2)"},
        {"x": "nan nan;nan nan"},
        {"x": "1e8 -1e8;1 3", "of": "b", "how": "permute", "seed": 2},
        {"x": "7"},
    ],
)
def test_where_no_twin_can_be_made_the_page_says_why(link: dict[str, Any]):
    assert said(opened(show="pairs", mode="made", **link))


# ------------------------------------------------------------------ shift lab


def test_the_classic_of_zhang():
    app = opened(show="shift")
    assert texts(app, "output") == "0 1 0 1"
    assert texts(app, "moved_output") == "1 1 1 1"
    assert "changed outputs: **2** of 4 (50 %)" in said(app)
    assert "| max | 50 % (1) | 100 % (1) | 50 % (1) | 0 % (0) |" in said(app)
    assert "| 0 | ✕ | ✓ | 50 % |" in said(app)


def test_a_rival_and_a_larger_shift(told: None):
    app = opened(show="shift")
    tell(app, rival="blur")
    assert texts(app, "moved_output") == "0.5 0.75 0.75 0.5"
    tell(app, by=4)
    assert "changed outputs: **0** of 4 (0 %)" in said(app)
    assert dict(app.query_params) == {"show": "shift", "rival": "blur", "by": "4"}
    tell(app, ends="zero")
    assert texts(app, "moved_input") == "0 0 0 0 0 0 1 1"


def test_moved_by_the_stride_the_output_only_moves_along():
    app = opened(show="shift", by=2)
    assert "changed outputs: **4** of 4 (100 %)" in said(app)
    assert "✓ the output just moved along" in said(app)


def test_weights_of_the_convolution():
    assert texts(opened(show="shift", rival="conv", weights="1 2 3"), "output") == "3 3 3"
    for weights in ("", "a", "nan", "1 2;3 4", "1 " * 9):
        app = opened(show="shift", rival="conv", weights=weights)
        assert "The weights −1 1 are used instead." in said(app)
        assert bar(app)["line"] == "F.conv1d(x, torch.tensor([[[-1.0, 1.0]]]), stride=2)"
        assert texts(app, "output") == "0 0 0 0"


def test_a_line_of_torch_sets_the_layer_of_the_shift_lab(told: None):
    app = opened(show="shift", rival="conv", by=3)
    tell(app, line="nn.AvgPool1d(3, stride=1)")
    assert dict(app.query_params) == {"show": "shift", "rival": "mean", "win": "3", "hop": "1", "by": "3"}
    for line, said_of_it in (
        ("nn.MaxPool1d(3, padding=1)", "`padding` is nothing that this page sets"),
        ("nn.MaxPool1d(9)", "`kernel_size` must be a whole number from 1 to 8 here, but got 9"),
        ("nn.LPPool1d(2, 2)", "this page shows MaxPool1d, MaxPool2d, AvgPool1d, AvgPool2d, but got LPPool1d"),
    ):
        tell(app, line=line)
        assert said_of_it in bar(app)["said"]
        assert app.query_params["win"] == "3"


def test_a_window_that_is_too_large_is_refused_and_the_last_stays(told: None):
    app = opened(show="shift", signal="1 2 3")
    tell(app, win=4)
    assert "Output size is too small" in bar(app)["refused"]["torch_message"]
    assert texts(app, "output") == "2"


@pytest.mark.parametrize("rival", ["max", "mean", "conv", "blur"])
@pytest.mark.parametrize("signal", ["1", "1 2", "nan inf 1 2", "1 2 3;4 5 6", "1e38 1e38 -1e38 0"])
def test_any_signal(rival: str, signal: str):
    for win in (1, 2, 8):
        assert grids(opened(show="shift", rival=rival, signal=signal, win=win, by=-3))


# ------------------------------------------------------------------ ReLU


def test_relu_commutes_with_max_and_not_with_the_average():
    app = opened(show="relu")
    assert texts(app, "then_0") == texts(app, "first_0") == "3 0 5 4"
    assert (texts(app, "then_1"), texts(app, "first_1")) == ("0 0 0 1.75", "1.25 0 1.25 1.75")
    assert grids(app)["first_1"]["marks"] == ["differs", "", "differs", ""]
    assert "A ✓ the same in both orders" in said(app)
    assert "B ✕ 2 of 4 differ, by up to 1.25" in said(app)
    assert "ReLU is monotone" in said(app)
    assert "pool(x.relu())" in app.code[-1].value


def test_without_a_negative_number_relu_does_nothing():
    assert "No number is negative" in said(opened(show="relu", m="1 2;3 4"))


# ------------------------------------------------------------------ the whole page


@pytest.mark.parametrize(("section", "example"), ALL, ids=[f"{section}-{one.key}" for section, one in ALL])
def test_every_example_of_every_section(section: str, example: Example):
    app = opened(show=section)
    run(app.selectbox(key="preset").set_value(example))
    assert example.lesson in said(app)
    assert app.selectbox(key="preset").value == example


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize(
    "link",
    [
        {},
        {"show": "pairs"},
        {"show": "pairs", "mode": "made"},
        {"show": "shift", "rival": "blur"},
        {"show": "relu"},
    ],
)
def test_every_section_in_both_languages(lang: str, link: dict[str, Any]):
    assert grids(opened(lang=lang, **link))


def test_sections_keep_what_was_set_in_them():
    app = opened(a="nn.MaxPool2d(3)", x="1 2 3;4 5 6;7 8 9")
    for section in ("shift", "pairs", "relu", "side"):
        run(app.segmented_control(key="show").set_value(section))
    assert dict(bar(app)["values"])["a"] == "nn.MaxPool2d(3)"
    assert texts(app, "layer_0") == "9"


def test_reset_returns_to_the_start():
    app = opened(show="shift", by=3, win=3, a="nn.MaxPool2d(3)", signal="1 2 3 4 5 6")
    press(app, "Reset")
    assert not app.query_params
    assert texts(app, "layer_0") == "4 4 4 5"


@pytest.mark.parametrize(
    "bad",
    [
        {"show": "x"},
        {"by": 99},
        {"win": 0},
        {"hop": -1},
        {"of": "e"},
        {"seed": "-1"},
        {"ends": "<b>"},
        {"a": "x" * 501},
    ],
)
def test_values_that_a_link_cannot_have_are_said(bad: dict[str, Any]):
    assert len(opened(**bad).warning) == 1


@pytest.mark.parametrize("text", ["", "a", "1 2;3", "nan inf;-inf 2", "1", "0 " * 300])
def test_any_matrix(text: str):
    for link in ({"x": text}, {"x": text, "show": "pairs", "mode": "made"}, {"m": text, "show": "relu"}):
        assert grids(opened(**link))
    assert grids(opened(show="shift", signal=text))


def test_random_settings():
    draw = random.Random(7)
    lines = ["nn.MaxPool2d(3, 2, 1)", "nn.AvgPool2d((2, 3), ceil_mode=True)", "nn.MaxPool2d(1, 2, 3, 4)", ""]
    lines += [
        "nn.LPPool2d(3, 2)",
        "nn.AdaptiveAvgPool2d((None, 7))",
        "nn.FractionalMaxPool2d(2, output_size=2)",
    ]
    for _ in range(25):
        opened(
            show=draw.choice(["side", "pairs", "shift", "relu"]),
            mode=draw.choice(["known", "made"]),
            **{key: draw.choice(lines) for key in "abcd"},
            x=draw.choice(["1 2;3 4", "7", "-1 2 nan;4 5 6;7 8 9"]),
            of=draw.choice("abcd"),
            how=draw.choice(["losers", "permute", "move"]),
            win=draw.randint(1, 8),
            hop=draw.randint(1, 8),
            by=draw.randint(-15, 15),
            ends=draw.choice(["circular", "zero"]),
            rival=draw.choice(["max", "mean", "conv", "blur"]),
        )
