"""docs/poolviz.ipynb runs from top to bottom and shows what it has kept."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).parents[3]
DOCUMENT = ROOT / "docs" / "poolviz.ipynb"
pytest.importorskip("nbclient")
pytest.importorskip("ipykernel")


def outputs(notebook: dict[str, Any]) -> list[list[dict[str, Any]]]:
    return [cell["outputs"] for cell in notebook["cells"] if cell["cell_type"] == "code"]


def texts(notebook: dict[str, Any]) -> list[str]:
    """What each cell prints and returns; pictures and stages as their kinds alone."""
    found = []
    for cell in outputs(notebook):
        for one in cell:
            data = one.get("data", {"text/plain": one.get("text", "")})
            kinds = sorted(kind for kind in data if kind != "text/plain")
            found.append("".join(data.get("text/plain", "")) if not kinds else str(kinds))
    return found


def test_it_runs_and_shows_what_it_has_kept(tmp_path: Path) -> None:
    new = tmp_path / "new.ipynb"
    variables = os.environ | {
        "PYTHONPATH": str(ROOT),
        "IPYTHONDIR": str(tmp_path),
        "JUPYTER_PLATFORM_DIRS": "1",
    }
    words = [sys.executable, "tests/views/export/document.py", str(new)]
    done = subprocess.run(words, cwd=ROOT, env=variables, capture_output=True, text=True, timeout=240)
    assert done.returncode == 0, done.stderr[-3000:]
    assert texts(json.loads(new.read_text("utf-8"))) == texts(json.loads(DOCUMENT.read_text("utf-8")))


def test_what_it_has_kept_can_be_looked_at_without_a_kernel() -> None:
    kept = [one for cell in outputs(json.loads(DOCUMENT.read_text("utf-8"))) for one in cell]
    kinds = {kind for one in kept for kind in one.get("data", ())}
    assert {"image/png", "text/html"} <= kinds
    assert not [one for one in kept if one["output_type"] == "error"]
    assert DOCUMENT.stat().st_size < 2_000_000
