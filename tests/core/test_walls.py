"""The core needs torch and the standard library alone; streamlit stays where the pages are."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
OUTSIDE = ("streamlit", "plotly", "matplotlib", "torchvision", "skimage", "PIL", "babel", "pydantic_monty")
AROUND = ("sources", "views", "answers", "server", "command", "ui")
CORE = sorted(
    path
    for path in (ROOT / "poolviz").rglob("*.py")
    if path.relative_to(ROOT / "poolviz").parts[0] not in AROUND
)
STREAMLITS = ("poolviz/ui", "pages", "app.py", "home.py", "tests")


def loaded(statement):
    """Return which of OUTSIDE a fresh interpreter has loaded after `statement`."""
    script = f"import sys\n{statement}\nprint(*[name for name in {OUTSIDE!r} if name in sys.modules])"
    done = subprocess.run(
        [sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=True, timeout=120
    )
    return done.stdout.split()


def imported(source):
    """Return the top-level packages that a file's text imports, inside functions too."""
    names = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            names += [alias.name for alias in node.names]
        elif isinstance(node, ast.ImportFrom):
            names.append(node.module if node.level == 0 else "poolviz")
    return {name.partition(".")[0] for name in names}


def outside_the_core(source):
    return imported(source) - set(sys.stdlib_module_names) - {"torch", "poolviz"}


def streamlit_files(root):
    """Return the files below `root` that import streamlit where they may not."""
    files = [*root.glob("*.py"), *(root / "poolviz").rglob("*.py"), *(root / "pages").rglob("*.py")]
    names = {path: path.relative_to(root).as_posix() for path in files}
    return [
        name
        for path, name in names.items()
        if not name.startswith(STREAMLITS) and "streamlit" in imported(path.read_text("utf-8"))
    ]


def test_the_core_loads_nothing_from_outside():
    named = (".".join(path.relative_to(ROOT).with_suffix("").parts) for path in CORE)
    modules = ", ".join(name for name in named if not name.endswith("__init__"))
    offered = "from poolviz import *; import poolviz.views.export.notebook"
    assert loaded(f"{offered}, {modules}") == []


def test_the_check_above_can_fail(tmp_path):
    for name in ("plotly", "PIL"):
        (tmp_path / f"{name}.py").touch()
    assert loaded(f"sys.path.insert(0, {str(tmp_path)!r})\nimport poolviz, plotly, PIL") == ["plotly", "PIL"]


@pytest.mark.parametrize("path", CORE, ids=lambda path: path.relative_to(ROOT).as_posix())
def test_a_core_file_imports_torch_and_the_standard_library_only(path):
    assert outside_the_core(path.read_text("utf-8")) == set()


@pytest.mark.parametrize(
    "source",
    [
        "import numpy as np",
        "def f():\n    from plotly import express",
        "import a.b, torch",
        "import streamlit",
    ],
)
def test_an_import_from_outside_is_seen(source):
    assert outside_the_core(source)


def test_streamlit_is_imported_by_the_pages_only():
    assert streamlit_files(ROOT) == []


def test_a_streamlit_import_elsewhere_is_seen(tmp_path):
    for name in (
        "app.py",
        "pages/1_x.py",
        "poolviz/ui/frame.py",
        "poolviz/views/bad.py",
        "poolviz/worse.py",
        "bad.py",
    ):
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_text("def f():\n    from streamlit import columns\n")
    assert sorted(streamlit_files(tmp_path)) == ["bad.py", "poolviz/views/bad.py", "poolviz/worse.py"]
