"""CIFAR-10 into the data folder: one download for the whole server, and all of it or nothing."""

import hashlib
import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from http.client import HTTPException, HTTPResponse
from pathlib import Path
from typing import Literal
from urllib.error import HTTPError
from urllib.parse import urlsplit
from urllib.request import Request, urlopen

from poolviz.errors import PoolvizError
from poolviz.sources import shortened
from poolviz.sources.datasets import cifar
from poolviz.sources.datasets.archives import disk_error, move, unpack, workplace
from poolviz.texts import N_

# As in torchvision.datasets.CIFAR10; a test compares them.
URL = "https://www.cs.toronto.edu/~kriz/cifar-10-python.tar.gz"
MD5 = "c58f30108f718f92721af3b95e74349a"
LARGEST = 400 * 2**20
_CHUNK = 2**16


@dataclass(frozen=True)
class Progress:
    """How far a download is, in bytes; `bytes_total` is 0 while unknown, `message` says why it failed."""

    state: Literal["idle", "running", "done", "failed"] = "idle"
    bytes_done: int = 0
    bytes_total: int = 0
    message: PoolvizError | None = None


class Download:
    """The download of one server: whoever starts it, everybody sees the same progress.

    >>> Download().progress()
    Progress(state='idle', bytes_done=0, bytes_total=0, message=None)
    """

    def __init__(self, md5: str = MD5, timeout: float = 30) -> None:
        """Expect an archive with the sum `md5`, and give up after `timeout` seconds without a byte."""
        self._md5, self._timeout = md5, timeout
        self._guard = threading.Lock()
        self._progress = Progress()
        self._cancelled = threading.Event()
        self._response: HTTPResponse | None = None

    def start(self, folder: Path, url: str | None = None) -> None:
        """Begin to fill `folder` in the background; nothing happens while a download runs."""
        with self._guard:
            if self._progress.state == "running":
                return
            self._cancelled = threading.Event()
            self._progress = Progress("running")
        thread = threading.Thread(
            target=self._run, args=(Path(folder), url or URL), name="cifar", daemon=True
        )
        thread.start()

    def progress(self) -> Progress:
        """Return the state now."""
        return self._progress

    def cancel(self) -> None:
        """Ask a running download to stop: the state is idle soon, and nothing is left of it.

        A server that has not answered yet is waited for until the timeout.
        """
        self._cancelled.set()
        with self._guard:
            if self._response is not None:
                _hang_up(self._response)

    def _run(self, folder: Path, url: str) -> None:
        message: PoolvizError | None = None
        try:
            with workplace(folder) as work:
                self._receive(url, work / "archive")
                unpack(work / "archive", work / cifar.BASE, self._stop_if_cancelled)
                cifar.check(work)
                self._stop_if_cancelled()
                move(work / cifar.BASE, folder / cifar.BASE, work / "old")
        except PoolvizError as error:
            message = error
        except OSError as error:
            message = disk_error(error, folder)
        except Exception as error:
            message = PoolvizError(N_("the download failed: {reason}"), reason=shortened(repr(error), 80))
        with self._guard:
            if message is not None and self._cancelled.is_set():
                self._progress = Progress()
            else:
                state: Literal["done", "failed"] = "failed" if message else "done"
                self._progress = replace(self._progress, state=state, message=message)

    def _receive(self, url: str, archive: Path) -> None:
        digest = hashlib.md5(usedforsecurity=False)
        with open(archive, "wb") as file, self._answer(url) as response:
            total = response.length or 0
            self._progress = Progress("running", 0, total)
            for chunk in _chunks(response):
                self._stop_if_cancelled()
                digest.update(chunk)
                file.write(chunk)
                self._progress = Progress("running", self._progress.bytes_done + len(chunk), total)
                if self._progress.bytes_done > LARGEST:
                    raise PoolvizError(N_("the server sent more than CIFAR-10 can be; nothing was kept"))
        self._stop_if_cancelled()
        done = self._progress.bytes_done
        if done < total:
            message = N_("the download was interrupted after {done} of {total} bytes; nothing was kept")
            raise PoolvizError(message, done=done, total=total)
        if digest.hexdigest() != self._md5:
            message = N_("the download is corrupt: its md5 must be {md5}, but got {got}; nothing was kept")
            raise PoolvizError(message, md5=self._md5, got=digest.hexdigest())

    @contextmanager
    def _answer(self, url: str) -> Iterator[HTTPResponse]:
        with _opened(url, self._timeout) as response:
            with self._guard:
                self._response = response
            try:
                self._stop_if_cancelled()  # between the request and its answer there was nothing to hang up
                yield response
            finally:
                with self._guard:
                    self._response = None

    def _stop_if_cancelled(self) -> None:
        if self._cancelled.is_set():
            raise PoolvizError(N_("the download was cancelled; nothing was kept"))


def _opened(url: str, timeout: float) -> HTTPResponse:
    if urlsplit(url).scheme not in ("http", "https"):
        raise PoolvizError(N_("`url` must begin with https:// or http://, but got {got}"), got=shortened(url))
    host = urlsplit(url).hostname
    try:
        answer: HTTPResponse = urlopen(Request(url, headers={"User-Agent": "poolviz"}), timeout=timeout)
    except HTTPError as error:
        error.close()
        message = N_("the server {host} has no CIFAR-10 there: it answered {code} {reason}")
        raise PoolvizError(message, host=host, code=error.code, reason=shortened(error.reason)) from None
    except (OSError, HTTPException) as error:
        message = N_("the server {host} cannot be reached: {reason}")
        raise PoolvizError(message, host=host, reason=_reason(error)) from error
    return answer


def _chunks(response: HTTPResponse) -> Iterator[bytes]:
    try:
        while chunk := response.read1(_CHUNK):
            yield chunk
    except (OSError, HTTPException) as error:
        message = N_("the download was interrupted: {reason}; nothing was kept")
        raise PoolvizError(message, reason=_reason(error)) from error


def _reason(error: Exception) -> str:
    inner = getattr(error, "reason", error)
    if isinstance(inner, TimeoutError):
        return "timed out"
    return shortened(getattr(inner, "strerror", None) or str(inner) or type(inner).__name__, 80)


def _hang_up(response: HTTPResponse) -> None:
    """Wake whoever waits for the next bytes; closing alone would leave it waiting for its timeout."""
    with (
        suppress(OSError, ValueError),
        socket.fromfd(response.fileno(), socket.AF_INET, socket.SOCK_STREAM) as line,
    ):
        line.shutdown(socket.SHUT_RDWR)


# The one of this server.
CIFAR10 = Download()
