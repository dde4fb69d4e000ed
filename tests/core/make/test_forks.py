"""Changes of two functions, each tried in a fork: what its tests say of it."""

import subprocess
import sys
from pathlib import Path

import pytest

FUNCTION = """
import os
from functools import cache

def double(number):
    change = os.environ.get("CHANGE")
    while change == "loop":
        pass
    return number + 2 if change == "plus" else number + number if change == "sum" else 2 * number

@cache
def treble(number):
    return 4 * number if os.environ.get("CHANGE") == "kept" else 3 * number
"""
TESTS = """
from small.a.f import double, treble

def test_double():
    assert double(2) == 4
    assert double(3) == 6

def test_treble():
    assert treble(5) == 15

def test_that_fails_for_another_reason():
    assert not double(0) == 0
"""
TRY = """
import os, sys
import pytest
from tests.core.make import forks

def choose(name):
    os.environ["CHANGE"] = name.rpartition(" ")[2]

def settle(name, status):
    print("tried", name, forks.verdict(status))

names = ["small.a.f plus", "small.a.f sum", "small.a.f loop", "small.a.f kept", "small.b.g plus"]
plugin = forks.Forks(names, lambda name: name.partition(" ")[0], choose, settle, workers=1, seconds=2)
pytest.main(["-s", "-q", "--rootdir=.", "-p", "no:cacheprovider", "tests/core/a"], plugins=[plugin])
"""


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no fork")
def test_what_a_change_does_to_its_tests(tmp_path: Path) -> None:
    for name, text in {"small/a/f.py": FUNCTION, "tests/core/a/test_f.py": TESTS}.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    here = str(Path(__file__).parents[3])
    ran = subprocess.run(
        [sys.executable, "-c", TRY],
        cwd=tmp_path,
        env={"PYTHONPATH": f"{tmp_path}:{here}", "PATH": ""},
        capture_output=True,
        text=True,
    )
    said = [line.split(" ", 1)[1] for line in ran.stdout.splitlines() if line.startswith("tried")]
    assert said == [
        "small.a.f plus noticed",
        "small.a.f sum survived",
        "small.a.f loop endless",
        "small.a.f kept noticed",
        "small.b.g plus no test",
    ], ran.stdout + ran.stderr
