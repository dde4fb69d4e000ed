"""The sandbox that runs somebody's program: a Python of its own in a process of its own, with limits.

It has no files, no network and no clock that moves. The processes are shared; one that rests costs nothing.
"""

import atexit
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from functools import cache
from pathlib import Path
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.sources.programs.sandbox.allowlist import header
from poolviz.texts import N_

SECONDS = 0.3  # of work; the usual network takes a hundredth of a second, one of 600 layers a fifth
ANSWER = 3.0  # within which a process must answer, however busy the machine is
MEMORY = 48_000_000
DEPTH = 400
HANDED = 20_000
PROCESSES = 2
WAIT = 10.0
_INSIDE = Path(__file__).parent / "inside"
_PARTS = ("values", "calls", "unsure", "modules", "torch", "methods", "choice")
_LOCK = threading.Lock()
_FEED = "<python-input-"
_LIMITS: dict[str, Any] = {
    "max_feed_duration_secs": SECONDS,
    "max_memory": MEMORY,
    "max_recursion_depth": DEPTH,
    "max_suspensions": HANDED,
    "max_total_sleep_secs": 0.0,
}
_POLICY: dict[str, Any] = {
    "datetime": datetime(2026, 1, 1),
    "sleep": "zero",
    "random_start": {"seed": 0},
}


class Stopped(Exception):  # noqa: N818  it is no error of this program
    """A run that ended early: the `kind` of error, its `message`, and the `line` of the text that was fed."""

    def __init__(self, kind: str, message: str, line: int | None) -> None:
        super().__init__(message)
        self.kind, self.message, self.line = kind, message, line


class Run:
    """A text at work in the sandbox: `next` is the next thing it asks for, `output` its value at the end."""

    def __init__(self, session: Any, text: str) -> None:
        self._session, self._text = session, text
        self._feed: Any = None
        self.output: Any = None

    def next(self, answer: Any = None) -> tuple[Any, Any, int] | None:
        """Return what is asked for next, after the answer to what was; None at the end.

        Stopped where the program does not come to its end.
        """
        import pydantic_monty as monty

        try:
            if self._feed is None:
                said = monty.CollectString(10_000)
                self._feed = self._session.feed_start(self._text, print_callback=said)
            else:
                self._feed = self._feed.resume({"return_value": answer})
            while isinstance(self._feed, monty.NameLookupSnapshot | monty.FunctionSnapshot):
                if isinstance(self._feed, monty.NameLookupSnapshot):
                    known = self._feed.variable_name == "pv_host"
                    self._feed = self._feed.resume(value=_host) if known else self._feed.resume()
                elif self._feed.function_name == "pv_host":
                    queue, ask, number = self._feed.args
                    return queue, ask, number
                else:
                    self._feed = self._feed.resume({"exception": _missing(self._feed)})
            self.output = self._feed.output
        except (monty.MontyError, TimeoutError) as error:
            raise _stopped(error) from error
        return None


class Session:
    """One checkout of the sandbox."""

    def __init__(self, session: Any) -> None:
        self._session = session

    def load(self, state: bytes) -> None:
        """Go on from what `dump` gave."""
        self._session.load_session(state)

    def dump(self) -> bytes:
        """Return all that the sandbox holds."""
        state: bytes = self._session.dump()
        return state

    def run(self, text: str) -> Run:
        """Return `text` at work."""
        return Run(self._session, text)


def _host(*_args: Any) -> None:
    """Stands for what is asked of the program outside; it is answered, not called."""


_host.__name__ = "pv_host"


def _missing(feed: Any) -> Exception:
    """Return what a program gets that calls for a file, the system or a name that nothing has."""
    if feed.is_os_function:
        return PermissionError(f"{feed.function_name} is not allowed here")
    return NameError(f"name '{feed.function_name}' is not defined")


@contextmanager
def session(state: bytes | None = None) -> Iterator[Session]:
    """Return a session that knows what torch is; it goes on from `state` where one is given.

    PoolvizError where the sandbox is not installed, or all of its processes stay busy.
    """
    pool = _pool()
    try:
        with pool.checkout(limits=_LIMITS, os_policy=_POLICY, assert_message_annotations=False) as found:
            one = Session(found)
            one.load(_ready() if state is None else state)
            yield one
    except TimeoutError as error:
        raise PoolvizError(N_("other programs are being run; try again in a moment"), busy=True) from error


@cache
def _ready() -> bytes:
    """Return the state of a sandbox that has read its own Python."""
    with _pool().checkout(limits=_LIMITS, os_policy=_POLICY) as found:
        one = Session(found)
        texts = [header(), *((_INSIDE / f"{name}.monty").read_text("utf-8") for name in _PARTS)]
        one.run("\n".join(texts)).next()
        return one.dump()


def _pool() -> Any:
    with _LOCK:
        return _started()


@cache
def _started() -> Any:
    try:
        import pydantic_monty as monty
    except ImportError as error:
        raise PoolvizError(
            N_("running a program needs the package pydantic-monty: pip install pydantic-monty")
        ) from error
    pool = monty.Monty(
        min_processes=0, max_processes=PROCESSES, checkout_timeout=WAIT, request_timeout=ANSWER
    )
    pool.__enter__()
    atexit.register(pool.__exit__, None, None, None)
    return pool


def _stopped(error: Any) -> Stopped:
    inner = error.exception() if hasattr(error, "exception") else None
    frames = error.traceback() if hasattr(error, "traceback") else []
    own = [frame for frame in frames if frame.filename != f"{_FEED}0>"]
    message = str(error if inner is None else inner)
    kind = type(error if inner is None else inner).__name__
    return Stopped(kind, message, own[-1].line if own else None)
