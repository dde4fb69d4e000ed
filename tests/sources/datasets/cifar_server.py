"""A server of one archive, as bad as a test wants it, and what the tests of downloads ask of both sides."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

from poolviz.sources.datasets.downloads import archives
from poolviz.sources.datasets.downloads.download import Download, Progress
from poolviz.sources.datasets.downloads.origin import CIFAR10, Archive
from tests.sources.datasets.cifar_like import make_archive, make_files

ARCHIVE = make_archive(make_files())


@dataclass
class Served:
    """What the test server sends: `body` promised as `length` bytes, each 1/50 after `slowly` seconds.

    Where there are `files` it sends them by their names instead.
    """

    body: bytes = ARCHIVE
    length: int | None = None
    status: int = 200
    slowly: float = 0
    requests: list[str] = field(default_factory=list)
    files: dict[str, bytes] = field(default_factory=dict)
    url: str = ""
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving() -> Iterator[Served]:
    what = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            what.requests.append(self.path)
            body = what.files.get(self.path[1:], b"") if what.files else what.body
            self.send_response(what.status if body else 404)
            length = len(body) if what.length is None else what.length
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            step = len(body) // 50 + 1
            try:
                for begin in range(0, len(body), step):
                    what.stop.wait(what.slowly)
                    self.wfile.write(body[begin : begin + step])
            except OSError:
                pass

        def log_message(self, *_: object) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = False
    thread = threading.Thread(target=server.serve_forever, args=(0.01,))
    thread.start()
    what.url = f"http://127.0.0.1:{server.server_port}/cifar.tar.gz"
    yield what
    what.stop.set()
    server.shutdown()
    server.server_close()
    thread.join()


def download_from(url: str, md5: str, timeout: float = 30, **changes: Any) -> Download:
    """A download of CIFAR-10 that expects one archive at `url` with the sum `md5`, with `changes`."""
    archive = Archive("archive.tar.gz", (url,), md5)
    return Download(replace(CIFAR10, archives=(archive,), **changes), timeout)


def sum_of(archive: bytes) -> str:
    return hashlib.md5(archive).hexdigest()


def finished(download: Download, within: float = 10) -> Progress:
    end = time.monotonic() + within
    while download.progress().state == "running":
        assert time.monotonic() < end, "the download does not end"
        time.sleep(0.005)
    return download.progress()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if not path.name.startswith(archives.LOCK))
