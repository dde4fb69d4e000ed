"""Lessons: pictures divided by a seed, and the whole work on both data sets."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.networks.training.messages import Request
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.examples import CIFAR, DATA_SETS, FACES, drawn, work
from tests.sources.datasets.cifar_like import LABELS, make_folder, pictures_of

REQUEST = Request("faces", ("max",), seeds=1, epochs=8, rate=0.02)


@pytest.fixture
def data(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A data folder with a small set in CIFAR-10's layout."""
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    make_folder(tmp_path / cifar.BASE)
    return tmp_path


def told(**changed: Any) -> list[Any]:
    return list(work(replace(REQUEST, **changed)))


def test_drawn_places_are_stratified_and_apart() -> None:
    labels = torch.tensor([0, 1] * 30 + [2] * 40)
    train, test = drawn(labels, 5, 12, 10)
    assert labels[train].bincount().tolist() == [12, 12, 12]
    assert labels[test].bincount().tolist() == [10, 10, 10]
    assert not set(train.tolist()) & set(test.tolist())
    assert torch.equal(drawn(labels, 5, 12, 10)[0], train)
    assert not torch.equal(drawn(labels, 6, 12, 10)[0], train)


@pytest.mark.parametrize("seed", [0, 1, 7])
def test_a_lesson_of_faces(seed: int) -> None:
    lesson = DATA_SETS["faces"].lesson(seed)
    assert lesson.shape == FACES.shape
    assert lesson.train.labels.bincount().tolist() == lesson.test.labels.bincount().tolist() == [50, 50]
    pictures = torch.cat([lesson.train.pictures, lesson.test.pictures])
    assert len(pictures.unique(dim=0)) == len(pictures) == 200
    assert (float(pictures.min()), float(pictures.max())) == (-1.0, 1.0)


def test_faces_are_learnt_in_a_few_epochs() -> None:
    last = told()[-1]
    assert (last.epoch.number, last.kind) == (8, "max")
    assert last.epoch.test > 0.8
    assert last.epoch.moved > 0.6


def test_a_lesson_of_cifar(data: Path) -> None:
    lesson = DATA_SETS["cifar"].lesson(0)
    assert lesson.shape == CIFAR.shape
    assert (len(lesson.train.labels), len(lesson.test.labels)) == (100, 20)
    rows = {
        row.tobytes(): label
        for name in cifar.TRAIN
        for row, label in zip(pictures_of(name), LABELS, strict=True)
    }
    bytes_back = ((lesson.train.pictures + 1) / 2 * 255).round().to(torch.uint8).flatten(1).numpy()
    assert [rows[row.tobytes()] for row in bytes_back] == lesson.train.labels.tolist()


def test_training_pictures_of_cifar_are_those_of_the_seed_and_test_pictures_stay(
    data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = (DATA_SETS["cifar"].lesson(seed) for seed in (0, 1))
    assert torch.equal(first.test.pictures, second.test.pictures)
    assert not torch.equal(first.train.pictures, second.train.pictures)


def test_work_on_cifar(data: Path) -> None:
    messages = told(data="cifar", kinds=("strided", "none"), epochs=1)
    assert (messages[0].train, messages[0].classes) == (100, 10)
    assert [one.kind for one in messages[1:]] == ["strided", "none"] * 2


def test_without_cifar(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    with pytest.raises(PoolvizError, match="CIFAR-10 is not in the data folder"):
        told(data="cifar")


def test_a_damaged_file_of_cifar(data: Path) -> None:
    (data / cifar.BASE / "data_batch_3").write_bytes(b"broken")
    with pytest.raises(PoolvizError, match="data_batch_3 is damaged"):
        told(data="cifar")
