"""Classes that several servers share: kept in Redis or Valkey, worked on in memory.

What is kept is the very file that one server would have, small as it is. Each server has a copy; it is read
anew only where another server has written since. An operation that another server came before is done again.
"""

import contextlib
import os
import sqlite3
import threading
from collections.abc import Callable, Iterator
from typing import Any

from poolviz.server.classes.refusals import RefusedError
from poolviz.server.classes.storage.store import Store, Work, connected, results_of, tell
from poolviz.server.classes.storage.tables import KEPT, SCHEMA, sweep

WHERE = "POOLVIZ_CLASS"
DATA, VERSION, NEWS = "poolviz:classes", "poolviz:classes:version", "poolviz:classes:news"
Results = list[tuple[Any, BaseException | None]]
TRIES = 200  # times that other servers may come before
WAIT = 5.0  # seconds for Redis


class SharedStore(Store):
    """The classes in the Redis at `url`; `told` is called, in a thread, when another server changed them."""

    def __init__(self, url: str) -> None:
        import redis

        super().__init__(lambda: None)  # type: ignore[arg-type, return-value]
        self._redis = redis.Redis.from_url(url, socket_timeout=WAIT, socket_connect_timeout=WAIT)
        self._failures = (redis.RedisError, sqlite3.Error, OSError)
        self._place = place_of(url)
        self._version: bytes | None = None
        self._name = os.urandom(8).hex().encode()
        self.told: Callable[[], None] | None = None

    def exists(self) -> bool:
        """Tell whether classes have been kept before; others may keep some at any time."""
        return True

    def start(self) -> None:
        """Start the thread that writes, and the one that hears of other servers."""
        first = self._thread is None
        super().start()
        if first:
            threading.Thread(target=self._hear, name="classes' news", daemon=True).start()

    def _work(self) -> None:
        with contextlib.closing(connected(":memory:")) as db:
            while self._serve(db):
                pass

    def _serve(self, db: sqlite3.Connection) -> bool:
        """Do what waits; False when the store is closed."""
        together = self._next()
        self._done(db, [one for one in together if one and one.begun()])
        return None not in together

    def _done(self, db: sqlite3.Connection, works: list[Work]) -> None:
        if not works:
            return
        try:
            results = next(found for _try in range(TRIES) if (found := self._tried(db, works)) is not None)
        except StopIteration:
            results = [(None, RefusedError("busy"))] * len(works)
        except self._failures as error:
            self._version = None
            if db.in_transaction:
                db.execute("ROLLBACK")
            results = [(None, RefusedError("store", folder=self._place, reason=str(error)))] * len(works)
        tell(works, results)

    def _tried(self, db: sqlite3.Connection, works: list[Work]) -> Results | None:
        """Return what came of `works`, None where another server wrote meanwhile and nothing was done."""
        from redis import WatchError

        with self._redis.pipeline() as pipe:
            pipe.watch(VERSION)
            self._renew(db, pipe.get(VERSION))
            changes = db.total_changes
            db.execute("BEGIN")
            results = results_of(db, works)
            sweep(db)
            db.execute("COMMIT")
            if db.total_changes == changes:
                return results
            pipe.multi()
            pipe.set(DATA, db.serialize(), ex=KEPT)
            pipe.incr(VERSION)
            pipe.publish(NEWS, self._name)
            try:
                self._version = str(pipe.execute()[1]).encode()
            except WatchError:
                self._version = None
                return None
            return results

    def _renew(self, db: sqlite3.Connection, version: Any) -> None:
        """Take what is kept where another server wrote it."""
        if version is not None and version == self._version:
            return
        data = self._redis.get(DATA)
        with contextlib.closing(connected(":memory:")) as empty:
            db.deserialize(data if isinstance(data, bytes) else empty.serialize())
        db.executescript(SCHEMA)  # an older server may have written it
        db.execute("PRAGMA foreign_keys=ON")
        db.execute("PRAGMA secure_delete=ON")
        self._version = version

    def _hear(self) -> None:
        """Tell of what other servers change, also of what was missed while Redis was away."""
        while self._open():
            try:
                for name in self._news():
                    if name != self._name and self.told is not None:
                        self.told()
            except self._failures:
                threading.Event().wait(1.0)

    def _open(self) -> bool:
        return self._thread is not None and self._thread.is_alive()

    def _news(self) -> Iterator[bytes]:
        with self._redis.pubsub(ignore_subscribe_messages=True) as news:
            news.subscribe(NEWS)
            yield b""
            while self._open():
                if message := news.get_message(timeout=1.0):
                    yield message["data"]


def place_of(url: str) -> str:
    """Return the address of a Redis without its password.

    >>> place_of("redis://:secret@host:6379/0")
    'redis://host:6379/0'
    """
    scheme, _sign, rest = url.partition("://")
    return f"{scheme}://{rest.rpartition('@')[2]}"
