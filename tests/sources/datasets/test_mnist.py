"""MNIST's files are read without trusting them, and arrive all or not at all."""

import hashlib
from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torchvision import datasets

from poolviz.errors import PoolvizError
from poolviz.sources.datasets.downloads.download import Download
from poolviz.sources.datasets.downloads.origin import MNIST as ORIGIN
from poolviz.sources.datasets.downloads.origin import Archive
from poolviz.sources.datasets.mnist import BASE, MNIST
from tests.sources.datasets.cifar_server import Served, finished, left_in
from tests.sources.datasets.mnist_like import (
    NAMES,
    TEST,
    TRAIN,
    digits,
    idx,
    make_archives,
    make_folder,
    pictures,
)

IMAGES, LABELS = NAMES[2:]


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    make_folder(tmp_path)
    return tmp_path


def refusal(folder: Path, name: str, content: bytes) -> str:
    (folder / BASE / name).write_bytes(content)
    with pytest.raises(PoolvizError) as refused:
        MNIST.check(folder)
    return str(refused.value)


def test_pictures_by_class_and_number(folder: Path) -> None:
    assert MNIST.available(folder)
    assert [MNIST.count(folder, train) for train in (True, False)] == [TRAIN, TEST]
    pixels, label = MNIST.picture(folder, train=True, label=3, number=1)
    assert (tuple(pixels.shape), pixels.dtype, label) == ((1, 28, 28), torch.uint8, 3)
    assert torch.equal(pixels[0], pictures(TRAIN)[13])
    assert MNIST.labels_of(folder, train=False).tolist() == digits(TEST).tolist()
    assert torch.equal(MNIST.pictures_at(folder, True, [0, 13])[1], pixels)


def test_torchvision_reads_the_same(folder: Path) -> None:
    for train in (True, False):
        theirs, ours = datasets.MNIST(folder, train), MNIST.dataset(folder, train)
        assert torch.equal(ours.data, theirs.data)
        assert torch.equal(ours.targets, theirs.targets)
        assert (ours[5][0].tobytes(), ours[5][1]) == (theirs[5][0].tobytes(), theirs[5][1])


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        (IMAGES, b"", f"the MNIST file {IMAGES} is damaged"),
        (IMAGES, b"\0\0\x08\x03", f"the MNIST file {IMAGES} is damaged"),
        (IMAGES, idx(pictures(4))[:-1], f"the MNIST file {IMAGES} is damaged"),
        (IMAGES, idx(pictures(4)) + b"\0", f"the MNIST file {IMAGES} is damaged"),
        (IMAGES, b"\0\0\x08\x03" + b"\xff" * 12, f"the MNIST file {IMAGES} is damaged"),
        (IMAGES, b"\0\0\x0d\x03" + idx(pictures(4))[4:], f"the MNIST file {IMAGES} is damaged"),
        (IMAGES, idx(digits(4)), f"the MNIST file {IMAGES} is damaged"),
        (
            IMAGES,
            idx(pictures(4)[:, 1:]),
            f"the pictures in the MNIST file {IMAGES} must be 28 × 28, but got",
        ),
        (IMAGES, idx(pictures(0)), f"the pictures in the MNIST file {IMAGES} must be 28 × 28, but got"),
        (LABELS, idx(digits(TEST - 1)), f"the MNIST file {LABELS} must have {TEST} labels from 0 to 9"),
        (LABELS, idx(digits(TEST) + 1), f"the MNIST file {LABELS} must have {TEST} labels from 0 to 9"),
    ],
)
def test_damaged_files(folder: Path, name: str, content: bytes, said: str) -> None:
    assert refusal(folder, name, content).startswith(said)


def test_files_that_are_missing_or_too_large(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("poolviz.sources.datasets.idx.LARGEST_FILE", 100)
    assert refusal(folder, IMAGES, idx(pictures(4))).endswith("is too large to be of MNIST")
    (folder / BASE / LABELS).unlink()
    assert not MNIST.available(folder)
    with pytest.raises(PoolvizError, match=f"MNIST is not in the data folder: {LABELS} is missing"):
        MNIST.count(folder, train=False)


def served_by(served: Served, wrong: dict[str, str] | None = None) -> Download:
    """A download of the four archives from a server that sends by name; `wrong` are sums that do not fit."""
    served.files = make_archives()
    root = served.url.rpartition("/")[0]
    sums = {name: hashlib.md5(content).hexdigest() for name, content in served.files.items()} | (wrong or {})
    archives = [
        Archive(name, (f"{root}/{name}",), sums[name], len(content)) for name, content in served.files.items()
    ]
    return Download(replace(ORIGIN, archives=tuple(archives)), timeout=1)


def test_all_four_files_arrive(served: Served, tmp_path: Path) -> None:
    download = served_by(served)
    download.start(tmp_path)
    end = finished(download)
    total = sum(map(len, served.files.values()))
    assert (end.state, end.bytes_done, end.bytes_total, end.message) == ("done", total, total, None)
    assert left_in(tmp_path) == ["MNIST"]
    assert MNIST.count(tmp_path, train=True) == TRAIN


def test_one_bad_file_of_four_and_nothing_is_kept(served: Served, tmp_path: Path) -> None:
    download = served_by(served, wrong={"t10k-images-idx3-ubyte.gz": "0" * 32})
    download.start(tmp_path)
    assert "its md5 must be 00000000000000000000000000000000" in str(finished(download).message)
    assert left_in(tmp_path) == []


def test_the_second_address_where_the_first_has_nothing(served: Served, tmp_path: Path) -> None:
    download = served_by(served)
    root = served.url.rpartition("/")[0]
    archives = [replace(one, urls=(f"{root}/nothing", *one.urls)) for one in download.origin.archives]
    download = Download(replace(download.origin, archives=tuple(archives)), timeout=1)
    download.start(tmp_path)
    assert finished(download).state == "done"
    assert served.requests.count("/nothing") == 4


def test_an_archive_that_unpacks_to_too_much(
    served: Served, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("poolviz.sources.datasets.downloads.archives.LARGEST_FILE", 1000)
    download = served_by(served)
    download.start(tmp_path)
    assert str(finished(download).message) == "the downloaded archive is damaged; nothing was kept"
    assert left_in(tmp_path) == []


def test_cifar_and_mnist_arrive_at_the_same_time(served: Served, tmp_path: Path) -> None:
    from poolviz.sources.datasets.downloads.archives import workplace

    with workplace(tmp_path, "cifar", "CIFAR-10") as work:
        download = served_by(served)
        download.start(tmp_path)
        assert finished(download).state == "done"
        assert work.exists()
