"""A program ready for the sandbox: its text rewritten, and the lines and nodes that it came from."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Self

from poolviz.errors import PoolvizError
from poolviz.sources.programs.syntax.classes import Classes
from poolviz.sources.programs.syntax.names import defaults, given, structural
from poolviz.sources.programs.syntax.printout import from_printed
from poolviz.sources.programs.syntax.text import tree_of, typed
from poolviz.texts import N_


@dataclass(frozen=True, eq=False)
class Source:
    """A program: its plain `text`, the `code` that runs in the sandbox, and where both meet.

    `printed` is what print(net) showed, where the text was made of that, else empty.

    `lines` are those of the text by those of the code, `sites` the nodes that are called by their number.
    """

    text: str
    tree: ast.Module
    code: str
    lines: dict[int, int]
    sites: tuple[ast.AST, ...]
    names: str
    printed: str = ""

    def __deepcopy__(self, _memo: Any) -> Self:
        return self

    def line_of_code(self, line: int | None) -> int | None:
        """Return the line of the text that a line of the code came from."""
        known = [one for one in self.lines if line is not None and one <= line]
        return self.lines[max(known)] if known else None

    def line_of_site(self, number: int) -> int | None:
        """Return the line of the text where a node is."""
        return getattr(self.sites[number], "lineno", None) if 0 < number < len(self.sites) else None


def source_of_program(text: str) -> Source:
    """Return the program that `text` writes; PoolvizError with the line of what cannot be read.

    >>> source_of_program("pool = nn.MaxPool2d(2)").code
    "pool = pv_call(1, pv_attr(nn, 'MaxPool2d'), 2)"
    """
    said = typed(text)
    program = from_printed(said)
    tree = tree_of(program)
    if not tree.body:
        raise PoolvizError(N_("`text` must have at least one layer, such as nn.MaxPool2d(2)"))
    names = "\n".join(defaults(tree))
    own = frozenset(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.ClassDef))
    walk = Classes(structural(tree), own, [tree])
    rewritten = walk.program(tree_of(program))
    code = ast.unparse(rewritten)
    lines = dict(_pairs(ast.parse(code).body, rewritten.body))
    printed = "" if program == said else said
    return Source(program, tree, code, lines, tuple(walk.sites), names, printed)


def tops(tree: ast.Module) -> list[str]:
    """Return the names that the lines of a program give to values.

    >>> tops(ast.parse("import torch\\nnet = 1\\nclass A: pass"))
    ['net']
    """
    own = [node for node in tree.body if not isinstance(node, ast.FunctionDef | ast.ClassDef)]
    imported = [node for node in own if isinstance(node, ast.Import | ast.ImportFrom)]
    return sorted(given(own) - given(imported))


def _pairs(made: list[ast.stmt], came: list[ast.stmt]) -> Iterator[tuple[int, int]]:
    """Return line by line where the code stands and where it came from."""
    for one, other in zip(made, came, strict=False):
        yield one.lineno, other.lineno
        for field in ("body", "orelse", "finalbody", "handlers"):
            yield from _pairs(getattr(one, field, []), getattr(other, field, []))
