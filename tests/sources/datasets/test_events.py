"""The event files, read back with tensorboard's own reader; runs that end early; a disk that is full."""

import errno
import io
import os
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
import pytest
import torch
from PIL import Image
from tensorboard.backend.event_processing.event_accumulator import IMAGES, EventAccumulator
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.server.jobs.background import Line
from poolviz.sources.datasets import batches, events
from poolviz.sources.datasets.batches import PictureSet
from poolviz.sources.datasets.messages import Request
from tests.sources.datasets import small_disk

REQUEST = Request("photos", "nn.MaxPool2d(3, ceil_mode=True)", cpu=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    return tmp_path


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> PictureSet:
    """A set of 80 pictures in the place of the photographs: 64 and 16."""
    whole = batches.photo_set()
    some = PictureSet("photos", whole.pixels[-80:], whole.labels[-80:], whole.names)
    monkeypatch.setitem(batches.SETS, "photos", lambda _folder: some)
    return some


def images(folder: Path, tag: str) -> list[tuple[int, np.ndarray]]:
    """Return step and pixels of every picture below a tag."""
    read = EventAccumulator(str(folder), size_guidance={IMAGES: 0})
    read.Reload()
    return [
        (event.step, np.asarray(Image.open(io.BytesIO(event.encoded_image_string))))
        for event in read.Images(tag)
    ]


def as_grid(pictures: Tensor) -> np.ndarray:
    """Lay pictures from 0 to 1 out as add_images does: 8 in a row, cut down to whole numbers."""
    count, _channels, rows, cols = pictures.shape
    grid = torch.zeros(3, -(-count // 8) * rows, min(count, 8) * cols)
    for number, picture in enumerate(pictures):
        top, left = number // 8 * rows, number % 8 * cols
        grid[:, top : top + rows, left : left + cols] = picture
    return (grid * 255).clamp(0, 255).byte().permute(1, 2, 0).numpy()


@pytest.mark.parametrize("layer", ["nn.MaxPool2d(3, ceil_mode=True)", "nn.MaxPool2d(2, return_indices=True)"])
def test_tensorboard_reads_every_batch_and_its_output(folder: Path, small: PictureSet, layer: str) -> None:
    said = list(events.write(replace(REQUEST, layer=layer)))
    run = Path(said[-1].folder)
    assert run.parent == folder / "runs"
    assert [(one.done, one.batches) for one in said] == [(0, 2), (1, 2), (2, 2)]
    outputs = [y[0] if isinstance(y, tuple) else y for y in (parse(layer)(small.batch(n)) for n in (0, 1))]
    for tag, tensors in (("input", [small.batch(0), small.batch(1)]), ("output", outputs)):
        shown = images(run, tag)
        assert [step for step, _pixels in shown] == [0, 1]
        assert all(np.array_equal(pixels, as_grid(tensors[step])) for step, pixels in shown)
    assert events.count_written(run) == 2


def test_two_runs_at_once_have_folders_of_their_own(folder: Path, small: PictureSet) -> None:
    runs = [events.write(REQUEST) for _run in range(3)]
    assert len({next(run).folder for run in runs}) == 3


def test_only_the_newest_runs_are_kept_and_nothing_of_others_is_touched(
    folder: Path, small: PictureSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "KEPT", 2)
    mine = folder / "runs" / "0000_mine"
    mine.mkdir(parents=True)
    (mine / "notes.txt").write_text("mine")
    names = [Path(list(events.write(REQUEST))[-1].folder).name for _run in range(4)]
    assert sorted(path.name for path in (folder / "runs").iterdir()) == ["0000_mine", *names[-2:]]


def test_a_stopped_run_keeps_what_is_written(folder: Path) -> None:
    line = Line()
    run = line.submit(events.write, REQUEST)
    while not (run.messages and run.messages[-1].done >= 2):
        assert line.look(run) == 0
        assert not run.ended, run.error
        time.sleep(0.01)
    line.stop(run)
    said = run.messages[-1]
    while line.working:
        time.sleep(0.01)
    steps = [step for step, _pixels in images(Path(said.folder), "output")]
    assert steps[: said.done] == list(range(said.done))
    assert run.state == "stopped"


@pytest.mark.skipif(os.name == "nt", reason="limits of a process are Unix's")
def test_a_disk_that_takes_no_more_ends_the_run_with_what_remains(folder: Path) -> None:
    line = Line()
    run = line.submit(small_disk.write, small_disk.Small(REQUEST, most=400_000))
    while not run.ended:
        line.look(run)
        time.sleep(0.02)
    assert run.state == "failed"
    assert run.error is not None
    done = run.error.values["done"]
    assert 1 <= done < 16
    assert "writing stopped: File too large; whole batches that stay in" in str(run.error)
    steps = [step for step, _pixels in images(Path(run.messages[-1].folder), "output")]
    assert steps == list(range(done))


def test_a_full_disk_is_called_so(folder: Path) -> None:
    error = events._interrupted(OSError(errno.ENOSPC, "No space left on device"), folder)
    assert str(error) == f"the disk is full; whole batches that stay in {folder.name}: 0"


def test_a_disk_that_is_nearly_full_is_not_written_to(
    folder: Path, small: PictureSet, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(events, "LEAST_FREE", 2**70)
    with pytest.raises(PoolvizError, match="MB free, but it has"):
        next(events.write(REQUEST))
    assert list((folder / "runs").iterdir()) == []


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path / "file"))
    with pytest.raises(PoolvizError, match="cannot be written to"):
        next(events.write(REQUEST))


@pytest.mark.parametrize(
    ("key", "value", "text"),
    [
        ("data", "../x", "`data` must be one of"),
        ("layer", "import os", "one call"),
        ("layer", "nn.MaxPool2d(64)", "too small"),
    ],
)
def test_a_bad_request_is_a_sentence_and_makes_no_folder(
    folder: Path, key: str, value: Any, text: str
) -> None:
    with pytest.raises(PoolvizError, match=text):
        list(events.write(replace(REQUEST, **{key: value})))
    assert not (folder / "runs").exists()
