"""Real photographs that scikit-image carries in its package: they need no network."""

from dataclasses import dataclass
from functools import lru_cache
from importlib.util import find_spec
from pathlib import Path

import torch

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.pictures.pixels import tensor_of
from poolviz.texts import N_

SIZES = (32, 64, 128, 256)


@dataclass(frozen=True)
class Photo:
    """A photograph: `file` inside skimage/data, its square `left, top, side` in pixels."""

    key: str
    title: str
    colour: bool
    file: str
    square: tuple[int, int, int]


PHOTOS: tuple[Photo, ...] = (
    Photo("cat", N_("Chelsea the cat"), True, "chelsea.png", (75, 0, 300)),
    Photo("astronaut", N_("Astronaut"), True, "astronaut.png", (60, 0, 360)),
    Photo("coffee", N_("Cup of coffee"), True, "coffee.png", (90, 0, 400)),
    Photo("rocket", N_("Rocket at dusk"), True, "rocket.jpg", (102, 0, 427)),
    Photo("motorcycle", N_("Motorcycle"), True, "motorcycle_left.png", (110, 0, 500)),
    Photo("galaxies", N_("Galaxies, small bright specks"), True, "hubble_deep_field.jpg", (128, 100, 512)),
    Photo("retina", N_("Retina, fine vessels"), True, "retina.jpg", (0, 0, 1411)),
    Photo("tissue", N_("Tissue under the microscope"), True, "ihc.png", (0, 0, 512)),
    Photo("camera", N_("Man with a camera"), False, "camera.png", (0, 0, 512)),
    Photo("coins", N_("Coins"), False, "coins.png", (0, 0, 303)),
    Photo("moon", N_("Surface of the moon"), False, "moon.png", (0, 0, 512)),
    Photo("page", N_("Printed page"), False, "page.png", (0, 0, 191)),
    Photo("brick", N_("Bricks, a regular pattern"), False, "brick.png", (0, 0, 512)),
    Photo("gravel", N_("Gravel"), False, "gravel.png", (128, 128, 256)),
    Photo("horse", N_("Horse, a silhouette"), False, "horse.png", (0, -36, 400)),
)
PHOTO_TITLES = {one.key: one.title for one in PHOTOS}


def photo(key: str, size: int) -> torch.Tensor:
    """Return photograph `key` as uint8 (C, size, size), C = 3 in colour and 1 in grey; a copy each time.

    Raises PoolvizError if `key` is none of PHOTOS, `size` none of SIZES, or scikit-image is not installed.

    >>> photo("cat", 32).shape
    torch.Size([3, 32, 32])
    """
    if size not in SIZES:
        message = N_("`size` must be one of {allowed}, but got {got}")
        raise PoolvizError(message, allowed=", ".join(map(str, SIZES)), got=shortened(size))
    return _pixels(_described(key), int(size)).clone()


def _described(key: str) -> Photo:
    for candidate in PHOTOS:
        if candidate.key == key:
            return candidate
    message = N_("`photo` must be one of {allowed}, but got {got}")
    raise PoolvizError(message, allowed=", ".join(p.key for p in PHOTOS), got=repr(shortened(key)))


@lru_cache(maxsize=len(PHOTOS) * len(SIZES))
def _pixels(described: Photo, size: int) -> torch.Tensor:
    from PIL import Image

    left, top, side = described.square
    try:
        # The file, not skimage.data's function of that name: that one may go to the network.
        with Image.open(_folder() / described.file) as file:
            picture = file.convert("RGBA").crop((left, top, left + side, top + side))
    except OSError as error:
        message = N_("the photograph {file} cannot be read from scikit-image: install it again")
        raise PoolvizError(message, file=described.file) from error
    page = Image.new("RGBA", picture.size, "white")
    page.alpha_composite(picture)
    small = page.convert("RGB" if described.colour else "L").resize((size, size), Image.Resampling.LANCZOS)
    return tensor_of(small)


def _folder() -> Path:
    found = find_spec("skimage")
    if found is None or found.origin is None:
        raise PoolvizError(N_("the photographs come with scikit-image, which is not installed"))
    return Path(found.origin).parent / "data"
