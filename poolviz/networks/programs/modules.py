"""The layers that a program makes and names: built on the meta device, never run."""

import ast
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.layers import LAYERS, build
from poolviz.networks.programs.numbers import named, no_number, value_of
from poolviz.pooling.code.line import name_of, source_of
from poolviz.texts import N_

MOST_LAYERS = 200
DEEPEST = 20


@dataclass(eq=False)
class Maker:
    """What a program has named so far: numbers and modules; `calls` are where layers were built."""

    names: dict[str, Any] = field(default_factory=dict)
    calls: dict[nn.Module, ast.Call] = field(default_factory=dict)
    inside: set[nn.Module] = field(default_factory=set)

    def module(self, node: ast.expr, depth: int = 0) -> nn.Module:
        """Return the module that `node` makes or names; PoolvizError with the line where it does neither."""
        known = self.names.get(named(node))
        if isinstance(known, nn.Module):
            return known
        kind = name_of(node.func) if isinstance(node, ast.Call) else ""
        if depth > DEEPEST:
            raise PoolvizError(
                N_("line {line}: Sequential may be nested at most {limit} deep"),
                line=node.lineno,
                limit=DEEPEST,
            )
        if isinstance(node, ast.Call) and kind == "Sequential":
            return self._sequence(node, depth)
        if isinstance(node, ast.Call) and kind in LAYERS:
            return self._layer(node, LAYERS[kind])
        raise PoolvizError(
            N_("line {line}: expected a layer such as nn.Conv2d(1, 10, 5), but got {got}"),
            line=node.lineno,
            got=source_of(node),
        )

    def add(self, call: ast.Call) -> None:
        """Do what `layers.add_module("name", layer)` or `layers.append(layer)` says."""
        holder = self.names.get(named(call.func.value)) if isinstance(call.func, ast.Attribute) else None
        if not isinstance(holder, nn.Sequential) or len(call.args) not in (1, 2) or call.keywords:
            raise PoolvizError(
                N_("line {line}: only a Sequential that has a name can take {got}"),
                line=call.lineno,
                got=source_of(call),
            )
        module = self.module(call.args[-1])
        if holder in module.modules():
            raise PoolvizError(N_("line {line}: a Sequential cannot hold itself"), line=call.lineno)
        name = value_of(call.args[0], {}) if len(call.args) == 2 else str(len(holder))
        self._put(holder, name, module, call.lineno)

    def _layer(self, call: ast.Call, cls: type[nn.Module]) -> nn.Module:
        positional = [value_of(node, self.names) for node in call.args]
        layer = build(cls, positional, self._keywords(call), call.lineno)
        self.calls[layer] = call
        return layer

    def _keywords(self, call: ast.Call) -> dict[str, Any]:
        if any(word.arg is None for word in call.keywords):
            raise no_number(call, "**")
        return {str(word.arg): value_of(word.value, self.names) for word in call.keywords}

    def _sequence(self, call: ast.Call, depth: int) -> nn.Sequential:
        made = nn.Sequential()
        for name, node in _entries(call):
            self._put(made, name, self.module(node, depth + 1), node.lineno)
        self.calls[made] = call
        return made

    def _put(self, holder: nn.Sequential, name: Any, module: nn.Module, line: int) -> None:
        self.inside.add(module)
        try:
            holder.add_module(name, module)
        except (KeyError, TypeError) as error:
            raise PoolvizError(
                N_("line {line}: no layer can be called {name}"), line=line, name=repr(name)
            ) from error


def _entries(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    """Return the name and the node of each layer inside nn.Sequential(…)."""
    nodes: Sequence[ast.expr] = call.args
    if len(nodes) == 1 and isinstance(nodes[0], ast.Call) and name_of(nodes[0].func) == "OrderedDict":
        yield from _ordered(nodes[0])
        return
    if len(nodes) == 1 and isinstance(nodes[0], ast.Starred):
        nodes = getattr(nodes[0].value, "elts", nodes)
    for number, node in enumerate(nodes):
        yield str(number), node


def _ordered(call: ast.Call) -> Iterator[tuple[str, ast.expr]]:
    given = call.args[0] if len(call.args) == 1 else call
    if isinstance(given, ast.Dict) and None not in given.keys:
        pairs = [(key, value) for key, value in zip(given.keys, given.values, strict=True) if key is not None]
    else:
        pairs = [tuple(getattr(pair, "elts", ())) for pair in getattr(given, "elts", (call,))]
    for pair in pairs:
        if len(pair) != 2:
            raise PoolvizError(
                N_("line {line}: OrderedDict must hold pairs of a name and a layer, but got {got}"),
                line=call.lineno,
                got=source_of(call),
            )
        yield value_of(pair[0], {}), pair[1]
