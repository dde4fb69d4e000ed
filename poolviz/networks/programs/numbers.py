"""Arguments in the code of a network: numbers, names of numbers and simple arithmetic, never run."""

import ast
from collections.abc import Callable, Mapping
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import Infinities, source_of
from poolviz.texts import N_

LARGEST = 10**9
LONGEST_WORD = 40
LARGEST_POWER = 32

_OPERATIONS: dict[type[ast.operator], Callable[[Any, Any], Any]] = {
    ast.Add: lambda a, b: a + b,
    ast.Sub: lambda a, b: a - b,
    ast.Mult: lambda a, b: a * b,
    ast.Div: lambda a, b: a / b,
    ast.FloorDiv: lambda a, b: a // b,
    ast.Mod: lambda a, b: a % b,
}


def value_of(node: ast.expr, names: Mapping[str, Any]) -> Any:
    """Return the number, text or tuple that `node` writes; `names` are those that stand for one.

    Raises PoolvizError with the line where it is anything else, or beyond ±10⁹.

    >>> value_of(ast.parse("(128 * 4 * n, True)", mode="eval").body, {"n": 4})
    (2048, True)
    """
    node = Infinities().visit(node)
    if isinstance(node, ast.Constant) and isinstance(node.value, bool | int | float | str | None):
        return _bounded(node.value, node)
    if isinstance(node, ast.Tuple | ast.List):
        return tuple(value_of(part, names) for part in node.elts)
    if isinstance(node, ast.UnaryOp | ast.BinOp):
        return _bounded(_computed(node, names), node)
    key = named(node)
    if key in names:
        return names[key]
    raise no_number(node)


def named(node: ast.expr) -> str:
    """Return `n` or `self.n` as it is written, empty for all else."""
    if isinstance(node, ast.Name):
        return node.id
    if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id == "self":
        return f"self.{node.attr}"
    return ""


def _computed(node: ast.UnaryOp | ast.BinOp, names: Mapping[str, Any]) -> Any:
    if isinstance(node, ast.UnaryOp):
        value = _number(node.operand, names)
        if isinstance(node.op, ast.USub | ast.UAdd):
            return -value if isinstance(node.op, ast.USub) else value
        raise no_number(node)
    left, right = _number(node.left, names), _number(node.right, names)
    try:
        if isinstance(node.op, ast.Pow) and 0 <= right <= LARGEST_POWER:
            return left**right
        return _OPERATIONS[type(node.op)](left, right)
    except (ArithmeticError, KeyError) as error:
        raise no_number(node) from error


def _number(node: ast.expr, names: Mapping[str, Any]) -> Any:
    value = value_of(node, names)
    if type(value) not in (int, float):
        raise no_number(node)
    return value


def _bounded(value: Any, node: ast.expr) -> Any:
    if isinstance(value, int) and abs(value) > LARGEST:
        raise PoolvizError(
            N_("line {line}: a number must be from −{limit} to {limit}, but got {got}"),
            line=getattr(node, "lineno", 1),
            limit=f"{LARGEST:,}",
            got=source_of(node),
        )
    if isinstance(value, complex) or (isinstance(value, str) and len(value) > LONGEST_WORD):
        raise no_number(node)
    return value


def no_number(node: ast.expr, got: str = "") -> PoolvizError:
    """Return the error that says that `node` writes no number."""
    return PoolvizError(
        N_("line {line}: every argument must be a number, a tuple, True, False or None, but got {got}"),
        line=getattr(node, "lineno", 1),
        got=got or source_of(node),
    )
