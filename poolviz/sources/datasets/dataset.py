"""Data sets in torchvision's layout: labelled pictures by class and number."""

import bisect
import itertools
import os
import threading
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath
from typing import Any

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.texts import N_

LARGEST_FILE = 64 * 2**20
_loading = threading.Lock()


@dataclass(frozen=True, eq=False)
class Batch:
    """The pictures of one file, uint8 (N, C, H, W), their labels, and for each label who has it."""

    pictures: Tensor
    labels: tuple[int, ...]
    by_label: tuple[tuple[int, ...], ...]

    def numbers(self, label: int | None) -> tuple[int, ...] | range:
        """Return the positions of the pictures of one class, or of all."""
        return range(len(self.labels)) if label is None else self.by_label[label]


def labelled(pictures: Tensor, labels: Sequence[int]) -> Batch:
    """Return the batch of `pictures` whose `labels` are from 0 to 9."""
    places = tuple(tuple(i for i, own in enumerate(labels) if own == label) for label in range(10))
    return Batch(pictures, tuple(labels), places)


Files = tuple[str, ...]  # what is read together


@dataclass(frozen=True)
class Published:
    """A data set of torchvision: its `title`, the folder `base` that its files lie in, its ten `classes`.

    Names of classes are untranslated. `train` and `test` are the files that `read` makes a batch each of, and
    files `beside` them come along. `torchvision` is the name of its class there, which has pictures and
    labels as `kept` makes them.
    """

    title: str
    base: str
    classes: tuple[str, ...]
    train: tuple[Files, ...]
    test: tuple[Files, ...]
    read: Callable[..., Batch]
    torchvision: str
    kept: Callable[[Tensor, tuple[int, ...]], dict[str, Any]]
    beside: Files = ()

    @property
    def files(self) -> frozenset[PurePosixPath]:
        """The files that are read, as paths inside the data folder."""
        groups = (*self.train, *self.test)
        return frozenset(PurePosixPath(self.base, name) for files in groups for name in files)

    def available(self, folder: Path) -> bool:
        """Say whether all files stand in `folder`, without reading them."""
        return all((Path(folder) / file).is_file() for file in self.files)

    def check(self, folder: Path) -> None:
        """Read every file in `folder` once; raises PoolvizError naming the first bad one."""
        for files in (*self.train, *self.test):
            self.read(*(Path(folder) / self.base / name for name in files))

    def count(self, folder: Path, train: bool, label: int | None = None) -> int:
        """Return how many pictures the training or test set has, of one class (0 to 9) or of all.

        Raises PoolvizError if the files are missing or damaged, or there is no such class.
        """
        self._check_label(label)
        return sum(len(batch.numbers(label)) for batch in self._batches(folder, train))

    def picture(self, folder: Path, train: bool, label: int | None, number: int) -> tuple[Tensor, int]:
        """Return picture `number` (from 0) of class `label`, or of all: uint8 (C, H, W), and its label.

        Raises PoolvizError if the files are missing or damaged, or there is no such class or number.
        """
        self._check_label(label)
        batches = self._batches(folder, train)
        total = sum(len(batch.numbers(label)) for batch in batches)
        if isinstance(number, bool) or not isinstance(number, int) or not 0 <= number < total:
            message = N_("`number` must be from 0 to {last}, but got {got}")
            raise PoolvizError(message, last=total - 1, got=shortened(number))
        for batch in batches:
            here = batch.numbers(label)
            if number < len(here):
                return batch.pictures[here[number]].clone(), batch.labels[here[number]]
            number -= len(here)
        raise AssertionError("unreachable: number < total")

    def labels_of(self, folder: Path, train: bool) -> Tensor:
        """Return the labels of the whole training or test set in `folder`: int64 (N,).

        Raises PoolvizError if the files are missing or damaged.
        """
        return torch.tensor([label for batch in self._batches(folder, train) for label in batch.labels])

    def pictures_at(self, folder: Path, train: bool, places: Sequence[int]) -> Tensor:
        """Return the pictures at `places` of the whole training or test set: uint8 (len(places), C, H, W).

        Raises PoolvizError if the files are missing or damaged; IndexError where a place is beyond the end.
        """
        batches = self._batches(folder, train)
        ends = list(itertools.accumulate(len(batch.labels) for batch in batches))
        found = []
        for place in places:
            number = bisect.bisect_right(ends, place)
            batch = batches[number]
            found.append(batch.pictures[place - ends[number]])
        return torch.stack(found)

    def pictures(self, folder: Path, train: bool) -> tuple[Tensor, tuple[int, ...]]:
        """Return all pictures of the training or test set, uint8 (N, C, H, W), and their labels.

        Those of one file are everybody's one copy: nobody may write to it. Raises PoolvizError if the
        files are missing or damaged.
        """
        batches = self._batches(folder, train)
        labels = tuple(label for batch in batches for label in batch.labels)
        if len(batches) == 1:
            return batches[0].pictures, labels
        return torch.cat([batch.pictures for batch in batches]), labels

    def dataset(self, folder: Path, train: bool, transform: Any = None) -> Any:
        """Return torchvision's own set over the files in `folder`, whatever their sums, for a DataLoader.

        Raises PoolvizError if the files are missing or damaged.
        """
        from torchvision import datasets

        cls = getattr(datasets, self.torchvision)
        # Its own __init__ unpickles freely, or prefers a folder "processed": so the parent's is called.
        made = cls.__new__(cls)
        datasets.VisionDataset.__init__(made, str(folder), transform=transform)
        vars(made).update(train=train, **self.kept(*self.pictures(folder, train)))
        return made

    def _batches(self, folder: Path, train: bool) -> list[Batch]:
        groups = self.train if train else self.test
        base = Path(folder) / self.base
        with _loading:
            try:
                stamps = [tuple(_stamp(base / name) for name in files) for files in groups]
            except OSError as error:
                message = N_("{title} is not in the data folder: {file} is missing")
                raise PoolvizError(message, title=self.title, file=Path(str(error.filename)).name) from None
            return [_cached_batch(self.read, stamp) for stamp in stamps]

    def _check_label(self, label: int | None) -> None:
        if label is not None and (type(label) is not int or label not in range(len(self.classes))):
            message = N_("`label` must be from 0 to {last}, but got {got}")
            raise PoolvizError(message, last=len(self.classes) - 1, got=shortened(label))


Stamp = tuple[Path, int, int]


def _stamp(path: Path) -> Stamp:
    found = os.stat(path)
    return path, found.st_mtime_ns, found.st_size


# One copy for the server; a file that changes is read again. 31 MB a batch of CIFAR-10, 47 MB of MNIST.
@lru_cache(maxsize=8)
def _cached_batch(read: Callable[..., Batch], stamps: tuple[Stamp, ...]) -> Batch:
    return read(*(path for path, _modified, _size in stamps))
