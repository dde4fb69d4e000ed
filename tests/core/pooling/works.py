"""Pieces of work for the tests of poolviz.background, called in another process."""

import os
import time

from poolviz.errors import PoolvizError


def count(request):
    """Say 1 up to `to`, `seconds` apart."""
    for number in range(1, request["to"] + 1):
        print("not an answer")
        yield {"number": number}
        time.sleep(request.get("seconds", 0))


def refuse(request):
    """Say one thing, then refuse."""
    yield {"number": 1}
    raise PoolvizError("`to` must be small, but got {got}", got=request["to"])


def crash(request):
    """Die as a process killed for its memory does."""
    yield {"number": 1}
    os._exit(9)


def fall(request):
    """Raise what nobody expected."""
    yield {"number": 1}
    raise RuntimeError("unforeseen")


def politeness(request):
    """Say how nice this process is, and its number."""
    yield {"nice": os.nice(0), "process": os.getpid()}
    time.sleep(request.get("seconds", 0))
