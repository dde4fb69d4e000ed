"""A piece of Python as text: what calls are named, and how it is quoted in a sentence."""

import ast

FULL_WIDTH = str.maketrans("（），＝：；　", "(),=:; ")


def name_of(node: ast.expr) -> str:
    """Return the last name of what is called: MaxPool2d of nn.MaxPool2d."""
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "?")


def source_of(node: ast.AST) -> str:
    """Return the Python of `node`, shortened."""
    try:
        return shortened(ast.unparse(node))
    except (RecursionError, ValueError):  # a whole number of thousands of digits has no text
        return "…"


def shortened(text: str, limit: int = 40) -> str:
    """Return at most `limit` characters of `text`, half characters (surrogates) as question marks.

    >>> shortened("MaxPool2d", limit=4)
    'Max…'
    """
    cut = text if len(text) <= limit else text[: limit - 1] + "…"
    return cut.encode(errors="replace").decode()
