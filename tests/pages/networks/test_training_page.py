"""The training page: start, wait in the line, watch, stop, and what stands there in the end."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.answers.settings.language import translations
from poolviz.errors import PoolvizError
from poolviz.networks.training.messages import Message, Request
from poolviz.server.jobs import background
from poolviz.server.jobs.background import Run
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.examples import work
from poolviz.texts import speak
from tests.pages.paged import Still, page_at, run, said
from tests.sources.datasets.cifar_like import make_folder

opened = page_at("pages/training.py")


@pytest.fixture(autouse=True)
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Still]:
    still = Still()
    monkeypatch.setattr(background, "LINE", still)
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    yield still
    speak(translations("en"))


@cache
def told(seeds: int = 1, epochs: int = 2) -> list[Message]:
    return list(work(Request("faces", ("max", "average", "strided", "none"), seeds, epochs, rate=0.02)))


def press(app: AppTest, key: str) -> AppTest:
    return run(app.button(key=key).click())


def progress(app: AppTest) -> str:
    return app.get("progress")[0].proto.text


def held(app: AppTest) -> Run[Request, Message]:
    return app.session_state["training_memory"].extra["training"].held.run


def keys(app: AppTest) -> set[str]:
    return {button.key for button in app.button if button.key}


def finished(line: Still, **link: Any) -> AppTest:
    """The page when a run of so many seeds and epochs has ended."""
    app = press(opened(**link), "start_training")
    now = held(app)
    line.begin(now)
    now.messages += told(now.request.seeds, now.request.epochs)
    line.finish(now)
    return run(app)


def test_the_page_opens_with_four_networks_and_empty_curves() -> None:
    app = opened()
    assert app.title[0].value == "Does pooling help?"
    assert progress(app) == "4 networks × 3 seeds × 20 epochs = 240 epochs, in the background."
    assert len(app.get("plotly_chart")) == 1
    assert "| max pooling | – |" in said(app)
    assert "100 for training, 100 for testing" in said(app)
    assert dict(app.query_params) == {}
    assert not app.button(key="start_training").disabled


def test_start_asks_for_what_the_controls_say(line: Still) -> None:
    app = opened(average="false", seeds=2, epochs=5, rate="0.1")
    app = press(app, "start_training")
    asked = held(app).request
    assert replace(asked, device="") == Request("faces", ("max", "strided", "none"), 2, 5, 0.1, "")
    assert line.waiting == 1
    assert "stop_training" in keys(app)
    assert "start_training" not in keys(app)


def test_those_who_wait_see_how_many_go_before(line: Still) -> None:
    first, second = (line.submit(work, Request("faces", ("max",), 1, 1, 0.02)) for _number in range(2))
    line.begin(first)
    app = press(opened(), "start_training")
    assert progress(app).startswith("2 runs are ahead of yours; yours starts automatically.")
    line.stop(second)
    assert progress(run(app)).startswith("1 run is ahead of yours")
    line.finish(first)
    line.begin(held(app))
    assert progress(run(app)).startswith("Starting")
    assert "On this server now: 1 running, 0 waiting." in progress(opened())


def test_while_it_runs_epochs_and_time_left_are_said(line: Still) -> None:
    app = press(opened(seeds=1, epochs=2), "start_training")
    line.begin(held(app))
    held(app).messages += told()[:9]
    app = run(app)
    assert re.match(r"Epoch 4 of 8, about \d+ s left\. Stay on this page", progress(app))
    assert app.get("progress")[0].proto.value == 50
    assert "| max pooling | – | – | – | 2,818 | 241,256 |" in said(app)


def test_what_it_says_in_the_end(line: Still) -> None:
    app = finished(line, seeds=2, epochs=2)
    assert progress(app) == "Finished: 16 epochs."
    assert "Best on average:" in said(app)
    assert "What they cannot show" in said(app)
    assert "100 test pictures: one picture is 1 points" in said(app)
    assert "start_training" in keys(app)


def test_the_guess_is_judged(line: Still) -> None:
    app = opened(seeds=1, epochs=2)
    run(app.segmented_control(key="training_guess").set_value("none"))
    press(app, "start_training")
    assert app.segmented_control(key="training_guess").disabled
    line.begin(held(app))
    held(app).messages += told()
    line.finish(held(app))
    app = run(app)
    assert "You guessed" not in said(app)
    assert re.match(r"Finished: 8 epochs\. \*\*You guessed no pooling\. It may be .*\*\*$", progress(app))


def test_stop_keeps_what_was_told(line: Still) -> None:
    app = press(opened(seeds=1, epochs=2), "start_training")
    line.begin(held(app))
    held(app).messages += told()[:9]
    app = press(app, "stop_training")
    assert held(app).state == "stopped"
    assert progress(app) == "Stopped after 4 of 8 epochs. What was finished is kept."
    assert "start_training" in keys(app)


def test_a_run_that_was_given_up_says_so(line: Still) -> None:
    app = press(opened(), "start_training")
    line.stop(held(app))
    assert progress(run(app)) == "Stopped after 0 of 240 epochs: nobody had looked at it for 2 minutes."


def test_a_run_that_failed_says_why_and_another_can_begin(line: Still) -> None:
    app = press(opened(), "start_training")
    line.begin(held(app))
    held(app).error = PoolvizError("the file {file} is damaged", file="data_batch_3")
    line.finish(held(app), "failed")
    app = run(app)
    assert "the file data\\_batch\\_3 is damaged" in said(app)
    first = held(app)
    assert held(press(app, "start_training")) is not first
    assert "damaged" not in said(app)


def test_a_full_line_is_a_sentence(line: Still) -> None:
    for _number in range(30):
        line.submit(work, Request("faces", ("max",), 1, 1, 0.02))
    app = press(opened(), "start_training")
    assert "at most 30 runs can wait in line" in said(app)
    assert "start_training" in keys(app)


def test_other_settings_do_not_change_the_curves_of_the_run(line: Still) -> None:
    app = finished(line, seeds=2, epochs=2)
    before = app.get("plotly_chart")[0].proto.spec
    run(app.number_input(key="epochs").set_value(9))
    assert app.get("plotly_chart")[0].proto.spec == before
    assert progress(app) == "Finished: 16 epochs. It ran with other settings than those chosen now."


def test_no_network_chosen() -> None:
    app = opened(max="false", average="false", strided="false", none="false")
    assert progress(app) == "Choose at least one network."
    assert app.button(key="start_training").disabled


def test_without_cifar_the_download_is_offered_and_nothing_starts(tmp_path: Path) -> None:
    app = opened(data="cifar")
    assert "CIFAR-10 is not in the data folder" in said(app)
    assert "download" in keys(app)
    assert app.button(key="start_training").disabled
    make_folder(tmp_path / cifar.BASE)
    app = run(app)
    assert not app.button(key="start_training").disabled


@pytest.mark.parametrize("panel", ["says", "code", "networks", "epochs"])
@pytest.mark.parametrize("lang", ["en", "zh"])
def test_every_panel_before_and_after(line: Still, panel: str, lang: str) -> None:
    speak(translations(lang))  # AppTest finds a chosen option by the text that it has here
    opened(panel=panel, lang=lang, data="cifar")
    app = finished(line, panel=panel, lang=lang, seeds=2, epochs=2, curve="loss")
    if panel == "epochs":
        assert len(app.dataframe[0].value) == 4 * 2 * 3
    if panel == "code":
        run(app.selectbox(key="training_kind").set_value("average"))
        assert "nn.AvgPool2d(2, ceil_mode=True)" in app.code[-1].value
    if panel == "networks":
        assert "nn.MaxPool2d(2, ceil_mode=True)" in app.dataframe[0].value.to_string()


@pytest.mark.parametrize(
    "bad",
    [
        {"seeds": 9},
        {"epochs": 0},
        {"epochs": "1e3"},
        {"rate": "0.03"},
        {"data": "letters"},
        {"max": "1"},
        {"curve": ""},
    ],
)
def test_values_that_a_link_cannot_have_are_said(bad: dict[str, Any]) -> None:
    assert len(opened(**bad).warning) == 1


def test_another_session_has_a_run_of_its_own(line: Still) -> None:
    one, other = press(opened(), "start_training"), press(opened(), "start_training")
    assert held(one) is not held(other)
    assert line.waiting == 2
    press(one, "stop_training")
    assert progress(run(other)).startswith("1 run is ahead")


def test_the_run_goes_on_while_another_page_is_open(line: Still) -> None:
    app = press(opened(), "start_training")
    now = held(app)
    app.switch_page("pages/sizes.py").run()
    app.switch_page("pages/training.py")
    assert held(run(app)) is now
    assert "stop_training" in keys(app)
