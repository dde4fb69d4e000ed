"""What a download does on the disk: a place to work in, unpacking, moving into place."""

import errno
import gzip
import os
import shutil
import tarfile
import tempfile
import zlib
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.datasets.dataset import LARGEST_FILE, Published
from poolviz.sources.datasets.downloads.locks import locked
from poolviz.texts import N_

PREFIX = ".poolviz-part-"
LOCK = ".poolviz-lock"
DAMAGED = N_("the downloaded archive is damaged; nothing was kept")
_CHUNK = 2**20


@contextmanager
def workplace(folder: Path, key: str, title: str) -> Iterator[Path]:
    """Lend a new empty folder inside `folder`, gone afterwards, as are those that killed processes left.

    `key` and `title` name the data set; each has its own. Raises PoolvizError if another process is at work
    on it in `folder`, OSError if nothing can be written there.
    """
    folder.mkdir(parents=True, exist_ok=True)
    lock = locked(folder / f"{LOCK}-{key}")
    if lock is None:
        message = N_("another program is downloading {title} into the data folder; wait for it")
        raise PoolvizError(message, title=title)
    try:
        for leftover in folder.glob(f"{PREFIX}{key}-*"):
            shutil.rmtree(leftover, ignore_errors=True)
        with tempfile.TemporaryDirectory(
            prefix=f"{PREFIX}{key}-", dir=folder, ignore_cleanup_errors=True
        ) as name:
            yield Path(name)
    finally:
        os.close(lock)


# A file in an archive: its path inside the data folder, and its content; None for a link and its like.
Content = IO[bytes] | gzip.GzipFile
Member = tuple[str, Content | None]


def tar_members(archive: Path) -> Iterator[Member]:
    """Give what a tar.gz holds; its folders are made where a file needs them."""
    with tarfile.open(archive, "r:gz") as tar:
        for member in tar:
            if not member.isdir():
                yield member.name, tar.extractfile(member) if member.isreg() else None


def gzip_members(base: str, archive: Path) -> Iterator[Member]:
    """Give the one file that a gz holds, which has the archive's name without the ending, in `base`."""
    with gzip.open(archive, "rb") as content:
        yield f"{base}/{archive.stem}", content


def unpack(
    published: Published,
    members: Iterable[Member],
    folder: Path,
    before_each: Callable[[], None],
) -> None:
    """Write the files of `published` that an archive's `members` are into `folder`.

    `before_each` is called before each file. Raises PoolvizError if the archive is damaged or holds
    anything else: a link, another name, a path that leads elsewhere, a file that is too large.
    """
    known = published.files | {PurePosixPath(published.base, name) for name in published.beside}
    try:
        for name, content in members:
            before_each()
            path = PurePosixPath(name)
            if content is None or path not in known:
                message = N_(
                    "the downloaded archive holds {name}, which is not a file of {title}; nothing was kept"
                )
                raise PoolvizError(message, name=repr(shortened(name)), title=published.title)
            _write(content, folder / path)
    except (tarfile.TarError, gzip.BadGzipFile, EOFError, zlib.error, UnicodeError) as error:
        raise PoolvizError(DAMAGED) from error


def _write(content: Content, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True)
    with content, open(target, "wb") as file:
        while chunk := content.read(_CHUNK):
            file.write(chunk)
            if file.tell() > LARGEST_FILE:
                raise PoolvizError(DAMAGED)


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


def disk_error(error: OSError) -> PoolvizError:
    """Say in a sentence, which everybody reads, why nothing could be written to the data folder.

    >>> str(disk_error(OSError(errno.ENOSPC, "No space left on device")))
    'the disk of the data folder is full; nothing was kept'
    """
    if error.errno in (errno.ENOSPC, getattr(errno, "EDQUOT", errno.ENOSPC)):
        return PoolvizError(N_("the disk of the data folder is full; nothing was kept"))
    reason = error.strerror or type(error).__name__
    message = N_("the data folder cannot be written to: {reason}; POOLVIZ_DATA names another")
    return PoolvizError(message, reason=reason)
