"""The stage as one script and one style, which is what a component of Streamlit takes.

The modules name each other in one way only, `import { a, b } from "../grids/x.js";`: no renames, no defaults,
no cycles. They declare one name a statement, and no name twice among all of them.
"""

import re
from collections import Counter
from functools import cache
from pathlib import Path

FOLDER = Path(__file__).parent
STYLES = ("stage.css", "layer/bar/bar.css")
IMPORT = re.compile(r'^import \{\s*\w+(?:,\s*\w+)*,?\s*\} from "(\.\.?/[\w/.]+\.js)";\n', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const|let) )", re.MULTILINE)
DEFAULT = re.compile(r"^export default (?=function )", re.MULTILINE)
COMMENT = re.compile(r"^[ \t]*(?://.*|/\*(?:.|\n)*?\*/)[ \t]*\n", re.MULTILINE)
REMARK = re.compile(r"(?<=[;,{}]) //[^\"'`\n]*$", re.MULTILINE)
TYPE = re.compile(r"/\*\* @.*?\*/ ?")
MARGIN = re.compile(r"^\s+", re.MULTILINE)
NAME = re.compile(r"^(?:(?:async )?function|class|const|let) (\w+)", re.MULTILINE)
FORBIDDEN = re.compile(
    r"^\s*(?:import|export)\b.*|^var\b.*|^(?:const|let) (?!\w+ = ).*|^(?:async )?function(?! \w).*",
    re.MULTILINE,
)


@cache
def stage_script() -> str:
    """Return the modules of the stage as one, which exports what stage.js exports; without their comments."""
    return lean(bundle(FOLDER / "stage.js"))


@cache
def stage_style() -> str:
    """Return the style of the stage, and that of the layer's bar above it."""
    return "\n".join((FOLDER / name).read_text(encoding="utf-8") for name in STYLES)


def lean(script: str) -> str:
    """Return `script` without comments and indentation: it travels with every change.

    No text of a script goes over a line's end.

    >>> lean("// one\\nif (a) {\\n  /** Two. */\\n  b((/** @type {C} */ c) => 4); // three\\n}\\n")
    'if (a) {\\nb((c) => 4);\\n}\\n'
    """
    for left_out in (COMMENT, TYPE, REMARK, MARGIN):
        script = left_out.sub("", script)
    return script


def bundle(entry: Path) -> str:
    """Return `entry` and all that it imports as one module; raises ValueError where they break the rules."""
    *inner, last = (IMPORT.sub("", text) for text in modules(entry).values())
    bare = [EXPORT.sub("", text) for text in inner]
    plain = "\n".join([*bare, DEFAULT.sub("", EXPORT.sub("", last))])
    if wrong := FORBIDDEN.search(plain):
        raise ValueError(f"not allowed in the stage's modules: {wrong[0].strip()}")
    if twice := [name for name, times in Counter(NAME.findall(plain)).items() if times > 1]:
        raise ValueError(f"declared twice in the stage's modules: {', '.join(twice)}")
    return "\n".join([*bare, last])


def modules(entry: Path) -> dict[Path, str]:
    """Return the texts of `entry` and of all that it imports, each after those that it imports."""
    found: dict[Path, str] = {}

    def visit(path: Path, users: tuple[Path, ...]) -> None:
        if path in users:
            raise ValueError(f"{path.name} imports itself")
        if path not in found:
            text = path.read_text(encoding="utf-8")
            for relative in IMPORT.findall(text):
                visit((path.parent / relative).resolve(), (*users, path))
            found[path] = text

    visit(entry.resolve(), ())
    return found
