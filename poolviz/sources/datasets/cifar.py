"""CIFAR-10 in the layout of torchvision.datasets.CIFAR10."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from poolviz.sources.datasets.cifar_files import check_names, read_batch
from poolviz.sources.datasets.dataset import Batch, Published
from poolviz.texts import N_

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


def _read(path: Path, meta: Path) -> Batch:
    check_names(meta, _CLASSES)
    return read_batch(path)


def _kept(pixels: Tensor, labels: tuple[int, ...]) -> dict[str, Any]:
    # Laid out anew, and so a copy in either case.
    arranged = pixels.permute(0, 2, 3, 1).clone(memory_format=torch.contiguous_format).numpy()
    numbers = {name: label for label, name in enumerate(_CLASSES)}
    return {"data": arranged, "targets": list(labels), "classes": list(_CLASSES), "class_to_idx": numbers}


CIFAR10 = Published(
    "CIFAR-10",
    BASE,
    _CLASSES,
    train=tuple((name, META) for name in TRAIN),
    test=tuple((name, META) for name in TEST),
    read=_read,
    torchvision="CIFAR10",
    kept=_kept,
    beside=("readme.html",),
)
