"""Pooling layers as lines of Python: read without eval, and written."""

import ast
import re
from collections.abc import Callable
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.layers import LAYERS, arguments, torch_class
from poolviz.texts import N_

LONGEST_LINE = 500

_FULL_WIDTH = str.maketrans("（），＝：；　", "(),=:; ")
_CLASSES = {cls.__name__: cls for cls in LAYERS}


def functional_name(cls: type[nn.Module]) -> str:
    """Return the name that torch.nn.functional gives to the layer `cls`.

    >>> functional_name(nn.AdaptiveMaxPool2d)
    'adaptive_max_pool2d'
    """
    return re.sub(r"(?<!^)(?=[A-Z])", "_", cls.__name__).lower()


def parse(line: str) -> nn.Module:
    """Return the layer that a line of Python such as `nn.MaxPool2d(3, 2, padding=1)` makes.

    The line is read as a syntax tree with literal arguments and never run. An assignment, a
    trailing comma and full-width punctuation are forgiven. PoolvizError where the line is not one
    call of a pooling layer, or where torch refuses the arguments.

    >>> parse("self.pool = nn.MaxPool2d(3, 2, padding=1)")
    MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False)
    """
    call = _call(line)
    name = call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "?")
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
    return f"{prefix}{torch_class(layer).__name__}({_written(arguments(layer))})"


def functional_code(layer: nn.Module, tensor: str = "x") -> str:
    """Return the call of torch.nn.functional that does what `layer` does to `tensor`.

    >>> functional_code(nn.MaxPool2d(3, ceil_mode=True))
    'F.max_pool2d(x, 3, ceil_mode=True)'
    """
    return f"F.{functional_name(torch_class(layer))}({tensor}, {_written(arguments(layer))})"


def _written(given: dict[str, Any]) -> str:
    first, *others = given.items()
    return ", ".join([repr(first[1]), *(f"{name}={value!r}" for name, value in others)])


def _call(line: str) -> ast.Call:
    text = line.translate(_FULL_WIDTH).strip().rstrip(",;").strip()
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
            N_("the line must be Python, but Python cannot read {got}"), got=_short(text)
        ) from error
    node = getattr(statements[0], "value", None) if len(statements) == 1 else None
    if not isinstance(node, ast.Call):
        raise PoolvizError(
            N_("the line must be one call such as nn.MaxPool2d(3, 2, padding=1), but got {got}"),
            got=_short(text),
        )
    return node


def _literal(node: ast.expr) -> Any:
    try:
        return ast.literal_eval(node)
    except (ValueError, TypeError, SyntaxError, RecursionError, MemoryError) as error:
        raise PoolvizError(
            N_("every argument must be a plain number, tuple, True, False or None, but got {got}"),
            got=_source(node),
        ) from error


def _source(node: ast.expr) -> str:
    try:
        return _short(ast.unparse(node))
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


def _short(text: str, limit: int = 40) -> str:
    return text if len(text) <= limit else text[: limit - 1] + "…"
