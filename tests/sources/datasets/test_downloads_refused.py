"""A download that goes wrong leaves nothing behind and says why in one sentence."""

import os
import socket
import tarfile
from pathlib import Path
from typing import Any

import pytest

from poolviz.errors import PoolvizError
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.downloads import archives
from poolviz.sources.datasets.downloads.origin import CIFAR10
from tests.sources.datasets.cifar_like import make_archive, make_files
from tests.sources.datasets.cifar_server import ARCHIVE, Served, download_from, finished, left_in, sum_of


def refusal(served: Served, folder: Path, md5: str | None = None, **changes: Any) -> str:
    """Download, expect failure with nothing left, and return the sentence."""
    download = download_from(served.url, md5 or sum_of(served.body), timeout=1, **changes)
    download.start(folder)
    end = finished(download)
    assert end.state == "failed"
    assert left_in(folder) == []
    assert not cifar.CIFAR10.available(folder)
    return str(end.message)


def test_interrupted(served: Served, tmp_path: Path) -> None:
    whole, half = len(ARCHIVE), len(ARCHIVE) // 2
    served.body, served.length = ARCHIVE[:half], whole
    sentence = refusal(served, tmp_path)
    assert sentence == f"the download was interrupted after {half} of {whole} bytes; nothing was kept"


def test_stalled(served: Served, tmp_path: Path) -> None:
    served.slowly = 5
    assert refusal(served, tmp_path) == "the download was interrupted: timed out; nothing was kept"


def test_another_sum(served: Served, tmp_path: Path) -> None:
    sentence = refusal(served, tmp_path, md5=CIFAR10.archives[0].md5)
    assert sentence.startswith(
        "the download is corrupt: its md5 must be c58f30108f718f92721af3b95e74349a, but got "
    )


def test_not_found(served: Served, tmp_path: Path) -> None:
    served.status = 404
    sentence = refusal(served, tmp_path)
    assert sentence == "the server 127.0.0.1 has no CIFAR-10 there: it answered 404 Not Found"


def test_nobody_answers(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))  # bound, not listening: refused
        served = Served(url=f"http://127.0.0.1:{taken.getsockname()[1]}/")
        assert refusal(served, tmp_path).startswith("the server 127.0.0.1 cannot be reached: ")


def test_only_the_web(tmp_path: Path) -> None:
    sentence = refusal(Served(url="file:///etc/passwd"), tmp_path)
    assert sentence == "`url` must begin with https:// or http://, but got file:///etc/passwd"


def member(name: str, kind: bytes = tarfile.REGTYPE, target: str = "") -> tarfile.TarInfo:
    made = tarfile.TarInfo(name)
    made.type, made.linkname = kind, target
    return made


@pytest.mark.parametrize(
    "hostile",
    [
        member("../evil"),
        member("/tmp/evil"),
        member(f"{cifar.BASE}/../../evil"),
        member(f"{cifar.BASE}/evil"),
        member(f"{cifar.BASE}/readme.html", tarfile.SYMTYPE, "/etc/passwd"),
        member(f"{cifar.BASE}/readme.html", tarfile.LNKTYPE, "../../evil"),
        member(f"{cifar.BASE}/readme.html", tarfile.FIFOTYPE),
    ],
    ids=lambda hostile: f"{hostile.name} {hostile.type!r}",
)
def test_members_that_lead_elsewhere(served: Served, tmp_path: Path, hostile: tarfile.TarInfo) -> None:
    folder = tmp_path / "data"
    served.body = make_archive(make_files(), hostile)
    sentence = refusal(served, folder)
    assert sentence.endswith("which is not a file of CIFAR-10; nothing was kept")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


@pytest.mark.parametrize(
    ("body", "sentence"),
    [
        (b"no archive at all", "the downloaded archive is damaged; nothing was kept"),
        (ARCHIVE[: len(ARCHIVE) // 2], "the downloaded archive is damaged; nothing was kept"),
        (make_archive({}), "the CIFAR-10 file batches.meta cannot be read: No such file or directory"),
        (make_archive({**make_files(), "test_batch": b"junk"}), "the CIFAR-10 file test_batch is damaged"),
    ],
    ids=["no archive", "half an archive", "empty", "junk inside"],
)
def test_the_right_sum_of_a_wrong_archive(served: Served, tmp_path: Path, body: bytes, sentence: str) -> None:
    served.body = body
    assert refusal(served, tmp_path) == sentence


def test_more_bytes_than_cifar_has(served: Served, tmp_path: Path) -> None:
    assert (
        refusal(served, tmp_path, largest=1000)
        == "the server sent more than CIFAR-10 can be; nothing was kept"
    )


def test_a_full_disk(served: Served, tmp_path: Path) -> None:
    def full(*_: object) -> None:
        raise OSError(28, os.strerror(28))

    sentence = refusal(served, tmp_path, members=full)
    assert sentence == "the disk of the data folder is full; nothing was kept"


def test_a_folder_that_cannot_be_made(served: Served, tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"")
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(tmp_path / "file" / "data")
    end = finished(download)
    assert isinstance(end.message, PoolvizError)
    assert "cannot be written to: Not a directory; POOLVIZ_DATA names another" in str(end.message)


def test_moving_that_fails_puts_the_old_back(tmp_path: Path) -> None:
    (tmp_path / "old place").mkdir()
    with pytest.raises(FileNotFoundError):
        archives.move(tmp_path / "missing", tmp_path / "old place", tmp_path / "aside")
    assert [path.name for path in tmp_path.iterdir()] == ["old place"]
