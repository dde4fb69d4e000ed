"""Every stage and every plot of every page can be taken away; the dialog offers what there is."""

import io
import json
from typing import Any

import numpy as np
import pytest
from streamlit.testing.v1 import AppTest

from poolviz.errors import PoolvizError
from poolviz.server.jobs.background import Owner
from poolviz.ui.shared.stage.drawing import _file
from poolviz.views.export.apart import Drawn, Progress, _packed
from tests.pages.paged import Still, components, page_at, run

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
    stages = components(app)
    assert stages
    assert all(stage["options"]["take"] for stage in stages)
    assert offered(app) == {}


def script(lit: bool, windows: bool, known: bool) -> None:
    """A page with one stage whose button has just been pressed."""
    from typing import Any

    import streamlit as st
    import torch

    from poolviz import explain, parse
    from poolviz.ui.shared.stage.export import take_shown
    from poolviz.views.stage.pooling import input_stage, pooling_stage

    st.session_state["lang"] = "en"
    x = torch.eye(4)
    made = pooling_stage(explain(parse("nn.MaxPool2d(2)"), x[None, None])) if windows else input_stage(x)
    nothing: dict[str, Any] = {"cells": [], "boxes": [], "windows": [], "lines": [], "signs": []}
    played = [{"output": 0, "lit": nothing}] if windows else []
    event = {"plain": nothing, "lit": nothing if lit else None, "outputs": len(played), "played": played}
    take_shown(made, "stage", event if known else {"grid": "input"})


def large(side: int) -> None:
    """A page with a stage of so many numbers a side whose button has just been pressed."""
    import streamlit as st
    import torch

    from poolviz.ui.shared.stage.export import take_away_stage
    from poolviz.views.stage.pooling import input_stage

    st.session_state["lang"] = "en"
    take_away_stage(input_stage(torch.eye(side)), "stage")


def large_dialog(side: int = 32) -> AppTest:
    return run(AppTest.from_function(large, kwargs={"side": side}))


def test_a_drawing_of_too_many_numbers_is_not_offered() -> None:
    app = large_dialog(150)
    assert {kind for kind, there in offered(app).items() if not there} == {"svg", "pdf", "gif"}
    labels = [button.proto.label for button in app.get("download_button")]
    assert "PDF, for print and LaTeX (too many numbers for a drawing, take PNG or HTML)" in labels


# ------------------------------------------------------------------ what takes long


@pytest.fixture
def line(monkeypatch: pytest.MonkeyPatch) -> Still:
    still = Still(of_session=1)
    monkeypatch.setattr("poolviz.ui.shared.stage.drawing.FIGURES", still)
    monkeypatch.setattr("poolviz.ui.shared.stage.drawing.owner", lambda: Owner("one"))
    return still


def test_what_takes_long_has_a_button_that_begins_it_and_says_how_long(line: Still) -> None:
    app = large_dialog()
    assert set(offered(app)) == {"png", "gif", "html", "csv", "npz"}
    assert app.button(key="draw_pdf").label == "PDF, for print and LaTeX (about 3 s)"
    assert app.button(key="draw_svg").label == "SVG, sharp at any size (about 3 s)"
    assert line.waiting == 0


def test_a_long_drawing_shows_how_far_it_is_and_then_its_file(line: Still) -> None:
    app = press(large_dialog(), "draw_pdf")
    (drawing,) = line._waiting
    assert [one.proto.text for one in app.get("progress")] == [
        "PDF, for print and LaTeX: 1 drawing is ahead of yours"
    ]
    line.begin(drawing)
    assert run(app).get("progress")[0].proto.text == "PDF, for print and LaTeX: starting"
    drawing.messages += [Progress(250, 1000), Progress(500, 1000)]
    (bar,) = run(app).get("progress")
    assert (bar.proto.text, bar.proto.value) == ("PDF, for print and LaTeX: 500 / 1000", 50)
    drawing.messages.append(Drawn(_packed(b"%PDF-1.4")))
    line.finish(drawing)
    app = run(app)
    assert offered(app)["pdf"]
    assert not app.get("progress")
    assert _file(drawing) == b"%PDF-1.4"


def test_stop_ends_it_and_it_can_begin_again(line: Still) -> None:
    app = press(large_dialog(), "draw_pdf")
    (drawing,) = line._waiting
    line.begin(drawing)
    app = press(run(app), "stop_pdf")
    assert drawing.state == "stopped"
    assert "It was stopped before it was done." in [one.value for one in app.caption]
    line._working.remove(drawing)
    press(app, "draw_pdf")
    assert line.waiting == 1


def test_a_session_has_one_drawing(line: Still) -> None:
    app = press(press(large_dialog(), "draw_pdf"), "draw_svg")
    assert line.waiting == 1
    (told,) = app.error
    assert told.value.startswith("one session may have 1 run")


def test_a_drawing_that_failed_says_why(line: Still) -> None:
    app = press(large_dialog(), "draw_pdf")
    (drawing,) = line._waiting
    line.begin(drawing)
    drawing.error = PoolvizError("the work ended without an answer: {reason}", reason="exit status 9")
    line.finish(drawing, "failed")
    app = run(app)
    (told,) = app.error
    assert told.value.replace("\\", "") == "the work ended without an answer: exit status 9"
    assert app.button(key="draw_pdf")


def press(app: AppTest, key: str) -> AppTest:
    return run(app.button(key=key).click())


def dialog(**given: bool) -> AppTest:
    return run(AppTest.from_function(script, kwargs={"lit": True, "windows": True, "known": True} | given))


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
    from poolviz.ui.shared.stage.file_names import file_name

    state = page_at(f"pages/{page}.py")(**link).session_state
    keys = ("page", "link_as_sent", f"{page}_memory")
    monkeypatch.setattr("streamlit.session_state", {key: state[key] for key in keys if key in state})
    assert file_name("stage") == name


def test_without_windows_there_is_no_gif_and_without_a_cursor_no_question() -> None:
    app = dialog(lit=False, windows=False)
    assert not offered(app)["gif"]
    assert len(app.toggle) == 0
    assert len(dialog().toggle) == 1


def test_an_event_that_no_stage_sends_is_said_and_opens_nothing() -> None:
    app = dialog(known=False)
    assert offered(app) == {}
    (told,) = app.toast
    assert told.value.startswith("`take` must be as the stage sends it")


def gallery() -> None:
    """A page with a batch that can be taken away."""
    import streamlit as st
    import torch

    from poolviz.ui.pooling.batches.gallery import offer_gallery

    st.session_state["lang"] = "en"
    offer_gallery(torch.rand(2, 3, 4, 4), torch.rand(2, 3, 2, 2), "batch_stage", still=True)


def test_a_batch_is_taken_away_and_has_nothing_lit_and_no_gif() -> None:
    app = run(AppTest.from_function(gallery))
    app = run(app.button[0].click())
    assert [kind for kind, had in offered(app).items() if not had] == ["gif"]
    assert len(app.toggle) == 0


@pytest.mark.parametrize(("tool", "plots"), [("ruler", 1), ("curve", 2)])
def test_every_plot_of_the_output_size_page_has_its_button(tool: str, plots: int) -> None:
    app = page_at("pages/sizes.py")(tool=tool)
    buttons = [button for button in app.button if button.label == "Export"]
    assert len(buttons) == plots
    app = run(buttons[0].click())
    assert list(offered(app)) == ["csv", "npz"]
    sent = [json.loads(found.proto.json) for found in app.get("bidi_component")]
    (pictures,) = [one for one in sent if "figure" in one]
    assert pictures["name"].startswith(f"poolviz-sizes-{tool}-")


def test_the_turned_volume_has_its_button() -> None:
    app = page_at("pages/volumes.py")(panel="turn")
    assert [button.label for button in app.button].count("Export") == 1


def test_what_the_dialog_gives_is_what_torch_computed() -> None:
    import torch

    from poolviz import explain, parse
    from poolviz.ui.shared.stage.export import _made
    from poolviz.ui.shared.stage.offers import Offer
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
    from poolviz.ui.shared.stage.export import _made, _say_failures
    from poolviz.ui.shared.stage.offers import Offer

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
    ("lang", "begins"), [("en", "PNG, a picture for slides could not be made: "), ("zh", "PNG")]
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
    from poolviz.ui.shared.stage.file_names import file_name, page_title

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
