"""Between two processes: messages with types as JSON, and back to their types."""

import types
from collections.abc import Callable, Mapping
from dataclasses import asdict, dataclass, fields, is_dataclass
from typing import Any, Union, get_args, get_origin, get_type_hints


@dataclass(frozen=True)
class Signature:
    """The type of the `request` that a piece of work takes, and the types it `tells`, by their names."""

    request: Any
    tells: Mapping[str, Any]


def signature(function: Callable[..., Any]) -> Signature:
    """Return the types that `function(request: R) -> Iterator[A | B]` says.

    >>> from collections.abc import Iterator
    >>> def work(request: Signature) -> Iterator[Signature]: ...
    >>> signature(work).request.__name__, list(signature(work).tells)
    ('Signature', ['Signature'])
    """
    hints = get_type_hints(function)
    (told,) = get_args(hints.pop("return"))
    (request,) = hints.values()
    return Signature(request, {one.__name__: one for one in _members(told)})


def packed(message: Any) -> dict[str, Any]:
    """Return a message, an instance of a dataclass, as JSON can carry it, with the name of its type."""
    return {"type": type(message).__name__, "value": asdict(message)}


def unpacked(tells: Mapping[str, Any], carried: Mapping[str, Any]) -> Any:
    """Return the message that `packed` gave, one of the types in `tells`."""
    return typed(tells[carried["type"]], carried["value"])


def typed(hint: Any, value: Any) -> Any:
    """Return what JSON carried as what `hint` says: a dataclass, a tuple, or what it is already.

    >>> typed(tuple[int, ...], [1, 2])
    (1, 2)
    """
    if is_dataclass(hint) and isinstance(hint, type):
        hints = get_type_hints(hint)
        return hint(**{one.name: typed(hints[one.name], value[one.name]) for one in fields(hint)})
    if get_origin(hint) is tuple:
        return tuple(typed(get_args(hint)[0], one) for one in value)
    return value


def _members(hint: Any) -> tuple[Any, ...]:
    return get_args(hint) if get_origin(hint) in (Union, types.UnionType) else (hint,)
