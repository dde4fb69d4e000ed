"""CIFAR-10 is read by class and number, and files that are damaged or hostile only give a sentence."""

import os
import pickle
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.folder import data_folder
from tests.sources.datasets.cifar_like import LABELS, make_folder, pictures_of

REAL = Path(__file__).parents[4] / "shared"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_folder(tmp_path / cifar.BASE)
    return tmp_path


def test_a_picture_by_class_and_number(folder: Path) -> None:
    pixels, label = cifar.CIFAR10.picture(folder, train=False, label=3, number=1)
    second_cat = [i for i, own in enumerate(LABELS) if own == 3][1]
    assert label == 3
    assert pixels.dtype == torch.uint8
    assert pixels.numpy().tolist() == pictures_of("test_batch")[second_cat].reshape(3, 32, 32).tolist()
    assert cifar.CIFAR10.classes[label] == "cat"


def test_numbers_run_through_all_training_files(folder: Path) -> None:
    assert cifar.CIFAR10.count(folder, train=True) == 5 * len(LABELS)
    assert cifar.CIFAR10.count(folder, train=True, label=3) == 5 * LABELS.count(3)
    pixels, label = cifar.CIFAR10.picture(folder, train=True, label=None, number=4 * len(LABELS) + 7)
    assert label == LABELS[7]
    assert pixels.flatten().tolist() == pictures_of("data_batch_5")[7].tolist()


def test_a_change_to_one_copy_reaches_nobody_else(folder: Path) -> None:
    cifar.CIFAR10.picture(folder, False, 0, 0)[0].zero_()
    assert cifar.CIFAR10.picture(folder, False, 0, 0)[0].any()


def test_the_dataset_is_torchvisions(folder: Path) -> None:
    from torchvision.datasets import CIFAR10

    data = cifar.CIFAR10.dataset(folder, train=False)
    image, label = data[7]
    assert isinstance(data, CIFAR10)
    assert len(data) == len(LABELS)
    assert (image.size, label) == ((32, 32), LABELS[7])
    assert np.asarray(image).transpose(2, 0, 1).reshape(-1).tolist() == pictures_of("test_batch")[7].tolist()


def test_the_layout_is_the_one_torchvision_expects() -> None:
    from torchvision.datasets import CIFAR10

    assert CIFAR10.base_folder == cifar.BASE
    assert tuple(name for name, _ in CIFAR10.train_list) == cifar.TRAIN
    assert tuple(name for name, _ in CIFAR10.test_list) == cifar.TEST
    assert CIFAR10.meta["filename"] == cifar.META


@pytest.mark.skipif(not cifar.CIFAR10.available(REAL), reason="the small real copy is not on this machine")
def test_real_pictures_read_as_torchvision_reads_them() -> None:
    from torchvision.datasets import CIFAR10

    unchecked = {
        "train_list": [[name, None] for name, _ in CIFAR10.train_list],
        "test_list": [[name, None] for name, _ in CIFAR10.test_list],
        "meta": {**CIFAR10.meta, "md5": None},
    }
    theirs = type("Unchecked", (CIFAR10,), unchecked)(str(REAL), train=True)
    ours = cifar.CIFAR10.dataset(REAL, train=True)
    assert np.array_equal(theirs.data, ours.data)
    assert theirs.targets == ours.targets
    assert theirs.classes == ours.classes


def test_pixels_in_python_2_strings_are_read_like_the_published_files(folder: Path) -> None:
    class FromPython2:
        def __reduce__(self) -> tuple[object, ...]:
            rebuild = np.zeros(0).__reduce__()[0]
            raw = pictures_of("test_batch")
            state = (1, raw.shape, np.dtype("u1"), False, raw.tobytes().decode("latin1"))
            return rebuild, (np.ndarray, (0,), "b"), state

    content = {"data": FromPython2(), "labels": LABELS}
    (folder / cifar.BASE / "test_batch").write_bytes(pickle.dumps(content, protocol=2))
    assert (
        cifar.CIFAR10.picture(folder, False, None, 4)[0].flatten().tolist()
        == pictures_of("test_batch")[4].tolist()
    )


@pytest.mark.parametrize(
    ("label", "number", "sentence"),
    [
        (10, 0, "`label` must be from 0 to 9, but got 10"),
        (3.0, 0, "`label` must be from 0 to 9, but got 3.0"),
        ("cat", 0, "`label` must be from 0 to 9, but got cat"),
        (3, 2, "`number` must be from 0 to 1, but got 2"),
        (None, -1, "`number` must be from 0 to 19, but got -1"),
        (None, "x", "`number` must be from 0 to 19, but got x"),
    ],
)
def test_what_is_not_there_is_refused(folder: Path, label: int, number: int, sentence: str) -> None:
    with pytest.raises(PoolvizError) as caught:
        cifar.CIFAR10.picture(folder, False, label, number)
    assert str(caught.value) == sentence


def test_nothing_there(tmp_path: Path) -> None:
    assert not cifar.CIFAR10.available(tmp_path)
    with pytest.raises(PoolvizError, match="CIFAR-10 is not in the data folder: test_batch is missing"):
        cifar.CIFAR10.count(tmp_path, train=False)


def test_the_folder_may_vanish_and_its_files_may_change(folder: Path) -> None:
    before = cifar.CIFAR10.picture(folder, False, None, 0)[0]
    make_folder(folder / cifar.BASE, shift=100)
    assert not torch.equal(cifar.CIFAR10.picture(folder, False, None, 0)[0], before)
    os.rename(folder / cifar.BASE, folder / "elsewhere")
    with pytest.raises(PoolvizError, match="test_batch is missing"):
        cifar.CIFAR10.picture(folder, False, None, 0)


class Hostile:
    def __reduce__(self) -> tuple[Callable[[str], int], tuple[str]]:
        return os.system, ("touch /tmp/poolviz-was-here",)


def good() -> dict[str, object]:
    return {"data": pictures_of("test_batch"), "labels": LABELS}


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"", "the CIFAR-10 file test_batch is damaged"),
        (b"not a pickle", "the CIFAR-10 file test_batch is damaged"),
        (pickle.dumps(good(), protocol=2)[:5000], "the CIFAR-10 file test_batch is damaged"),
        (pickle.dumps([1, 2]), "the CIFAR-10 file test_batch is damaged"),
        (pickle.dumps(Hostile()), "the CIFAR-10 file test_batch is damaged"),
        (pickle.dumps({**good(), "more": Hostile()}, 2), "the CIFAR-10 file test_batch is damaged"),
        (
            pickle.dumps({**good(), "data": np.zeros((20, 3072))}, 2),
            "the CIFAR-10 file test_batch is damaged",
        ),
        (
            pickle.dumps({**good(), "labels": [11] * 20}, 2),
            "the CIFAR-10 file test_batch has no labels from 0 to 9",
        ),
        (pickle.dumps({"data": 1}, 2), "the CIFAR-10 file test_batch has no labels from 0 to 9"),
        (
            pickle.dumps({**good(), "data": np.zeros((20, 100), np.uint8)}, 2),
            "the pictures in the CIFAR-10 file test_batch must be 20 rows of 3072 bytes, but got (20, 100)",
        ),
        (
            pickle.dumps({**good(), "labels": LABELS[:5]}, 2),
            "the pictures in the CIFAR-10 file test_batch must be 5 rows of 3072 bytes, but got (20, 3072)",
        ),
        (
            pickle.dumps({"data": None, "labels": []}, 2),
            "the pictures in the CIFAR-10 file test_batch must be 0 rows of 3072 bytes, but got NoneType",
        ),
    ],
)
def test_a_damaged_or_hostile_file_is_a_sentence(folder: Path, content: bytes, sentence: str) -> None:
    (folder / cifar.BASE / "test_batch").write_bytes(content)
    with pytest.raises(PoolvizError) as caught:
        cifar.CIFAR10.count(folder, train=False)
    assert str(caught.value) == sentence
    with pytest.raises(PoolvizError):
        cifar.CIFAR10.check(folder)
    assert not Path("/tmp/poolviz-was-here").exists()


def test_a_file_too_large_is_not_read(folder: Path) -> None:
    os.truncate(folder / cifar.BASE / "test_batch", 65 * 2**20)
    with pytest.raises(PoolvizError, match="the file test_batch is too large to be of CIFAR-10"):
        cifar.CIFAR10.count(folder, train=False)


def test_other_class_names_are_another_data_set(folder: Path) -> None:
    (folder / cifar.BASE / cifar.META).write_bytes(pickle.dumps({"label_names": ["apple"]}))
    with pytest.raises(PoolvizError, match=r"batches\.meta does not name the ten classes of CIFAR-10"):
        cifar.CIFAR10.count(folder, train=False)


def test_the_data_folder_can_be_chosen(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path / "chosen"))
    assert data_folder() == tmp_path / "chosen"
    monkeypatch.delenv("POOLVIZ_DATA")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    monkeypatch.setenv("LOCALAPPDATA", str(tmp_path))
    assert data_folder() == tmp_path / "poolviz"
