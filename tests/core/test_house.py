"""The house: no circle of imports among files and among rooms, and no room with more than a dozen entries."""

import ast
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
MOST = 12  # entries of a folder, __init__.py and data files not counted
CODE = {".py", ".js"}
# Streamlit finds the pages of an app in one flat folder, a file each.
FLAT = "pages"


def modules(root: Path) -> dict[str, Path]:
    """Every module of the package and of the pages, by its dotted name."""
    files = [*root.glob("*.py"), *(root / "pages").glob("*.py"), *(root / "poolviz").rglob("*.py")]
    return {dotted(path.relative_to(root)): path for path in sorted(files)}


def dotted(path: Path) -> str:
    parts = path.with_suffix("").parts
    return ".".join(parts[:-1] if parts[-1] == "__init__" else parts)


def imported(path: Path, package: str, known: Iterable[str]) -> Iterator[str]:
    """The modules among `known` that a file imports, inside functions and for types alone, too."""
    names = set(known)
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names if alias.name in names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                above = package.split(".")[: len(package.split(".")) - node.level + 1]
                base = ".".join([*above, *filter(None, [node.module])])
            for alias in node.names:
                full = f"{base}.{alias.name}"
                yield from (name for name in [full if full in names else base] if name in names)


def graph(root: Path) -> dict[str, set[str]]:
    """What each module imports."""
    known = modules(root)
    return {name: set(imported(path, package_of(name, path), known)) - {name} for name, path in known.items()}


def package_of(name: str, path: Path) -> str:
    return name if path.name == "__init__.py" else name.rpartition(".")[0]


def rooms(arrows: Mapping[str, set[str]], folder: str) -> dict[str, set[str]]:
    """What the entries of `folder`, files and folders, import of each other; its face, __init__, is none."""
    inside = f"{folder}."

    def entry(name: str) -> str | None:
        return name[len(inside) :].partition(".")[0] if name.startswith(inside) else None

    found: dict[str, set[str]] = {}
    for name, used in arrows.items():
        if (room := entry(name)) is not None:
            found.setdefault(room, set()).update(e for e in map(entry, used) if e not in (None, room))
    return found


def circle(arrows: Mapping[str, set[str]]) -> list[str]:
    """One circle among `arrows`, as the names along it; empty where there is none."""
    finished: set[str] = set()

    def follow(name: str, trail: tuple[str, ...]) -> list[str]:
        if name in trail:
            return [*trail[trail.index(name) :], name]
        for used in sorted(arrows.get(name, set()) - finished):
            if found := follow(used, (*trail, name)):
                return found
        finished.add(name)
        return []

    return next((found for name in sorted(arrows) if (found := follow(name, ()))), [])


def folders(root: Path) -> dict[str, set[str]]:
    """The entries of every folder with code in it: files of code and folders with code."""
    found: dict[str, set[str]] = {}
    for place in ("poolviz", "pages", "tests"):
        for path in (root / place).rglob("*"):
            inner = path.relative_to(root)
            if path.suffix not in CODE or path.name == "__init__.py" or "node_modules" in inner.parts:
                continue
            for depth in range(1, len(inner.parts)):
                found.setdefault(PurePosixPath(*inner.parts[:depth]).as_posix(), set()).add(
                    inner.parts[depth]
                )
    return found


def test_no_file_imports_itself_by_way_of_others() -> None:
    assert circle(graph(ROOT)) == []


def test_no_room_imports_itself_by_way_of_others() -> None:
    arrows = graph(ROOT)
    packages = [name for name, path in modules(ROOT).items() if path.name == "__init__.py"]
    assert len(packages) > 20
    assert {name: found for name in packages if (found := circle(rooms(arrows, name)))} == {}


def test_no_folder_has_more_than_a_dozen_entries() -> None:
    assert {
        name: len(held) for name, held in folders(ROOT).items() if len(held) > MOST and name != FLAT
    } == {}


@pytest.mark.parametrize(
    ("files", "along"),
    [
        (
            {"a.py": "import poolviz.b", "b.py": "from poolviz.a import x"},
            ["poolviz.a", "poolviz.b", "poolviz.a"],
        ),
        (
            {"a.py": "def f():\n    from poolviz import b", "b.py": "from . import a"},
            ["poolviz.a", "poolviz.b", "poolviz.a"],
        ),
        (
            {"a.py": "if TYPE_CHECKING:\n    from .b import T", "b.py": "import poolviz.a"},
            ["poolviz.a", "poolviz.b", "poolviz.a"],
        ),
        ({"a.py": "import poolviz.b", "b.py": "import torch"}, []),
    ],
    ids=["plain", "in a function", "for types", "none"],
)
def test_a_circle_of_files_is_seen(tmp_path: Path, files: dict[str, str], along: list[str]) -> None:
    written(tmp_path, files)
    assert circle(graph(tmp_path)) == along


def test_a_circle_of_rooms_is_seen_where_no_file_is_in_one(tmp_path: Path) -> None:
    written(
        tmp_path,
        {
            "one/__init__.py": "",
            "two/__init__.py": "",
            "one/a.py": "import poolviz.two.b",
            "one/c.py": "",
            "two/b.py": "",
            "two/d.py": "from poolviz.one import c",
        },
    )
    assert circle(graph(tmp_path)) == []
    assert circle(rooms(graph(tmp_path), "poolviz")) == ["one", "two", "one"]


def test_a_full_folder_is_seen(tmp_path: Path) -> None:
    written(
        tmp_path,
        {f"full/{number}.py": "" for number in range(MOST + 1)} | {"full/__init__.py": "", "full/x.css": ""},
    )
    assert len(folders(tmp_path)["poolviz/full"]) == MOST + 1


def written(root: Path, files: dict[str, str]) -> None:
    for name, text in ({"__init__.py": ""} | files).items():
        path = root / "poolviz" / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
