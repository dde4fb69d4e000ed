"""Every stage and every plot of every page can be taken away; the dialog offers what there is."""

import io
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from tests.pages.paged import page_at, run

STAGES = {
    "windows": {}, "pictures": {}, "signals": {}, "volumes": {"panel": "back"}, "unpooling": {},
    "adaptive": {}, "compare": {}, "frameworks": {},
}  # fmt: skip


def offered(app: AppTest) -> dict[str, bool]:
    """The kinds of file of the open dialog, and whether each can be had."""
    buttons = [button.proto for button in app.get("download_button")]
    return {one.id.rpartition("take_")[2]: not one.disabled for one in buttons if "take_" in one.id}


@pytest.mark.parametrize("page", STAGES)
def test_every_stage_has_the_button(page: str) -> None:
    app = page_at(f"pages/{page}.py")(**STAGES[page])
    stages = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    assert stages
    assert all(stage["options"]["take"] for stage in stages)
    assert offered(app) == {}


def script(lit: bool, windows: bool) -> None:
    """A page with one stage whose button has just been pressed."""
    import streamlit as st
    import torch

    from poolviz import explain, parse
    from poolviz.ui.shared.stage.export import take_away_stage
    from poolviz.views.stage.pooling import input_stage, pooling_stage

    st.session_state["lang"] = "en"
    x = torch.eye(4)
    made = pooling_stage(explain(parse("nn.MaxPool2d(2)"), x[None, None])) if windows else input_stage(x)
    take_away_stage(made, "stage", {"grid": "input", "d": 0, "r": 1, "c": 1} if lit else {"grid": "no"})


def dialog(**given: bool) -> AppTest:
    return run(AppTest.from_function(script, kwargs={"lit": True, "windows": True} | given))


def test_the_dialog_offers_every_kind_of_file() -> None:
    assert offered(dialog()) == dict.fromkeys(("png", "svg", "pdf", "gif", "html", "csv", "npz"), True)


@pytest.mark.parametrize(
    ("page", "link", "name"),
    [
        ("windows", {"layer": "AvgPool2d", "k": "3"}, "poolviz-windows-AvgPool2d-3"),
        ("windows", {"k": "99"}, "poolviz-windows"),
        ("signals", {"s": "3"}, "poolviz-signals-MaxPool1d-2-stride-3"),
        ("compare", {}, "poolviz-compare"),
    ],
)
def test_a_file_is_named_after_the_page_and_the_layer_that_worked_there(
    monkeypatch: pytest.MonkeyPatch, page: str, link: dict[str, str], name: str
) -> None:
    from poolviz.ui.shared.stage.export import file_name

    state = page_at(f"pages/{page}.py")(**link).session_state
    keys = ("page", "link_as_sent", f"{page}_memory")
    monkeypatch.setattr("streamlit.session_state", {key: state[key] for key in keys if key in state})
    assert file_name("stage") == name


def test_without_windows_there_is_no_gif_and_without_a_cursor_no_question() -> None:
    app = dialog(lit=False, windows=False)
    assert not offered(app)["gif"]
    assert len(app.toggle) == 0
    assert len(dialog().toggle) == 1


@pytest.mark.parametrize(("tool", "plots"), [("ruler", 2), ("curve", 2)])
def test_every_plot_of_the_output_size_page_has_its_button(tool: str, plots: int) -> None:
    app = page_at("pages/sizes.py")(tool=tool)
    buttons = [button for button in app.button if button.label == "Take away"]
    assert len(buttons) == plots
    app = run(buttons[0].click())
    assert list(offered(app)) == ["png", "svg", "pdf", "csv", "npz"]


def test_the_turned_volume_has_its_button() -> None:
    app = page_at("pages/volumes.py")(panel="turn")
    assert [button.label for button in app.button].count("Take away") == 1


def test_what_the_dialog_gives_is_what_torch_computed() -> None:
    import torch

    from poolviz import explain, parse
    from poolviz.ui.shared.stage.export import Offer, _made
    from poolviz.views.export.numbers import as_npz
    from poolviz.views.stage.pooling import pooling_stage

    explanation = explain(parse("nn.AvgPool2d(2)"), torch.rand(1, 1, 4, 4))
    made: Any = _made(Offer("npz", lambda: as_npz(pooling_stage(explanation))), "zh", {})
    with np.load(io.BytesIO(made)) as arrays:
        assert torch.equal(torch.from_numpy(arrays["output"]), explanation.output[0, 0])


def failing(lang: str) -> None:
    """A page that says what became of a PNG that cannot be drawn and of a CSV that is refused."""
    from contextlib import suppress

    import streamlit as st

    from poolviz.errors import PoolvizError
    from poolviz.ui.shared.stage.export import Offer, _made, _say_failures

    def broken() -> bytes:
        raise KeyError("field_between")

    def refused() -> bytes:
        raise PoolvizError("`rows` must be at most {most}", most=9)

    st.session_state["lang"] = lang
    failures: dict[str, Exception] = {}
    for offer in (Offer("png", broken), Offer("csv", refused), Offer("npz", lambda: b"")):
        with suppress(KeyError, PoolvizError):
            _made(offer, lang, failures)
    _say_failures(failures)


@pytest.mark.parametrize(
    ("lang", "begins"), [("en", "PNG, a picture for slides: it could not be made. "), ("zh", "PNG")]
)
def test_a_file_that_cannot_be_made_is_said_in_the_dialog(lang: str, begins: str) -> None:
    errors = [one.value for one in run(AppTest.from_function(failing, kwargs={"lang": lang})).error]
    assert len(errors) == 2
    assert errors[0].startswith(begins)
    assert "KeyError" in errors[0]
    assert errors[1].endswith("`rows` must be at most 9")
    assert ("could not be made" in errors[0]) == (lang == "en")


def naming() -> None:
    """A page with a layer that has answered, and what its files are called."""
    import streamlit as st
    from torch import nn

    from poolviz.answers.settings.layer_values import layer_values
    from poolviz.answers.settings.numbers import PLANE_LAYERS
    from poolviz.ui.shared.frame.address import SENT
    from poolviz.ui.shared.frame.memory import PAGE, memory
    from poolviz.ui.shared.stage.export import file_name, page_title

    st.session_state[PAGE] = "windows"
    st.session_state[SENT] = ("windows", [], {"layer": None})
    memory().layer = layer_values(nn.MaxPool2d(3, ceil_mode=True), PLANE_LAYERS)
    st.text(file_name("worth_stage"))
    st.text(page_title())


def test_a_file_is_named_after_the_page_and_the_layer_on_its_stage() -> None:
    named = [element.value for element in run(AppTest.from_function(naming)).text]
    assert named == [
        "poolviz-windows-MaxPool2d-3-ceil_mode-True-worth",
        "Windows · nn.MaxPool2d(3, ceil_mode=True)",
    ]
