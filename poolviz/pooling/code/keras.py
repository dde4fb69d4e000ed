"""Pooling layers of Keras as those of torch.nn."""

import re
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.texts import N_

_NAME = re.compile(r"(Global|Adaptive)?(Max|Average|Avg)Pool(?:ing)?([123])D")
# What the layer is set by, in Keras's order; all else says how tensors are laid out, or is a name.
_SLIDING = ("pool_size", "strides", "padding", "data_format", "name")
_ADAPTIVE = ("output_size", "data_format")
_GLOBAL = ("data_format", "keepdims")
_WORDS = {"pool_size": "kernel_size", "strides": "stride"}
_LAYOUTS = ("data_format", "keepdims", "name", "dtype", "trainable", "input_shape")


def keras_class(name: str) -> type[nn.Module] | None:
    """Return the layer of torch.nn that does what Keras's layer `name` does; None where Keras has no such.

    >>> keras_class("AveragePooling1D").__name__, keras_class("GlobalMaxPool2D").__name__
    ('AvgPool1d', 'AdaptiveMaxPool2d')
    """
    found = _NAME.fullmatch(name)
    if found is None:
        return None
    kind = "Max" if found[2] == "Max" else "Avg"
    return getattr(nn, f"{'Adaptive' if found[1] else ''}{kind}Pool{found[3]}d")


def torch_arguments(name: str, positional: list[Any], named: dict[str, Any]) -> dict[str, Any]:
    """Return what torch's layer takes for the arguments of Keras's layer `name`.

    PoolvizError where torch has no layer for them: padding="same" depends on the size of the input.

    >>> torch_arguments("MaxPooling2D", [3], {"strides": 2})
    {'kernel_size': 3, 'stride': 2}
    """
    if name.startswith("Global"):
        _bound(name, _GLOBAL, positional, named)
        return {"output_size": 1}
    given = _bound(name, _ADAPTIVE if name.startswith("Adaptive") else _SLIDING, positional, named)
    if str(given.pop("padding", "valid")).lower() != "valid":
        raise PoolvizError(
            N_(
                'Keras\'s padding="same" depends on the size of the input, which no layer of torch does: '
                "use F.pad before {got}"
            ),
            got=f"nn.{getattr(keras_class(name), '__name__', name)}",
        )
    text = next((value for value in given.values() if isinstance(value, str)), None)
    if text is not None:
        raise PoolvizError(
            N_("every argument must be a plain number, tuple, True, False or None, but got {got}"),
            got=repr(text),
        )
    if not name.startswith("Adaptive"):
        given.setdefault("pool_size", 2)
    return {_WORDS.get(key, key): value for key, value in given.items()}


def _bound(name: str, order: tuple[str, ...], positional: list[Any], named: dict[str, Any]) -> dict[str, Any]:
    if len(positional) > len(order):
        raise PoolvizError(
            N_("{name} takes at most {most} arguments without a name, but got {got}"),
            name=name,
            most=len(order),
            got=len(positional),
        )
    given = dict(zip(order, positional, strict=False)) | named
    return {key: value for key, value in given.items() if key not in _LAYOUTS}
