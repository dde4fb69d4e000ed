"""The training of the notes on its page: start, watch, stop, what it says, and the program."""

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from poolviz.networks.training.notes import NotesEpoch, NotesOutline, NotesRequest, Underway
from poolviz.server.jobs import background
from poolviz.server.jobs.background import Run
from poolviz.sources.datasets.examples import notes_work
from tests.pages.networks.test_training_page import Still, press, progress
from tests.pages.paged import page_at, run, said
from tests.sources.datasets import mnist_like

opened = page_at("pages/training.py")


@pytest.fixture(autouse=True)
def line(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Still:
    still = Still()
    monkeypatch.setattr(background, "LINE", still)
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    mnist_like.make_folder(tmp_path)
    return still


def held(app: AppTest) -> Run[Any, Any]:
    return app.session_state["training_memory"].extra["notes"].held.run


def epoch(pool: str, number: int) -> NotesEpoch:
    return NotesEpoch(pool, number, 0.9, 0.98, 0.97, 10.0, 10.0 * number)


def test_a_run_from_start_to_end(line: Still) -> None:
    app = opened(show="notes", notes_average="false")
    assert progress(app).startswith("1 × 3 epochs in batches of 100, with 2,328,298 parameters.")
    assert "0.9869" in said(app)
    press(app, "start_notes")
    now = held(app)
    assert now.request == NotesRequest(("max",), now.request.device)
    assert now.owner is not background.NOBODY  # so that it counts for the share of its session
    line.begin(now)
    now.messages += [NotesOutline(200, 100, {"max": 2_328_298}), Underway("max", 1, 1, 2, 0.5, 5.0)]
    assert progress(run(app)).startswith("Epoch 0 of 3, about 25 s left.")
    assert "0.5000 (1 / 2)" in said(app)
    now.messages += [epoch("max", number) for number in (1, 2, 3)]
    line.finish(now)
    assert progress(run(app)) == "Finished: 3 epochs."
    assert "The notes print 98.8 % after three epochs; here it is 98.0 %." in said(app)
    assert {button.key for button in app.button} >= {"start_notes"}


def test_a_run_is_stopped_and_what_it_told_stays(line: Still) -> None:
    app = press(opened(show="notes"), "start_notes")
    now = held(app)
    line.begin(now)
    now.messages += [NotesOutline(200, 100, {"max": 1}), epoch("max", 1)]
    press(run(app), "stop_notes")
    assert progress(app) == "Stopped after 1 of 6 epochs. What was finished is kept."
    assert "0.9800" in said(app)


def test_without_mnist_it_is_offered(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path / "empty"))
    app = opened(show="notes")
    assert "MNIST is not in the data folder of this server." in said(app)
    assert app.button(key="download").label == "Download MNIST, 12 MB"
    assert app.button(key="start_notes").disabled


def test_the_program_prints_the_same(tmp_path: Path) -> None:
    """The code that stands on the page, run apart, on the data of the test."""
    code = opened(show="notes").code[-1].value
    told = [one for one in notes_work(NotesRequest(("max",))) if isinstance(one, NotesEpoch)]
    (tmp_path / "data").symlink_to(tmp_path, target_is_directory=True)
    program = f"import torch; torch.set_num_threads(1)\n{code}"
    done = subprocess.run([sys.executable, "-c", program], cwd=tmp_path, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    printed = [tuple(map(float, re.findall(r"[\d.]+", row))) for row in done.stdout.splitlines()]
    assert printed == [(one.number, pytest.approx(one.train), pytest.approx(one.test)) for one in told]
