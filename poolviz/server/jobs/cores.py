"""How many cores this process may keep busy: in a container, fewer than the machine has."""

import os
from collections.abc import Iterator
from pathlib import Path


def cores(system: Path = Path("/")) -> float:
    """Return how many cores this process may keep busy, which can be a part of one.

    It is the least of what the machine has, what the process is bound to, and what the control groups
    below `system` allow, where that is Linux.

    >>> 0 < cores() <= (os.cpu_count() or 1)
    True
    """
    bound = len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1
    return min([float(bound), *_quotas(system)])


def at_once(allowed: float) -> int:
    """Return how many runs may work on so many cores: half of them, since each takes one.

    >>> at_once(4)
    2
    """
    return max(1, int(allowed / 2))


def _quotas(system: Path) -> Iterator[float]:
    """Give the limit of every control group that this process is in, of version 2 and of version 1."""
    for line in _read(system / "proc/self/cgroup").splitlines():
        _number, controllers, path = line.split(":", 2)
        top = system / "sys/fs/cgroup"
        if controllers:
            if "cpu" not in controllers.split(","):
                continue
            top /= "cpu"
        # A container sees its own group as the top one, though `path` can say more.
        group = top / path.strip("/")
        for folder in (group, *group.parents[: len(group.parts) - len(top.parts)]):
            yield from _quota(folder)


def _quota(folder: Path) -> Iterator[float]:
    said = _read(folder / "cpu.max").split()
    said = said or (_read(folder / "cpu.cfs_quota_us") + _read(folder / "cpu.cfs_period_us")).split()
    if len(said) == 2 and all(number.isdecimal() for number in said):  # else "max", or −1: no limit
        quota, period = map(int, said)
        if quota > 0 and period > 0:
            yield quota / period


def _read(path: Path) -> str:
    try:
        return path.read_text("utf-8")
    except OSError:
        return ""
