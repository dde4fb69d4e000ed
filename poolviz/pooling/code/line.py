"""Pooling layers as lines of Python: read without eval, and written."""

import ast
import re
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.layers import LAYERS, SIGNATURES, arguments, functional_arguments, torch_class
from poolviz.pooling.layouts import layout_of
from poolviz.texts import N_

LONGEST_LINE = 500

FULL_WIDTH = str.maketrans("（），＝：；　", "(),=:; ")
_SPECIAL = ("inf", "nan")
_DTYPES = ("float16", "bfloat16", "float32", "float64")
_CLASSES = {cls.__name__: cls for cls in LAYERS}


def functional_name(cls: type[nn.Module]) -> str:
    """Return the name that torch.nn.functional gives to the layer `cls`.

    >>> functional_name(nn.AdaptiveMaxPool2d)
    'adaptive_max_pool2d'
    """
    return re.sub(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])", "_", cls.__name__).lower()


def parse(line: str) -> nn.Module:
    """Return the layer that a line of Python such as `nn.MaxPool2d(3, 2, padding=1)` makes.

    The line is read as a syntax tree with literal arguments and never run. An assignment, a
    trailing comma and full-width punctuation are forgiven. PoolvizError where the line is not one
    call of a pooling layer, or where torch refuses the arguments.

    >>> parse("self.pool = nn.MaxPool2d(3, 2, padding=1)")
    MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False)
    """
    call = _call(line)
    name = name_of(call.func)
    if name not in _CLASSES:
        raise PoolvizError(
            N_("the line must call a pooling layer such as nn.MaxPool2d, but calls {got}"), got=name
        )
    positional = [_literal(node) for node in call.args]
    named = {_keyword(word): _literal(word.value) for word in call.keywords}
    return _construct(_CLASSES[name], positional, named)


def code(layer: nn.Module, prefix: str = "nn.") -> str:
    """Return the shortest line that makes `layer`; `parse` is its inverse.

    >>> code(nn.MaxPool2d(3, stride=2, padding=1))
    'nn.MaxPool2d(3, stride=2, padding=1)'
    """
    return f"{prefix}{torch_class(layer).__name__}({_written(torch_class(layer), arguments(layer))})"


def functional_code(layer: nn.Module, tensor: str = "x") -> str:
    """Return the call of torch.nn.functional that does what `layer` does to `tensor`.

    >>> functional_code(nn.MaxPool2d(3, ceil_mode=True))
    'F.max_pool2d(x, 3, ceil_mode=True)'
    """
    cls = torch_class(layer)
    read = f"{tensor}, indices" if layout_of(layer).places else tensor
    return f"F.{functional_name(cls)}({read}, {_written(cls, functional_arguments(layer))})"


def _written(cls: type[nn.Module], given: dict[str, Any]) -> str:
    required = {name for name, known in SIGNATURES[cls].items() if known.default is known.empty}
    return ", ".join(
        value_code(value) if name in required else f"{name}={value_code(value)}"
        for name, value in given.items()
    )


def value_code(value: Any) -> str:
    """Return `value` as Python that `parse` reads: numbers, tuples, ±inf, tensors.

    >>> value_code((2, float("-inf")))
    '(2, -float("inf"))'
    """
    if isinstance(value, Tensor):
        kind = "" if value.dtype == torch.get_default_dtype() else f", dtype={value.dtype}"
        return f"torch.tensor({_shortest(value)}{kind})"
    return re.sub(r"\b(inf|nan)\b", r'float("\1")', repr(value))


def _shortest(value: Tensor) -> str:
    """Return the numbers of a tensor as lists, each with as few digits as tell it from its neighbours."""
    if value.dim():
        return f"[{', '.join(_shortest(part) for part in value)}]"
    tries = (float(f"{value.item():.{digits}g}") for digits in range(1, 18))
    return repr(next(number for number in tries if torch.tensor(number, dtype=value.dtype) == value))


def _call(line: str) -> ast.Call:
    text = line.translate(FULL_WIDTH).strip().rstrip(",;").strip()
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
    node = getattr(statements[0], "value", None) if len(statements) == 1 else None
    if not isinstance(node, ast.Call):
        raise PoolvizError(
            N_("the line must be one call such as nn.MaxPool2d(3, 2, padding=1), but got {got}"),
            got=shortened(text),
        )
    return node


def _literal(node: ast.expr) -> Any:
    try:
        if isinstance(node, ast.Call) and name_of(node.func) == "tensor":
            return _tensor(node)
        return ast.literal_eval(Infinities().visit(node))
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError, RuntimeError) as error:
        raise PoolvizError(
            N_("every argument must be a plain number, tuple, True, False or None, but got {got}"),
            got=source_of(node),
        ) from error


def _tensor(node: ast.Call) -> Tensor:
    dtypes = [name_of(word.value) for word in node.keywords if word.arg == "dtype"]
    if len(node.args) != 1 or len(dtypes) != len(node.keywords) or not set(dtypes) <= set(_DTYPES):
        raise ValueError("not a plain tensor")
    return torch.tensor(ast.literal_eval(node.args[0]), dtype=getattr(torch, dtypes[0]) if dtypes else None)


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
        return ast.Constant(float(str(said))) if known else node


def name_of(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else getattr(node, "id", "?")


def source_of(node: ast.AST) -> str:
    try:
        return shortened(ast.unparse(node))
    except RecursionError:
        return "…"


def _keyword(word: ast.keyword) -> str:
    if word.arg is None:
        raise PoolvizError(
            N_("every argument must be a plain number, tuple, True, False or None, but got {got}"), got="**"
        )
    return word.arg


def _construct(cls: Callable[..., nn.Module], positional: list[Any], named: dict[str, Any]) -> nn.Module:
    try:
        return cls(*positional, **named)
    except (TypeError, ValueError, RuntimeError) as error:
        raise PoolvizError(
            N_("torch refuses these arguments: {message}"), torch_message=str(error), message=error
        ) from error


def shortened(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
