"""What a wheel of this project holds: the library, with torch as its only need, and the files of the app."""

import itertools
import subprocess
import tomllib
from pathlib import Path

import pytest

from tests.core.command.wheel import Installed, installed, require_builder
from tests.core.make.oldest import pins

ROOT = Path(__file__).parents[2]
KINDS = (".py", ".js", ".css", ".monty")
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


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Installed:
    """This project, installed into an environment of its own."""
    require_builder()
    return installed(tmp_path_factory.mktemp("installed"))


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


def test_every_file_of_the_stage_comes_along(project: Installed):
    here, there = ROOT / "poolviz", project.package
    wanted = [path for path in here.rglob("*") if path.suffix in KINDS or path.name == "py.typed"]
    assert len(wanted) > 100
    assert [str(path) for path in wanted if not (there / path.relative_to(here)).exists()] == []


def test_every_file_of_the_app_comes_along_but_the_pictures_of_the_documents(project: Installed):
    app = project.package / "app"
    for name in ("app.py", "home.py", ".streamlit/config.toml"):
        assert (app / name).read_bytes() == (ROOT / name).read_bytes()
    assert files_below(app / "pages") == files_below(ROOT / "pages")
    kept = [name for name in files_below(ROOT / "assets") if not name.startswith("screenshots")]
    assert files_below(app / "assets") == kept


def test_the_installed_library_explains_and_shows_itself_with_torch_alone(project: Installed):
    words, elsewhere = [project.python, "-c", SCRIPT], project.python.parent
    done = subprocess.run(words, cwd=elsewhere, env={"PATH": ""}, capture_output=True, text=True)
    assert done.returncode == 0, done.stderr[-3000:]
    assert Path(done.stdout.strip()).parent == project.package


def files_below(folder: Path) -> list[str]:
    paths = sorted(path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    return [path.as_posix() for path in paths if "__pycache__" not in path.parts]
