"""Work in a bounded pool of threads: a slow answer holds up no other connection, and a full line says so."""

import asyncio
import contextvars
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

import torch

Made = TypeVar("Made")
THREADS = 2
WAITING = 64
LEAST = 0.001  # seconds of a core that receiving a request and sending its answer take


class FullError(Exception):
    """As many pieces of work wait as may wait."""


class Spare:
    """Time for what nobody waits for: a `share` of all time, of which at most `most` seconds are saved up."""

    def __init__(
        self, share: float = 0.1, most: float = 1.0, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._share, self._most, self._clock = share, most, clock
        self._left, self._at = most, clock()

    def any(self) -> bool:
        """Tell whether there is time left."""
        now = self._clock()
        self._left = min(self._most, self._left + (now - self._at) * self._share)
        self._at = now
        return self._left > 0

    def spend(self, seconds: float) -> None:
        self._left -= seconds


class Line:
    """At most `threads` pieces of work at once, each on one core; at most `waiting` wait for them."""

    def __init__(self, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, "answer", torch.set_num_threads, (1,))
        self._most = threads + waiting
        self._within = 0
        self._spare = Spare()

    async def do(self, work: Callable[[], Made], ahead: bool = False) -> Made:
        """Return what `work` returns, done in a thread in this context; raises FullError if none is free.

        Work that is asked for `ahead` of its time is done only where no other is, and in spare time.
        """
        if ahead:
            return await self._ahead(work)
        if self._within >= self._most:
            raise FullError
        self._within += 1
        try:
            context = contextvars.copy_context()
            return await asyncio.get_running_loop().run_in_executor(self._pool, context.run, work)
        finally:
            self._within -= 1

    def has_time(self) -> bool:
        """Tell whether there is time for what nobody waits for."""
        return not self._within and self._spare.any()

    def spend(self, seconds: float) -> None:
        """Count time that went to what nobody waits for; an answer costs LEAST at least."""
        self._spare.spend(max(seconds, LEAST))

    async def _ahead(self, work: Callable[[], Made]) -> Made:
        if not self.has_time():
            raise FullError
        begun = time.monotonic()
        try:
            return await self.do(work)
        finally:
            self.spend(time.monotonic() - begun)
