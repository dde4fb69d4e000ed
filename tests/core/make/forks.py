"""A pytest plugin that tries changes: each in a fork of a process that has collected the tests and run none.

Only the tests near the changed module are run there, until one fails. That one is run again without the
change, in a fork that has never run with it, since caches keep what a change made: a test that fails for
another reason, such as a busy machine, notices nothing. What tests may take is counted in the processor's
time, which other programs do not lengthen; a change whose tests take longer counts as a survivor.
"""

import os
import re
import resource
import signal
from collections import Counter
from collections.abc import Callable, Collection, Sequence
from functools import cache
from itertools import zip_longest
from multiprocessing import Pipe
from multiprocessing.connection import Connection
from pathlib import PurePosixPath

import pytest
from _pytest.runner import runtestprotocol

BUSY = 8  # with more waiting for the processors one worker must do
LONGEST = 60  # seconds of the processor for one test of a changed function: the longest takes a fifth of it
# By the exit status of the process. SIGPROF: a test did not end in its time of the processor.
VERDICTS = {1: "noticed", -signal.SIGPROF: "endless", 0: "survived", 5: "no test"}
TOPICS = "poolviz.questions.topics."


def verdict(status: int | None) -> str:
    """Return what an exit status says of a change; that all its tests together took long says nothing.

    >>> verdict(1), verdict(-signal.SIGXCPU), verdict(None)
    ('noticed', 'unsettled', 'unsettled')
    """
    return VERDICTS.get(status, "unsettled") if status is not None else "unsettled"


def homes(module: str, folders: Collection[str]) -> set[str]:
    """Return the folders of a module's tests: tests/core mirrors the core, or has a folder of its name.

    Otherwise it is the nearest one that there is.

    >>> homes("poolviz.pooling.sizes.axis", ["tests/core/pooling", "tests/core/pooling/sizes"])
    {'tests/core/pooling/sizes'}
    >>> homes("poolviz.questions.topics.sizes.refusal", ["tests/core/questions"])
    {'tests/core/questions'}
    >>> sorted(homes("poolviz.a", ["tests/core", "tests/core/a"]))
    ['tests/core', 'tests/core/a']
    """
    own = PurePosixPath("tests/core", *module.split(".")[1:])
    nearest = next((str(folder) for folder in own.parents if str(folder) in folders), "")
    return {nearest, str(own)} & {*folders}


def names(text: str, module: str) -> bool:
    """Tell whether a test file imports a module.

    >>> names("from poolviz.pooling import axis, windows", "poolviz.pooling.windows")
    True
    >>> names("from poolviz.pooling import windows as module", "poolviz.pooling.windows")
    True
    >>> names("from poolviz.pooling.windows import members", "poolviz.pooling")
    False
    """
    package, _, own = module.rpartition(".")
    imported = re.compile(
        rf"\s*(from {re.escape(module)} import |import {re.escape(module)}\b"
        rf"|from {re.escape(package)} import (.*, )?{own}( as \w+)?(,|$))"
    )
    return any(map(imported.match, text.splitlines()))


def near(items: Sequence[pytest.Item], module: str) -> list[pytest.Item]:
    """Return a module's own doctests, the tests in files that import it, and those in its folder.

    Of tests that are given a topic, a topic's module has those of its own. The first case of every test comes
    first, so that no grid of settings is waited for; hypothesis comes last.
    """
    files = {item.nodeid.partition("::")[0]: item.path for item in items}
    own = f"{module.replace('.', '/')}.py"
    folders = homes(module, {file.rpartition("/")[0] for file in files})
    here = [file for file in files if file != own and file.rpartition("/")[0] in folders]
    using = [file for file, path in files.items() if names(path.read_text("utf-8"), module)]
    order = {file: number for number, file in enumerate(dict.fromkeys([own, *using, *here]))}
    found = [item for item in items if item.nodeid.partition("::")[0] in order and about(item, module)]
    seen: Counter[str] = Counter()
    turns = {}
    for item in found:
        test = item.nodeid.partition("[")[0]
        slow = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        file = test.partition("::")[0]
        beside = file != own and file not in using
        turns[item], seen[test] = (slow, beside, seen[test], order[file]), seen[test] + 1
    return sorted(found, key=turns.__getitem__)


def about(item: pytest.Item, module: str) -> bool:
    params = getattr(getattr(item, "callspec", None), "params", {})
    own = module.rpartition(".")[2]
    return not module.startswith(TOPICS) or own == "make_input" or params.get("topic", own) == own


class Forks:
    """Tries the changes `names` instead of running the tests that were collected."""

    def __init__(
        self,
        names: Sequence[str],
        module_of: Callable[[str], str],
        choose: Callable[[str], None],
        settle: Callable[[str, int], None],
        workers: int = 2,
        seconds: int = 300,
    ) -> None:
        self.names, self.module_of = names, module_of
        self.choose, self.settle = choose, settle
        self.workers, self.seconds = workers, seconds

    def pytest_collection_modifyitems(self, items: list[pytest.Item]) -> None:
        # mutmut copies a function with its doctest for every change.
        items[:] = [item for item in items if "__mutmut_" not in item.nodeid]

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        running: dict[int, str] = {}
        tests = cache(lambda module: near(session.items, module))

        def wait() -> None:
            process, status = os.wait()
            if process in running:
                self.settle(running.pop(process), os.waitstatus_to_exitcode(status))

        for name in self.names:
            while len(running) >= (1 if os.getloadavg()[0] > BUSY else self.workers):
                wait()
            items = tests(self.module_of(name))
            if process := os.fork():
                running[process] = name
            else:
                os._exit(self._child(items, name))
        while running:
            wait()
        return True

    def _child(self, items: list[pytest.Item], name: str) -> int:
        nothing = os.open(os.devnull, os.O_WRONLY)
        os.dup2(nothing, 1)
        os.dup2(nothing, 2)
        resource.setrlimit(resource.RLIMIT_CPU, (self.seconds, self.seconds + 1))
        signal.signal(signal.SIGALRM, signal.SIG_DFL)
        signal.alarm(60 * self.seconds)  # for one that waits for ever
        try:
            return self._tried(items, name)
        except BaseException:
            return 2

    def _tried(self, items: list[pytest.Item], name: str) -> int:
        unchanged = self._unchanged(items)
        for number, (item, following) in enumerate(zip_longest(items, items[1:])):
            if self._fails(item, following, name):
                item.session._setupstate.teardown_exact(None)  # fixtures that were made with the change
                unchanged.send(number)
                if not unchanged.recv():
                    return 1
        return 0 if items else 5

    def _unchanged(self, items: list[pytest.Item]) -> Connection:
        """Return a process that is sent the number of a test, and says whether it fails unchanged."""
        here, there = Pipe()
        if os.fork():
            there.close()
            return here
        here.close()
        signal.alarm(60 * self.seconds)
        try:
            while True:
                there.send(self._fails(items[there.recv()], None, ""))
        finally:  # the other end is closed when it ends, in whatever way
            os._exit(0)

    def _fails(self, item: pytest.Item, following: pytest.Item | None, name: str) -> bool:
        self.choose(name)
        # Of one test that does not end it is known, of all together it is not: it must come first.
        signal.setitimer(signal.ITIMER_PROF, min(LONGEST, self.seconds / 2))
        return any(report.failed for report in runtestprotocol(item, log=False, nextitem=following))
