"""Work in a bounded pool of threads: a slow answer holds up no other connection, and a full line says so."""

import asyncio
import contextvars
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

Made = TypeVar("Made")
THREADS = 2
WAITING = 64


class FullError(Exception):
    """As many pieces of work wait as may wait."""


class Line:
    """At most `threads` pieces of work at once, and at most `waiting` that wait for them."""

    def __init__(self, threads: int = THREADS, waiting: int = WAITING) -> None:
        self._pool = ThreadPoolExecutor(threads, thread_name_prefix="answer")
        self._most = threads + waiting
        self._within = 0

    async def do(self, work: Callable[[], Made]) -> Made:
        """Return what `work` returns, done in a thread in this context; raises FullError if none is free."""
        if self._within >= self._most:
            raise FullError
        self._within += 1
        try:
            context = contextvars.copy_context()
            return await asyncio.get_running_loop().run_in_executor(self._pool, context.run, work)
        finally:
            self._within -= 1
