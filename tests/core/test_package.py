"""What `pip install .` gives: the library and its data, with torch as its only need."""

import itertools
import shutil
import subprocess
import sys
import tomllib
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from tests.core.oldest import pins

ROOT = Path(__file__).parents[2]
BLOCKED = ("numpy", "streamlit", "plotly", "matplotlib", "PIL", "torchvision", "skimage", "babel", "pandas")
# Run where nothing but the installed library can be found beside torch.
SCRIPT = f"""
import sys, warnings
class Block:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] in {BLOCKED!r}:
            raise ModuleNotFoundError(name)
sys.meta_path.insert(0, Block())
warnings.filterwarnings("ignore", "Failed to initialize NumPy")
import torch, poolviz
x = torch.arange(25.0).view(1, 1, 5, 5)
explanation = poolviz.explain(torch.nn.MaxPool2d(3, ceil_mode=True), x)
assert explanation.cell((0, 0, 1, 1)).winner == (4, 4)
shown = explanation._repr_html_()
assert "function mount" in shown and ".pv-stage" in shown and "at row {{row}}" in shown, shown[:300]
one = poolviz.explain(torch.nn.AvgPool1d(2), x[0, :, 0])._repr_html_()
deep = poolviz.explain(torch.nn.AvgPool3d(2), torch.rand(1, 4, 4, 4))._repr_html_()
assert "iframe" in one and "iframe" in deep
assert not [name for name in {BLOCKED!r} if name in sys.modules]
print(poolviz.__file__)
"""


def can_build() -> bool:
    """Tell whether what pyproject.toml builds with is installed."""
    try:
        return bool(version("pip")) and int(version("setuptools").partition(".")[0]) >= 77
    except PackageNotFoundError:
        return False


@pytest.fixture(scope="module")
def installed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder into which pip has installed a copy of this project, without a network."""
    if not can_build():
        pytest.skip("pip and setuptools of 77 or later build the project, and one is not installed")
    source, target = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("target")
    for name in ("pyproject.toml", "README.md", "LICENSE"):
        shutil.copy(ROOT / name, source)
    shutil.copytree(ROOT / "poolviz", source / "poolviz", ignore=shutil.ignore_patterns("__pycache__"))
    command = [sys.executable, "-m", "pip", "install", ".", "--target", str(target)]
    command += ["--no-deps", "--no-build-isolation", "--no-index", "--disable-pip-version-check"]
    done = subprocess.run([*command, "--no-compile", "--quiet"], cwd=source, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-2000:]
    return target


def test_the_library_needs_torch_only():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    assert [need.split(">")[0] for need in project["dependencies"]] == ["torch"]
    assert {"streamlit", "matplotlib", "plotly"} <= {
        need.split(">")[0] for need in project["optional-dependencies"]["app"]
    }


def test_every_requirement_names_the_oldest_version_that_make_check_oldest_installs():
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    needs = [*project["dependencies"], *itertools.chain(*project["optional-dependencies"].values())]
    assert [pin.replace("==", ">=") for pin in pins(project)] == needs


@pytest.mark.parametrize("need", ["torch", "torch<3", "torch>=2.8,<3", "torch>=2.8; python_version > '3.12'"])
def test_a_requirement_without_an_oldest_version_is_refused(need: str):
    with pytest.raises(ValueError, match="must read name>=version"):
        pins({"dependencies": [need]})


def test_every_file_of_the_stage_comes_along(installed: Path):
    here, there = ROOT / "poolviz", installed / "poolviz"
    wanted = [
        path for path in here.rglob("*") if path.suffix in (".py", ".js", ".css") or path.name == "py.typed"
    ]
    assert len(wanted) > 100
    assert [str(path) for path in wanted if not (there / path.relative_to(here)).exists()] == []


def test_the_installed_library_explains_and_shows_itself_with_torch_alone(installed: Path):
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT],
        cwd=installed,
        env={"PYTHONPATH": str(installed), "PATH": ""},
        capture_output=True,
        text=True,
        timeout=120,
    )
    assert done.returncode == 0, done.stderr[-3000:]
    assert Path(done.stdout.strip()).parent == installed / "poolviz"
