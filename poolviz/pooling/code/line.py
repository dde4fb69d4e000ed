"""Pooling layers as lines of Python: read without eval, and written."""

import ast
import re
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling.code.call import LONGEST_LINE, call_in
from poolviz.pooling.code.functional import TENSORS, functional_name, functional_order
from poolviz.pooling.code.keras import keras_class, torch_arguments
from poolviz.pooling.code.literal import Infinities, literal, word
from poolviz.pooling.code.source import FULL_WIDTH, name_of, shortened, source_of
from poolviz.pooling.layers import LAYERS, SIGNATURES, arguments, functional_arguments, torch_class
from poolviz.pooling.layouts import LAYOUTS, RANDOM_SAMPLES, layout_of
from poolviz.texts import N_

__all__ = [
    "FULL_WIDTH",
    "LONGEST_LINE",
    "Infinities",
    "code",
    "functional_code",
    "functional_name",
    "name_of",
    "parse",
    "shortened",
    "source_of",
    "value_code",
]

_CLASSES = {cls.__name__: cls for cls in LAYERS}
_FUNCTIONS = {functional_name(cls): cls for cls in LAYERS}


def parse(line: str) -> nn.Module:
    """Return the layer that a line of Python such as `nn.MaxPool2d(3, 2, padding=1)` makes.

    The line is read as a syntax tree with literal arguments and never run. It may be an assignment, a line
    of a printed model, a call of torch.nn.functional, or a pooling layer of Keras, which becomes torch's.
    A trailing comma and full-width punctuation are forgiven. PoolvizError where the line is not one call of
    a pooling layer, or where torch refuses the arguments.

    >>> parse("self.pool = nn.MaxPool2d(3, 2, padding=1)")
    MaxPool2d(kernel_size=3, stride=2, padding=1, dilation=1, ceil_mode=False)
    >>> code(parse("x = F.avg_pool2d(x, 3 - 1)")), code(parse("tf.keras.layers.MaxPooling2D(2)"))
    ('nn.AvgPool2d(2)', 'nn.MaxPool2d(2)')
    """
    call = call_in(line)
    name = name_of(call.func)
    if name in _CLASSES:
        return _construct(_CLASSES[name], [literal(node) for node in call.args], _named(call))
    if name in _FUNCTIONS:
        return _of_function(_FUNCTIONS[name], call)
    twin = keras_class(name)
    if twin is not None:
        said = {_keyword(one): word(one.value) for one in call.keywords}
        return _construct(twin, [], torch_arguments(name, [word(node) for node in call.args], said))
    raise PoolvizError(
        N_("the line must call a pooling layer such as nn.MaxPool2d, but calls {got}"), got=shortened(name)
    )


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
    try:
        return re.sub(r"\b(inf|nan)\b", r'float("\1")', repr(value))
    except ValueError:  # Python writes no whole number of more than some thousand digits, other than so
        return hex(value) if isinstance(value, int) else "…"


def _shortest(value: Tensor) -> str:
    """Return the numbers of a tensor as lists, each with as few digits as tell it from its neighbours."""
    if value.dim():
        return f"[{', '.join(_shortest(part) for part in value)}]"
    if not value.is_floating_point():
        return repr(value.item())
    tries = (float(f"{value.item():.{digits}g}") for digits in range(1, 18))
    exact = (number for number in tries if torch.tensor(number, dtype=value.dtype) == value)
    return next(map(repr, exact), 'float("nan")')


def _of_function(cls: type[nn.Module], call: ast.Call) -> nn.Module:
    """Return the layer that does what a call of torch.nn.functional does to the tensors it is given."""
    tensors = TENSORS if LAYOUTS[LAYERS[cls][0].layout].places else TENSORS[:1]
    named = {one.arg for one in call.keywords}
    rest = call.args[len([name for name in tensors if name not in named]) :]
    order = functional_order(cls)
    if len(rest) > len(order):
        raise PoolvizError(
            N_("{name} takes at most {most} arguments without a name, but got {got}"),
            name=f"F.{functional_name(cls)}",
            most=len(order) + len(tensors),
            got=len(call.args),
        )
    given = {name: literal(node, name == RANDOM_SAMPLES) for name, node in zip(order, rest, strict=False)}
    return _construct(cls, [], given | _named(call, tensors))


def _named(call: ast.Call, left_out: tuple[str, ...] = ()) -> dict[str, Any]:
    return {
        _keyword(one): literal(one.value, one.arg == RANDOM_SAMPLES)
        for one in call.keywords
        if one.arg not in left_out
    }


def _keyword(word: ast.keyword) -> str:
    if word.arg is None:
        raise PoolvizError(
            N_("every argument must be a plain number, tuple, True, False or None, but got {got}"), got="**"
        )
    return word.arg


def _construct(cls: Callable[..., nn.Module], positional: list[Any], named: dict[str, Any]) -> nn.Module:
    try:
        return cls(*positional, **named)
    except REFUSALS as error:
        raise PoolvizError(
            N_("torch refuses these arguments: {message}"), torch_message=str(error), message=error
        ) from error
