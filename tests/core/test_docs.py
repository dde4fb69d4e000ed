"""What the documents say of the house is there."""

import re
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
DOCUMENTS = sorted((ROOT / "docs").glob("*.md"))
PATH = re.compile(r"`((?:poolviz|pages|assets|tests|docs|\.streamlit)/[\w./-]*)")


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_path_that_is_named_exists(document: Path) -> None:
    named = set(PATH.findall(document.read_text("utf-8")))
    assert [path for path in sorted(named) if not (ROOT / path).exists()] == []


def test_paths_are_found() -> None:
    assert PATH.findall("see `poolviz/pooling/layers.py: FAMILIES` and `tests/core`") == [
        "poolviz/pooling/layers.py",
        "tests/core",
    ]


def test_the_table_of_changes_is_long_enough_to_help() -> None:
    text = (ROOT / "docs" / "architecture.md").read_text("utf-8")
    table = text.partition("## What do you want to change?")[2].partition("\n## ")[0]
    assert len(re.findall(r"^\| (?!change|---)", table, re.MULTILINE)) >= 20
