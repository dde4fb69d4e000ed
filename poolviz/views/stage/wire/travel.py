"""How values of the stage travel: each dataclass as an object of JSON, by one function."""

from collections.abc import Mapping
from dataclasses import Field, fields, is_dataclass
from functools import cache
from typing import Any

# A part of a stage as it travels.
Data = dict[str, Any]

PLAIN = frozenset((str, int, float, bool))

# Metadata of a field: it stays out of what travels while it has its default.
OPTIONAL = {"optional": True}
# It never travels: what is made of a stage here needs it.
KEPT = {"kept": True}


def named(wire: str) -> dict[str, str]:
    """Return the metadata of a field that travels under a name which is none in Python, such as "from"."""
    return {"wire": wire}


def to_wire(value: Any) -> Any:
    """Return `value`, a Stage or a part of it, as JSON has it; numbers and texts are taken as they are.

    >>> from poolviz.views.stage.wire.link import PlaceLink
    >>> to_wire(PlaceLink("output", "unpooled", [1, 3]))
    {'from': 'output', 'to': 'unpooled', 'places': [1, 3]}
    """
    kind = type(value)
    if kind in PLAIN:
        return value
    if kind is list or kind is tuple:  # of one kind throughout: a long list of numbers is looked at once
        return list(value) if not value or type(value[0]) in PLAIN else [to_wire(one) for one in value]
    if is_dataclass(kind):
        found = ((one, getattr(value, one.name)) for one in travelling(kind))
        return {wire_name(one): to_wire(part) for one, part in found if not _left_out(one, part)}
    return dict(value) if isinstance(value, Mapping) else value


@cache
def travelling(kind: type) -> tuple[Field[Any], ...]:
    """Return the fields of a dataclass that travel, in their order."""
    return tuple(one for one in fields(kind) if not one.metadata.get("kept"))


@cache
def wire_name(one: Field[Any]) -> str:
    """Return the name under which a field travels."""
    return str(one.metadata.get("wire", one.name))


def _left_out(one: Field[Any], value: Any) -> bool:
    if not one.metadata.get("optional"):
        return False
    return not value if one.default == () else value == one.default
