"""A small data set in CIFAR-10's layout, random pictures and all."""

import io
import pickle
import tarfile
import zlib
from pathlib import Path

import numpy as np

from poolviz.sources.datasets import cifar

LABELS = [i * 3 % 10 for i in range(20)]


def pictures_of(name: str, shift: int = 0) -> np.ndarray:
    """Return the pictures of batch `name`: uint8 (20, 3072), random and the same each time."""
    return np.random.default_rng(zlib.crc32(name.encode()) + shift).integers(
        0, 256, (20, 3072), dtype=np.uint8
    )


def make_files(shift: int = 0) -> dict[str, bytes]:
    """Return the content of each file of the data set."""
    files = {
        name: pickle.dumps({"data": pictures_of(name, shift), "labels": LABELS, "more": shift}, protocol=2)
        for name in (*cifar.TRAIN, *cifar.TEST)
    }
    files[cifar.META] = pickle.dumps({"label_names": list(cifar.CIFAR10.classes)}, protocol=2)
    return files


def make_folder(folder: Path, shift: int = 0) -> None:
    """Write the data set into `folder`."""
    folder.mkdir(exist_ok=True)
    for name, content in make_files(shift).items():
        (folder / name).write_bytes(content)


def make_archive(files: dict[str, bytes], *more: tarfile.TarInfo) -> bytes:
    """Return a tar.gz of `files` inside the data set's folder, and of the members `more`, all empty."""
    packed = io.BytesIO()
    with tarfile.open(fileobj=packed, mode="w:gz") as tar:
        top = tarfile.TarInfo(cifar.BASE)
        top.type = tarfile.DIRTYPE
        tar.addfile(top)
        for name, content in files.items():
            member = tarfile.TarInfo(f"{cifar.BASE}/{name}")
            member.size = len(content)
            tar.addfile(member, io.BytesIO(content))
        for member in more:
            tar.addfile(member)
    return packed.getvalue()
