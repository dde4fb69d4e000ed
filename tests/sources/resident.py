"""How much memory a piece of work adds to this process at its peak."""

import ctypes
import gc
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

MOST_ADDED = 200.0  # MB for which a click may ask
STATUS, FORGET = Path("/proc/self/status"), Path("/proc/self/clear_refs")


def added_at_most(work: Callable[[], Any]) -> float:
    """Return how many MB the process grew by at most while `work` went on; 0 where no system tells."""
    if sys.platform != "linux":
        return 0.0
    gc.collect()
    getattr(ctypes.CDLL(None), "malloc_trim", int)(0)  # what was freed before would hide what is taken now
    FORGET.write_text("5")  # the peak begins anew
    before = _megabytes("VmRSS")
    work()
    return _megabytes("VmHWM") - before


def _megabytes(key: str) -> float:
    line = next(line for line in STATUS.read_text().splitlines() if line.startswith(f"{key}:"))
    return int(line.split()[1]) / 1024
