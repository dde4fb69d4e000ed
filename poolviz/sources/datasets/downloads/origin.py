"""Where a data set is downloaded from, and what becomes of the archives."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from poolviz.sources.datasets import cifar, mnist
from poolviz.sources.datasets.dataset import Published
from poolviz.sources.datasets.downloads.archives import Member, gzip_members, tar_members


@dataclass(frozen=True)
class Archive:
    """A file to download: its name, the addresses that have it, its md5, its size in bytes."""

    name: str
    urls: tuple[str, ...]
    md5: str
    size: int = 0


@dataclass(frozen=True)
class Origin:
    """A published data set as its `archives`, whose `members` make the folder `top`.

    More than `largest` bytes are refused.
    """

    key: str
    published: Published
    archives: tuple[Archive, ...]
    top: str
    members: Callable[[Path], Iterator[Member]]
    largest: int

    @property
    def size(self) -> int:
        """How many bytes are downloaded."""
        return sum(archive.size for archive in self.archives)


# Addresses and sums are those of torchvision.datasets; a test compares them.
CIFAR10 = Origin(
    "cifar",
    cifar.CIFAR10,
    (
        Archive(
            "cifar-10-python.tar.gz",
            ("https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz",),
            "c58f30108f718f92721af3b95e74349a",
            170_498_071,
        ),
    ),
    cifar.BASE,
    tar_members,
    400 * 2**20,
)
_MIRRORS = ("https://ossci-datasets.s3.amazonaws.com/mnist/", "http://yann.lecun.com/exdb/mnist/")


def _digits(name: str, md5: str, size: int) -> Archive:
    return Archive(name, tuple(mirror + name for mirror in _MIRRORS), md5, size)


MNIST = Origin(
    "mnist",
    mnist.MNIST,
    (
        _digits("train-images-idx3-ubyte.gz", "f68b3c2dcbeaaa9fbdd348bbdeb94873", 9_912_422),
        _digits("train-labels-idx1-ubyte.gz", "d53e105ee54ea40749a09fcbcd1e9432", 28_881),
        _digits("t10k-images-idx3-ubyte.gz", "9fb629c4189551a2d022fa330f9573f3", 1_648_877),
        _digits("t10k-labels-idx1-ubyte.gz", "ec29112dd5afa0611ce80d1b7f02629c", 4_542),
    ),
    mnist.TOP,
    partial(gzip_members, mnist.BASE),
    64 * 2**20,
)
ORIGINS = {origin.key: origin for origin in (CIFAR10, MNIST)}
