"""The stage's script modules, joined into the one script that a component of Streamlit takes."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

from poolviz.views.stage.browser.bundle import FOLDER, bundle, modules, stage_script, stage_style

NODE = Path(sys.executable).with_name("node")
ENTRY = FOLDER / "stage.js"
FILES = [ENTRY, *sorted(path for path in FOLDER.rglob("*.js") if path != ENTRY)]
BLOCK = re.compile(
    r"^(?P<indent> *)(?!(?:export )?class\b)(?P<head>\S[^\n]*)\{\n(?P<body>.*?\n(?P=indent)\})",
    re.MULTILINE | re.DOTALL,
)
NAME = re.compile(r"^(?:export )?(?:default )?(?:(?:async )?function|class|const|let) (\w+)", re.MULTILINE)


def imports(path: Path) -> list[Path]:
    found = re.findall(r'^import\b[^;]*"(.+)";$', path.read_text("utf-8"), re.MULTILINE)
    return [(path.parent / name).resolve() for name in found]


def body(path: Path) -> str:
    """What a module holds after its imports, as the bundle has it."""
    text = re.sub(r"^import\b[^;]*;\n", "", path.read_text("utf-8"), flags=re.MULTILINE)
    return text if path == ENTRY else re.sub(r"^export ", "", text, flags=re.MULTILINE)


def written(folder: Path, **files: str) -> Path:
    for name, text in files.items():
        (folder / f"{name}.js").write_text(text)
    return folder / "entry.js"


def test_every_module_is_in_the_bundle_once() -> None:
    assert sorted(modules(ENTRY)) == sorted(FILES)
    assert [bundle(ENTRY).count(body(path)) for path in FILES] == [1] * len(FILES)


def test_dependencies_come_before_their_users() -> None:
    places = {path: bundle(ENTRY).index(body(path)) for path in FILES}
    late = [(path.name, used.name) for path in FILES for used in imports(path) if places[used] > places[path]]
    assert late == []


def test_top_level_names_are_unique() -> None:
    names = NAME.findall(bundle(ENTRY))
    assert len(names) > 100
    assert sorted(names) == sorted(set(names))


def test_what_travels_has_no_comment_lines_and_no_text_over_a_lines_end() -> None:
    assert not re.search(r"^\s*(//|/\*|\*)|[;,{}] //|/\*\*", stage_script(), re.MULTILINE)
    assert [path.name for path in FILES for line in body(path).splitlines() if odd(line)] == []
    assert len(stage_script()) < 0.85 * len(bundle(ENTRY))


def odd(line: str) -> bool:
    """Whether a line that is no comment leaves a template text open."""
    return line.count("`") % 2 == 1 and not line.strip().startswith(("*", "/*", "//"))


def test_no_import_is_left_and_mount_and_default_are_exported() -> None:
    assert not re.search(r"^\s*import\b|\bimport\(", stage_script(), re.MULTILINE)
    exports = re.findall(r"^export (?:default )?function \w+", stage_script(), re.MULTILINE)
    assert exports == ["export function mount", "export default function component"]
    assert len(re.findall(r"^export\b", stage_script(), re.MULTILINE)) == 2


def test_modules_export_what_is_imported_and_use_it() -> None:
    for path in FILES:
        text = path.read_text("utf-8")
        for names, target in re.findall(r'^import \{([^}]*)\} from "(.+)";$', text, re.MULTILINE):
            exported = (path.parent / target).read_text("utf-8")
            for name in re.findall(r"\w+", names):
                assert re.search(rf"^export (?:async )?\w+ {name}\b", exported, re.MULTILINE), (path, name)
                assert len(re.findall(rf"\b{name}\b", text)) > 1, (path, name)


def test_modules_and_their_functions_stay_small() -> None:
    texts = {path.name: path.read_text("utf-8") for path in FILES}
    assert {name: n for name, text in texts.items() if (n := text.count("\n")) > 250} == {}
    blocks = [found for text in texts.values() for found in BLOCK.finditer(text)]
    assert len(blocks) > 100
    assert [block["head"] for block in blocks if block["body"].count("\n") > 29] == []


def test_node_reads_the_bundle(tmp_path: Path) -> None:
    copy = tmp_path / "stage.mjs"
    copy.write_text(stage_script(), "utf-8")
    subprocess.run([NODE, "--check", copy], check=True, timeout=60)


def test_the_bundle_exports_mount_and_default(tmp_path: Path) -> None:
    copy = tmp_path / "stage.mjs"
    copy.write_text(stage_script(), "utf-8")
    script = f"import({str(copy)!r}).then(found => console.log(Object.keys(found).sort().join()))"
    done = subprocess.run([NODE, "-e", script], check=True, timeout=60, capture_output=True, text=True)
    assert done.stdout.strip() == "default,mount"


def test_modules_are_joined_and_multi_line_imports_understood(tmp_path: Path) -> None:
    entry = written(
        tmp_path,
        entry='import {\n  one,\n  two,\n} from "./a.js";\nimport { two2 } from "./b.js";\n'
        "export default function go() {}\n",
        a='import { two2 } from "./b.js";\nexport const one = two2;\nexport async function two() {}\n',
        b="export class two2 {}\n",
    )
    joined = (
        "class two2 {}\n\nconst one = two2;\nasync function two() {}\n\nexport default function go() {}\n"
    )
    assert bundle(entry) == joined


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('import { one as two } from "./a.js";', "one as two"),
        ('import one from "./a.js";', "import one"),
        ('import * as one from "./a.js";', r"import \*"),
        ('import "./a.js";', "import"),
        ('import { one } from "a";', 'from "a"'),
        ("import { one } from './a.js';", "from './a.js'"),
        ('import { one } from "./a.js"; let two = 2;', "let two"),
        ('export * from "./a.js";', r"export \*"),
        ("const two = 2;\nexport { two };", "export { two }"),
        ("const { two } = {};", "const { two }"),
        ("let two, three;", "two, three"),
        ("var two = 2;", "var two"),
        ('import { one } from "./a.js";\nconst one = 2;', "twice.*: one"),
        ('import { two } from "./b.js";\nconst one = 2;', "a.js imports itself|b.js imports itself"),
    ],
)
def test_what_breaks_the_rules_is_refused(tmp_path: Path, line: str, said: str) -> None:
    entry = written(
        tmp_path,
        entry=f"{line}\nexport function mount() {{}}\n",
        a='import { two } from "./b.js";\nexport const one = 1;\n'
        if "b.js" in line
        else "export const one = 1;\n",
        b='import { one } from "./a.js";\nexport const two = 2;\n',
    )
    with pytest.raises(ValueError, match=said):
        bundle(entry)


def test_a_default_export_is_the_entrys_alone(tmp_path: Path) -> None:
    entry = written(tmp_path, entry='import { one } from "./a.js";\n', a="export default function one() {}\n")
    with pytest.raises(ValueError, match="export default"):
        bundle(entry)


def test_the_style_is_that_of_the_stage() -> None:
    assert ".pv-stage {" in stage_style()
