"""What classes are kept in: one SQLite file, and the one thread that writes to it."""

import asyncio
import queue
import sqlite3
import threading
import time
from collections.abc import Callable
from concurrent.futures import Future
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path
from typing import Any, TypeVar

from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.storage.tables import SCHEMA, sweep

Found = TypeVar("Found")
FILE = "classes.db"
WAITING = 4_000  # operations
TOGETHER = 500  # operations in one transaction
SWEEP = 600.0  # seconds


@dataclass(frozen=True)
class Work:
    """An operation that waits, who waits for it, and whether what it deletes is wiped out."""

    operation: Callable[..., Any]
    future: Future[Any]
    wipe: bool

    def begun(self) -> bool:
        """Tell whether somebody still waits for it; nobody can take it back then."""
        return self.future.set_running_or_notify_cancel()


class Store:
    """The classes in a folder. Operations that wait together are written together: one wait for the disk.

    A result is given only when it is on the disk. `folder` is asked for at the first use.
    """

    def __init__(self, folder: Callable[[], Path]) -> None:
        self._folder = folder
        self._waiting: queue.Queue[Work | None] = queue.Queue(WAITING)
        self._starting = threading.Lock()
        self._thread: threading.Thread | None = None

    def exists(self) -> bool:
        """Tell whether classes have been kept in the folder before."""
        return (self._folder() / FILE).exists()

    async def do(self, operation: Callable[[sqlite3.Connection], Found], wipe: bool = False) -> Found:
        """Return what `operation` returns, when it is kept; nothing of it is if it raises.

        What it deletes is gone from the file's log too if `wipe`.

        Raises what it raises, and RefusedError where nothing can be kept or too much waits.
        """
        future: Future[Found] = Future()
        try:
            self._waiting.put_nowait(Work(operation, future, wipe))
        except queue.Full:
            raise RefusedError("busy") from None
        self.start()
        return await asyncio.wrap_future(future)

    def start(self) -> None:
        """Start the thread that writes; it first removes what is over."""
        with self._starting:
            if self._thread is None:
                self._thread = threading.Thread(target=self._work, name="classes", daemon=True)
                self._thread.start()

    def close(self) -> None:
        """Write what waits, and close the file."""
        if self._thread is not None:
            self._waiting.put(None)
            self._thread.join()

    def _work(self) -> None:
        closed = False
        while not closed:
            try:
                folder = self._folder()
                folder.mkdir(parents=True, exist_ok=True)
                with closing(connected(folder / FILE)) as db:
                    removed(db)
                    closed = self._serve(db)
            except (sqlite3.Error, OSError) as error:
                closed = self._refuse(error)

    def _serve(self, db: sqlite3.Connection) -> bool:
        sweeping = time.monotonic() + SWEEP
        while True:
            if time.monotonic() >= sweeping:
                removed(db)
                sweeping = time.monotonic() + SWEEP
            together = self._next(SWEEP)
            done(db, [one for one in together if one and one.begun()])
            if None in together:
                return True

    def _next(self, seconds: float | None = None) -> list[Work | None]:
        """Return what waits, as soon as something does; nothing after so many seconds."""
        try:
            together = [self._waiting.get(timeout=seconds)]
        except queue.Empty:
            return []
        while len(together) < TOGETHER and not self._waiting.empty():
            together.append(self._waiting.get())
        return together

    def _refuse(self, error: Exception) -> bool:
        """Refuse one operation, the next one tries to open the file again."""
        waiting = self._waiting.get()
        if waiting and waiting.begun():
            waiting.future.set_exception(RefusedError("store", folder=str(self._folder()), reason=str(error)))
        return waiting is None


def connected(path: Path | str) -> sqlite3.Connection:
    """Return a connection to the file at `path`, with its tables; what is deleted there is overwritten."""
    db = sqlite3.connect(path, isolation_level=None, timeout=10, check_same_thread=False)
    try:
        # FULL: an answer that is confirmed outlives a loss of power, not the end of a process alone.
        for setting in ("journal_mode=WAL", "synchronous=FULL", "foreign_keys=ON", "secure_delete=ON"):
            db.execute(f"PRAGMA {setting}").fetchall()
        db.executescript(SCHEMA)
    except BaseException:
        db.close()
        raise
    return db


def removed(db: sqlite3.Connection) -> None:
    """Remove the classes that are over from the file, and from its log."""
    if sweep(db):
        _empty_log(db)


def done(db: sqlite3.Connection, together: list[Work]) -> None:
    """Do operations in one transaction, and tell each its result when all are kept."""
    results: list[tuple[Any, BaseException | None]] = []
    try:
        db.execute("BEGIN IMMEDIATE")
        results = results_of(db, together)
        db.execute("COMMIT")
        if any(work.wipe for work in together):
            _empty_log(db)
    except sqlite3.Error as error:
        if db.in_transaction:
            db.execute("ROLLBACK")
        results = [(None, RefusedError("store", folder=FILE, reason=str(error)))] * len(together)
    tell(together, results)


def results_of(db: sqlite3.Connection, together: list[Work]) -> list[tuple[Any, BaseException | None]]:
    """Do operations within a transaction that has begun, and return what each gives or raises."""
    return [_one(db, work.operation) for work in together]


def tell(together: list[Work], results: list[tuple[Any, BaseException | None]]) -> None:
    """Give each of those who wait its result."""
    for work, (result, problem) in zip(together, results, strict=True):
        if problem is None:
            work.future.set_result(result)
        else:
            work.future.set_exception(problem)


def _one(db: sqlite3.Connection, operation: Callable[..., Any]) -> tuple[Any, BaseException | None]:
    db.execute("SAVEPOINT one")
    try:
        result = operation(db)
    except sqlite3.OperationalError:  # the file, not the operation: nobody's is kept
        raise
    except Exception as error:
        db.execute("ROLLBACK TO one")
        db.execute("RELEASE one")
        return None, error
    db.execute("RELEASE one")
    return result, None


def _empty_log(db: sqlite3.Connection) -> None:
    db.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
