"""The types of what travels, read from their dataclasses: the source of the JSON Schema and of stage.d.ts."""

import types
from collections.abc import Sequence
from dataclasses import is_dataclass
from typing import Any, Literal, Union, get_args, get_origin

from poolviz.views.stage.wire.bar import Setting
from poolviz.views.stage.wire.grid import Mark
from poolviz.views.stage.wire.link import Link, Taps
from poolviz.views.stage.wire.page import LiveStage
from poolviz.views.stage.wire.rule import Rule, Table
from poolviz.views.stage.wire.snapshot import Taken
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.stage.wire.travel import travelling

ROOTS = (Stage, LiveStage, Taken)

# What has a name of its own, and which words are said to explain it.
NAMES: dict[str, tuple[Any, str]] = {
    "Taps": (Taps, "A window on one axis: its first tap, the step from tap to tap, how many taps."),
    "Table": (Table, "Written numbers, nested once an axis."),
    "Mark": (Mark, "A mark of a cell."),
    "Rule": (Rule, "How each output follows from its window."),
    "Setting": (Setting, "A key of the address, and its text."),
    "Link": (Link, "How the cells of one space lie in another."),
}


def name_of(kind: Any) -> str | None:
    """The name of a type that has one."""
    if kind == "Table":
        return "Table"
    if is_dataclass(kind) and isinstance(kind, type):
        return kind.__name__
    return next((name for name, (named, _said) in NAMES.items() if named == kind), None)


def options(kind: Any) -> tuple[Any, ...] | None:
    """The types of a union; None of another type."""
    return get_args(kind) if get_origin(kind) in (Union, types.UnionType) else None


def values(kind: Any) -> tuple[Any, ...] | None:
    """The values of a Literal; None of another type."""
    return get_args(kind) if get_origin(kind) is Literal else None


def items(kind: Any) -> Any:
    """What a list of any length holds; None of another type."""
    return get_args(kind)[0] if get_origin(kind) is Sequence else None


def parts(kind: Any) -> tuple[Any, ...] | None:
    """What a list of a fixed length holds; None of another type."""
    return get_args(kind) if get_origin(kind) is tuple else None


def classes() -> list[type]:
    """What is sent and what comes back, and every class that they are made of, in the order they are met."""
    found: list[type] = []

    def visit(kind: Any) -> None:
        if is_dataclass(kind) and isinstance(kind, type):
            if kind not in found:
                found.append(kind)
                for one in travelling(kind):
                    visit(one.type)
        elif not isinstance(kind, str) and values(kind) is None:
            for inner in get_args(kind):
                visit(inner)

    for root in ROOTS:
        visit(root)
    return found


def is_optional(one: Any) -> bool:
    return bool(one.metadata.get("optional"))


def sent_type(one: Any) -> Any:
    """The type of a field where it is sent: an optional one is left out and never None."""
    inner = options(one.type)
    if inner is None or not is_optional(one):
        return one.type
    left = tuple(kind for kind in inner if kind is not type(None))
    return left[0] if len(left) == 1 else Union[left]  # noqa: UP007


def said_of(kind: type) -> str:
    return " ".join((kind.__doc__ or "").split())
