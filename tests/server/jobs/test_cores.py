"""Cores are counted as the container allows them, and long work takes half of them."""

import os
from pathlib import Path

import pytest

from poolviz.server.jobs.cores import at_once, cores


@pytest.fixture(autouse=True)
def sixteen(monkeypatch: pytest.MonkeyPatch) -> None:
    """A machine of 16 cores, to all of which the process is bound."""
    monkeypatch.setattr(os, "cpu_count", lambda: 16)
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: set(range(16)), raising=False)


def system(tmp_path: Path, groups: str, files: dict[str, str]) -> Path:
    """A system whose process is in `groups`, and whose control groups hold `files`."""
    (tmp_path / "proc/self").mkdir(parents=True)
    (tmp_path / "proc/self/cgroup").write_text(groups)
    for name, text in files.items():
        path = tmp_path / "sys/fs/cgroup" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return tmp_path


def old(group: str, quota: str) -> dict[str, str]:
    """What version 1 says of a group: two files."""
    return {f"{group}/cpu.cfs_quota_us": f"{quota}\n", f"{group}/cpu.cfs_period_us": "100000\n"}


@pytest.mark.parametrize(
    ("groups", "files", "allowed"),
    [
        ("0::/\n", {"cpu.max": "200000 100000\n"}, 2),
        ("0::/\n", {"cpu.max": "50000 100000\n"}, 0.5),
        ("0::/\n", {"cpu.max": "max 100000\n"}, 16),
        ("0::/\n", {"cpu.max": "9900000 100000\n"}, 16),
        ("0::/a/b\n", {"a/b/cpu.max": "max 100000\n", "a/cpu.max": "400000 100000\n"}, 4),
        ("0::/of/the/host\n", {"cpu.max": "300000 100000\n"}, 3),
        ("3:cpuset:/\n2:cpuacct,cpu:/x\n", old("cpu/x", "150000"), 1.5),
        ("2:cpu:/\n", old("cpu", "-1"), 16),
        ("0::/\n", {"cpu.max": "nonsense"}, 16),
        ("0::/\n", {}, 16),
    ],
)
def test_a_containers_limit_is_seen(tmp_path: Path, groups: str, files: dict[str, str], allowed: float):
    assert cores(system(tmp_path, groups, files)) == allowed


def test_a_system_without_control_groups_has_all_its_cores(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    assert cores(tmp_path) == 16
    monkeypatch.setattr(os, "sched_getaffinity", lambda _process: {2, 5, 7})
    assert cores(tmp_path) == 3
    monkeypatch.delattr(os, "sched_getaffinity")
    assert cores(tmp_path) == 16


@pytest.mark.parametrize(("allowed", "runs"), [(16, 8), (5, 2), (4, 2), (3, 1), (2, 1), (1, 1), (0.5, 1)])
def test_long_work_takes_half_of_the_cores_and_one_at_least(allowed: float, runs: int):
    assert at_once(allowed) == runs
