"""The faces of scikit-image, without a network; and what is said when their file is not what it was."""

from pathlib import Path

import numpy as np
import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.sources.pictures import faces as source
from poolviz.sources.pictures.faces import FILE, faces


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty folder where scikit-image's data should be."""
    monkeypatch.setattr(source, "_folder", lambda: tmp_path)
    faces.cache_clear()
    yield tmp_path
    faces.cache_clear()


def test_a_hundred_faces_and_a_hundred_others() -> None:
    pictures, labels = faces()
    assert (pictures.shape, pictures.dtype) == ((200, 1, 25, 25), torch.float32)
    assert (float(pictures.min()), float(pictures.max())) == (0.0, 1.0)
    assert labels.tolist() == [1] * 100 + [0] * 100


def test_they_are_what_scikit_image_gives() -> None:
    from skimage.data import lfw_subset

    assert np.array_equal(faces()[0][:, 0].numpy(), lfw_subset().astype(np.float32))


def test_faces_are_alike_and_the_others_are_not() -> None:
    pictures, labels = faces()
    spread = [float(pictures[labels == label].std(0).mean()) for label in (0, 1)]
    assert spread[1] < spread[0]


def test_a_missing_file(folder: Path) -> None:
    with pytest.raises(PoolvizError, match=r"lfw_subset.npy cannot be read from scikit-image"):
        faces()


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not numpy",
        b"\x93NUMPY\x01\x00",
        np.zeros((200, 25, 24)),
        np.zeros((200, 25, 25), dtype=np.int64),
        np.full((200, 25, 25), np.nan),
        np.array([{"an": "object"}], dtype=object),
    ],
    ids=["empty", "text", "cut", "shape", "whole", "nan", "pickle"],
)
def test_a_damaged_file(folder: Path, content: bytes | np.ndarray) -> None:
    if isinstance(content, bytes):
        (folder / FILE).write_bytes(content)
    else:
        np.save(folder / FILE, content, allow_pickle=True)
    with pytest.raises(PoolvizError, match="damaged"):
        faces()
