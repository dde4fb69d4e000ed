"""The JSON Schema of what a stage is sent."""

from typing import Any

from poolviz.views.stage.wire.travel import travelling, wire_name
from tests.views.stage.wire import kinds

PLAIN = {str: "string", int: "integer", float: "number", bool: "boolean", type(None): "null"}


def schema() -> dict[str, Any]:
    named = {name: _described(_bare(kind), said) for name, (kind, said) in kinds.NAMES.items()}
    objects = {kind.__name__: _described(_object(kind), kinds.said_of(kind)) for kind in kinds.classes()}
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$ref": "#/$defs/LiveStage",
        "$defs": objects | named,
    }


def _described(made: dict[str, Any], said: str) -> dict[str, Any]:
    return {"description": said} | made


def _object(kind: type) -> dict[str, Any]:
    found = travelling(kind)
    return {
        "type": "object",
        "properties": {wire_name(one): _of(kinds.sent_type(one)) for one in found},
        "required": [wire_name(one) for one in found if not kinds.is_optional(one)],
        "additionalProperties": False,
    }


def _of(kind: Any) -> dict[str, Any]:
    name = kinds.name_of(kind)
    return _bare(kind) if name is None else {"$ref": f"#/$defs/{name}"}


def _bare(kind: Any) -> dict[str, Any]:
    if kind in PLAIN:
        return {"type": PLAIN[kind]}
    if (values := kinds.values(kind)) is not None:
        return {"enum": list(values)}
    if (inner := kinds.options(kind)) is not None:
        return {"anyOf": [_of(one) for one in inner]}
    if (inner := kinds.parts(kind)) is not None:
        return {
            "type": "array",
            "prefixItems": [_of(one) for one in inner],
            "minItems": len(inner),
            "items": False,
        }
    if (item := kinds.items(kind)) is not None:
        return {"type": "array", "items": _of(item)}
    raise TypeError(f"no schema for {kind!r}")
