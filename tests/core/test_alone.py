"""The tests of the core are collected where there is nothing but torch, pytest, and what these two need."""

import subprocess
import sys
from importlib.metadata import PackageNotFoundError, distribution, packages_distributions
from pathlib import Path

import pytest
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name

ROOT = Path(__file__).parents[2]
# Collects tests where only the modules of the first argument can be imported, as if no other were installed.
SCRIPT = """
import sys
class Refuse:
    def find_spec(self, name, path=None, target=None):
        if name.partition(".")[0] not in allowed:
            raise ModuleNotFoundError(f"No module named {name!r}", name=name)
allowed = sys.argv.pop(1).split()
sys.meta_path.insert(0, Refuse())
import pytest
sys.exit(pytest.main(["--collect-only", "-q", "-p", "no:cacheprovider", *sys.argv[1:]]))
"""


def needed(*names: str) -> set[str]:
    """Return the installed packages among `names` and all that they need, by their canonical names."""
    found: set[str] = set()
    waiting = list(names)
    while waiting:
        name = canonicalize_name(waiting.pop())
        if name in found:
            continue
        try:
            needs = [Requirement(need) for need in distribution(name).requires or ()]
        except PackageNotFoundError:  # for another system or another Python
            continue
        found.add(name)
        waiting += [need.name for need in needs if not need.marker or need.marker.evaluate({"extra": ""})]
    return found


def allowed() -> set[str]:
    """Return which modules of the top level may be imported: Python's, the project's, torch's, pytest's."""
    packages = needed("torch", "pytest")
    installed = packages_distributions().items()
    theirs = {module for module, names in installed if packages & set(map(canonicalize_name, names))}
    return theirs | set(sys.stdlib_module_names) | {"poolviz", "tests"}


def collected(*arguments: object, modules: set[str]) -> "subprocess.CompletedProcess[str]":
    """Collect with pytest in another process, which can import `modules` alone."""
    command = [sys.executable, "-c", SCRIPT, " ".join(modules), *map(str, arguments)]
    environment = {"PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1", "PATH": ""}
    return subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, timeout=300)


def test_the_tests_of_the_core_need_torch_and_pytest_alone():
    done = collected("tests/core", modules=allowed())
    assert done.returncode == 0, done.stdout[-3000:] + done.stderr[-3000:]
    for name in ("tests/core/pooling/test_gpu.py", "tests/core/networks/test_trace.py", Path(__file__).name):
        assert name in done.stdout


@pytest.mark.parametrize(("also", "status"), [(set(), 2), ({"stranger"}, 0)])
def test_a_test_that_needs_another_package_is_seen(tmp_path: Path, also: set[str], status: int):
    (tmp_path / "stranger.py").touch()
    test = tmp_path / "test_with_a_stranger.py"
    test.write_text(
        f"import sys\nsys.path.append({str(tmp_path)!r})\nimport stranger\ndef test():\n    pass\n"
    )
    done = collected(test, f"--rootdir={tmp_path}", f"-opythonpath={tmp_path}", modules=allowed() | also)
    assert done.returncode == status
    assert ("No module named 'stranger'" in done.stdout) is (status == 2)
