"""The text of a program as people paste it: prompts, notebook lines and typographic marks, line by line."""

import ast
import re
import textwrap

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import FULL_WIDTH, shortened
from poolviz.sources.programs.syntax.printout import from_printed
from poolviz.texts import N_

LONGEST = 50_000
DEEPEST = 80
_TYPED = FULL_WIDTH | str.maketrans("“”‘’\u00a0", "\"\"'' ")
_PROMPT = re.compile(r"^(?:>>> ?|\.\.\. ?|\s*In ?\[[\d ]*\]: ?|\s*\.{3,}: ?)", re.MULTILINE)
# What a notebook or a page has between the lines of a program.
_BETWEEN = re.compile(r"^(?:```.*|\s*Out ?\[[\d ]*\]:.*|\s*[%!].*)$", re.MULTILINE)


def plain(text: str) -> str:
    """Return `text` as Python with as many lines; PoolvizError where it is no text or too long.

    >>> plain("In [1]: %matplotlib inline\\nIn [2]: nn.ReLU()")
    '\\nnn.ReLU()'
    """
    return from_printed(typed(text))


def typed(text: str) -> str:
    """Return `text` as it would be typed, without prompts and typographic marks, with as many lines."""
    if not isinstance(text, str):
        raise PoolvizError(N_("`text` must be text, but got {got}"), got=type(text).__name__)
    if len(text) > LONGEST:
        raise PoolvizError(
            N_("`text` must have at most {limit} characters, but has {got}"), limit=LONGEST, got=len(text)
        )
    signs = text.replace("\r\n", "\n").replace("\r", "\n").translate(_TYPED).expandtabs()
    return textwrap.dedent(_BETWEEN.sub("", _PROMPT.sub("", signs)))


def tree_of(text: str) -> ast.Module:
    """Return the syntax tree of plain text; PoolvizError with the line that Python cannot read."""
    try:
        tree = ast.parse(text)
    except IndentationError as error:
        raise PoolvizError(
            N_(
                "line {line}: Python expects different indentation here; a program copied from a "
                "page often loses the spaces before its lines: {got}"
            ),
            line=error.lineno or 1,
            got=_line_of(text, error.lineno),
        ) from error
    except SyntaxError as error:
        raise PoolvizError(
            N_("line {line}: Python cannot read {got}"),
            line=error.lineno or 1,
            got=_line_of(text, error.lineno),
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise PoolvizError(N_("`text` must be Python, but Python cannot read it")) from error
    if _depth(tree) > DEEPEST:
        raise PoolvizError(N_("`text` is nested too deeply to be read"))
    return tree


def _line_of(text: str, number: int | None) -> str:
    lines = text.split("\n")
    return shortened(lines[min(number or 1, len(lines)) - 1].strip())


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level and depth <= DEEPEST:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth
