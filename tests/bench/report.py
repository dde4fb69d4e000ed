"""The lines of the benchmark and the page they are written to."""

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import psutil
from servers import ROOT

PAGE = ROOT / "docs" / "benchmarks.md"
INTRODUCTION = """# Benchmarks

Written by `make bench` (`{command}`). Every ratio is of two things measured in turn in this one run.
The bare page is `tests/bench/bare_page.py`: Streamlit alone in the same configuration, with the controls
of the Windows page (its widgets with their help, the menu's links, the two popovers); no torch, no stage,
nothing frozen.

Measured on {machine}.

| what | required | measured | |
|---|---|---|---|
"""


@dataclass(frozen=True)
class Line:
    """One measurement; `ok` is None where nothing is required."""

    what: str
    required: str
    measured: str
    ok: bool | None = None

    def __str__(self) -> str:
        verdict = {None: "", True: "ok", False: "**not**"}[self.ok]
        return f"| {self.what} | {self.required} | {self.measured} | {verdict} |"


def percentile(values: Sequence[float], share: float) -> float:
    """The smallest of `values` that so large a share of them does not exceed."""
    ordered = sorted(values)
    return ordered[max(0, math.ceil(share * len(ordered)) - 1)]


def p50_p95(values: Sequence[float], unit: str = "ms") -> str:
    return f"p50 {percentile(values, 0.5):.1f} {unit}, p95 {percentile(values, 0.95):.1f} {unit}"


def machine() -> str:
    """The machine and the versions, without its name."""
    memory = psutil.virtual_memory().total / 2**30
    parts = [
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GiB",
        platform.system(),
        f"Python {platform.python_version()}",
    ]
    parts += [f"{name} {version(name).partition('+')[0]}" for name in ("torch", "streamlit")]
    return ", ".join([*parts, f"load average {os.getloadavg()[1]:.1f} at the end"])


def write(lines: Sequence[Line], command: str, notes: Sequence[str]) -> None:
    """Write docs/benchmarks.md."""
    text = INTRODUCTION.format(command=command, machine=machine())
    text += "".join(f"{line}\n" for line in lines) + "\n## How it is measured\n\n"
    PAGE.write_text(text + "".join(f"- {note}\n" for note in notes), encoding="utf-8")
