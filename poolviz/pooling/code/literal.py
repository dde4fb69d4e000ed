"""The value of an argument, read from its syntax tree and never run."""

import ast
import operator
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling.code.source import name_of, source_of
from poolviz.texts import N_

_SPECIAL = ("inf", "nan")
_DTYPES = ("float16", "bfloat16", "float32", "float64")
_OPERATORS: dict[type, Callable[[Any, Any], Any]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Mod: operator.mod,
    ast.Pow: operator.pow,
}
_BEYOND = 2**63
_MOST_POWER = 64


class _UnreadableError(Exception):
    """What stands there is no number, and nothing made of numbers."""


def literal(node: ast.expr, samples: bool = False) -> Any:
    """Return the number, True, False, None, tuple or list that `node` says, arithmetic worked out.

    With `samples` it may be a torch.tensor of numbers. PoolvizError where it is anything else, or where
    a whole number does not fit in 64 bits.

    >>> literal(ast.parse("(3 // 2, -inf)", mode="eval").body)
    (1, -inf)
    """
    given = source_of(node)  # Infinities writes into the tree
    try:
        plain = Infinities().visit(node)
        if samples and isinstance(plain, ast.Call) and name_of(plain.func) == "tensor":
            return _tensor(plain)
        return _value(plain)
    except (_UnreadableError, *REFUSALS, RecursionError, MemoryError) as error:
        raise PoolvizError(
            N_("every argument must be a plain number, tuple, True, False or None, but got {got}"),
            got=given,
        ) from error


def word(node: ast.expr) -> Any:
    """Return the text that `node` says, or else what `literal` makes of it."""
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    return literal(node)


def _value(node: ast.expr) -> Any:
    if isinstance(node, ast.Tuple | ast.List):
        return (tuple if isinstance(node, ast.Tuple) else list)(map(_value, node.elts))
    if isinstance(node, ast.Constant) and (node.value is None or isinstance(node.value, bool)):
        return node.value
    return _number(node)


def _number(node: ast.expr) -> int | float:
    found: Any
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        found = _number(node.operand)
        return -found if isinstance(node.op, ast.USub) else found
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        left, right = _number(node.left), _number(node.right)
        if isinstance(node.op, ast.Pow) and abs(right) > _MOST_POWER:
            raise _UnreadableError
        found = _OPERATORS[type(node.op)](left, right)
    else:
        found = node.value if isinstance(node, ast.Constant) else None
    if type(found) not in (int, float) or (isinstance(found, int) and abs(found) >= _BEYOND):
        raise _UnreadableError
    return found


def _tensor(node: ast.Call) -> Tensor:
    dtypes = [name_of(word.value) for word in node.keywords if word.arg == "dtype"]
    if len(node.args) != 1 or len(dtypes) != len(node.keywords) or not set(dtypes) <= set(_DTYPES):
        raise _UnreadableError
    dtype = getattr(torch, dtypes[0]) if dtypes else torch.get_default_dtype()
    return torch.tensor(_value(node.args[0]), dtype=dtype)


class Infinities(ast.NodeTransformer):
    """Puts the number for `inf`, `math.inf`, `torch.inf`, `float("inf")`, and the same for nan."""

    def visit_Name(self, node: ast.Name) -> ast.expr:
        return ast.Constant(float(node.id)) if node.id in _SPECIAL else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        return ast.Constant(float(node.attr)) if node.attr in _SPECIAL else node

    def visit_Call(self, node: ast.Call) -> ast.expr:
        given = node.args[0] if name_of(node.func) == "float" and len(node.args) == 1 else None
        said = given.value if isinstance(given, ast.Constant) else None
        known = isinstance(said, str) and said.lstrip("-+") in (*_SPECIAL, "infinity")
        if known:
            return ast.Constant(float(str(said)))
        return ast.Call(node.func, [self.visit(one) for one in node.args], node.keywords)
