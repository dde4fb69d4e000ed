"""Long work in processes of its own: few at once, and the rest wait in a line that everybody can see.

A process of its own, and a polite one: what computes for a minute must not slow the pages of others.
"""

import json
import os
import subprocess
import sys
import threading
import time
from collections import deque
from collections.abc import Callable, Iterator, Mapping
from dataclasses import asdict, dataclass, field
from typing import Any, Generic, Literal, TypeVar

from poolviz.errors import PoolvizError
from poolviz.server.jobs.cores import at_once, cores
from poolviz.server.jobs.pipe import signature, unpacked
from poolviz.texts import N_

Request = TypeVar("Request")
Message = TypeVar("Message")
State = Literal["waiting", "running", "done", "failed", "stopped"]
ENDED = ("done", "failed", "stopped")
PATIENCE = 120.0  # seconds without a look after which a run is given up
GRACE = 6.0  # seconds after which it is, where whoever began it has left
OF_SESSION, OF_ADDRESS = 2, 12  # runs that wait or work
BROKEN = N_("the work ended without an answer: {reason}")


@dataclass(frozen=True)
class Owner:
    """Who began a run: a session, the address that it comes from, and whether it is still `here`."""

    session: str = ""
    address: str = ""
    here: Callable[[], bool] = lambda: True


NOBODY = Owner()


@dataclass(eq=False)
class Run(Generic[Request, Message]):
    """One piece of work: where it stands, and the `messages` that `function` has told so far, in order.

    `error` says why it failed. What a page reads here another thread writes; each field is whole.
    """

    function: Callable[[Request], Iterator[Message]]
    request: Request
    state: State = "waiting"
    messages: list[Message] = field(default_factory=list)
    error: PoolvizError | None = None
    owner: Owner = NOBODY
    looked: float = field(default_factory=time.monotonic)
    here: float = field(default_factory=time.monotonic)
    process: "subprocess.Popen[str] | None" = None

    @property
    def ended(self) -> bool:
        """Whether nothing more will come of it."""
        return self.state in ENDED


_Any = Run[Any, Any]
Carried = Mapping[str, Any]  # what a line of JSON says


class Line:
    """A line of runs, of which `at_once` work and the others wait for their turn.

    >>> line = Line(at_once=1)
    >>> line.waiting
    0
    """

    def __init__(
        self,
        at_once: int = 1,
        longest: int = 30,
        patience: float = PATIENCE,
        of_session: int = OF_SESSION,
    ) -> None:
        """Let `at_once` runs work, `longest` wait, `of_session` of one session, and give up what nobody
        looked at for `patience` s.
        """
        self.at_once, self._longest, self._patience = at_once, longest, patience
        self._of_session = of_session
        self._guard = threading.Lock()
        self._waiting: deque[_Any] = deque()
        self._working: list[_Any] = []

    @property
    def waiting(self) -> int:
        """How many runs wait."""
        return len(self._waiting)

    @property
    def working(self) -> int:
        """How many runs work."""
        return len(self._working)

    def submit(
        self, function: Callable[[Request], Iterator[Message]], request: Request, owner: Owner = NOBODY
    ) -> Run[Request, Message]:
        """Put a run at the end of the line: `function` is a generator of messages at the top of its module.

        It is called with `request` in another process; request and messages are instances of dataclasses
        whose fields JSON can carry, and its signature says which. PoolvizError where too many wait already,
        of all or of this owner.
        """
        run = Run(function, request, owner=owner)
        with self._guard:
            self._forget_abandoned()
            self._require_share(owner)
            if len(self._waiting) >= self._longest:
                raise PoolvizError(
                    N_("at most {longest} runs can wait in line, and all places are taken; try again later"),
                    longest=self._longest,
                )
            self._waiting.append(run)
            self._fill()
        return run

    def look(self, run: _Any) -> int:
        """Return how many runs go before `run`, 0 where it works or has ended; this keeps it alive."""
        run.looked = time.monotonic()
        with self._guard:
            self._forget_abandoned()
            self._fill()
            return self._waiting.index(run) + 1 if run in self._waiting else 0

    def stop(self, run: _Any) -> None:
        """End `run` wherever it stands; what it has said stays."""
        with self._guard:
            self._stop(run)
            self._fill()

    def _require_share(self, owner: Owner) -> None:
        runs = [one.owner for one in (*self._waiting, *self._working) if not one.ended]
        own = sum(one.session == owner.session != "" for one in runs)
        near = sum(one.address == owner.address != "" for one in runs)
        if own >= self._of_session or near >= OF_ADDRESS:
            raise PoolvizError(
                N_("one session may have {session} runs here, one address {address}; let one end first"),
                session=self._of_session,
                address=OF_ADDRESS,
            )

    def _stop(self, run: _Any) -> None:
        if run.ended:
            return
        run.state = "stopped"
        if run in self._waiting:
            self._waiting.remove(run)
        if run.process is not None:
            run.process.kill()

    def _forget_abandoned(self) -> None:
        now = time.monotonic()
        for run in [*self._waiting, *self._working]:
            if run.owner.here():
                run.here = now
            if run.looked < now - self._patience or run.here < now - GRACE:
                self._stop(run)

    def _fill(self) -> None:
        self._forget_abandoned()
        while self._waiting and len(self._working) < self.at_once:
            run = self._waiting.popleft()
            run.state = "running"
            self._working.append(run)
            threading.Thread(target=self._work, args=(run,), name="background", daemon=True).start()

    def _work(self, run: _Any) -> None:
        try:
            _listen(run, self._begin, self._heard)
        except Exception as error:  # a run must never leave its place taken
            _fail(run, repr(error))
        with self._guard:
            self._working.remove(run)
            self._fill()

    def _heard(self, run: _Any, answer: Carried) -> None:
        """Take an answer; whoever works also sees who has been left alone, itself too."""
        _take(run, answer)
        with self._guard:
            self._forget_abandoned()

    def _begin(self, run: _Any) -> "subprocess.Popen[str] | None":
        with self._guard:
            if run.state == "running":
                run.process = _process()
            return run.process


def _process() -> "subprocess.Popen[str]":
    # One core each; said before the process begins, it costs no import of torch there.
    alone = {"OMP_NUM_THREADS": "1", "MKL_NUM_THREADS": "1"}
    paths = {"PYTHONPATH": os.pathsep.join(filter(None, sys.path))}
    polite = getattr(subprocess, "BELOW_NORMAL_PRIORITY_CLASS", 0)
    return subprocess.Popen(
        [sys.executable, "-m", "poolviz.server.jobs.worker"],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        encoding="utf-8",
        env=os.environ | paths | alone,
        creationflags=polite,
    )


def _listen(
    run: _Any, begin: Callable[[_Any], "subprocess.Popen[str] | None"], heard: Callable[[_Any, Carried], None]
) -> None:
    process = begin(run)
    if process is None:
        return
    last: deque[str] = deque(maxlen=1)
    assert process.stdin is not None
    assert process.stdout is not None
    assert process.stderr is not None
    errors = threading.Thread(target=last.extend, args=(process.stderr,), daemon=True)
    errors.start()
    # stdin stays open until the end: the worker leaves when its server does.
    with process, process.stdin as order, process.stdout as answers:
        order.write(json.dumps({"function": _path(run.function), "request": asdict(run.request)}) + "\n")
        order.flush()
        for line in answers:
            heard(run, json.loads(line))
        errors.join()
    if not run.ended:
        # Python leaves with 1 after an exception, whose sentence comes last; other lines are warnings.
        said = last if process.returncode == 1 else ()
        _fail(run, next(iter(said), f"exit status {process.returncode}"))


def _take(run: _Any, answer: Carried) -> None:
    if run.ended:
        return
    if "message" in answer:
        run.messages.append(unpacked(signature(run.function).tells, answer["message"]))
    elif "error" in answer:
        run.error = PoolvizError(answer["error"], **answer["values"])
        run.state = "failed"
    else:
        run.state = "done"


def _path(function: Callable[..., Any]) -> str:
    return f"{function.__module__}:{function.__qualname__}"


def _fail(run: _Any, reason: str) -> None:
    if not run.ended:
        run.error = PoolvizError(BROKEN, reason=" ".join(reason.split())[:200])
        run.state = "failed"


# The one of this server.
LINE = Line(at_once(cores()))
