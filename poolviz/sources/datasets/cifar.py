"""CIFAR-10 pictures by class and number, from a folder in the layout of torchvision.datasets.CIFAR10."""

import bisect
import itertools
import os
import sys
import tempfile
import threading
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any

import torch

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.datasets.cifar_files import Batch, check_names, read_batch
from poolviz.texts import N_

if TYPE_CHECKING:
    from torchvision.datasets import CIFAR10

BASE = "cifar-10-batches-py"
TRAIN = tuple(f"data_batch_{number}" for number in range(1, 6))
TEST = ("test_batch",)
META = "batches.meta"

_CLASSES = (
    N_("airplane"),
    N_("automobile"),
    N_("bird"),
    N_("cat"),
    N_("deer"),
    N_("dog"),
    N_("frog"),
    N_("horse"),
    N_("ship"),
    N_("truck"),
)
_loading = threading.Lock()


def data_folder() -> Path:
    """Return the folder of the data: $POOLVIZ_DATA, else the user's cache; it need not exist.

    >>> data_folder().is_absolute()
    True
    """
    if chosen := os.environ.get("POOLVIZ_DATA"):
        return Path(os.path.abspath(os.path.expanduser(chosen)))
    cache = os.environ.get("LOCALAPPDATA" if sys.platform == "win32" else "XDG_CACHE_HOME", "")
    home = os.path.join(os.path.expanduser("~"), ".cache")
    root = cache if os.path.isabs(cache) else home if os.path.isabs(home) else tempfile.gettempdir()
    return Path(root) / "poolviz"


def classes() -> tuple[str, ...]:
    """Return the ten names, in the order of the labels; still to be translated.

    >>> classes()[3]
    'cat'
    """
    return _CLASSES


def available(folder: Path) -> bool:
    """Say whether all files of CIFAR-10 stand in `folder`, without reading them.

    >>> available(Path("no such folder"))
    False
    """
    return all((Path(folder) / BASE / name).is_file() for name in (*TRAIN, *TEST, META))


def check(folder: Path) -> None:
    """Read every file of CIFAR-10 in `folder` once; raises PoolvizError naming the first bad one."""
    base = Path(folder) / BASE
    check_names(base / META, _CLASSES)
    for name in (*TRAIN, *TEST):
        read_batch(base / name)


def count(folder: Path, train: bool, label: int | None = None) -> int:
    """Return how many pictures the training or test set in `folder` has, of one class (0 to 9) or of all.

    Raises PoolvizError if the files are missing or damaged, or there is no such class.
    """
    _check_label(label)
    return sum(len(batch.numbers(label)) for batch in _batches(folder, train))


def picture(folder: Path, train: bool, label: int | None, number: int) -> tuple[torch.Tensor, int]:
    """Return picture `number` (from 0) of class `label`, or of all: uint8 (3, 32, 32), and its label.

    Raises PoolvizError if the files are missing or damaged, or there is no such class or number.
    """
    _check_label(label)
    batches = _batches(folder, train)
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


def labels_of(folder: Path, train: bool) -> torch.Tensor:
    """Return the labels of the whole training or test set in `folder`: int64 (N,).

    Raises PoolvizError if the files are missing or damaged.
    """
    return torch.tensor([label for batch in _batches(folder, train) for label in batch.labels])


def pictures_at(folder: Path, train: bool, places: Sequence[int]) -> torch.Tensor:
    """Return the pictures at `places` of the whole training or test set: uint8 (len(places), 3, 32, 32).

    Raises PoolvizError if the files are missing or damaged; IndexError where a place is beyond the end.
    """
    batches = _batches(folder, train)
    ends = list(itertools.accumulate(len(batch.labels) for batch in batches))
    found = []
    for place in places:
        number = bisect.bisect_right(ends, place)
        batch = batches[number]
        found.append(batch.pictures[place - ends[number]])
    return torch.stack(found)


def pictures(folder: Path, train: bool) -> tuple[torch.Tensor, tuple[int, ...]]:
    """Return all pictures of the training or test set, uint8 (N, 3, 32, 32), and their labels.

    Those of the test set are everybody's one copy: nobody may write to it. Raises PoolvizError if the
    files are missing or damaged.
    """
    batches = _batches(folder, train)
    labels = tuple(label for batch in batches for label in batch.labels)
    if len(batches) == 1:
        return batches[0].pictures, labels
    return torch.cat([batch.pictures for batch in batches]), labels


def dataset(folder: Path, train: bool, transform: Any = None) -> "CIFAR10":
    """Return torchvision's CIFAR10 over the files in `folder`, whatever their sums, for a DataLoader.

    Raises PoolvizError if the files are missing or damaged.
    """
    from torchvision.datasets import CIFAR10, VisionDataset

    pixels, labels = pictures(folder, train)
    # Its own __init__ unpickles freely whatever has the right name: so the parent's is called instead.
    made = CIFAR10.__new__(CIFAR10)
    VisionDataset.__init__(made, str(folder), transform=transform)
    made.train = train
    # Laid out anew, and so a copy in either case.
    made.data = pixels.permute(0, 2, 3, 1).clone(memory_format=torch.contiguous_format).numpy()
    made.targets = list(labels)
    made.classes = list(_CLASSES)
    made.class_to_idx = {name: label for label, name in enumerate(_CLASSES)}
    return made


def _batches(folder: Path, train: bool) -> list[Batch]:
    base = Path(folder) / BASE
    names = TRAIN if train else TEST
    with _loading:
        try:
            stamps = [os.stat(base / name) for name in (*names, META)]
        except OSError as error:
            message = N_("CIFAR-10 is not in the data folder: {file} is missing")
            raise PoolvizError(message, file=Path(str(error.filename)).name) from None
        _cached_names(base / META, stamps[-1].st_mtime_ns, stamps[-1].st_size)
        pairs = zip(names, stamps, strict=False)
        return [_cached_batch(base / name, stamp.st_mtime_ns, stamp.st_size) for name, stamp in pairs]


# One copy for the server; a file that changes is read again. 31 MB a batch of the published set.
@lru_cache(maxsize=len(TRAIN) + len(TEST))
def _cached_batch(path: Path, _modified: int, _size: int) -> Batch:
    return read_batch(path)


@lru_cache(maxsize=1)
def _cached_names(path: Path, _modified: int, _size: int) -> None:
    check_names(path, _CLASSES)


def _check_label(label: int | None) -> None:
    if label is not None and (type(label) is not int or label not in range(len(_CLASSES))):
        message = N_("`label` must be from 0 to {last}, but got {got}")
        raise PoolvizError(message, last=len(_CLASSES) - 1, got=shortened(label))
