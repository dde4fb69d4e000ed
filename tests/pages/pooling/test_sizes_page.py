"""The Output size page: sizes, tools, the inverse and chains, with layers that torch refuses in any form."""

from typing import Any
from urllib.parse import parse_qsl

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.pooling import sizes
from poolviz.answers.pooling.sizes import answer, chain_row, fields, inverse
from poolviz.answers.settings.fields import read
from poolviz.pooling.code.line import code
from tests.pages.paged import bar, page_at, repair, run, said, spoken, stage, tell

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/sizes.py")


TOOLS = ("ruler", "steps", "curve", "inverse", "chain")


def shape(app: AppTest) -> str:
    """The line with the shape that goes in and the one that comes out."""
    (line,) = [one.proto.body for one in app.main.get("html") if "pv-shape" in one.proto.body]
    return line.removeprefix('<p class="pv-shape">').removesuffix("</p>")


def fits(app: AppTest) -> dict[str, str]:
    """The layers offered as buttons, and their keys."""
    return {button.label: button.key for button in app.button if button.label.startswith("nn.")}


@pytest.mark.parametrize(
    ("link", "line"),
    [
        ({}, "(1, 3, 32, 32) → (1, 3, 16, 16)"),
        ({"n": 20, "c": 16, "h": 50, "w": 32, "k": 3, "s": 2}, "(20, 16, 50, 32) → (20, 16, 24, 15)"),
        (
            {"n": 20, "c": 16, "h": 50, "w": 32, "apart": "true", "k": 3, "kw": 2, "s": 2, "sw": 1},
            "(20, 16, 50, 32) → (20, 16, 24, 31)",
        ),
        ({"n": 20, "c": 16, "h": 50, "w": 32, "s": 1}, "(20, 16, 50, 32) → (20, 16, 49, 31)"),
        ({"c": 64, "h": 224, "w": 224}, "(1, 64, 224, 224) → (1, 64, 112, 112)"),
        ({"h": 5, "w": 5}, "(1, 3, 5, 5) → (1, 3, 2, 2)"),
        ({"k": 1, "s": 2, "ceil": "true"}, "(1, 3, 32, 32) → (1, 3, 16, 16)"),
        ({"c": 100_000, "h": 100_000, "w": 99_999}, "(1, 100000, 100000, 99999) → (1, 100000, 50000, 49999)"),
    ],
)
def test_the_size_of_a_layer(link: dict[str, Any], line: str) -> None:
    assert shape(opened(**link)).replace("&#x27;", "'") == line


@pytest.mark.parametrize(
    "link",
    [
        {"k": "3", "s": "2", "tool": "inverse", "to_h": "8", "to_w": "8"},
        {"layer": "AvgPool2d", "h": "7", "tool": "inverse", "to_h": "3", "to_w": "5"},
        {"k": "3", "tool": "chain", "lang": "zh"},
    ],
    ids=str,
)
def test_the_page_shows_what_the_answer_says(link: dict[str, str]) -> None:
    app = opened(**link)
    with spoken(link.get("lang", "en")):
        values = read(fields(), link)[0]
        rows = [chain_row(step) for step in sizes.chained(values)]
    assert shape(app) == answer(values).line
    if link["tool"] == "inverse":
        assert list(fits(app)) == [code(layer) for layer in inverse(values)]
    else:
        assert app.dataframe[0].value.to_dict("records") == rows


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize("size", [1, 2, 33, 100_000])
def test_every_tool_with_small_and_huge_inputs_in_both_languages(lang: str, tool: str, size: int) -> None:
    app = opened(lang=lang, tool=tool, h=size, w=size, to_h=1, to_w=size)
    assert ("pv-shape" in str([one.proto.body for one in app.main.get("html")])) == (size > 1)


@pytest.mark.parametrize("tool", TOOLS)
@pytest.mark.parametrize(
    "link",
    [
        {"k": 3, "p": 2},
        {"k": 0},
        {"s": 0},
        {"k": 256},
        {"d": 0},
        {"p": -1},
        {"d": 64, "k": 256},
        {"layer": "AvgPool2d", "divisor": 0},
    ],
)
def test_every_tool_with_a_layer_that_torch_refuses(tool: str, link: dict[str, Any]) -> None:
    app = opened(tool=tool, **link)
    assert "refused" in bar(app)


def test_a_button_repairs_the_layer() -> None:
    app = opened(k=3, p=2)
    words = "pad should be at most half of effective kernel size, but got pad=2, kernel_size=3 and dilation=1"
    assert bar(app)["refused"]["torch_message"] == words
    app = repair(app)
    assert shape(app) == "(1, 3, 32, 32) → (1, 3, 11, 11)"
    assert dict(app.query_params) == {"k": "3", "p": "1"}


def test_the_inverse_sets_the_layer_that_gives_the_wanted_size() -> None:
    app = opened(tool="inverse", to_h=11, to_w=11)
    assert "nn.MaxPool2d(3, padding=1)" in fits(app)
    app = run(app.button(key=fits(app)["nn.MaxPool2d(3, padding=1)"]).click())
    assert shape(app) == "(1, 3, 32, 32) → (1, 3, 11, 11)"


@pytest.mark.parametrize("layer", ["MaxPool2d", "AvgPool2d"])
@pytest.mark.parametrize(("size", "wanted"), [(32, 16), (5, 3), (10_000, 10), (100_000, 1), (7, 7), (512, 2)])
def test_every_layer_of_the_inverse_that_can_be_pressed_gives_the_size(
    layer: str, size: int, wanted: int
) -> None:
    link = {"layer": layer, "tool": "inverse", "h": size, "w": size, "to_h": wanted, "to_w": wanted}
    app = opened(**link)
    assert fits(app) or size // wanted > 256, "only a window that the controls cannot hold has no button"
    for key in fits(app).values():
        pressed = run(opened(**link).button(key=key).click())
        assert shape(pressed) == f"(1, 3, {size}, {size}) → (1, 3, {wanted}, {wanted})"


def test_layers_beyond_the_controls_are_shown_without_a_button() -> None:
    app = opened(tool="inverse", h=10_000, w=10_000, to_h=10, to_w=10)
    assert "nn.MaxPool2d(1000)" in [shown.value for shown in app.code]
    assert "nn.MaxPool2d(1000)" not in fits(app)


def test_a_size_that_no_layer_gives() -> None:
    app = opened(tool="inverse", to_h=40_000, to_w=3)
    assert "No single layer of this kind was found for that." in said(app)


# ------------------------------------------------------------------ chains


def chained(text: str, **link: Any) -> AppTest:
    return opened(tool="chain", chain=text, **link)


def test_a_chain_of_layers_line_by_line() -> None:
    app = chained("nn.MaxPool2d(2)\n\nnn.AvgPool2d(3, stride=2, padding=1)  # last", h=224, w=224)
    assert app.dataframe[0].value.to_dict("list") == {
        "layer": ["nn.MaxPool2d(2)", "nn.AvgPool2d(3, stride=2, padding=1)"],
        "shape in": ["(1, 3, 224, 224)", "(1, 3, 112, 112)"],
        "shape out": ["(1, 3, 112, 112)", "(1, 3, 56, 56)"],
    }


def test_a_chain_stops_where_torch_refuses_and_says_why() -> None:
    app = chained("nn.MaxPool2d(8)\nnn.MaxPool2d(5)\nnn.MaxPool2d(2)")
    assert list(app.dataframe[0].value["shape out"]) == ["(1, 3, 4, 4)", "✗"]
    assert "4 + 2 · 0 ≥ 1(5 - 1) + 1 = 5 is false" in said(app).replace("\\", "")
    assert fits(app) == {}


def test_a_refused_chain_below_a_refused_layer() -> None:
    app = chained("nn.MaxPool2d(3, padding=2)", k=3, p=2)
    assert said(app).count("torch refuses this layer. It says:") == 1
    assert "refused" in bar(app)


def test_the_inequality_of_a_layer_over_three_axes_names_the_right_one() -> None:
    app = chained("nn.MaxPool3d((1, 40, 2))")
    assert "`kernel_size` (H): &nbsp;" in said(app)
    assert "32 + 2 · 0 ≥ 1(40 - 1) + 1 = 40 is false" in said(app).replace("\\", "")


REFUSED = (
    "nn.AdaptiveAvgPool2d(-1)",
    "nn.AdaptiveMaxPool2d((1, 2, 3))",
    "nn.MaxPool2d(None)",
    "nn.MaxPool2d(())",
    "nn.MaxPool2d([])",
    "nn.MaxPool2d(2.5)",
    "nn.MaxPool2d((1, 2, 3))",
    "nn.MaxPool2d((2, None))",
    "nn.MaxPool2d(2, stride=(1, None))",
    "nn.MaxPool2d(2, padding=None)",
    "nn.MaxPool2d(2, dilation=99999999999999)",
    "nn.MaxPool2d(2, stride=9223372036854775807)",
    "nn.MaxPool1d(2)",
    "nn.MaxPool3d(33)",
    "nn.AvgPool3d(50)",
    "nn.MaxPool2d(0)",
    "nn.MaxPool2d(10**9)",
    "nn.MaxPool2d(-9)",
)


@pytest.mark.parametrize("line", REFUSED)
def test_any_layer_that_torch_refuses_in_a_chain_is_said(line: str) -> None:
    app = chained(f"nn.MaxPool2d(1)\n{line}\nnn.MaxPool2d(2)")
    (first, *_others) = app.dataframe[0].value["shape out"]
    assert first == "(1, 3, 32, 32)"


UNREADABLE = {
    "x": "line 1",
    "nn.MaxPool2d(2)\nnn.Conv2d(3)": "line 2",
    "nn.AdaptiveAvgPool2d('a')": "line 1",
    "nn.MaxPool2d('a')": "line 1",
    "nn.MaxPool2d({})": "line 1",
    "nn.MaxPool2d(2, stride='ab')": "line 1",
    "nn.MaxPool2d(2, dilation='')": "line 1",
    "nn.MaxPool2d(2, ceil_mode='x')": "line 1",
    "nn.MaxPool2d(99999999999999999999999999)": "line 1",
    "nn.MaxPool2d()": "line 1",
    "<b>": r"\<b\>",
    "\n".join(["nn.MaxPool2d(1)"] * 21): "a chain must have at most 20 layers",
    "nn.MaxPool2d(2)\x00": "line 1",
    "(" * 1999: "line 1",
}


@pytest.mark.parametrize("text", UNREADABLE, ids=lambda text: repr(text[:30]))
def test_a_line_that_is_no_layer_is_said(text: str) -> None:
    app = chained(text)
    assert len(app.error) == 1
    assert UNREADABLE[text] in app.error[0].value


def test_a_chain_with_a_convolution_leads_to_networks() -> None:
    text = "nn.Conv2d(3, 6, 3)\nnn.MaxPool2d(2)"
    (lead,) = chained(text, h=28).main.get("page_link")
    assert lead.proto.page == "networks"
    network = page_at("pages/networks.py")(**dict(parse_qsl(lead.proto.query_string)))
    assert not network.error
    assert [(grid["rows"], grid["cols"]) for grid in stage(network)["grids"]] == [(28, 32), (13, 15)]
    assert not chained("nn.MaxPool2d(2)\nx").main.get("page_link")
    assert not chained("nn.MaxPool2d()").main.get("page_link")


def test_height_and_width_that_are_alike_share_a_ruler() -> None:
    assert [one.value for one in opened().markdown] == ["**H, W: 32 → 16**"]
    assert [one.value for one in opened(w=33).markdown] == ["**H: 32 → 16**", "**W: 33 → 16**"]


@pytest.mark.parametrize("text", ["", "\n\n", "# nothing", "nn.Sequential(\n)"])
def test_an_empty_chain_is_an_empty_table(text: str) -> None:
    app = opened(tool="chain")
    app = run(app.text_area(key="chain").set_value(text))
    assert not app.error
    assert len(app.dataframe[0].value) == 0


# ------------------------------------------------------------------ links


def test_a_link_of_everything_opens_as_it_was() -> None:
    link = {
        "layer": "AvgPool2d",
        "k": "3",
        "n": "2",
        "c": "1",
        "h": "28",
        "w": "30",
        "tool": "inverse",
        "to_h": "9",
    }
    assert dict(opened(**link).query_params) == link


@pytest.mark.parametrize("text", ["0", "-1", "100001", "0000000000002", "1.5", "", "9" * 5000, "<b>", "nan"])
def test_sizes_that_a_link_cannot_have(text: str) -> None:
    keys = ("n", "c", "h", "w", "to_h", "to_w")
    app = opened(**dict.fromkeys(keys, text))
    assert [warning.value.split()[3].replace("\\", "") for warning in app.warning] == list(keys)
    assert dict(app.query_params) == {}
    assert shape(app) == "(1, 3, 32, 32) → (1, 3, 16, 16)"


def test_a_tool_chosen_by_hand_is_in_the_link() -> None:
    app = run(opened().button_group(key="tool").set_value("curve"))
    assert dict(app.query_params) == {"tool": "curve"}


def test_reset_brings_everything_back() -> None:
    app = opened(k=3, h=28, tool="chain", chain="x", lang="zh")
    assert app.error
    assert dict(
        run(next(button for button in app.main.button if button.label == "重置").click()).query_params
    ) == {"lang": "zh"}


def test_a_hidden_size_is_nowhere_on_the_page_and_is_predicted() -> None:
    app = opened(h=7, w=9, k=3, s=2, hide="true", tool="steps")
    assert not [one for one in app.main.get("html") if "pv-shape" in one.proto.body]
    assert not app.get("plotly_chart")
    assert not app.latex
    assert "height 7 and width 9" in said(app)
    app = predicted(app, "4 x 4")
    assert app.error[0].value.startswith("✗")
    app = predicted(app, "abc")
    assert not app.error
    assert "whole numbers" in app.warning[0].value
    app = predicted(app, "3x4")
    assert app.success[0].value.startswith("✓ Right.")
    app = run(app.button(key="hide_here").click())
    assert shape(app) == "(1, 3, 7, 9) → (1, 3, 3, 4)"


@pytest.mark.parametrize(
    ("link", "given", "mistake"),
    [
        ({"h": 6, "w": 6, "k": 3, "s": 2}, "3 3", "You rounded up."),
        ({"h": 6, "w": 6, "k": 3, "s": 2, "ceil": "true"}, "2 2", "You rounded down."),
        ({"h": 32, "w": 32, "k": 1, "s": 2, "ceil": "true"}, "17 17", "torch drops a window"),
        ({"h": 7, "w": 9, "k": 3, "s": 2}, "4 3", "You put the width first."),
        ({"h": 8, "w": 8, "k": 2}, "7 7", "You moved the window by 1."),
    ],
)
def test_the_mistake_behind_a_wrong_size_is_named(link: dict[str, Any], given: str, mistake: str) -> None:
    app = predicted(opened(**link, hide="true"), given)
    assert mistake in app.error[0].value


def predicted(app: AppTest, given: str) -> AppTest:
    app.text_input(key="size_guess").set_value(given)
    return run(next(one for one in app.button if one.label == "Check").click())


@pytest.mark.usefixtures("told")
def test_a_number_that_is_set_on_the_bar_counts() -> None:
    app = page_at("pages/sizes.py")(h=28, k=2)
    assert bar(tell(app, k=5))["values"] != bar(app)["defaults"]
    assert dict(bar(app)["values"])["k"] == "5"
