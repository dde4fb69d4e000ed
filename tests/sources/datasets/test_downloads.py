"""A download puts all of CIFAR-10 into the folder, once for everybody, and can be cancelled."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.downloads import archives
from poolviz.sources.datasets.downloads.download import Progress
from poolviz.sources.datasets.downloads.origin import CIFAR10, MNIST
from tests.sources.datasets.cifar_like import make_folder
from tests.sources.datasets.cifar_server import ARCHIVE, Served, download_from, finished, left_in, sum_of


def test_all_of_it_arrives(served: Served, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "on the way"
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(folder)
    assert finished(download) == Progress("done", len(ARCHIVE), len(ARCHIVE), None)
    assert left_in(folder) == [cifar.BASE]
    assert cifar.CIFAR10.available(folder)
    assert cifar.CIFAR10.count(folder, train=True) == 100


def test_the_published_addresses_and_sums_are_torchvisions() -> None:
    from torchvision import datasets

    (archive,) = CIFAR10.archives
    assert (datasets.CIFAR10.url, datasets.CIFAR10.tgz_md5) == (*archive.urls, archive.md5)
    assert [(one.name, one.md5) for one in MNIST.archives] == datasets.MNIST.resources
    for one in MNIST.archives:
        assert one.urls == tuple(mirror + one.name for mirror in datasets.MNIST.mirrors)


def test_a_server_that_does_not_say_how_much(served: Served, tmp_path: Path) -> None:
    served.length = -1
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(tmp_path)
    assert finished(download) == Progress("done", len(ARCHIVE), 0, None)


def test_two_starts_are_one_request_and_both_see_it_run(served: Served, tmp_path: Path) -> None:
    served.slowly = 0.005
    download = download_from(served.url, sum_of(ARCHIVE))
    starts = [threading.Thread(target=download.start, args=(tmp_path,)) for _ in range(8)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert download.progress().state == "running"
    assert finished(download).state == "done"
    assert served.requests == ["/cifar.tar.gz"]


def test_another_program_at_work_in_the_folder(served: Served, tmp_path: Path) -> None:
    with archives.workplace(tmp_path, "cifar", "CIFAR-10") as work:
        download = download_from(served.url, sum_of(ARCHIVE))
        download.start(tmp_path)
        assert "another program is downloading" in str(finished(download).message)
        assert work.exists()
    assert served.requests == []


def test_leftovers_of_a_killed_process_go_and_its_lock_is_free(served: Served, tmp_path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from poolviz.sources.datasets.downloads import archives\n"
        "with archives.workplace(Path(sys.argv[1]), 'cifar', 'CIFAR-10') as work:\n"
        "    (work / 'archive').write_bytes(b'half'); os.kill(os.getpid(), 9)"
        if sys.platform != "win32"
        else "import os, sys; os.mkdir(os.path.join(sys.argv[1], '.poolviz-part-cifar-x'))"
    )
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], check=False, cwd=Path(__file__).parents[3])
    assert [name[: len(archives.PREFIX)] for name in left_in(tmp_path)] == [archives.PREFIX]
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(tmp_path)
    assert finished(download).state == "done"
    assert left_in(tmp_path) == [cifar.BASE]


def test_a_damaged_copy_is_replaced(served: Served, tmp_path: Path) -> None:
    make_folder(tmp_path / cifar.BASE)
    (tmp_path / cifar.BASE / "test_batch").write_bytes(b"")
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(tmp_path)
    assert finished(download).state == "done"
    assert cifar.CIFAR10.count(tmp_path, train=False) == 20


def test_a_failed_download_leaves_the_copy_that_was_there(served: Served, tmp_path: Path) -> None:
    make_folder(tmp_path / cifar.BASE)
    download = download_from(served.url, "another sum")
    download.start(tmp_path)
    assert finished(download).state == "failed"
    assert cifar.CIFAR10.count(tmp_path, train=False) == 20


def test_a_second_try_after_a_failure(served: Served, tmp_path: Path) -> None:
    served.status = 503
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(tmp_path)
    assert finished(download).state == "failed"
    served.status = 200
    download.start(tmp_path)
    assert finished(download).state == "done"


@pytest.mark.parametrize("slowly", [0.02, 5])
def test_cancelled_while_bytes_come_or_while_none_come(served: Served, tmp_path: Path, slowly: float) -> None:
    served.slowly = slowly
    download = download_from(served.url, sum_of(ARCHIVE))
    download.start(tmp_path)
    while not served.requests:
        time.sleep(0.005)
    time.sleep(0.1)
    download.cancel()
    assert finished(download, within=2) == Progress()
    assert left_in(tmp_path) == []
