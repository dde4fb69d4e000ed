"""What a download does on the disk: a place to work in, unpacking, moving into place."""

import errno
import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.cifar_files import LARGEST_FILE
from poolviz.sources.datasets.locks import locked
from poolviz.texts import N_

PREFIX = ".poolviz-part-"
LOCK = ".poolviz-lock"
_MEMBERS = {(cifar.BASE, name) for name in (*cifar.TRAIN, *cifar.TEST, cifar.META, "readme.html")}


@contextmanager
def workplace(folder: Path) -> Iterator[Path]:
    """Lend a new empty folder inside `folder`, gone afterwards, as are those that killed processes left.

    Raises PoolvizError if another process is at work in `folder`, OSError if nothing can be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = locked(folder / LOCK)
    if lock is None:
        raise PoolvizError(N_("another program is downloading CIFAR-10 into the data folder; wait for it"))
    try:
        for leftover in folder.glob(PREFIX + "*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=PREFIX, dir=folder, ignore_cleanup_errors=True) as name:
            yield Path(name)
    finally:
        os.close(lock)


def unpack(archive: Path, target: Path, before_each: Callable[[], None]) -> None:
    """Write the files of CIFAR-10 that `archive` (tar.gz) holds into `target`, a folder that is made.

    `before_each` is called before each file. Raises PoolvizError if the archive is damaged or holds
    anything else: a link, another name, a path that leads elsewhere, a file that is too large.
    """
    target.mkdir()
    try:
        with tarfile.open(archive, "r:gz") as tar:
            for member in tar:
                before_each()
                _unpack_member(tar, member, target)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, UnicodeError) as error:
        raise PoolvizError(N_("the downloaded archive is damaged; nothing was kept")) from error


def move(new: Path, target: Path, aside: Path) -> None:
    """Put folder `new` in the place of `target`, which goes to `aside`; all three on one disk.

    Raises OSError, and leaves `target` as it was, if that cannot be done.
    """
    if os.path.lexists(target):
        os.rename(target, aside)
    try:
        os.rename(new, target)
    except OSError:
        if os.path.lexists(aside):
            os.rename(aside, target)
        raise


def disk_error(error: OSError, folder: Path) -> PoolvizError:
    """Say in a sentence why nothing could be written to `folder`.

    >>> str(disk_error(OSError(errno.ENOSPC, "No space left on device"), Path("data")))
    'the disk of the data folder data is full; nothing was kept'
    """
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return PoolvizError(
            N_("the disk of the data folder {folder} is full; nothing was kept"), folder=str(folder)
        )
    reason = error.strerror or type(error).__name__
    message = N_("the data folder {folder} cannot be written to: {reason}; POOLVIZ_DATA names another")
    return PoolvizError(message, folder=str(folder), reason=reason)


def _unpack_member(tar: tarfile.TarFile, member: tarfile.TarInfo, target: Path) -> None:
    parts = PurePosixPath(member.name).parts
    if member.isdir() and parts in ((), (cifar.BASE,)):
        return
    content = tar.extractfile(member) if member.isreg() else None
    if content is None or parts not in _MEMBERS or member.size > LARGEST_FILE:
        message = N_("the downloaded archive holds {name}, which is no file of CIFAR-10; nothing was kept")
        raise PoolvizError(message, name=repr(shortened(member.name)))
    with content, open(target / parts[1], "wb") as file:
        shutil.copyfileobj(content, file)
