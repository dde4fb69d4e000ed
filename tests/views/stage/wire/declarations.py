"""The types of what a stage is sent as TypeScript declares them."""

import json
from typing import Any

from poolviz.views.stage.wire.travel import travelling, wire_name
from tests.views.stage.wire import kinds

PLAIN = {str: "string", int: "number", float: "number", bool: "boolean", type(None): "null"}
HEAD = "// What a stage is sent, and what it says. Made of dataclasses by tests/views/stage/wire/write.py."


def declarations() -> str:
    named = [_type(name, _bare(kind), said) for name, (kind, said) in kinds.NAMES.items()]
    return "\n\n".join([HEAD, *map(_interface, kinds.classes()), *named]) + "\n"


def _type(name: str, written: str, said: str) -> str:
    return f"/** {said} */\nexport type {name} = {written};"


def _interface(kind: type) -> str:
    lines = [f"  {_key(one)}: {_of(kinds.sent_type(one))};" for one in travelling(kind)]
    return _block(kind.__name__, kinds.said_of(kind), lines)


def _block(name: str, said: str, lines: list[str]) -> str:
    return "\n".join([f"/** {said} */", f"export interface {name} {{", *lines, "}"])


def _key(one: Any) -> str:
    return wire_name(one) + ("?" if kinds.is_optional(one) else "")


def _of(kind: Any) -> str:
    return kinds.name_of(kind) or _bare(kind)


def _bare(kind: Any) -> str:
    if kind in PLAIN:
        return PLAIN[kind]
    if (values := kinds.values(kind)) is not None:
        return " | ".join(json.dumps(value, ensure_ascii=False) for value in values)
    if (inner := kinds.options(kind)) is not None:
        return " | ".join(dict.fromkeys(_of(one) for one in inner))
    if (inner := kinds.parts(kind)) is not None:
        return f"[{', '.join(map(_of, inner))}]"
    if (item := kinds.items(kind)) is not None:
        written = _of(item)
        return f"({written})[]" if " " in written and not written.startswith("[") else f"{written}[]"
    raise TypeError(f"no declaration for {kind!r}")
