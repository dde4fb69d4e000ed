"""The Windows page as a hostile student uses it: examples, controls, links, texts; never an exception."""

import json
import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.pooling.examples import WINDOWS
from poolviz.answers.pooling.windows import START
from poolviz.answers.settings.language import translations
from poolviz.texts import _, speak
from poolviz.ui.shared.controls import examples
from poolviz.ui.shared.controls.matrix import _made
from poolviz.ui.shared.controls.random_numbers import _fill
from tests.pages.paged import bar, components, page_at, repair, run, said, send, stage, tell

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/windows.py")


KEPT = "The last matrix that could be read is shown."
BEGUN = "The page's first example is shown."
X5 = ["1", "2", "0", "3", "1", "0", "1", "2", "3", "1", "1", "2", "1", "0", "0"]
X5 += ["5", "2", "3", "1", "1", "2", "1", "0", "1", "1"]


def grid(app: AppTest, name: str = "output") -> list[str]:
    """The numbers of a grid of the stage, row by row; empty where the stage has no such grid."""
    return [text for row in rows(app, name) for text in row.split()]


def rows(app: AppTest, name: str = "output") -> list[str]:
    """The rows of a grid of the stage, each as one text."""
    grids = json.loads(app.get("bidi_component")[0].proto.json)["grids"]
    found = [(grid["texts"], grid["cols"]) for grid in grids if grid["id"] == name]
    return [" ".join(texts[i : i + cols]) for texts, cols in found for i in range(0, len(texts), cols)]


def settings(app: AppTest) -> dict[str, str]:
    """What the address of the page says now."""
    return dict(app.query_params)


def paste(app: AppTest, line: str) -> AppTest:
    return tell(app, line)


def press(app: AppTest, label: str) -> AppTest:
    return run(next(button for button in app.button if button.label == label).click())


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Let AppTest write the options of lists in this language, as the page does."""
    speak(translations(language))
    yield
    speak(translations("en"))


def type_matrix(app: AppTest, text: str) -> AppTest:
    return run(app.text_area(key="x").set_value(text))


def choose(app: AppTest, key: str) -> AppTest:
    (chosen,) = [preset for preset in WINDOWS if preset.key == key]
    return run(app.selectbox(key="preset").set_value(chosen))


# ------------------------------------------------------------------ as it opens


def test_the_page_opens_with_the_notes_matrix_halved() -> None:
    app = opened()
    assert app.title[0].value == "Windows"
    assert grid(app, "input") == X5
    assert rows(app) == ["2 3", "5 3"]
    assert rows(app, "indices") == ["1 3", "15 17"]
    assert "(1, 1, 5, 5) → (1, 1, 2, 2) · computed by torch" in said(app)
    assert settings(app) == {}


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("panel", ["size", "worth", "code", "table"])
@pytest.mark.parametrize("layer", ["MaxPool2d", "AvgPool2d"])
def test_every_panel_in_both_languages(lang: str, panel: str, layer: str) -> None:
    app = opened(lang=lang, panel=panel, layer=layer)
    assert grid(app) == {"MaxPool2d": ["2", "3", "5", "3"], "AvgPool2d": ["1", "2", "2.5", "1.25"]}[layer]


def test_the_panels_show_size_worth_code_and_table() -> None:
    app = opened(k=3, ceil="true")
    assert "nn.MaxPool2d(3, ceil_mode=True)" in app.code[-1].value
    assert "H, W: ⌈(5 + 2·0 − 1·(3 − 1) − 1) / 3⌉ + 1 = 2" in said(app)
    app = run(app.button_group(key="panel").set_value("size"))
    app = run(app.button_group(key="panel").set_value("size"))
    assert any(r"\lceil" in latex.value for latex in app.latex)
    app = run(app.button_group(key="panel").set_value("worth"))
    assert len(components(app)) == 2
    app = run(app.button_group(key="panel").set_value("table"))
    table = app.dataframe[0].value
    assert list(table["value"]) == ["2", "3", "5", "1"]
    assert list(table["winner"]) == ["(0, 1)", "(0, 3)", "(3, 0)", "(3, 3)"]
    assert settings(app) == {"k": "3", "ceil": "true", "panel": "table"}


# ------------------------------------------------------------------ examples

EXAMPLES = {
    "x5-ceil": ["2 3", "5 1"],
    "x5-floor": ["2"],
    "x5-overlap": ["2 3 3", "5 3 3", "5 3 3"],
    "x5-halves": ["2 3", "5 3"],
    "x5-halves-ceil": ["2 3 1", "5 3 1", "2 1 1"],
    "x5-dilation": ["1 3 1", "5 3 3", "2 2 1"],
    "x5-average": ["1.111 1.333", "2.167 1"],
    "average-counted": ["0.4444 1.222 0.8889", "1.222 1.667 0.6667", "1.111 0.8889 0.4444"],
    "average-uncounted": ["1 1.833 2", "1.833 1.667 1", "2.5 1.333 1"],
    "average-overhang": [
        "0.4444 0.6667 0.6667 0.3333",
        "0.6667 1 1 0.5",
        "0.6667 1 1 0.5",
        "0.3333 0.5 0.5 0.25",
    ],
    "tour-1": ["8 7", "7 9"],
    "tour-2": ["8 7", "8 5"],
    "tour-3": ["8 7 7", "8 5 9", "7 6 7"],
    "tour-4": ["6 7", "8 5"],
    "tour-5": ["8"],
    "negative-corner": ["−0.1711 2", "2 4"],
    "dropped-window": ["1 2 3", "1 2 3", "5 3 1"],
    "unread-cells": ["1 0 1", "1 1 0", "2 0 1"],
    "ties": ["7 4", "2 5"],
    "nan": ["nan nan 8", "nan nan 8", "∞ ∞ 6"],
    "lp-2": ["5.477"],
    "lp-1": ["−2 8", "−1 0"],
    "lp-3": ["nan 3.53", "nan 0"],
    "lp-inf": ["4 3", "3 1"],
    "lp-ceil": ["9 9", "9 9"],
    "adaptive-max": ["2 3 3", "5 3 3", "5 3 1"],
    "adaptive-mean": ["1 1.833 2", "1.833 1.667 1", "2.5 1.333 1"],
    "adaptive-global": ["1.4"],
    "adaptive-free": ["3", "3", "2", "5", "2"],
    "adaptive-more": [
        "1 1.5 2 2.5 3",
        "2.5 3 3.5 4 4.5",
        "4 4.5 5 5.5 6",
        "5.5 6 6.5 7 7.5",
        "7 7.5 8 8.5 9",
    ],
    "fractional": ["6 6 7 7", "8 6 7 7", "8 6 5 9", "7 4 6 7"],
    "fractional-skips": ["6 7", "7 7"],
}


@pytest.mark.parametrize("key", EXAMPLES)
def test_an_example_sets_matrix_and_layer_says_its_lesson_and_opens_by_its_link(key: str) -> None:
    app = choose(opened(), key)
    assert rows(app) == EXAMPLES[key]
    (chosen,) = [preset for preset in WINDOWS if preset.key == key]
    assert f"**{chosen.title}.** {chosen.asks}" in said(app)
    assert chosen.lesson in said(app)
    again = opened(**settings(app))
    assert rows(again) == EXAMPLES[key]
    assert settings(again) == settings(app)


@pytest.mark.parametrize("key", ["refused", "refused-padding"])
def test_the_other_examples_are_refused(key: str) -> None:
    assert {preset.key for preset in WINDOWS} - EXAMPLES.keys() == {"refused", "refused-padding"}
    app = choose(opened(k=3, ceil="true"), key)
    assert "pad should be at most half" in bar(app)["refused"]["torch_message"]
    assert rows(app) == ["2 3", "5 1"]


def test_a_change_ends_an_example_and_it_can_be_chosen_again() -> None:
    app = choose(opened(), "x5-floor")
    app = tell(app, ceil=True)
    assert rows(app) == ["2 3", "5 1"]
    assert "Nothing reads the last two rows and columns." not in said(app)
    assert app.selectbox(key="preset").value.key == "x5-ceil"
    assert rows(choose(app, "x5-floor")) == ["2"]


def take_example() -> None:
    """What Streamlit calls when the browser says that an example was chosen."""
    examples._take(WINDOWS, {}, "preset")


def fill_at_random() -> None:
    """What Streamlit calls when "Fill at random" was pressed."""
    _fill("x", ("rows", "cols"), _made)


def test_a_title_from_before_a_change_of_language_chooses_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    state = {"preset": "半个 5 是 2", "x": "7"}
    monkeypatch.setattr("streamlit.session_state", state)
    take_example()
    assert state["x"] == "7"


@pytest.mark.parametrize("late", [take_example, fill_at_random], ids=lambda call: call.__name__)
def test_a_click_that_comes_after_the_page_was_left_does_nothing(
    monkeypatch: pytest.MonkeyPatch, late: Callable[[], None]
) -> None:
    """Streamlit has then dropped the page's widgets, but still calls what they call."""
    state: dict[str, Any] = {}
    monkeypatch.setattr("streamlit.session_state", state)
    late()
    assert state == {}


# ------------------------------------------------------------------ controls


def test_height_and_width_come_apart_and_together_again() -> None:
    app = tell(opened(k=3), apart=True, k=3, kw=2)
    assert rows(app) == ["2 3"]
    app = tell(app, sw=1, s=3)
    assert rows(app) == ["2 2 3 3"]
    assert rows(opened(**settings(app))) == ["2 2 3 3"]
    app = tell(app, apart=False)
    assert rows(app) == ["2"]


def test_divisor_override_0_is_refused_and_one_button_repairs_it() -> None:
    app = opened(layer="AvgPool2d", divisor=4)
    assert rows(app) == ["1 2", "2.5 1.25"]
    app = tell(app, divisor=0)
    assert bar(app)["refused"]["torch_message"] == "divisor must be not zero"
    assert rows(app) == ["1 2", "2.5 1.25"]
    app = repair(app)
    assert "refused" not in bar(app)
    assert app.session_state["divisor"] is None


def test_a_negative_divisor_is_torchs_own() -> None:
    assert rows(opened(layer="AvgPool2d", divisor=-1)) == ["−4 −8", "−10 −5"]


REFUSED = {
    "padding": (
        {"k": 3, "p": 2},
        "pad should be at most half of effective kernel size, but got pad=2, kernel_size=3 and dilation=1",
        "`padding` (H, W): p ≤ ⌊k / 2⌋, but 2 ≤ ⌊3 / 2⌋ = 1 is false",
        "nn.MaxPool2d(3, padding=1)",
    ),
    "one axis": (
        {"apart": "true", "k": 3, "kw": 3, "p": 2, "pw": 1},
        "pad should be at most half of effective kernel size, but got pad=2, kernel_size=3 and dilation=1",
        "`padding` (H): ",
        "nn.MaxPool2d(3, padding=1)",
    ),
    "kernel": (
        {"k": 9},
        "Given input size: (1x5x5). Calculated output size: (1x0x0). Output size is too small",
        "5 + 2 · 0 ≥ 1(9 - 1) + 1 = 9 is false",
        "nn.MaxPool2d(5)",
    ),
    "stride": ({"s": 0}, "stride should not be zero", "0 ≥ 1 is false", "nn.MaxPool2d(2, stride=1)"),
    "no kernel": (
        {"k": 0},
        "stride should not be zero",
        "`kernel_size` (H, W): k ≥ 1, but 0 ≥ 1 is false. A window has at least one tap.",
        "nn.MaxPool2d(1)",
    ),
    "dilation": (
        {"d": 0},
        "dilation should be greater than zero, but got dilationH: 0",
        "d ≥ 1, but",
        "nn.MaxPool2d(2)",
    ),
    "negative": (
        {"p": -1},
        "pad must be non-negative, but got pad: -1",
        "-1 ≥ 0 is false",
        "nn.MaxPool2d(2)",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refused_layer_shows_torchs_words_the_inequality_and_repairs(case: str) -> None:
    link, words, inequality, repaired = REFUSED[case]
    app = opened(**link)
    refused = bar(app)["refused"]
    assert refused["torch_message"].startswith(words)
    assert inequality in said(app)
    assert "lines" not in stage(app)
    assert grid(app) == []
    assert grid(app, "input") == X5
    fixes = [fix["code"] for fix in refused["fixes"]]
    assert repaired in fixes
    for number in range(len(fixes)):
        repaired_app = repair(opened(**link), number)
        assert "refused" not in bar(repaired_app)
        assert grid(repaired_app) != []


@pytest.mark.parametrize("key", ["k", "s", "p", "d"])
@pytest.mark.parametrize("value", ["lowest", "highest"])
@pytest.mark.parametrize("layer", ["MaxPool2d", "AvgPool2d"])
def test_the_ends_of_every_number_never_break_the_page(key: str, value: str, layer: str) -> None:
    app = opened(layer=layer)
    arguments = [one for one in bar(app)["arguments"] if one["main"] == key]
    if key == "d" and layer == "AvgPool2d":
        assert arguments == []
        return
    app = tell(app, **{key: arguments[0].get(value, 0)})
    one_window = (key, value) == ("s", "highest")
    shown = {"MaxPool2d": ["2 3", "5 3"], "AvgPool2d": ["1 2", "2.5 1.25"]}
    alone = {"MaxPool2d": ["2"], "AvgPool2d": ["1"]}
    assert rows(app) == (alone if one_window else shown)[layer]


# ------------------------------------------------------------------ a pasted layer

PASTED = {
    "nn.MaxPool2d(3, 2, padding=1)": (["2 3 3", "5 3 3", "5 3 1"], {"k": "3", "s": "2", "p": "1"}),
    "self.pool = torch.nn.MaxPool2d(kernel_size=3, ceil_mode=True),": (
        ["2 3", "5 1"],
        {"k": "3", "ceil": "true"},
    ),
    "MaxPool2d（3，ceil_mode＝True）": (["2 3", "5 1"], {"k": "3", "ceil": "true"}),
    "nn.MaxPool2d((3, 2), stride=(1, 2))": (
        ["2 3", "5 3", "5 3"],
        {"apart": "true", "k": "3", "s": "1", "sw": "2"},
    ),
    "nn.MaxPool2d(2, stride=())": (["2 3", "5 3"], {}),
    "x = F.max_pool2d(x, 3 - 1)": (["2 3", "5 3"], {}),
    "tf.keras.layers.MaxPooling2D(pool_size=(2, 2), padding='valid')": (["2 3", "5 3"], {}),
    "(pool): MaxPool2d(kernel_size=3, stride=3, padding=0, dilation=1, ceil_mode=False)": (["2"], {"k": "3"}),
    "nn.MaxPool2d([3], stride=None)": (["2"], {"k": "3"}),
    "nn.MaxPool2d(3, return_indices=True)": (["2"], {"k": "3", "indices": "true"}),
    "nn.AvgPool2d(3, 2, 1, False, False)": (
        ["1 1.833 2", "1.833 1.667 1", "2.5 1.333 1"],
        {"layer": "AvgPool2d", "k": "3", "s": "2", "p": "1", "count_pad": "false"},
    ),
    "nn.AvgPool2d(2, divisor_override=1)": (["4 8", "10 5"], {"layer": "AvgPool2d", "divisor": "1"}),
}


@pytest.mark.parametrize("line", PASTED)
def test_a_pasted_layer_sets_every_control(line: str) -> None:
    app = paste(opened(k=5, s=4, p=1, d=1, ceil="true", count_pad="false", divisor=7), line)
    assert rows(app) == PASTED[line][0]
    assert settings(app) == PASTED[line][1]


def test_the_constructor_that_takes_numbers_it_cannot_use() -> None:
    app = paste(opened(), "nn.MaxPool2d(1, 2, 3, 4)")
    assert [app.session_state[key] for key in ("k", "s", "p", "d")] == [1, 2, 3, 4]
    words = "pad should be at most half of effective kernel size, but got pad=3, kernel_size=1 and dilation=4"
    assert bar(app)["refused"]["torch_message"] == words


def whole(name: str, lowest: int, highest: int, got: str) -> str:
    return f"`{name}` must be a whole number from {lowest} to {highest} here, but got {got}".strip()


NO_NUMBER = "every argument must be a plain number"
BEYOND = {
    "nn.MaxPool2d(999)": whole("kernel_size", 0, 256, "999"),
    "nn.MaxPool2d(2, stride=257)": whole("stride", 0, 256, "257"),
    "nn.MaxPool2d(2, padding=-2)": whole("padding", -1, 128, "-2"),
    "nn.MaxPool2d(2, dilation=65)": whole("dilation", 0, 64, "65"),
    "nn.MaxPool2d(2.5)": whole("kernel_size", 0, 256, "2.5"),
    "nn.MaxPool2d(True)": whole("kernel_size", 0, 256, "True"),
    "nn.MaxPool2d(None)": whole("kernel_size", 0, 256, "None"),
    "nn.MaxPool2d('')": NO_NUMBER,
    "nn.MaxPool2d('ab')": NO_NUMBER,
    "nn.MaxPool2d(b'ab')": NO_NUMBER,
    "nn.MaxPool2d(())": whole("kernel_size", 0, 256, r"\(\)"),
    "nn.MaxPool2d([])": whole("kernel_size", 0, 256, r"\[\]"),
    "nn.MaxPool2d({})": NO_NUMBER,
    "nn.MaxPool2d((1, 2, 3))": whole("kernel_size", 0, 256, r"\(1, 2, 3\)"),
    "nn.MaxPool2d((2, None))": whole("kernel_size", 0, 256, "None"),
    "nn.MaxPool2d(2, stride='')": NO_NUMBER,
    "nn.MaxPool2d(2, ceil_mode='x')": NO_NUMBER,
    "nn.AvgPool2d(2, divisor_override=10000)": whole("divisor_override", -999, 999, "10000"),
    "nn.AvgPool2d(2, divisor_override='a')": NO_NUMBER,
    "nn.AvgPool2d(2, divisor_override=1.5)": whole("divisor_override", -999, 999, "1.5"),
    "nn.MaxPool3d(2)": "got MaxPool3d, which the page Volumes shows",
    "nn.MaxUnpool2d(3)": "got MaxUnpool2d, which the page Unpooling shows",
    "nn.AdaptiveMaxPool2d(300)": whole("output_size", 0, 256, "300"),
    "nn.LPPool2d(100, 2)": "`norm_type` must be a number from -99 to 99, inf or -inf here, but got 100",
    "nn.LPPool2d(0, 2)": "must be a non-zero value, but got 0",
    "nn.FractionalMaxPool2d(2, output_ratio=0.999)": "`output_ratio` must be a number from 0.01 to 0.99 here",
    "nn.FractionalMaxPool2d(2, 3, _random_samples=torch.tensor([[[0.1, 0.2]]]))": "the page draws them",
    "nn.Conv2d(3)": "the line must call a pooling layer such as nn.MaxPool2d, but calls Conv2d",
    "nn.MaxPool2d()": "torch refuses these arguments",
    "nn.MaxPool2d(2)\x00": "the line must be Python, but Python cannot read",
    "nn.MaxPool2d('\\d')": "",
    "nn.MaxPool2d(*[2])": "every argument must be a plain number",
    "nn.MaxPool2d(**{'k': 2})": "every argument must be a plain number",
    "nn.MaxPool2d(2); import os": "the line must be one call such as",
    "__import__('os').system('echo broken')": "the line must call a pooling layer",
    "nn.MaxPool2d(10**9)": whole("kernel_size", 0, 256, "1000000000"),
    "(" * 400: "the line must be Python",
    "-" * 499: "the line must be Python",
    "1" * 499: "the line must be one call",
    "nn.MaxPool2d(" + "9" * 480 + ")": NO_NUMBER,
    "<img src=x onerror=alert(1)>": r"\<img src=x onerror",
    "你好": "the line must be one call",
}


@pytest.mark.parametrize("line", BEYOND)
def test_a_pasted_line_that_the_controls_cannot_hold_is_said_and_changes_nothing(line: str) -> None:
    app = paste(opened(k=3, ceil="true"), line)
    assert BEYOND[line].replace("\\", "") in bar(app)["said"].replace("\\", "")
    assert settings(app) == {"k": "3", "ceil": "true"}
    assert rows(app) == ["2 3", "5 1"]


def test_the_message_of_a_pasted_line_speaks_the_chosen_language() -> None:
    with speaking("zh"):
        said = bar(paste(opened(lang="zh"), "nn.Conv2d(3)"))["said"]
    assert "Conv2d" in said
    assert re.search("[\u4e00-\u9fff]", said)


def test_the_message_of_a_pasted_line_ends_with_the_next_change() -> None:
    app = paste(opened(), "nn.Conv2d(3)")
    assert bar(app)["said"]
    assert "said" not in bar(tell(app, k=3))


# ------------------------------------------------------------------ the matrix as text

UNREADABLE = {
    "": "`matrix` must have at least one number, but it is empty",
    "1 2\n3": "`matrix` must have rows of one length, but row 2 has 1 numbers and row 1 has 2",
    "1 zwei": r"`matrix` must hold numbers, nan or inf, but row 1, column 2 is 'zwei'",
    "1 <b>2</b>": r"`matrix` must hold numbers, nan or inf, but row 1, column 2 is '\<b\>2\</b\>'",
    "1 1e999": "`matrix` must fit into float32, but row 1, column 2 is 1e999",
    " ".join(["1"] * 17): "`matrix` must have at most 16 columns, but row 1 has 17",
    "\n".join(["1"] * 17): "`matrix` must have at most 16 rows, but got 17",
    "[[1, 2": "`matrix` must have brackets around each row and around all of it",
    "1 2\x00": "`matrix` must hold numbers, nan or inf, but row 1, column 2 is",
    "9" * 20_001: "`matrix` must be at most 20000 characters long, but got 20001",
    "1 " * 400_000: "`matrix` must be at most 20000 characters long, but got 800000",
}


@pytest.mark.parametrize("text", UNREADABLE, ids=lambda text: repr(text[:20]))
def test_text_that_is_no_matrix_is_said_and_the_last_good_one_kept(text: str) -> None:
    app = type_matrix(opened(), "1 3\n2 4")
    assert rows(app) == ["4"]
    app = type_matrix(app, text)
    assert len(app.error) == 1
    assert app.error[0].value.startswith(UNREADABLE[text])
    assert app.error[0].value.endswith(KEPT)
    assert rows(app, "input") == ["1 3", "2 4"]
    assert rows(app) == ["4"]
    app = tell(app, layer="AvgPool2d")
    assert rows(app) == ["2.5"]
    assert app.text_area(key="x").value == text


def test_a_text_too_long_for_a_link_stays_out_of_it() -> None:
    app = type_matrix(opened(k=3), "9" * 20_001)
    assert settings(app) == {"k": "3"}
    app = tell(app, ceil=True)
    assert settings(app) == {"k": "3", "ceil": "true"}
    assert len(app.text_area(key="x").value) == 20_001


READ = {
    "1 3\n2 4": ["4"],
    "1,3;2,4": ["4"],
    "torch.tensor([[1., 3.], [2., 4.]])": ["4"],
    "１，３；２，４": ["4"],
    "1 -inf\n-inf −2": ["1"],
    "-inf -inf\n-inf -inf": ["−∞"],
    "nan 1\n2 3": ["nan"],
    "-1 -2\r\n-3 -4\r\n": ["−1"],
}


@pytest.mark.parametrize("text", READ)
def test_matrices_as_people_paste_them(text: str) -> None:
    app = type_matrix(opened(), text)
    assert not app.error
    assert rows(app) == READ[text]
    assert ("nan and inf are allowed" in said(app)) == bool(re.search("inf|nan", text))


def test_a_single_cell_is_too_small_and_repairable() -> None:
    app = type_matrix(opened(), "7")
    words = "Given input size: (1x1x1). Calculated output size: (1x0x0). Output size is too small"
    assert bar(app)["refused"]["torch_message"] == words
    assert rows(repair(app)) == ["7"]


def test_random_fill_is_the_same_for_the_same_seed_and_goes_on() -> None:
    app = opened()
    for key, value in (("random_rows", 4), ("random_cols", 2), ("random_seed", 7)):
        app.number_input(key=key).set_value(value)
    app = press(app, "Fill at random")
    first = rows(app, "input")
    assert [len(row.split()) for row in first] == [2, 2, 2, 2]
    assert app.number_input(key="random_seed").value == 8
    second = rows(press(app, "Fill at random"), "input")
    assert second != first
    app.number_input(key="random_seed").set_value(7)
    assert rows(press(app, "Fill at random"), "input") == first


@pytest.mark.parametrize(
    ("key", "value"), [("random_rows", 16), ("random_cols", 1), ("random_seed", 1_000_000)]
)
def test_random_fill_at_the_ends(key: str, value: int) -> None:
    app = opened()
    app.number_input(key=key).set_value(value)
    app = press(app, "Fill at random")
    assert grid(app, "input")
    app = press(app, "Fill at random")
    assert grid(app, "input")


# ------------------------------------------------------------------ cells typed into on the stage


def edit(app: AppTest, value: object) -> AppTest:
    return send(app, "edit", value)


def test_a_cell_edited_on_the_stage_changes_matrix_link_and_output() -> None:
    app = edit(opened(), {"grid": "input", "row": 0, "col": 0, "text": "9.5"})
    assert rows(app) == ["9.5 3", "5 3"]
    assert app.text_area(key="x").value.startswith("9.5 2 0 3 1\n0 1 2 3 1\n")
    assert settings(app)["x"].startswith("9.5 2 0 3 1\n")
    app = edit(app, {"grid": "input", "row": 0, "col": 0, "text": "−inf"})
    assert rows(app) == ["2 3", "5 3"]


BAD_EDITS = (
    {"grid": "input", "row": 0, "col": 0, "text": "<b>"},
    {"grid": "input", "row": 0, "col": 0, "text": ""},
    {"grid": "input", "row": 0, "col": 0, "text": "1 2"},
    {"grid": "input", "row": 0, "col": 0, "text": "1e999"},
    {"grid": "input", "row": 0, "col": 0, "text": None},
    {"grid": "input", "row": 5, "col": 0, "text": "1"},
    {"grid": "input", "row": -1, "col": 0, "text": "1"},
    {"grid": "input", "row": "abc", "col": 0, "text": "1"},
    {"grid": "input", "row": None, "col": [], "text": "1"},
    {"grid": "input", "row": float("inf"), "col": 0, "text": "1"},
    {"grid": "input", "row": float("nan"), "col": 0, "text": "1"},
    {"grid": "input", "text": "1"},
    {},
)


@pytest.mark.parametrize("sent", BAD_EDITS, ids=str)
def test_a_bad_edit_is_said_and_changes_nothing(sent: object) -> None:
    app = edit(opened(), sent)
    assert len(app.toast) == 1
    assert grid(app, "input") == X5
    assert settings(app) == {}


def test_an_edit_while_the_text_cannot_be_read_goes_on_from_what_is_shown() -> None:
    app = edit(opened(x="1 2\n3"), {"grid": "input", "row": 4, "col": 4, "text": "8"})
    assert not app.toast
    assert not app.error
    assert grid(app, "input") == [*X5[:-1], "8"]


# ------------------------------------------------------------------ reset and links


def test_reset_brings_everything_back() -> None:
    app = opened(
        layer="AvgPool2d", k=3, s=1, p=1, ceil="true", count_pad="false", divisor=2, x="1 2;3 4", panel="code"
    )
    app = paste(app, "nonsense(")
    app = press(app, "Reset")
    assert settings(app) == {}
    assert rows(app) == ["2 3", "5 3"]
    assert not app.error
    assert "said" not in bar(app)


def test_reset_leaves_language_and_size_of_type() -> None:
    with speaking("zh"):
        app = opened(k=3, lang="zh", large="true")
        app = press(app, _("Reset"))
    assert settings(app) == {"lang": "zh", "large": "true"}


HOSTILE = {
    "word": ({"k": "abc"}, ["k = abc; it must be a whole number from 0 to 256"]),
    "above": ({"k": 257}, ["k = 257; it must be a whole number from 0 to 256"]),
    "below": ({"p": -2}, ["p = -2; it must be a whole number from -1 to 128"]),
    "empty": ({"k": ""}, ["k = ; it must be a whole number from 0 to 256"]),
    "zeros before too much": ({"k": "0000000009999"}, ["k = 0000000009999; it must be a whole number"]),
    "two signs": ({"k": "--5"}, ["k = --5; it must be a whole number from 0 to 256"]),
    "sign alone": ({"k": "-"}, ["k = \u2060-; it must be a whole number"]),
    "float": ({"k": "2.0"}, ["k = 2.0; it must be"]),
    "exponent": ({"k": "1e1"}, ["k = 1e1; it must be"]),
    "underscore": ({"k": "1_0"}, [r"k = 1\_0; it must be"]),
    "other digits": ({"k": "３"}, ["k = ３; it must be"]),
    "superscript": ({"k": "²"}, ["k = ²; it must be"]),
    "long number": ({"s": "9" * 5000}, ["s = " + "9" * 40 + "; it must be a whole number"]),
    "html": ({"k": "<img src=x onerror=alert(1)>"}, [r"k = \<img src=x onerror=alert\(1\)\>; it must be"]),
    "markdown": ({"panel": "**b** `c` $x$ :smile:"}, [r"panel = \*\*b\*\*"]),
    "null byte": ({"k": "3\x00"}, ["k = 3\x00; it must be"]),
    "flags": (
        {"ceil": "True", "apart": "1", "indices": "yes", "count_pad": ""},
        ["ceil = True", "apart = 1"],
    ),
    "choices": (
        {"layer": "Conv2d", "panel": "x", "lang": "xx"},
        ["layer = Conv2d", "panel = x", "lang = xx"],
    ),
    "divisor": ({"divisor": "1000", "layer": "AvgPool2d"}, ["divisor = 1000; it must be"]),
    "too long": ({"x": "1 " * 10_001}, ["x = 1 1 1"]),
    "unknown": ({"junk": "1", "preset": "ties", "paste": "nn.MaxPool2d(3)", "good_matrix": "7"}, []),
    "internal": ({"link_as_sent": "x", "link_problems": "y", "windows_memory": "z", "page": "w"}, []),
}


@pytest.mark.parametrize("case", HOSTILE)
def test_values_that_a_link_cannot_have_are_said_and_dropped(case: str) -> None:
    link, warnings = HOSTILE[case]
    app = opened(**link)
    text = said(app)
    for warning in warnings:
        assert f"The link says {warning}" in text
    assert len(app.warning) == (4 if case == "flags" else len(warnings))
    assert rows(app) == (["1 2", "2.5 1.25"] if case == "divisor" else ["2 3", "5 3"])
    assert settings(app) == ({"layer": "AvgPool2d"} if case == "divisor" else {})


def test_a_key_twice_in_a_link_means_its_last_value() -> None:
    app = opened(k=["4", "3"], ceil=["true", "true"])
    assert rows(app) == ["2 3", "5 1"]


@pytest.mark.parametrize(
    "text", ["x" * 20_000, "1 2\x00", "<script>alert(1)</script>", "\ud7ff\uffff", "[[" * 5000, "nan" * 6000]
)
def test_any_text_as_the_matrix_of_a_link(text: str) -> None:
    app = opened(x=text)
    assert app.error[0].value.endswith(BEGUN)
    assert grid(app, "input") == X5
    assert app.text_area(key="x").value == text


@pytest.mark.parametrize("text", ["007", "-0", "00"])
def test_zeros_before_a_number_are_forgiven(text: str) -> None:
    app = opened(s=text)
    assert dict(bar(app)["values"])["s"] == str(int(text))


def test_a_link_of_everything_opens_as_it_was() -> None:
    link = {"layer": "AvgPool2d", "apart": "true", "k": "3", "kw": "1", "s": "2", "sw": "3", "p": "1"}
    link |= {
        "ceil": "true",
        "count_pad": "false",
        "divisor": "5",
        "x": "1 2;3 4",
        "panel": "worth",
        "lang": "zh",
    }
    app = opened(**link)
    assert settings(app) == link
    assert opened(x=START).query_params == {}


def test_what_the_browser_has_not_heard_of_yet_is_not_taken_back() -> None:
    """Two quick clicks: the second comes with the address from before the first."""
    app = opened()
    app = tell(app, ceil=True)
    assert settings(app) == {"ceil": "true"}
    app.query_params.clear()
    app = tell(app, indices=True)
    assert settings(app) == {"ceil": "true", "indices": "true"}
    app.query_params.clear()
    app.query_params["ceil"] = "true"
    app = tell(app, k=3)
    assert settings(app) == {"ceil": "true", "indices": "true", "k": "3"}
    assert rows(app) == ["2 3", "5 1"]


def test_a_press_outside_the_bar_that_comes_in_one_run_with_what_the_bar_wrote_counts() -> None:
    """The bar writes the address before it tells; both come together where the server is busy."""
    app = opened()
    app.query_params["k"] = "3"
    app.text_area(key="x").set_value("1 2 3 4; 5 6 7 8; 9 1 2 3; 4 5 6 7")
    values = dict(bar(app)["values"]) | {"k": "3"}
    app = send(app, "told", {"number": 1, "values": values, "search": "?k=3"})
    assert settings(app) == {"k": "3", "x": "1 2 3 4; 5 6 7 8; 9 1 2 3; 4 5 6 7"}


def test_the_example_a_browser_still_shows_is_not_chosen_again() -> None:
    """Two quick clicks again: the first ended an example, the second still brings its title."""
    app = tell(opened(), k=3)
    app.query_params.clear()
    app.selectbox(key="preset").set_value(next(preset for preset in WINDOWS if preset.key == "x5-halves"))
    app = tell(app, k=4)
    assert settings(app) == {"k": "4"}
    assert rows(choose(app, "x5-halves")) == ["2 3", "5 3"]


@pytest.mark.parametrize("key", ["lang", "panel"])
def test_a_widget_that_a_run_cut_short_left_without_a_value_keeps_its_own(key: str) -> None:
    """Seen in Chromium: after two quick clicks the segmented control of the language held nothing."""
    link = {
        "lang": "zh",
        "panel": "size",
        "layer": "AvgPool2d",
        "k": "3",
        "ceil": "true",
        "x": "7",
        "large": "true",
    }
    app = opened(**link)
    app.session_state[key] = None
    app.run()
    assert not app.exception
    assert settings(app) == link


def test_another_address_is_followed() -> None:
    app = tell(opened(k=3), ceil=True)
    app.query_params.clear()
    app.query_params["s"] = "3"
    app.run()
    assert rows(app) == ["2 3", "5 1"]
    assert settings(app) == {"s": "3"}


def test_going_back_undoes_the_last_change(monkeypatch: pytest.MonkeyPatch) -> None:
    app = tell(opened(), ceil=True)
    monkeypatch.setattr("poolviz.ui.shared.frame.address.goes_back", lambda: True)
    app.query_params.clear()
    app.run()
    assert settings(app) == {}
    assert rows(app) == ["2 3", "5 3"]


# ------------------------------------------------------------------ the layers that do not slide, and norms


def test_draw_again_lays_other_windows_and_the_link_keeps_them() -> None:
    app = opened(layer="FractionalMaxPool2d", to=3)
    first = said(app)
    app = tell(app, draw=1)
    assert said(app) != first
    assert settings(app)["draw"] == "1"
    assert said(opened(**settings(app))) == said(app)


def test_a_fractional_layer_goes_by_ratio_without_a_size() -> None:
    app = opened(layer="FractionalMaxPool2d", r="0.4")
    assert len(rows(app)) == 2
    assert app.session_state["r"] == 0.4


def test_an_adaptive_layer_begins_with_a_size_and_without_one_keeps_the_input() -> None:
    app = tell(opened(), layer="AdaptiveMaxPool2d")
    assert rows(app) == ["2 3 3", "5 3 3", "5 3 1"]
    app = tell(app, to=None)
    assert grid(app) == X5
    assert "nn.AdaptiveMaxPool2d((None, None))" in app.code[-1].value


@pytest.mark.parametrize(
    ("norm", "first"), [("1", "4"), ("2", "2.449"), ("inf", "2"), ("-inf", "0"), ("0.5", "11.66")]
)
def test_the_norm_of_the_link_is_the_layers(norm: str, first: str) -> None:
    assert grid(opened(layer="LPPool2d", norm=norm))[0] == first


def test_a_norm_of_zero_is_refused_in_torchs_words_and_two_is_shown() -> None:
    app = opened(layer="LPPool2d", norm="0")
    assert "must be a non-zero value" in bar(app)["said"]
    assert bar(app)["line"].startswith("nn.LPPool2d(2")
    assert grid(app)[0] == "2.449"


@pytest.mark.parametrize("norm", ["abc", "1e9", "--2", "nan", ""])
def test_a_norm_that_a_link_cannot_have_is_said(norm: str) -> None:
    app = opened(layer="LPPool2d", norm=norm)
    assert "-99" in app.warning[0].value
    assert grid(app)[0] == "2.449"


def test_too_many_fractional_windows_are_refused_with_ways_out() -> None:
    app = opened(layer="FractionalMaxPool2d", k=3, to=4)
    assert "Windows that each start at a different cell need this much room." in said(app)
    assert len(bar(app)["refused"]["fixes"]) == 2
    assert len(rows(repair(app))) == 3


def test_a_text_that_means_two_things_says_which_and_offers_the_other() -> None:
    app = opened(x="1;2;3\n4;5;6", k=1)
    assert "Read so: a semicolon stands between two columns." in said(app)
    run(next(one for one in app.button if one.label == "Instead: a semicolon ends a row").click())
    assert app.query_params["x"] == "1\n2\n3\n4\n5\n6"
    assert "Read so" not in said(app)


def test_of_several_matrices_one_is_chosen() -> None:
    app = opened(x="tensor([[[1., 2.]], [[3., 4.]]])", k=1)
    run(next(one for one in app.button if one.label == "Instead: matrix 2 of 2").click())
    assert app.query_params["x"] == "3 4"
