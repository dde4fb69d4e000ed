"""The one call in a line that somebody copied: out of a program, a notebook, a printed model."""

import ast
import re

from poolviz.errors import PoolvizError
from poolviz.pooling.code.source import FULL_WIDTH, shortened
from poolviz.texts import N_

LONGEST_LINE = 500
# A prompt, the name in a printed model, the key in a dict.
_BEFORE = re.compile(r"(?:>>>\s*|In \[\d*\]:\s*)?(?:\([\w.]+\):\s*|(['\"])[\w.]+\1\s*:\s*)?")


def call_in(line: str) -> ast.Call:
    """Return the call that a line of Python makes; PoolvizError where it makes none, or several.

    >>> ast.unparse(call_in("(pool): MaxPool2d(kernel_size=2),"))
    'MaxPool2d(kernel_size=2)'
    """
    if not isinstance(line, str):
        raise PoolvizError(
            N_("the line must be text such as nn.MaxPool2d(3), but got {got}"), got=type(line).__name__
        )
    text = line.translate(FULL_WIDTH).strip()
    text = text[_BEFORE.match(text).end() :].rstrip(",;").strip()  # type: ignore[union-attr]
    if not text:
        raise PoolvizError(
            N_("the line must be one call such as nn.MaxPool2d(3, 2, padding=1), but it is empty")
        )
    if len(text) > LONGEST_LINE:
        raise PoolvizError(
            N_("the line must have at most {limit} characters, but has {got}"),
            limit=LONGEST_LINE,
            got=len(text),
        )
    try:
        statements = ast.parse(text).body
    except (SyntaxError, ValueError, RecursionError, MemoryError) as error:
        raise PoolvizError(
            N_("the line must be Python, but Python cannot read {got}"), got=shortened(text)
        ) from error
    node = _made(getattr(statements[0], "value", None)) if len(statements) == 1 else None
    if not isinstance(node, ast.Call):
        raise PoolvizError(
            N_("the line must be one call such as nn.MaxPool2d(3, 2, padding=1), but got {got}"),
            got=shortened(text),
        )
    return node


def _made(node: ast.AST | None) -> ast.AST | None:
    """Return the call that makes the layer: the one in a pair ("pool", layer), or of a layer at work."""
    while True:
        calls = [one for one in getattr(node, "elts", ()) if isinstance(one, ast.Call)]
        if len(calls) == 1:
            node = calls[0]
        elif isinstance(node, ast.Call) and isinstance(node.func, ast.Call):
            node = node.func
        else:
            return node
