"""The lines of the benchmark and the page they are written to."""

import math
import os
import platform
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.metadata import version

import psutil
from servers import ROOT

from poolviz.pooling.devices import accelerator, describe
from poolviz.server.build import build

PAGE = ROOT / "docs" / "benchmarks.md"
PAGE_TEXT = """# Benchmarks

One run of `make bench`: {machine}.
Every ratio is of two things measured in turn; the bare page is Streamlit as it comes with the controls of
Windows (`tests/bench/pages/bare_page.py`). How each is measured stands at the top of its file in
`tests/bench/`.

| what | required | measured | |
|---|---|---|---|
{lines}

## Not met

{missed}
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
    """The versions and the machine, without its name."""
    memory = psutil.virtual_memory().total / 2**30
    parts = [
        f"{os.cpu_count()} cores",
        f"{memory:.0f} GiB",
        platform.system(),
        f"Python {platform.python_version()}",
    ]
    parts += [f"{name} {version(name).partition('+')[0]}" for name in ("torch", "streamlit")]
    there = accelerator()
    parts.append("no accelerator" if there is None else describe(there))
    parts.append(f"load average {os.getloadavg()[1]:.1f} at the end")
    return f"build {build()} of poolviz, " + ", ".join(parts)


def write(lines: Sequence[Line]) -> None:
    """Write docs/benchmarks.md."""
    missed = [
        f"- {line.what}: {line.measured}; required {line.required or 'a result'}."
        for line in lines
        if line.ok is False
    ]
    table = "\n".join(map(str, lines))
    text = PAGE_TEXT.format(machine=machine(), lines=table, missed="\n".join(missed) or "Nothing.")
    PAGE.write_text(text, encoding="utf-8")
