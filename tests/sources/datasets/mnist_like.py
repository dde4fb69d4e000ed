"""A small data set in MNIST's layout: random pictures, every digit as often."""

import gzip
from pathlib import Path

import torch

from poolviz.sources.datasets import mnist

TRAIN, TEST = 200, 100  # pictures
NAMES = [name for files in (*mnist.MNIST.train, *mnist.MNIST.test) for name in files]


def idx(values: torch.Tensor) -> bytes:
    """Return uint8 `values` as a file of IDX."""
    lengths = b"".join(length.to_bytes(4, "big") for length in values.shape)
    return bytes((0, 0, 8, values.dim())) + lengths + values.numpy().tobytes()


def digits(count: int) -> torch.Tensor:
    """Return as many labels, 0 to 9 and again."""
    return torch.arange(count, dtype=torch.uint8) % 10


def pictures(count: int) -> torch.Tensor:
    """Return as many pictures (28 × 28), random and the same each time; a digit brightens rows of its own."""
    made = torch.randint(0, 100, (count, 28, 28), generator=torch.Generator().manual_seed(count))
    for number in range(count):
        made[number, 2 * (number % 10) + 4 :][:2] += 150
    return made.byte()


def make_files() -> dict[str, bytes]:
    """Return the content of each file, by its name."""
    parts = [values for count in (TRAIN, TEST) for values in (pictures(count), digits(count))]
    return dict(zip(NAMES, map(idx, parts), strict=True))


def make_folder(folder: Path) -> None:
    """Write the data set into the data folder `folder`."""
    (folder / mnist.BASE).mkdir(parents=True)
    for name, content in make_files().items():
        (folder / mnist.BASE / name).write_bytes(content)


def make_archives() -> dict[str, bytes]:
    """Return what the archives hold, by their names."""
    return {f"{name}.gz": gzip.compress(content, mtime=0) for name, content in make_files().items()}
