"""The settings of a layer: the names of their widgets and of their place in the link, and their limits."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.layers import arguments, torch_class
from poolviz.texts import N_
from poolviz.ui.link import Field, flag, one_of, whole

LAYER_NAMES = ("MaxPool2d", "AvgPool2d")
START_LAYER = nn.MaxPool2d(2)


@dataclass(frozen=True)
class Number:
    """A whole number that a layer takes for each axis: its keys in the link, its limits, its default."""

    name: str
    key: str
    wide_key: str
    lowest: int
    highest: int
    default: int | None


NUMBERS = (
    Number("kernel_size", "k", "kw", 0, 256, 2),
    Number("stride", "s", "sw", 0, 256, None),
    Number("padding", "p", "pw", -1, 128, 0),
    Number("dilation", "d", "dw", 0, 64, 1),
)
FLAGS = {
    "ceil_mode": ("ceil", False),
    "return_indices": ("indices", False),
    "count_include_pad": ("count_pad", True),
}
DIVISOR = Number("divisor_override", "divisor", "", -999, 999, None)


def layer_fields(names: Sequence[str] = LAYER_NAMES) -> dict[str, Field]:
    """Return the fields of a layer's controls; `names` are the layers a page shows."""
    fields = {"layer": one_of(tuple(names)), "apart": flag()}
    for number in (*NUMBERS, DIVISOR):
        for key in filter(None, (number.key, number.wide_key)):
            fields[key] = whole(number.default, number.lowest, number.highest)
    return fields | {key: flag(default) for key, default in FLAGS.values()}


def put_layer(layer: nn.Module, names: Sequence[str] = LAYER_NAMES) -> None:
    """Set every control to `layer`; to be called before the controls are drawn.

    PoolvizError where the page has no such layer, or a control cannot hold a value.
    """
    st.session_state.update(_values(layer, names))


def holds(layer: nn.Module) -> bool:
    """Tell whether the controls can be set to `layer`."""
    try:
        _values(layer, LAYER_NAMES)
    except PoolvizError:
        return False
    return True


def _values(layer: nn.Module, names: Sequence[str]) -> dict[str, Any]:
    name = torch_class(layer).__name__
    if name not in names:
        raise PoolvizError(N_("this page shows {known}; got {got}"), known=", ".join(names), got=name)
    values = {key: field.default for key, field in layer_fields(names).items()}
    divisor = getattr(layer, DIVISOR.name, None)
    values |= {"layer": name, DIVISOR.key: None if divisor is None else _held(DIVISOR, divisor)}
    values |= {key: _flag(flag, getattr(layer, flag, default)) for flag, (key, default) in FLAGS.items()}
    return values | _numbers(layer)


def _numbers(layer: nn.Module) -> dict[str, Any]:
    given = arguments(layer)
    pairs: dict[Number, tuple[int | None, int | None]] = {}
    for number in NUMBERS:
        if hasattr(layer, number.name):
            by_default = number.name == "stride" and "stride" not in given
            pairs[number] = (None, None) if by_default else _pair(number, getattr(layer, number.name))
    apart = any(height != width for height, width in pairs.values())
    values: dict[str, Any] = {"apart": apart}
    for number, (height, width) in pairs.items():
        values[number.key] = height
        if apart:
            values[number.wide_key] = width
    return values


def _pair(number: Number, value: Any) -> tuple[int, int]:
    if isinstance(value, tuple | list) and len(value) in (1, 2):
        return _held(number, value[0]), _held(number, value[-1])
    return _held(number, value), _held(number, value)


def _held(number: Number, value: Any) -> int:
    if type(value) is not int or not number.lowest <= value <= number.highest:
        raise PoolvizError(
            N_("`{name}` must be a whole number from {lowest} to {highest} here, but got {got}"),
            name=number.name,
            lowest=number.lowest,
            highest=number.highest,
            got=value,
        )
    return value


def _flag(name: str, value: Any) -> bool:
    if type(value) is not bool:
        raise PoolvizError(N_("`{name}` must be True or False here, but got {got}"), name=name, got=value)
    return value
