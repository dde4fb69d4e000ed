"""Who listens to a class: each in a loop of its own, told the newest state and never a line of old ones."""

import asyncio
import time
from collections.abc import AsyncIterator
from contextlib import suppress
from dataclasses import dataclass, field
from functools import lru_cache

from sse_starlette import EventSourceResponse, ServerSentEvent
from sse_starlette.sse import SendTimeoutError
from starlette.types import Receive, Scope, Send

from poolviz.server.classes.state import Snapshot, snapshot
from poolviz.server.classes.storage.store import Store

HEARTBEAT = 15  # seconds
SEND = 20.0  # seconds after which a listener who takes nothing is let go
ELSEWHERE = 0.05  # seconds in which what other servers say is gathered
GATHERED = 0.3  # seconds in which what students do is gathered into one event
TABS = 8  # listeners with one secret
RETRY = 2_000  # milliseconds before a browser asks again


class Events(EventSourceResponse):
    """A stream of events that ends when its listener takes nothing any more."""

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Send the events until somebody goes away."""
        with suppress(SendTimeoutError):
            await super().__call__(scope, receive, send)


ENDED = ServerSentEvent(data="{}", event="ended", sep="\n").encode()


@lru_cache(64)
def event(news: Snapshot, teacher: bool) -> bytes:
    """Return the event that says where a class is, encoded once for all who hear it."""
    told = ServerSentEvent(news.told(teacher), event="state", id=str(news.version), retry=RETRY, sep="\n")
    return told.encode()


@dataclass(eq=False)
class Listener:
    """One listener: its `key` is who listens; `gone` where a newer one with this key took its place."""

    key: int
    wake: asyncio.Event = field(default_factory=asyncio.Event)
    gone: bool = False


@dataclass(eq=False)
class Channel:
    """The listeners of a class, and its state as it is read or was read for them."""

    listeners: list[Listener] = field(default_factory=list)
    reading: asyncio.Future[Snapshot | None] | None = None
    timer: asyncio.TimerHandle | None = None
    ending: asyncio.TimerHandle | None = None


class Hub:
    """The listeners of all classes; whatever happens, the state is read once for all of a class."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self._channels: dict[str, Channel] = {}
        self._loop: asyncio.AbstractEventLoop | None = None

    def tell(self, code: str, now: bool) -> None:
        """Tell the listeners of a class that it changed: `now`, or with what else happens soon."""
        channel = self._channels.get(code)
        if channel is None:
            return
        if now:
            self._wake(channel)
        elif channel.timer is None:
            channel.timer = asyncio.get_running_loop().call_later(GATHERED, self._wake, channel)

    def hear(self) -> None:
        """Tell all listeners, from any thread, that another server changed a class; which one is not said."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._soon)

    def _soon(self) -> None:
        for channel in self._channels.values():
            if channel.timer is None:
                channel.timer = asyncio.get_running_loop().call_later(ELSEWHERE, self._wake, channel)

    async def events(self, code: str, key: int, teacher: bool, seen: str) -> AsyncIterator[bytes]:
        """Tell a listener the state of a class, unless it has `seen` it, and then every newer one."""
        listener = self._enter(code, key)
        try:
            while not listener.gone:
                listener.wake.clear()
                news = await self._latest(self._channels[code], code)
                if news is None or news.ends <= time.time():
                    yield ENDED
                    return
                if str(news.version) != seen:
                    seen = str(news.version)
                    yield event(news, teacher)
                await listener.wake.wait()
        finally:
            self._leave(code, listener)

    def _enter(self, code: str, key: int) -> Listener:
        self._loop = asyncio.get_running_loop()
        listener = Listener(key)
        channel = self._channels.setdefault(code, Channel())
        mine = [one for one in channel.listeners if one.key == key and not one.gone]
        for old in mine[: len(mine) + 1 - TABS]:  # the oldest: most often a connection that died unnoticed
            old.gone = True
            old.wake.set()
        channel.listeners.append(listener)
        return listener

    def _leave(self, code: str, listener: Listener) -> None:
        channel = self._channels[code]
        channel.listeners.remove(listener)
        if not channel.listeners:
            del self._channels[code]
            for timer in (channel.timer, channel.ending):
                if timer is not None:
                    timer.cancel()

    async def _latest(self, channel: Channel, code: str) -> Snapshot | None:
        if channel.reading is None:
            channel.reading = asyncio.ensure_future(self._store.do(snapshot(code)))
        reading = channel.reading
        try:
            news = reading.result() if reading.done() else await asyncio.shield(reading)
            if news is not None and channel.ending is None:  # one clock for all who listen
                left = max(0.0, news.ends - time.time())
                channel.ending = asyncio.get_running_loop().call_later(left, self._wake, channel)
            return news
        except Exception:
            if channel.reading is reading:
                channel.reading = None
            raise

    def _wake(self, channel: Channel) -> None:
        if channel.timer is not None:
            channel.timer.cancel()
        channel.timer, channel.reading = None, None
        for listener in channel.listeners:
            listener.wake.set()
