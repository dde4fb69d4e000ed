"""MNIST in the layout of torchvision.datasets.MNIST."""

from pathlib import Path
from typing import Any

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.sources.datasets.dataset import Batch, Published, labelled
from poolviz.sources.datasets.idx import read_idx
from poolviz.texts import N_

TOP = "MNIST"
BASE = f"{TOP}/raw"
SIDE = 28
_DIGITS = tuple("0123456789")


def _files(part: str) -> tuple[str, str]:
    return f"{part}-images-idx3-ubyte", f"{part}-labels-idx1-ubyte"


def _read(images: Path, labels: Path) -> Batch:
    pictures, digits = read_idx(images, 3), read_idx(labels, 1)
    if not len(pictures) or pictures.shape[1:] != (SIDE, SIDE):
        message = N_("the pictures in the MNIST file {file} must be 28 × 28, but got {got}")
        raise PoolvizError(message, file=images.name, got=" × ".join(map(str, pictures.shape)))
    if len(digits) != len(pictures) or int(digits.max()) > 9:
        message = N_("the MNIST file {file} must have {count} labels from 0 to 9")
        raise PoolvizError(message, file=labels.name, count=len(pictures))
    return labelled(pictures[:, None], digits.tolist())


def _kept(pixels: Tensor, labels: tuple[int, ...]) -> dict[str, Any]:
    return {"data": pixels[:, 0].clone(), "targets": torch.tensor(labels)}


MNIST = Published(
    "MNIST",
    BASE,
    _DIGITS,
    train=(_files("train"),),
    test=(_files("t10k"),),
    read=_read,
    torchvision="MNIST",
    kept=_kept,
)
