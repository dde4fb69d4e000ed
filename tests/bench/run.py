"""Measure the app and the library and write docs/benchmarks.md: run.py [--quick] [--only NAME …]."""

import argparse
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from servers import ROOT

sys.path.insert(0, str(ROOT))

import batches
import library
import load
import report
import wire
from chromium import lines as browser_lines
from crowds import classes, hour, several


@dataclass(frozen=True)
class Part:
    """A part of the benchmark: how to measure it in full and quickly."""

    full: Callable[[], list[report.Line]]
    quick: Callable[[], list[report.Line]]


PARTS = {
    "library": Part(lambda: library.measure(60), lambda: library.measure(15)),
    "batches": Part(lambda: batches.measure(15), lambda: batches.measure(5)),
    "steps": Part(lambda: browser_lines.measure_steps(250), lambda: browser_lines.measure_steps(40)),
    "change": Part(lambda: browser_lines.measure_change(40), lambda: browser_lines.measure_change(8)),
    "bar": Part(browser_lines.measure_bar, browser_lines.measure_bar),
    "start": Part(lambda: browser_lines.measure_start(3), lambda: browser_lines.measure_start(1)),
    "bytes": Part(wire.measure, wire.measure),
    "crowd": Part(lambda: load.measure_crowd(8, 1), lambda: load.measure_crowd(3, 1)),
    "hundred": Part(lambda: load.measure_hundred(20), lambda: load.measure_hundred(5)),
    "threads": Part(lambda: load.measure_threads(8, 2), lambda: load.measure_threads(2, 1)),
    "training": Part(lambda: load.measure_training(6, 2), lambda: load.measure_training(2, 1)),
    "several": Part(lambda: several.measure(20, 300), lambda: several.measure(4, 60)),
    "classes": Part(lambda: classes.measure(40), lambda: classes.measure(6)),
    "growth": Part(lambda: load.measure_growth(1000), lambda: load.measure_growth(50)),
    "hour": Part(lambda: hour.measure(60), lambda: hour.measure(1)),
}
BY_NAME = {"hour"}  # measured where it is asked for alone


def measured(names: Sequence[str], quick: bool) -> list[report.Line]:
    """Measure the parts one after the other, saying each line; one that fails is a line too."""
    lines: list[report.Line] = []
    for name in names:
        began = time.monotonic()
        try:
            found = PARTS[name].quick() if quick else PARTS[name].full()
        except Exception as error:
            found = [report.Line(name, "", f"failed: {str(error).splitlines()[0][:200]}", False)]
        for line in found:
            print(line, flush=True)
        print(f"  {name}: {time.monotonic() - began:.0f} s", flush=True)
        lines += found
    return lines


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument(
        "--quick", action="store_true", help="a minute or two; docs/benchmarks.md is left as it is"
    )
    options.add_argument(
        "--only", nargs="+", choices=tuple(PARTS), help="only these; the page is left as it is"
    )
    chosen = options.parse_args()
    lines = measured(chosen.only or [name for name in PARTS if name not in BY_NAME], chosen.quick)
    if not chosen.quick and not chosen.only:
        report.write(lines)
    return int(any(line.ok is False for line in lines))


if __name__ == "__main__":
    sys.exit(main())
