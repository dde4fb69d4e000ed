"""How fast this machine is right now: limits in seconds are meant for a quick one that is not busy."""

import json
import time
from collections.abc import Callable
from typing import Any

import torch

QUICK = 0.012  # seconds of processor that `_plain` takes on the machine for which limits are written


def processor_seconds(work: Callable[[], Any], times: int = 1) -> float:
    """Return the least seconds of processor that `work` took, as a machine of the meant speed counts them."""
    return min(_seconds(work) / slower() for _time in range(times))


def slower() -> float:
    """Return how many times slower than meant this machine is right now, at least 1."""
    return max(1.0, min(_seconds(_plain) for _time in range(2)) / QUICK)


def _seconds(work: Callable[[], Any]) -> float:
    start = time.process_time()
    work()
    return time.process_time() - start


def _plain() -> None:
    """Do what pages do: objects and words in Python, text to a wire, many small calls of torch."""
    rows = [{"row": n, "text": f"row {n}", "values": list(range(n % 7))} for n in range(4000)]
    json.loads(json.dumps(rows))
    x = torch.arange(4096.0).view(1, 1, 64, 64)
    for _time in range(30):
        torch.nn.functional.max_pool2d(x, 3, 1, 1).tolist()
