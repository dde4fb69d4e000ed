"""The photographs are there without a network, in colour or grey, at the sizes the pages offer."""

import pytest
import torch

from poolviz.errors import PoolvizError
from poolviz.sources.pictures import photos
from poolviz.sources.pictures.photos import PHOTOS, SIZES, Photo, photo


@pytest.mark.parametrize("described", PHOTOS, ids=lambda described: described.key)
def test_each_photo_is_a_square_with_something_in_it(described: Photo) -> None:
    pixels = photo(described.key, 32)
    assert pixels.shape == (3 if described.colour else 1, 32, 32)
    assert pixels.dtype == torch.uint8
    assert pixels.float().std() > 5


@pytest.mark.parametrize("size", SIZES)
def test_each_size(size: int) -> None:
    assert photo("cat", size).shape == (3, size, size)


def test_the_horse_stands_on_white() -> None:
    corners = photo("horse", 64)[0, ::63, ::63]
    assert corners.tolist() == [[255, 255], [255, 255]]


def test_a_change_to_one_copy_reaches_nobody_else() -> None:
    photo("coins", 32).zero_()
    assert photo("coins", 32).any()


@pytest.mark.parametrize(
    ("key", "size", "sentence"),
    [
        ("dog", 32, r"`photo` must be one of cat, astronaut, .*, but got 'dog'"),
        ("cat", 33, "`size` must be one of 32, 64, 128, 256, but got 33"),
        ("cat", "x" * 50, "`size` must be one of 32, 64, 128, 256, but got xxx"),
    ],
)
def test_what_is_not_there_is_refused(key: str, size: int, sentence: str) -> None:
    with pytest.raises(PoolvizError, match=sentence):
        photo(key, size)


def test_without_scikit_image_one_sentence(monkeypatch: pytest.MonkeyPatch) -> None:
    photos._pixels.cache_clear()
    monkeypatch.setattr(photos, "find_spec", lambda _: None)
    with pytest.raises(PoolvizError, match="come with scikit-image, which is not installed"):
        photo("cat", 32)
