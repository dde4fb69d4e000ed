"""Sets of small pictures, and their batches as a DataLoader hands them out."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path
from typing import Any

import torch
from torch import Tensor, nn
from torch.utils.data import Dataset

from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import explain
from poolviz.sources import shortened
from poolviz.sources.datasets.cifar import CIFAR10
from poolviz.sources.datasets.dataset import Published
from poolviz.sources.datasets.folder import data_folder
from poolviz.sources.datasets.mnist import MNIST
from poolviz.sources.pictures.photos import PHOTOS, photo
from poolviz.texts import N_

BATCH = 64
SIDE = 32
TILED = 256  # pixels a side of the photographs that are cut into tiles
TILES = (TILED // SIDE) ** 2


@dataclass(frozen=True, eq=False)
class PictureSet(Dataset[tuple[Tensor, int]]):
    """Pictures as torchvision's ToTensor gives them, float (C, H, W) from 0 to 1, each with its label.

    `pixels` is uint8 (N, C, H, W), `names` what the labels mean, untranslated. A DataLoader takes it.
    """

    key: str
    pixels: Tensor
    labels: tuple[int, ...]
    names: tuple[str, ...]

    def __len__(self) -> int:
        """Return how many pictures there are."""
        return len(self.labels)

    def __getitem__(self, number: int) -> tuple[Tensor, int]:
        """Return picture `number` and its label."""
        return self.pixels[number].float() / 255, self.labels[number]

    @property
    def batches(self) -> int:
        """How many batches of 64 there are, the last perhaps smaller."""
        return -(-len(self) // BATCH)

    def numbers(self, step: int) -> range:
        """Return which pictures batch `step` (from 0) has."""
        return range(step * BATCH, min(len(self), (step + 1) * BATCH))

    def batch(self, step: int) -> Tensor:
        """Return batch `step`, (64, C, H, W) or fewer, as DataLoader(self, batch_size=64) gives it."""
        return self.pixels[self.numbers(step).start : self.numbers(step).stop].float() / 255


def published_set(key: str, published: Published, folder: Path) -> PictureSet:
    """Return the test set of `published` from `folder`; PoolvizError where files are missing or damaged."""
    pixels, labels = published.pictures(folder, train=False)
    return PictureSet(key, pixels, labels, published.classes)


@cache
def photo_set() -> PictureSet:
    """Return the photographs cut into 64 tiles each, so that a batch is a photograph; then each as a whole.

    That makes 975 pictures of 32 × 32: 15 batches of 64 and a last one of 15. Grey ones have three equal
    channels.
    """
    tiled = [_tiles(photo(one.key, TILED)) for one in PHOTOS]
    whole = [photo(one.key, SIDE).expand(3, -1, -1)[None] for one in PHOTOS]
    labels = [label for label in range(len(PHOTOS)) for _tile in range(TILES)] + list(range(len(PHOTOS)))
    names = tuple(one.title for one in PHOTOS)
    return PictureSet("photos", torch.cat([*tiled, *whole]), tuple(labels), names)


def _tiles(pixels: Tensor) -> Tensor:
    """Return (C, 256, 256) as its tiles (64, 3, 32, 32), row by row."""
    rows = pixels.expand(3, -1, -1).unfold(1, SIDE, SIDE).unfold(2, SIDE, SIDE)
    return rows.permute(1, 2, 0, 3, 4).reshape(-1, 3, SIDE, SIDE)


def photo_place(number: int) -> tuple[str, int | None]:
    """Return of which photograph picture `number` of `photo_set` is which tile; None where it is the whole.

    >>> photo_place(65), photo_place(960)
    (('astronaut', 1), ('cat', None))
    """
    if number < TILES * len(PHOTOS):
        return PHOTOS[number // TILES].key, number % TILES
    return PHOTOS[number - TILES * len(PHOTOS)].key, None


SETS: dict[str, Callable[[Path], PictureSet]] = {
    "cifar": partial(published_set, "cifar", CIFAR10),
    "mnist": partial(published_set, "mnist", MNIST),
    "photos": lambda _folder: photo_set(),
}


def picture_set(key: str, folder: Path | None = None) -> PictureSet:
    """Return a set by its key in SETS; `folder` is where CIFAR-10 and MNIST are, the app's own unless given.

    PoolvizError if there is none of that name, or its files are missing or damaged.

    >>> len(picture_set("photos"))
    975
    """
    if key not in SETS:
        message = N_("`data` must be one of {allowed}, but got {got}")
        raise PoolvizError(message, allowed=", ".join(SETS), got=repr(shortened(key)))
    return SETS[key](data_folder() if folder is None else folder)


def stream(
    pictures: PictureSet, layer: nn.Module, device: torch.device | str = "cpu"
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield each batch and what `layer` makes of it, both on `device`; one batch is held at a time.

    PoolvizError where torch refuses.

    >>> x, y = next(stream(photo_set(), nn.MaxPool2d(3, ceil_mode=True)))
    >>> x.shape, y.shape
    (torch.Size([64, 3, 32, 32]), torch.Size([64, 3, 11, 11]))
    """
    for step in range(pictures.batches):
        x = pictures.batch(step).to(device)
        yield x, explain(layer, x).output


def loaded(
    data: Any, layer: nn.Module, device: torch.device | str = "cpu"
) -> Iterator[tuple[Tensor, Tensor]]:
    """Yield the same by the loop of every tutorial: a DataLoader over `data`, and the layer."""
    from torch.utils.data import DataLoader

    for x, _labels in DataLoader(data, batch_size=BATCH):
        x = x.to(device)
        y = layer(x)
        yield x, y[0] if isinstance(y, tuple) else y
