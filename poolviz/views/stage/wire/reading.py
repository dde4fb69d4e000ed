"""A value of the wire from what a browser sent: typed and bounded, like all that comes from outside."""

import math
from collections.abc import Sequence
from dataclasses import is_dataclass
from types import NoneType, UnionType
from typing import Any, Literal, TypeVar, Union, get_args, get_origin

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.stage.wire.travel import travelling, wire_name

MOST_ITEMS = 4096
LONGEST = 10_000  # signs of a text
LARGEST = 10**7
SHOWN = 40  # signs of what came, in an error

Read = TypeVar("Read")


def from_wire(kind: type[Read], data: object, name: str) -> Read:
    """Return `data`, as JSON gives it, as a value of the dataclass `kind`.

    PoolvizError names the part, below `name`, that is of another type or too large.

    >>> from poolviz.views.stage.wire.snapshot import Sign
    >>> from_wire(Sign, {"look": "window", "key": "legend_window"}, "sign")
    Sign(look='window', key='legend_window')
    """
    return _read(kind, data, name)


def unlike(name: str, got: object) -> PoolvizError:
    """Return the error that says which part of an event is not as a stage sends it."""
    return PoolvizError(
        N_("`{name}` must be as the stage sends it, but got {got}"), name=name, got=repr(got)[:SHOWN]
    )


def _read(kind: Any, data: Any, name: str) -> Any:
    if is_dataclass(kind) and isinstance(kind, type):
        return _object(kind, data, name)
    origin, inner = get_origin(kind), get_args(kind)
    if origin in (Union, UnionType):
        (left,) = (one for one in inner if one is not NoneType)
        return None if data is None else _read(left, data, name)
    if origin is Sequence:
        _check(isinstance(data, list) and len(data) <= MOST_ITEMS, data, name)
        return tuple(_read(inner[0], one, f"{name}.{number}") for number, one in enumerate(data))
    if origin is tuple:
        _check(isinstance(data, list) and len(data) == len(inner), data, name)
        return tuple(_read(one, part, name) for one, part in zip(inner, data, strict=True))
    _check(_fits(kind, data), data, name)
    return data


def _object(kind: type, data: Any, name: str) -> Any:
    found = travelling(kind)
    _check(isinstance(data, dict) and set(data) == {wire_name(one) for one in found}, data, name)
    parts = {one.name: _read(one.type, data[wire_name(one)], f"{name}.{wire_name(one)}") for one in found}
    return kind(**parts)


def _fits(kind: Any, data: Any) -> bool:
    """Tell whether `data` is a text or a number of the kind, or one of the values of a Literal."""
    if get_origin(kind) is Literal:
        return isinstance(data, str) and data in get_args(kind)
    if kind is str:
        return isinstance(data, str) and len(data) <= LONGEST
    numbers = (int,) if kind is int else (int, float)
    return type(data) in numbers and math.isfinite(data) and abs(data) <= LARGEST


def _check(fitting: bool, data: Any, name: str) -> None:
    if not fitting:
        raise unlike(name, data)
