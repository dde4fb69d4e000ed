"""A data set into the data folder: one download for the whole server, and all of it or nothing."""

import hashlib
import socket
import threading
from collections.abc import Iterator, Sequence
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
from poolviz.sources.datasets.downloads.archives import disk_error, move, unpack, workplace
from poolviz.sources.datasets.downloads.origin import ORIGINS, Archive, Origin
from poolviz.texts import N_

_CHUNK = 2**16


@dataclass(frozen=True)
class Progress:
    """How far a download is, in bytes; `bytes_total` is 0 while unknown, `message` says why it failed.

    `by` is the session that began it, which alone may cancel it while it is there.
    """

    state: Literal["idle", "running", "done", "failed"] = "idle"
    bytes_done: int = 0
    bytes_total: int = 0
    message: PoolvizError | None = None
    by: str = ""


class Download:
    """The download of one server: whoever starts it, everybody sees the same progress.

    >>> Download(ORIGINS["mnist"]).progress().state
    'idle'
    """

    def __init__(self, origin: Origin, timeout: float = 30) -> None:
        """Download from `origin`, and give up after `timeout` seconds without a byte."""
        self.origin, self._timeout = origin, timeout
        self._guard = threading.Lock()
        self._progress = Progress()
        self._cancelled = threading.Event()
        self._response: HTTPResponse | None = None

    def start(self, folder: Path, by: str = "") -> None:
        """Begin to fill `folder` in the background; nothing happens while a download runs."""
        with self._guard:
            if self._progress.state == "running":
                return
            self._cancelled = threading.Event()
            self._progress = Progress("running", by=by)
        name = f"download {self.origin.key}"
        threading.Thread(target=self._run, args=(Path(folder),), name=name, daemon=True).start()

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

    def _run(self, folder: Path) -> None:
        origin, message = self.origin, None
        try:
            with workplace(folder, origin.key, origin.published.title) as work:
                for number in range(len(origin.archives)):
                    self._receive(number, work)
                for archive in origin.archives:
                    members = origin.members(work / archive.name)
                    unpack(origin.published, members, work, self._stop_if_cancelled)
                origin.published.check(work)
                self._stop_if_cancelled()
                move(work / origin.top, folder / origin.top, work / "old")
        except PoolvizError as error:
            message = error
        except OSError as error:
            message = disk_error(error)
        except Exception as error:
            message = PoolvizError(N_("the download failed: {reason}"), reason=shortened(repr(error), 80))
        with self._guard:
            if message is not None and self._cancelled.is_set():
                self._progress = Progress()
            else:
                state: Literal["done", "failed"] = "failed" if message else "done"
                self._progress = replace(self._progress, state=state, message=message)

    def _receive(self, number: int, work: Path) -> None:
        """Write archive `number` into the folder `work`."""
        archive, later = self.origin.archives[number], self.origin.archives[number + 1 :]
        digest = hashlib.md5(usedforsecurity=False)
        before = self._progress.bytes_done
        with open(work / archive.name, "wb") as file, self._answer(archive) as response:
            length = response.length or 0
            total = before + length + sum(one.size for one in later) if length else 0
            self._progress = replace(self._progress, bytes_total=total)
            for chunk in _chunks(response):
                self._stop_if_cancelled()
                digest.update(chunk)
                file.write(chunk)
                self._progress = replace(self._progress, bytes_done=self._progress.bytes_done + len(chunk))
                if self._progress.bytes_done > self.origin.largest:
                    message = N_("the server sent more than {title} can be; nothing was kept")
                    raise PoolvizError(message, title=self.origin.published.title)
        self._stop_if_cancelled()
        done = self._progress.bytes_done - before
        if done < length:
            message = N_("the download was interrupted after {done} of {total} bytes; nothing was kept")
            raise PoolvizError(message, done=done, total=length)
        if digest.hexdigest() != archive.md5:
            message = N_("the download is corrupt: its md5 must be {md5}, but got {got}; nothing was kept")
            raise PoolvizError(message, md5=archive.md5, got=digest.hexdigest())

    @contextmanager
    def _answer(self, archive: Archive) -> Iterator[HTTPResponse]:
        with _first_opened(archive.urls, self._timeout, self.origin.published.title) as response:
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


def _first_opened(urls: Sequence[str], timeout: float, title: str) -> HTTPResponse:
    """Return the answer of the first of `urls` that gives one; PoolvizError of the last if none does."""
    for url in urls[:-1]:
        with suppress(PoolvizError):
            return _opened(url, timeout, title)
    return _opened(urls[-1], timeout, title)


def _opened(url: str, timeout: float, title: str) -> HTTPResponse:
    if urlsplit(url).scheme not in ("http", "https"):
        raise PoolvizError(N_("`url` must begin with https:// or http://, but got {got}"), got=shortened(url))
    host = urlsplit(url).hostname
    try:
        answer: HTTPResponse = urlopen(Request(url, headers={"User-Agent": "poolviz"}), timeout=timeout)
    except HTTPError as error:
        error.close()
        raise PoolvizError(
            N_("the server {host} has no {title} there: it answered {code} {reason}"),
            host=host,
            title=title,
            code=error.code,
            reason=shortened(error.reason),
        ) from None
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


# Those of this server.
DOWNLOADS = {key: Download(origin) for key, origin in ORIGINS.items()}
