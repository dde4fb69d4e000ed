"""The batches are those of a DataLoader, whatever the set; they stream without piling up in memory."""

import pickle
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest
import torch
from torch import Tensor, nn
from torch.utils.data import DataLoader

from poolviz.errors import PoolvizError
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.batches import (
    PictureSet,
    loaded,
    photo_place,
    photo_set,
    picture_set,
    stream,
)
from poolviz.sources.datasets.messages import Request
from poolviz.sources.datasets.speed import WAYS, measure, tutorial_data
from poolviz.sources.pictures.photos import PHOTOS, photo
from tests.sources.datasets.cifar_like import make_folder

NOTES = nn.MaxPool2d(kernel_size=3, ceil_mode=True)


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A data folder with a test set of 150 random pictures: 64, 64 and 22."""
    make_folder(tmp_path / cifar.BASE)
    pixels = torch.randint(0, 256, (150, 3072), generator=torch.Generator().manual_seed(0)).byte()
    content = {"data": pixels.numpy(), "labels": [number % 10 for number in range(150)]}
    (tmp_path / cifar.BASE / "test_batch").write_bytes(pickle.dumps(content, protocol=2))
    monkeypatch.setenv("POOLVIZ_DATA", str(tmp_path))
    return tmp_path


def random_set(pictures: int) -> PictureSet:
    pixels = torch.randint(0, 256, (pictures, 3, 32, 32), dtype=torch.uint8)
    return PictureSet("random", pixels, (0,) * pictures, ("any",))


def equal(some: Iterator[tuple[Tensor, Tensor]], others: Iterator[tuple[Tensor, Tensor]]) -> bool:
    pairs = zip(some, others, strict=True)
    return all(torch.equal(x, u) and torch.equal(y, v) for (x, y), (u, v) in pairs)


@pytest.mark.parametrize("key", ["cifar", "photos"])
def test_every_batch_is_the_one_of_the_tutorials_loader(folder: Path, key: str) -> None:
    pictures = picture_set(key)
    loader = DataLoader(tutorial_data(pictures), batch_size=64)
    assert len(loader) == pictures.batches
    for step, (x, labels) in enumerate(loader):
        assert torch.equal(pictures.batch(step), x)
        assert [pictures.labels[number] for number in pictures.numbers(step)] == labels.tolist()


@pytest.mark.parametrize("layer", [NOTES, nn.AvgPool2d(2), nn.MaxPool2d(2, return_indices=True)])
def test_the_stream_gives_what_the_tutorials_loop_gives(folder: Path, layer: nn.Module) -> None:
    pictures = picture_set("cifar", folder)
    assert equal(stream(pictures, layer), loaded(tutorial_data(pictures), layer))
    assert equal(stream(pictures, layer), loaded(pictures, layer))


def test_shapes_are_those_of_the_tutorials(folder: Path) -> None:
    shapes = [(tuple(x.shape), tuple(y.shape)) for x, y in stream(picture_set("cifar", folder), NOTES)]
    assert shapes == [((64, 3, 32, 32), (64, 3, 11, 11))] * 2 + [((22, 3, 32, 32), (22, 3, 11, 11))]
    assert next(stream(picture_set("cifar", folder), nn.MaxPool2d(3)))[1].shape == (64, 3, 10, 10)


def test_ten_thousand_pictures_are_157_batches_and_the_last_has_16() -> None:
    pictures = random_set(10_000)
    assert (pictures.batches, pictures.numbers(0), pictures.numbers(156)) == (
        157,
        range(64),
        range(9984, 10_000),
    )
    assert pictures.batch(156).shape == (16, 3, 32, 32)


def test_memory_stays_flat_over_157_batches() -> None:
    pictures, process, held = random_set(10_000), psutil.Process(), []
    for _pair in stream(pictures, NOTES):
        held.append(process.memory_info().rss)
    # All batches together would be 123 MB as floats.
    assert max(held) - held[15] < 12e6


def test_a_batch_of_tiles_is_a_photograph_and_the_last_has_all_of_them() -> None:
    pictures = photo_set()
    assert (len(pictures), pictures.batches, len(pictures.numbers(15))) == (975, 16, 15)
    rows = pictures.batch(0).view(8, 8, 3, 32, 32).permute(2, 0, 3, 1, 4).reshape(3, 256, 256)
    assert torch.equal(rows * 255, photo("cat", 256).float())
    for number, one in enumerate(PHOTOS):
        assert torch.equal(pictures[960 + number][0] * 255, photo(one.key, 32).float().expand(3, -1, -1))
        assert photo_place(960 + number) == (one.key, None)
        assert pictures.names[pictures.labels[960 + number]] == one.title


@pytest.mark.parametrize("number", [0, 63, 64, 777, 959])
def test_each_tile_is_where_its_place_says(number: int) -> None:
    key, tile = photo_place(number)
    assert tile is not None
    row, col = divmod(tile, 8)
    cut = photo(key, 256)[:, row * 32 : row * 32 + 32, col * 32 : col * 32 + 32]
    assert torch.equal(photo_set()[number][0] * 255, cut.float().expand(3, -1, -1))


def test_a_set_that_is_missing_broken_or_unknown_is_said(folder: Path) -> None:
    with pytest.raises(PoolvizError, match="`data` must be one of cifar, mnist, photos, but got '<b>'"):
        picture_set("<b>")
    (folder / cifar.BASE / "test_batch").write_bytes(b"no pickle")
    with pytest.raises(PoolvizError, match="test_batch is damaged"):
        picture_set("cifar")
    (folder / cifar.BASE / "test_batch").unlink()
    with pytest.raises(PoolvizError, match="test_batch is missing"):
        picture_set("cifar")


def test_the_speed_is_measured_each_way(folder: Path) -> None:
    said = list(measure(Request("cifar", "nn.MaxPool2d(3, ceil_mode=True)", cpu=True)))
    assert [(one.way, one.device) for one in said] == [(way, "CPU") for way in WAYS]
    assert all(one.rate > 0 for one in said)


def test_a_layer_that_torch_refuses_is_said(folder: Path) -> None:
    with pytest.raises(PoolvizError, match="too small"):
        next(stream(picture_set("cifar", folder), nn.MaxPool2d(64)))
