"""The views load plotly only when they draw with it."""

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
ASKED = "import poolviz.views.figures.sizes, poolviz.views.words.formulas"
DRAWN = (
    "from poolviz.pooling.sizes.shapes import AxisSize; "
    "poolviz.views.figures.sizes.ruler(AxisSize('L', 5, 2, 2))"
)


@pytest.mark.parametrize(("statement", "loads"), [(ASKED, False), (f"{ASKED}\n{DRAWN}", True)])
def test_plotly_is_loaded_only_where_it_draws(statement: str, loads: bool) -> None:
    script = f"import sys\n{statement}\nprint('plotly' in sys.modules)"
    command = [sys.executable, "-c", script]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True, timeout=120)
    assert done.stdout.split() == [str(loads)]
