"""The Networks page: known networks, one's own with its repairs, ReLU, Sigmoid and Dropout."""

import json
import random
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.networks.networks.choices import CHOICES
from poolviz.answers.networks.networks.examples import START, WRITTEN
from poolviz.answers.settings.example import Example
from tests.answers.networks.networks.test_own_network import LENET, TWO
from tests.pages.paged import page_at, run, said

opened = page_at("pages/networks.py")

WRONG = "nn.Conv2d(3, 16, 3)\nnn.MaxPool2d(2)\nnn.Flatten()\nnn.Linear(400, 10)"


def grids(app: AppTest) -> dict[str, dict[str, Any]]:
    """The grids of the stage, by their titles."""
    return {grid["title"]: grid for grid in json.loads(app.get("bidi_component")[0].proto.json)["grids"]}


def table(app: AppTest) -> list[dict[str, str]]:
    return app.dataframe[0].value.to_dict("records")


def press(app: AppTest, label: str) -> AppTest:
    return run(next(button for button in app.button if button.label == label).click())


# ------------------------------------------------------------------ known networks


def test_the_page_opens_with_the_net_of_the_tutorials_and_its_320_features():
    app = opened()
    assert app.title[0].value == "Networks"
    assert list(grids(app)) == ["Input", "pooling", "pooling (2)"]
    assert [row["shape out"] for row in table(app)][-4:] == ["20 × 4 × 4", "20 × 4 × 4", "320", "10"]
    assert "it has 3,210 parameters instead of 80,010" in said(app)
    assert dict(app.query_params) == {}


@pytest.mark.parametrize("choice", CHOICES, ids=lambda choice: choice.key)
def test_every_network_and_what_its_pools_save(choice: Any):
    app = opened(net=choice.key, bare="true")
    assert choice.lesson in said(app)
    assert "parameters, without pools" in table(app)[0]
    assert ("Real numbers" in said(app)) == choice.real
    assert ("Shapes only" in said(app)) != choice.real
    saved = {
        "simple": "1,049,088 parameters instead of 67,109,376",
        "vgg16": "102,764,544 parameters instead of 105,226,702,848",
        "squeezenet": "The pools save no layer any parameters",
    }
    assert saved.get(choice.key, "") in said(app)


def test_a_size_that_does_not_fit_is_said_in_torchs_words_and_one_button_goes_back():
    app = opened(side=32)
    assert "mat1 and mat2 shapes cannot be multiplied (1x500 and 320x10)" in app.code[0].value
    assert "32 × 32 pixels do not fit this network" in said(app)
    press(app, "Back to 28 × 28 pixels")
    assert not app.query_params


def test_a_late_map_is_chosen_and_stays_in_the_link():
    app = opened(map=3)
    assert list(grids(app)) == ["Input", "pooling", "conv2"]
    run(app.selectbox(key="map").set_value(4))
    assert list(grids(app)) == ["Input", "pooling", "pooling (2)"]
    assert app.query_params["map"] == "4"
    run(app.selectbox(key="net").set_value("lenet"))
    assert "map" not in app.query_params


def test_other_weights_and_another_channel_give_other_maps():
    app = opened()
    first = grids(app)["pooling"]["picture"]["pixels"]
    press(app, "Other weights")
    assert grids(app)["pooling"]["picture"]["pixels"] != first
    assert app.query_params["weights"] == "21"
    second = grids(app)["pooling"]["picture"]["pixels"]
    run(app.number_input(key="ch").set_value(3))
    assert grids(app)["pooling"]["picture"]["pixels"] != second
    assert "channel 3" in grids(app)["pooling"]["caption"]


def test_pooling_rows_lead_to_other_pages():
    app = opened()
    links = [link.proto.label for link in app.get("page_link")]
    assert "pooling in Output size" in links
    assert "pooling in Windows" in links


# ------------------------------------------------------------------ one's own


@pytest.mark.parametrize("example", WRITTEN, ids=lambda example: example.key)
def test_every_example_of_ones_own(example: Example):
    app = opened(show="own")
    run(app.selectbox(key="preset").set_value(example))
    assert app.selectbox(key="preset").value == example
    assert example.key in ("wrong", "small") or (example.lesson in said(app) and not app.error)
    refused = [code.value for code in app.code if "shapes cannot" in code.value or "too small" in code.value]
    assert bool(refused) == (example.key in ("wrong", "small"))


def test_the_wrong_linear_is_mended_by_a_button():
    app = opened(show="own", code=WRONG, ih=32, iw=32)
    assert "1x3600 and 400x10" in app.code[0].value
    assert "`in_features` must be 3600" in said(app)
    press(app, "in_features = 3600")
    assert app.text_area(key="code").value == WRONG.replace("400", "3600")
    assert table(app)[-1]["layer"] == "nn.Linear(3600, 10)"


def test_or_the_size_of_the_input_is():
    app = opened(show="own", code=WRONG, ih=32, iw=32)
    press(app, "input 12 × 12")
    assert table(app)[-1]["shape in"] == "400"
    assert app.number_input(key="ih").value == 12


def test_of_two_networks_in_a_text_one_is_chosen():
    app = opened(show="own", code=TWO)
    assert app.selectbox(key="of").options == ["Large", "Small"]
    assert [row["layer"] for row in table(app)] == ["nn.MaxPool2d(2)"]
    run(app.selectbox(key="of").set_value("Large"))
    assert [row["layer"] for row in table(app)] == ["nn.MaxPool2d(3)"]
    assert app.query_params["of"] == "Large"
    run(app.text_area(key="code").set_value("nn.AvgPool2d(2)"))
    assert [row["layer"] for row in table(app)] == ["nn.AvgPool2d(2)"]


def test_a_batch_that_changes_is_said_and_the_size_that_fits_is_a_button():
    app = opened(show="own", code=LENET, ih=52, iw=52)
    assert app.code[0].value == "Expected input batch_size (4) to match target batch_size (1)."
    assert "Each picture has 1600 numbers here, not 400" in said(app)
    press(app, "input 32 × 32")
    assert table(app)[-1]["shape out"] == "10"


@pytest.mark.parametrize(
    ("code", "problem"),
    [
        ("", "at least one layer"),
        ("nn.Conv2d(1, 2", "line 1: Python cannot read"),
        ("class Net(nn.Module):\ndef __init__(self):\npass", "line 2: Python expects different indentation"),
        ("nn.Conv3d(1, 1, 1)", "pictures and signals"),
        ("nn.ZeroPad2d(10**6)", "cells a side"),
        ("nn.Linear(10**13, 3)", "line 1: a number must be from"),
        ("__import__('os').system('true')", "`text` must make a network"),
        ("x = 1\n" * 10_000, "`text` must have at most 50000 characters, but has 60000"),
    ],
)
def test_what_cannot_be_shown_is_said_beside_the_box_and_the_last_good_one_stays(code: str, problem: str):
    app = opened(show="own", code="nn.MaxPool2d(2)")
    run(app.text_area(key="code").set_value(code))
    assert problem in said(app).replace("\\", "")
    assert "The last network that worked is shown." in said(app)
    assert [row["layer"] for row in table(app)] == ["nn.MaxPool2d(2)"]


def test_a_program_that_is_too_long_reaches_the_page_which_says_so():
    """Of a text beyond max_chars Streamlit takes nothing and says nothing."""
    assert opened(show="own").text_area(key="code").proto.max_chars == 0


def test_layers_are_added_with_what_comes_to_them_and_removed():
    app = opened(show="own", code="nn.Conv2d(3, 6, 5)", ih=32, iw=32)
    for kind in ("MaxPool2d", "Flatten", "Linear"):
        run(app.selectbox(key="next_layer").set_value(kind))
        press(app, "Add")
    assert app.text_area(key="code").value.splitlines()[-1] == "nn.Linear(1176, 10)"
    press(app, "Remove")
    assert app.text_area(key="code").value.splitlines()[-1] == "nn.Flatten()"
    assert not app.error


def test_a_large_network_is_shown_by_its_shapes_alone():
    app = opened(show="own", code="nn.Flatten()\nnn.Linear(784, 10**6)\nnn.Linear(10**6, 10**6)")
    assert "Shapes only" in said(app)
    assert table(app)[-1]["parameters"] == "1,000,001,000,000"


def test_the_link_carries_the_text():
    app = opened(show="own")
    run(app.text_area(key="code").set_value("nn.AvgPool2d(3, ceil_mode=True)"))
    again = opened(**{key: app.query_params[key] for key in app.query_params})
    assert [row["layer"] for row in table(again)] == ["nn.AvgPool2d(3, ceil_mode=True)"]
    assert app.code[-1].value.startswith("import torch")


# ------------------------------------------------------------------ ReLU, Sigmoid, Dropout


def test_relu_and_sigmoid_on_the_numbers_of_the_tutorials():
    app = opened(show="steps")
    assert grids(app)["ReLU"]["texts"] == ["1", "0", "0", "3"]
    assert grids(app)["Sigmoid of the input"]["texts"] == ["0.7311", "0.3775", "0.2689", "0.9526"]
    assert any("Compare" in link.proto.label for link in app.get("page_link"))


def test_dropout_overwrites_its_input_only_inplace():
    app = opened(show="steps", act="dropout")
    assert grids(app)["Input before"]["texts"] == [str(n) for n in range(1, 10)]
    assert grids(app)["Output"]["texts"] == grids(app)["Input after"]["texts"]
    assert "one memory" in said(app)
    run(app.toggle(key="inplace").set_value(False))
    assert grids(app)["Input after"]["texts"] == grids(app)["Input before"]["texts"]
    first = grids(app)["Output"]["texts"]
    press(app, "Draw again")
    assert grids(app)["Output"]["texts"] != first
    run(app.toggle(key="training").set_value(False))
    assert grids(app)["Output"]["texts"] == grids(app)["Input before"]["texts"]


@pytest.mark.parametrize("rate", ["0", "1", "0.1"])
def test_every_rate(rate: str):
    app = opened(show="steps", act="dropout", rate=rate, dv="nan inf;-1 2")
    assert ("every number becomes 0" in said(app)) == (rate == "1")


# ------------------------------------------------------------------ the whole page


@pytest.mark.parametrize(
    "link", [{}, {"show": "own"}, {"show": "steps"}, {"show": "steps", "act": "dropout"}, {"net": "vgg16"}]
)
def test_every_section_in_chinese(link: dict[str, Any]):
    assert grids(opened(lang="zh", **link))


def test_sections_keep_what_was_set_in_them_and_reset_returns_to_the_start():
    app = opened(show="own", code="nn.MaxPool2d(2)", net="lenet", act="dropout")
    for section in ("steps", "known", "own"):
        run(app.segmented_control(key="show").set_value(section))
    assert app.text_area(key="code").value == "nn.MaxPool2d(2)"
    press(app, "Reset")
    assert not app.query_params
    assert opened(show="own").text_area(key="code").value == START


@pytest.mark.parametrize(
    "bad",
    [
        {"show": "x"},
        {"net": "resnet"},
        {"side": 0},
        {"side": "a"},
        {"map": -1},
        {"ch": -1},
        {"rate": 2},
        {"ih": 9999},
    ],
)
def test_values_that_a_link_cannot_have_are_said(bad: dict[str, Any]):
    assert len(opened(**bad).warning) == 1


def test_a_map_that_the_network_does_not_have_is_the_last_pooling():
    assert list(grids(opened(map=99))) == ["Input", "pooling", "pooling (2)"]


def test_random_settings():
    draw = random.Random(5)
    texts = [example.link["code"] for example in WRITTEN] + [
        "nn.",
        "nn.Linear(3, 3)",
        "x" * 50,
        "nn.Conv1d(1, 1, 99)",
    ]
    for _ in range(8):
        opened(
            show=draw.choice(["known", "own", "steps"]),
            net=draw.choice(["net", "simple", "lenet", "alexnet"]),
            side=draw.choice([1, 28, 32, 64]),
            map=draw.randint(0, 30),
            ch=draw.randint(0, 99),
            code=draw.choice(texts),
            ih=draw.randint(1, 64),
            iw=draw.randint(1, 64),
            act=draw.choice(["relu", "dropout"]),
            v=draw.choice(["1 2;3", "nan", "1 -2;3 4"]),
            rate=draw.choice(["0", "1", "0.3"]),
        )
