"""A server of one archive, as bad as a test wants it, and what the tests of downloads ask of both sides."""

import hashlib
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

from poolviz.sources.datasets import archives
from poolviz.sources.datasets.downloads import Download, Progress
from tests.sources.datasets.cifar_like import make_archive, make_files

ARCHIVE = make_archive(make_files())


@dataclass
class Served:
    """What the test server sends: `body` promised as `length` bytes, each 1/50 after `slowly` seconds."""

    body: bytes = ARCHIVE
    length: int | None = None
    status: int = 200
    slowly: float = 0
    requests: list[str] = field(default_factory=list)
    url: str = ""
    stop: threading.Event = field(default_factory=threading.Event)


@contextmanager
def serving() -> Iterator[Served]:
    what = Served()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            what.requests.append(self.path)
            self.send_response(what.status)
            length = len(what.body) if what.length is None else what.length
            if length >= 0:
                self.send_header("Content-Length", str(length))
            self.end_headers()
            step = len(what.body) // 50 + 1
            try:
                for begin in range(0, len(what.body), step):
                    what.stop.wait(what.slowly)
                    self.wfile.write(what.body[begin : begin + step])
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


def sum_of(archive: bytes) -> str:
    return hashlib.md5(archive).hexdigest()


def finished(download: Download, within: float = 10) -> Progress:
    end = time.monotonic() + within
    while download.progress().state == "running":
        assert time.monotonic() < end, "the download does not end"
        time.sleep(0.005)
    return download.progress()


def left_in(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir() if path.name != archives.LOCK)
