"""A download puts all of CIFAR-10 into the folder, once for everybody, and can be cancelled."""

import subprocess
import sys
import threading
import time
from pathlib import Path

import pytest

from poolviz.sources.datasets import archives, cifar, downloads
from poolviz.sources.datasets.downloads import Download, Progress
from tests.sources.datasets.cifar_like import make_folder
from tests.sources.datasets.cifar_server import ARCHIVE, Served, finished, left_in, sum_of


def test_all_of_it_arrives(served: Served, tmp_path: Path) -> None:
    folder = tmp_path / "made" / "on the way"
    download = Download(sum_of(ARCHIVE))
    download.start(folder, served.url)
    assert finished(download) == Progress("done", len(ARCHIVE), len(ARCHIVE), None)
    assert left_in(folder) == [cifar.BASE]
    assert cifar.available(folder)
    assert cifar.count(folder, train=True) == 100


def test_the_published_address_and_sum_are_torchvisions() -> None:
    from torchvision.datasets import CIFAR10

    assert (CIFAR10.url, CIFAR10.tgz_md5) == (downloads.URL, downloads.MD5)


def test_a_server_that_does_not_say_how_much(served: Served, tmp_path: Path) -> None:
    served.length = -1
    download = Download(sum_of(ARCHIVE))
    download.start(tmp_path, served.url)
    assert finished(download) == Progress("done", len(ARCHIVE), 0, None)


def test_two_starts_are_one_request_and_both_see_it_run(served: Served, tmp_path: Path) -> None:
    served.slowly = 0.005
    download = Download(sum_of(ARCHIVE))
    starts = [threading.Thread(target=download.start, args=(tmp_path, served.url)) for _ in range(8)]
    for start in starts:
        start.start()
    for start in starts:
        start.join()
    assert download.progress().state == "running"
    assert finished(download).state == "done"
    assert served.requests == ["/cifar.tar.gz"]


def test_another_program_at_work_in_the_folder(served: Served, tmp_path: Path) -> None:
    with archives.workplace(tmp_path) as work:
        download = Download(sum_of(ARCHIVE))
        download.start(tmp_path, served.url)
        assert "another program is downloading" in str(finished(download).message)
        assert work.exists()
    assert served.requests == []


def test_leftovers_of_a_killed_process_go_and_its_lock_is_free(served: Served, tmp_path: Path) -> None:
    killed = (
        "import os, sys; from pathlib import Path; from poolviz.sources.datasets import archives\n"
        "with archives.workplace(Path(sys.argv[1])) as work:\n"
        "    (work / 'archive').write_bytes(b'half'); os.kill(os.getpid(), 9)"
        if sys.platform != "win32"
        else "import os, sys; os.mkdir(os.path.join(sys.argv[1], '.poolviz-part-x'))"
    )
    subprocess.run([sys.executable, "-c", killed, str(tmp_path)], check=False, cwd=Path(__file__).parents[3])
    assert [name[: len(archives.PREFIX)] for name in left_in(tmp_path)] == [archives.PREFIX]
    download = Download(sum_of(ARCHIVE))
    download.start(tmp_path, served.url)
    assert finished(download).state == "done"
    assert left_in(tmp_path) == [cifar.BASE]


def test_a_damaged_copy_is_replaced(served: Served, tmp_path: Path) -> None:
    make_folder(tmp_path / cifar.BASE)
    (tmp_path / cifar.BASE / "test_batch").write_bytes(b"")
    download = Download(sum_of(ARCHIVE))
    download.start(tmp_path, served.url)
    assert finished(download).state == "done"
    assert cifar.count(tmp_path, train=False) == 20


def test_a_failed_download_leaves_the_copy_that_was_there(served: Served, tmp_path: Path) -> None:
    make_folder(tmp_path / cifar.BASE)
    download = Download("another sum")
    download.start(tmp_path, served.url)
    assert finished(download).state == "failed"
    assert cifar.count(tmp_path, train=False) == 20


def test_a_second_try_after_a_failure(served: Served, tmp_path: Path) -> None:
    served.status = 503
    download = Download(sum_of(ARCHIVE))
    download.start(tmp_path, served.url)
    assert finished(download).state == "failed"
    served.status = 200
    download.start(tmp_path, served.url)
    assert finished(download).state == "done"


@pytest.mark.parametrize("slowly", [0.02, 5])
def test_cancelled_while_bytes_come_or_while_none_come(served: Served, tmp_path: Path, slowly: float) -> None:
    served.slowly = slowly
    download = Download(sum_of(ARCHIVE))
    download.start(tmp_path, served.url)
    while not served.requests:
        time.sleep(0.005)
    time.sleep(0.1)
    download.cancel()
    assert finished(download, within=2) == Progress()
    assert left_in(tmp_path) == []
