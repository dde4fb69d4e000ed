"""The Signals page: sources, layers of one axis, the way back, panels; no exception whatever comes in."""

import io
import wave
from typing import Any

import pytest
import torch
from streamlit.testing.v1 import AppTest
from torch import nn

from poolviz.answers.pooling.signals import PANELS, SOURCES, signal_of
from poolviz.answers.settings.numbers import LINE_LAYERS
from poolviz.sources.signals.signals import made
from poolviz.ui.shared.frame.memory import Memory
from tests.pages.paged import bar, page_at, repair, said

pytestmark = pytest.mark.usefixtures("told")
opened = page_at("pages/signals.py")


def ran(app: AppTest) -> dict[str, Any]:
    """What the program in the code panel makes, but for what it prints."""
    names: dict[str, Any] = {"print": lambda *_: None}
    exec(app.code[-1].value, names)
    return names


def test_the_page_opens_with_a_sine_and_both_kinds():
    app = opened()
    assert app.title[0].value == "Signals"
    assert "Max follows the crests" in said(app)
    assert "(1, 1, 32) → (1, 1, 16) · computed by torch" in said(app)
    assert "L: ⌊(32 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 16" in said(app)
    assert torch.equal(ran(app)["y"], nn.MaxPool1d(2)(made("sine", 32)[None, None]))
    assert "nn.AvgPool1d(2)(x)" in app.code[-1].value


@pytest.mark.parametrize("name", LINE_LAYERS)
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_layer_of_one_axis_is_shown(name, lang):
    for panel in PANELS:
        app = opened(layer=name, k=3, s=2, to=5, lang=lang, panel=panel)
        assert not app.error
        assert not app.warning


@pytest.mark.parametrize("name", LINE_LAYERS)
@pytest.mark.parametrize("source", ["example", "photo", "numbers"])
def test_the_program_makes_what_the_page_shows(name, source):
    app = opened(layer=name, src=source, to=4, k=3, back="true")
    names = ran(app)
    assert f"# {names['y'].shape}" in app.code[-1].value
    assert f"(1, 1, {names['x'].shape[2]}) → {tuple(names['y'].shape)}" in said(app)


def test_the_way_back_puts_the_maxima_back():
    names = ran(opened(src="numbers", x="1 5 2 2 9 3", back="true"))
    assert names["back"].tolist() == [[[0, 5, 2, 0, 9, 0]]]
    assert "back" not in ran(opened(src="numbers", x="1 5 2 2 9 3"))


def test_an_average_is_led_back_by_the_max_beside_it():
    assert "MaxUnpool1d" in opened(layer="AvgPool1d", back="true").code[-1].value
    alone = opened(layer="AvgPool1d", back="true", both="false")
    assert "No way back" in said(alone)
    assert "MaxUnpool1d" not in alone.code[-1].value
    assert "No way back" in said(opened(layer="AdaptiveMaxPool1d", to=4, back="true"))


def test_a_max_with_dilation_stands_alone():
    assert "only the maximum is shown" in said(opened(k=3, d=2))


def test_a_way_back_out_of_reach_is_said():
    assert "nn.MaxUnpool has no dilation" in said(opened(k=2, d=7, s=1, back="true"))


def test_noise_has_a_seed():
    first, second = (ran(opened(sig="noise", seed=seed))["x"] for seed in (1, 2))
    assert not torch.equal(first, second)
    assert [box.key for box in opened(sig="spike").number_input if box.key == "seed"] == []


@pytest.mark.parametrize("size", [32, 256])
def test_a_row_beyond_the_picture_is_its_last(size):
    app = opened(src="photo", size=size, row=255)
    assert app.number_input(key="row").value == min(255, size - 1)
    assert ran(app)["x"].shape == (1, 1, size)


def test_typed_numbers_are_shown_and_bad_ones_keep_the_last_good_signal():
    app = opened(src="numbers", x="4 4 1 0")
    assert ran(app)["x"].tolist() == [[[4, 4, 1, 0]]]
    app.text_area(key="x").set_value("4 4 <b> 0").run()
    assert not app.exception
    assert "number 3 is" in app.error[0].value
    assert "<b>" not in app.error[0].value
    assert ran(app)["x"].tolist() == [[[4, 4, 1, 0]]]
    app.text_area(key="x").set_value("1 nan inf").run()
    assert not app.exception
    assert "nan and inf are allowed" in said(app)
    assert ran(app)["x"].shape == (1, 1, 3)


def test_an_edited_sample_makes_the_signal_one_of_numbers(monkeypatch):
    from poolviz.ui.pooling.signals import sources as signal_sources

    spike = signal_of({"src": "example", "sig": "spike", "n": 8, "seed": 0})
    state: dict[str, Any] = {"_memory": Memory(extra={signal_sources.SHOWN: spike})}
    toasts: list[str] = []
    monkeypatch.setattr(signal_sources.st, "session_state", state)
    monkeypatch.setattr(signal_sources.st, "toast", lambda text, **_look: toasts.append(text))
    signal_sources.edit_sample({"grid": "input", "row": 0, "col": 4, "text": "-2.5"})
    assert (state["src"], state["x"]) == ("numbers", "0 0 0 0 -2.5 0 0 0")
    for edit in ({"col": 99, "text": "1"}, {"col": 0, "text": "<b>"}, {"col": "x", "text": "1"}, {}):
        signal_sources.edit_sample(edit)
    assert len(toasts) == 4
    assert state["x"] == "0 0 0 0 -2.5 0 0 0"


def test_two_quick_edits_of_a_signal_both_count(monkeypatch):
    from poolviz.ui.pooling.signals import sources as signal_sources

    spike = signal_of({"src": "example", "sig": "spike", "n": 8, "seed": 0})
    state: dict[str, Any] = {"_memory": Memory(extra={signal_sources.SHOWN: spike})}
    monkeypatch.setattr(signal_sources.st, "session_state", state)
    signal_sources.edit_sample({"col": 4, "text": "1"})
    signal_sources.edit_sample({"col": 0, "text": "2"})
    assert state["x"] == "2 0 0 0 1 0 0 0"


def test_torchs_refusal_is_in_its_words_with_repairs():
    app = opened(k=3, p=2)
    assert "refused" in bar(app)
    assert "p ≤ ⌊k / 2⌋" in said(app)
    app = repair(app)
    assert "refused" not in bar(app)


def test_the_last_layer_of_a_page_of_matrices_is_no_layer_here():
    app = page_at("pages/windows.py")(k=1, s=2)
    app.switch_page("pages/signals.py")
    app.query_params.clear()
    app.query_params["k"] = "40"
    app.run()
    assert app.title[0].value == "Signals"
    assert not app.exception
    assert "MaxPool2d" not in said(app)
    assert "refused" in bar(app)


@pytest.mark.parametrize(
    "link",
    [
        {"src": "<b>", "sig": "x", "n": "7", "seed": "-1", "photo": "..", "size": "1", "row": "1e9"},
        {"as": "pie", "both": "maybe", "back": "1", "panel": "<script>", "layer": "MaxPool2d"},
    ],
)
def test_values_that_a_link_cannot_have_are_said_and_dropped(link):
    app = opened(**link)
    assert len(app.warning) == len(link)
    assert "<b>" not in said(app)


def test_a_very_long_text_in_a_link_is_refused_in_a_sentence():
    assert "at most 20000 characters" in said(opened(src="numbers", x="1 " * 20_000))
    assert "at most 512 numbers" in said(opened(src="numbers", x="1 " * 600))


@pytest.mark.parametrize("x", ["1", "nan", "inf -inf", "1e-40 3.4e38", "0 0 0"])
@pytest.mark.parametrize("kind", ["bars", "line"])
def test_odd_signals_are_shown_or_refused_without_an_exception(x, kind):
    for name in LINE_LAYERS:
        for panel in PANELS:
            opened(src="numbers", x=x, layer=name, panel=panel, back="true", to=3, **{"as": kind})


@pytest.mark.parametrize("lang", ["en", "zh"])
@pytest.mark.parametrize("source", SOURCES)
def test_every_source_opens_in_both_languages(source, lang):
    opened(src=source, lang=lang)


# ------------------------------------------------------------------ uploads


def wav(channels: int = 1, frames: int = 2000) -> bytes:
    made_file = io.BytesIO()
    with wave.open(made_file, "wb") as file:
        file.setnchannels(channels)
        file.setsampwidth(2)
        file.setframerate(8000)
        values = [0 if i < 1024 else 3000 * (i % 7 - 3) for i in range(frames) for _ in range(channels)]
        file.writeframes(b"".join(value.to_bytes(2, "little", signed=True) for value in values))
    return made_file.getvalue()


def uploaded(data: bytes, **link: Any) -> AppTest:
    app = opened(src="upload", **link)
    app.file_uploader[0].set_value(("a.bin", data, "application/octet-stream")).run()
    assert not app.exception
    return app


def test_without_a_file_the_page_says_what_it_takes():
    app = opened(src="upload")
    assert "Choose a WAV file (PCM) or a CSV with a column of numbers, at most 10 MB" in said(app)
    assert "(1, 1, 32)" in said(app)


def test_a_sound_is_shown_in_part_and_the_part_is_said():
    app = uploaded(wav(2))
    assert "WAV, 16 bits, 8,000 samples a second" in said(app)
    assert "512 of 2,000 samples: from 1,024 to 1,535 in steps of 1" in said(app)
    assert "(1, 1, 512)" in said(app)
    app.number_input(key="signal_every").set_value(10).run()
    assert "98 of 2,000 samples: from 1,024 to 1,994 in steps of 10" in said(app)
    app.number_input(key="signal_start").set_value(1999).run()
    assert not app.exception
    assert "refused" in bar(app)


def test_a_table_has_its_columns_to_choose_from():
    app = uploaded(b"t,v\n0,5\n1,7\n2,6\n")
    assert [box.options for box in app.selectbox if box.key == "signal_track"] == [["t", "v"]]


@pytest.mark.parametrize("data", [b"", b"RIFF1234", b"\x00\x01", b"a,b\nc,d\n", b"<script>alert(1)</script>"])
def test_a_bad_file_is_said_in_a_sentence_and_the_signal_stays(data):
    app = uploaded(data)
    assert "the upload" in app.error[0].value
    assert "<script>" not in said(app)
    assert "(1, 1, 32)" in said(app)
