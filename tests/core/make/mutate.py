"""`make mutate`: change the core one sign at a time, at random places, and report what no test notices.

    python -m tests.core.make.mutate --sample 300 --seed 0 --workers 2 "poolviz.pooling.*"

The same seed draws the same changes, and a larger sample holds the smaller one. What a test has noticed
stays noticed until its function changes; `rm -r mutants` forgets it. The report, tests/mutation.txt, keeps
the reasons that somebody has written into it.
"""

import argparse
import fnmatch
import hashlib
import os
import resource
import shutil
import sys
from collections.abc import Iterable, Iterator
from contextlib import chdir
from pathlib import Path
from typing import Any

import pytest

from tests.core.make import report
from tests.core.make.forks import Forks, verdict

REPORT = Path(__file__).parents[2] / "mutation.txt"
MEMORY = 12 << 30  # bytes of addresses: a change can ask for any number of numbers
SETTLED = ("noticed", "endless")
REASONS = {"no test": report.NO_TEST, "unsettled": "Its tests took too long."}


def draw(names: Iterable[str], sample: int, seed: int) -> list[str]:
    """Return `sample` of the names, at random: the first of any larger sample, though names come and go.

    >>> names = [f"poolviz.a.f__mutmut_{number}" for number in range(100)]
    >>> draw(names, 5, seed=0) == draw(reversed(names), 9, seed=0)[:5]
    True
    >>> len(set(draw(names, 50, seed=0)) & set(draw(names[10:], 50, seed=0))) > 40
    True
    """
    return sorted(names, key=lambda name: hashlib.sha256(f"{seed} {name}".encode()).digest())[:sample]


def prepare(workers: int) -> dict[str, Any]:
    """Write every change of every function of the core; return mutmut's file of each change."""
    from mutmut import __main__ as mutmut

    os.makedirs("mutants", exist_ok=True)
    forget_what_is_gone()
    mutmut.set_mutant_under_test("mutant_generation")
    mutmut.copy_src_dir()
    mutmut.copy_also_copy_files()
    mutmut.setup_source_paths()
    mutmut.create_mutants(workers)
    changes, _ = mutmut.collect_source_file_mutation_data(mutant_names=())
    mutmut.set_mutant_under_test("")
    return {name: file for file, name, _ in changes}


def forget_what_is_gone() -> None:
    """Take the copies away of tests and modules that there are no more."""
    shutil.rmtree("mutants/tests", ignore_errors=True)
    for copy in Path("mutants/poolviz").rglob("*.py"):
        if not copy.relative_to("mutants").exists():
            copy.unlink()


def try_all(files: dict[str, Any], names: list[str], workers: int, seconds: int) -> None:
    """Try what no test has noticed yet."""
    from mutmut.configuration import config
    from mutmut.mutation.trampoline import set_mutant_under_test
    from mutmut.utils.format_utils import get_module_from_key

    def settle(name: str, status: int) -> None:
        files[name].exit_code_by_key[name] = status
        with chdir(root):
            files[name].save()
        print(f"{verdict(status):9} {name}", flush=True)

    root, selection = Path.cwd(), config().pytest_add_cli_args_test_selection
    left = [name for name in names if verdict(files[name].exit_code_by_key[name]) not in SETTLED]
    forks = Forks(left, get_module_from_key, set_mutant_under_test, settle, workers, seconds)
    if left:
        with chdir("mutants"):
            pytest.main(["-s", "-q", "--timeout=0", "--rootdir=.", *selection], plugins=[forks])


def survivors(files: dict[str, Any], names: Iterable[str]) -> Iterator[report.Change]:
    from mutmut.mutation.diff_apply import get_diff_for_mutant
    from mutmut.utils.format_utils import get_module_from_key, orig_function_and_class_names_from_key

    for name in sorted(names):
        said = verdict(files[name].exit_code_by_key[name])
        if said not in SETTLED:
            function, owner = orig_function_and_class_names_from_key(name)
            place = ".".join(filter(None, [get_module_from_key(name), owner, function]))
            lines = report.changed_lines(get_diff_for_mutant(name, path=files[name].path))
            yield report.Change(place, lines, REASONS.get(said, ""))


def main() -> int:
    from mutmut.utils.format_utils import get_module_from_key

    asked = options()
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    os.environ.update(OMP_NUM_THREADS="1", MKL_NUM_THREADS="1")
    files = prepare(asked.workers)
    all_names = [name for name in files if any(fnmatch.fnmatch(name, module) for module in asked.modules)]
    names = draw(all_names, asked.sample, asked.seed)
    try_all(files, names, asked.workers, asked.seconds)
    tried = [
        report.Tried(get_module_from_key(name), verdict(files[name].exit_code_by_key[name])) for name in names
    ]
    alive = list(survivors(files, names))
    before = REPORT.read_text("utf-8") if REPORT.exists() else ""
    said = f"# make mutate SAMPLE={asked.sample} SEED={asked.seed} SECONDS={asked.seconds}"
    said += f' MODULES="{" ".join(asked.modules)}"'
    text = report.written(f"{said}, of {len(all_names):,} changes", tried, alive, before)
    REPORT.write_text(text, "utf-8")
    print(text)
    return int(any(not change.reason for change in report.with_reasons(alive, report.read(before))))


def options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("modules", nargs="*", default=["poolviz.*"])
    parser.add_argument("--sample", type=int, default=300)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--workers", type=int, default=2)
    parser.add_argument(
        "--seconds", type=int, default=300, help="of the processor for the tests of one change"
    )
    return parser.parse_args()


if __name__ == "__main__":
    sys.exit(main())
