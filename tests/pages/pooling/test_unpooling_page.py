"""The Unpooling page: torch's words, repairs, marks and sentences, and no exception whatever comes in."""

import random
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.pooling.unpooling.cases import CASES
from poolviz.answers.pooling.unpooling.page import answer, fields
from poolviz.answers.settings.example import Example
from poolviz.answers.settings.fields import read
from tests.pages.paged import alone, as_sent, bar, page_at, said, spoken, stage, tell

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/unpooling.py")


X5 = "1 2 0 3 1;0 1 2 3 1;1 2 1 0 0;5 2 3 1 1;2 1 0 1 1"
ERROR = "Found an invalid max index: 17 (output volumes are of size 4x4)"


def code(app: AppTest) -> str:
    return app.code[-1].value


def repair(app: AppTest) -> AppTest:
    app.button(key="repair").click().run()
    assert not app.exception
    return app


# ------------------------------------------------------------------ unpooled


def test_the_page_opens_with_everything_back_in_its_place():
    app = opened()
    assert app.title[0].value == "Unpooling"
    assert "✓ came back: **9** of 36 cells" in said(app)
    assert "⇢ moved elsewhere: **0**" in said(app)
    assert "✕ lost: **27**" in said(app)
    assert "return_indices=True" in code(app)
    assert "nn.MaxUnpool2d(2)" in code(app)


def test_torchs_error_is_shown_in_its_words_and_one_button_repairs_it():
    app = opened(x=X5)
    assert f"`{ERROR}`" in said(app)
    assert "17 is row 3, column 2 of 5 × 5" in said(app)
    assert "a plane of 4 × 4 has no cell 17" in said(app)
    assert ERROR in code(app)
    assert app.button(key="repair").label == "output_size = 5 × 5"
    repair(app)
    assert ERROR not in said(app)
    assert "✓ came back: **4** of 25 cells" in said(app)
    assert "output_size=(5, 5)" in code(app)
    assert [app.query_params[key] for key in ("out", "oh", "ow")] == ["true", "5", "5"]


def test_the_silent_misplacement_is_said_and_one_button_repairs_it():
    app = opened(x=X5, k=3, ceil="true")
    assert "⇢ moved elsewhere: **2**" in said(app)
    assert "the 5 came back in another place. Its index 15 is row 3, column 0 of the input" in said(app)
    assert "there 15 is row 2, column 3" in said(app)
    assert "⇢ moved elsewhere: **0**" in said(repair(app))
    assert not app.warning


def test_shared_cells_are_counted():
    app = opened(x="0 0 0;0 9 0;0 0 0", s=1)
    assert "✓ came back: **1** of 9 cells" in said(app)
    assert "◆ chosen by several windows: **1**" in said(app)


def test_output_size_by_link_and_by_hand():
    app = opened(x=X5, out="true", oh=5, ow=5)
    assert app.number_input(key="oh").value == 5
    assert "default 4 × 4; allowed: height 3–5, width 3–5" in said(app)
    app.number_input(key="oh").set_value(7).run()
    assert not app.exception
    assert 'invalid output_size "(7, 5)"' in said(app)
    assert "here 3–5 high and 3–5 wide" in said(app)
    app.toggle(key="out").set_value(False).run()
    assert f"`{ERROR}`" in said(app)
    app.toggle(key="out").set_value(True).run()
    assert (app.number_input(key="oh").value, app.number_input(key="ow").value) == (5, 5)
    app.number_input(key="ow").set_value(None).run()
    assert not app.exception
    assert "✓ came back: **4** of 25 cells" in said(app)


def test_output_size_outlives_a_look_at_the_gradient():
    app = opened(x=X5, out="true", oh=4, ow=5)
    app.segmented_control(key="show").set_value("gradient").run()
    app.segmented_control(key="show").set_value("unpooled").run()
    assert not app.exception
    assert (app.toggle(key="out").value, app.number_input(key="oh").value) == (True, 4)


@pytest.mark.parametrize(
    "bad", [{"oh": 0, "ow": 0}, {"oh": 999}, {"oh": -3}, {"ow": "x"}, {"oh": 3, "ow": 3}]
)
def test_bad_output_sizes(bad: dict[str, Any]):
    assert opened(x=X5, out="true", **bad).button


def test_dilation_is_said():
    app = opened(x=X5, s=1, d=2)
    assert "nn.MaxUnpool2d has no dilation" in said(app)
    assert "The input's own 5 × 5 is out of its reach." in said(app)
    assert "out of its reach" not in said(opened(x=X5, d=2))


def test_windows_with_no_member_are_refused_in_a_sentence():
    for show in ("unpooled", "gradient"):
        app = opened(x="1 2;3 4", p=1, d=3, show=show)
        assert "reads padding alone" in said(app)


def test_planes_that_are_empty_or_too_large_are_said():
    assert "is empty: nothing has a place in it" in said(opened(x=X5, k=8, s=200, p=4))
    far = opened(x=X5, k=8, s=200, p=4, out="true", oh=100, ow=100)
    assert "100 × 100 is not drawn: it may be at most 32 × 32" in said(far)


# ------------------------------------------------------------------ gradient


def test_the_gradient_of_a_max_adds_up():
    app = opened(x=X5, k=3, s=1, show="gradient")
    assert "passed back: **9** in all" in said(app)
    assert "arrives in the input: **9**" in said(app)
    assert "cells that get 0: **20** of 25" in said(app)
    assert "y.backward(torch.ones_like(y))" in code(app)


def test_the_gradient_of_an_average_loses_the_share_of_the_padding():
    app = opened(x=X5, layer="AvgPool2d", k=3, s=2, p=1, show="gradient")
    assert "arrives in the input: **5.444**" in said(app)
    assert "the share of padding is lost" in said(app)


def test_an_average_cannot_be_unpooled_and_shows_its_gradient():
    app = opened(x=X5, layer="AvgPool2d")
    assert "An average keeps no indices" in said(app)
    assert "arrives in the input: **4**" in said(app)
    choice = app.segmented_control(key="shown_instead")
    assert (choice.value, choice.disabled) == ("gradient", True)


def test_a_max_after_an_average_is_unpooled_as_was_chosen():
    app = tell(opened(x=X5, layer="AvgPool2d"), layer="MaxPool2d")
    assert (app.segmented_control(key="show").value, "show" in app.query_params) == ("unpooled", False)
    app = tell(opened(x=X5, show="gradient"), layer="AvgPool2d")
    assert app.segmented_control(key="show").value == "gradient"


def test_another_gradient_of_the_output():
    app = opened(x=X5, g="1 2;3 4", show="gradient")
    assert "passed back: **10** in all" in said(app)
    assert "g = torch.tensor([[[[1.0, 2.0]," in code(app)
    next(button for button in app.button if button.label == "all ones").click().run()
    assert "passed back: **4** in all" in said(app)
    next(button for button in app.button if button.label == "1, 2, 3, …").click().run()
    assert "passed back: **10** in all" in said(app)
    assert app.query_params["g"] == "1 2;3 4"


@pytest.mark.parametrize("text", ["1 2 3", "a b", "1 2;3", ";", "nan inf;1 2"])
def test_any_text_as_gradient_of_the_output(text: str):
    app = opened(x=X5, g=text, show="gradient")
    assert "passed back: " in said(app)


# ------------------------------------------------------------------ the whole page


@pytest.mark.parametrize(
    "link",
    [
        {},
        {"x": X5, "k": "3", "ceil": "true", "lang": "zh"},
        {"x": X5, "out": "true", "oh": "5"},
        {"x": X5, "layer": "AvgPool2d", "lang": "zh"},
        {"x": X5, "show": "gradient", "g": "1 2;3 4"},
    ],
    ids=str,
)
def test_the_page_shows_what_the_answer_says(link: dict[str, str]) -> None:
    app = opened(cpu="true", **link)
    with spoken(link.get("lang", "en")):
        found = answer(read(fields(), link)[0])
    assert alone(app) == as_sent(found.stage)
    assert stage(app).get("lines", []) == list(found.lines)
    assert found.verdict in [text.value for text in app.markdown]
    assert code(app) == found.program


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.key)
def test_every_example(case: Example):
    app = opened()
    app.selectbox(key="preset").set_value(case).run()
    assert not app.exception
    assert case.lesson in said(app)
    assert app.segmented_control(key="show").value == case.link["show"]


def test_a_lesson_goes_when_its_example_does():
    app = opened()
    app.selectbox(key="preset").set_value(CASES[1]).run()
    assert CASES[1].lesson in said(app)
    app = tell(app, k=3)
    assert CASES[1].lesson not in said(app)
    assert app.selectbox(key="preset").value is None


def test_reset_returns_to_the_start():
    app = opened(x=X5, k=3, ceil="true", show="gradient", g="1 2;3 4", out="true", oh=5)
    next(button for button in app.button if button.label == "Reset").click().run()
    assert not app.exception
    assert "✓ came back: **9** of 36 cells" in said(app)
    assert not app.query_params


def test_a_layer_that_torch_refuses_shows_the_input_alone():
    app = opened(x=X5, k=1, p=3)
    assert "refused" in bar(app)


@pytest.mark.parametrize("x", ["", "a", "1 2;3", "nan inf;-inf 2", "1"])
def test_any_matrix(x: str):
    for show in ("unpooled", "gradient"):
        opened(x=x, show=show)


def test_random_settings():
    draw = random.Random(5)
    for _ in range(25):
        size = {"out": "true", "oh": draw.randint(0, 9), "ow": draw.randint(0, 9)}
        opened(
            layer=draw.choice(["MaxPool2d", "AvgPool2d"]),
            show=draw.choice(["unpooled", "gradient"]),
            x=draw.choice([X5, "1 2;3 4", "7 7 1 4;7 7 4 1;2 0 5 5;0 2 5 5"]),
            k=draw.randint(1, 4),
            s=draw.randint(1, 4),
            p=draw.randint(0, 2),
            d=draw.randint(1, 3),
            ceil=draw.choice(["true", "false"]),
            **draw.choice([{}, size]),
        )
