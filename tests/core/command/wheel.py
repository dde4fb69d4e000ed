"""This project as people get it: built as a wheel, installed into an environment of its own, no network."""

import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[3]
FILES = ("pyproject.toml", "README.md", "LICENSE", "app.py", "home.py")
FOLDERS = ("poolviz", "docs", "pages", "assets", ".streamlit")
QUIET = ("--quiet", "--no-deps", "--no-index", "--disable-pip-version-check")


@dataclass(frozen=True)
class Installed:
    """An environment with this project in it: its `python`, its `command`, and where the `package` lies."""

    python: Path
    command: Path
    package: Path


def require_builder() -> None:
    """Skip the test where what pyproject.toml builds with is not installed."""
    try:
        version("pip"), version("hatchling")
    except PackageNotFoundError as error:
        pytest.skip(f"{error.name} builds the project, and is not installed")


def installed(folder: Path) -> Installed:
    """Build a wheel of what is in this checkout and install it below `folder`.

    What is installed beside this interpreter is found there, too: the app needs gigabytes of it.
    """
    source, environment = folder / "source", folder / "environment"
    source.mkdir()
    for name in FILES:
        shutil.copy(ROOT / name, source)
    for name in FOLDERS:
        shutil.copytree(ROOT / name, source / name, ignore=shutil.ignore_patterns("__pycache__"))
    _pip("wheel", ".", "--no-build-isolation", "--wheel-dir", str(folder), cwd=source)
    _run(sys.executable, "-m", "venv", "--without-pip", str(environment))
    scripts = environment / ("Scripts" if sys.platform == "win32" else "bin")
    python = scripts / ("python.exe" if sys.platform == "win32" else "python")
    (wheel,) = folder.glob("poolviz-*.whl")
    _pip("--python", str(python), "install", str(wheel))
    site = Path(_run(python, "-c", "import sysconfig; print(sysconfig.get_path('purelib'))").strip())
    (site / "others.pth").write_text(sysconfig.get_path("purelib"))
    return Installed(python, scripts / "poolviz", site / "poolviz")


def _pip(*words: str, cwd: Path | None = None) -> None:
    place = words.index("--python") + 2 if "--python" in words else 0
    _run(sys.executable, "-m", "pip", *words[: place + 1], *QUIET, *words[place + 1 :], cwd=cwd)


def _run(*words: object, cwd: Path | None = None) -> str:
    done = subprocess.run([str(word) for word in words], cwd=cwd, capture_output=True, text=True)
    assert done.returncode == 0, (done.stdout + done.stderr)[-2000:]
    return done.stdout
