"""A program that writes a network: layers line by line, or a class with __init__ and forward."""

import ast
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.forward import Flow, Walk, no_chain
from poolviz.networks.programs.layers import LAYERS
from poolviz.networks.programs.modules import Maker
from poolviz.networks.programs.numbers import named, value_of
from poolviz.pooling.code.line import name_of, source_of
from poolviz.texts import N_

# What programs around a network do with it, which says nothing of its layers.
_ASIDE = {"print", "summary", "rand", "randn", "zeros", "ones", "to", "cuda", "cpu", "eval", "train", "model"}
_HOLDS = ("add_module", "append")


def network_of(tree: ast.Module, maker: Maker) -> nn.Sequential:
    """Return the network of the last class that has a forward, else of the lines themselves.

    PoolvizError with the line of what cannot be read.
    """
    own = [node for node in tree.body if isinstance(node, ast.ClassDef) and node.name not in LAYERS]
    own = [node for node in own if _method(node, "forward") is not None]
    if own:
        for node in tree.body:
            _take_number(node, maker)
        return _of_class(own[-1], maker)
    made = [module for node in tree.body for module in _line(node, maker)]
    return _joined([(name, one) for name, one in _latest(made, maker) if one not in maker.inside])


def _of_class(node: ast.ClassDef, maker: Maker) -> nn.Sequential:
    init, forward = _method(node, "__init__"), _method(node, "forward")
    if init is not None:
        _take_defaults(init, maker)
        for statement in init.body:
            _in_init(statement, maker)
    if forward is None or len(forward.args.args) != 2:
        raise no_chain(forward or node)
    walk = Walk(maker, {forward.args.args[1].arg: Flow(0)})
    for statement in forward.body:
        if not walk.done:
            walk.statement(statement)
    if not walk.done:
        raise PoolvizError(N_("line {line}: forward must return what comes out"), line=forward.lineno)
    return _joined(walk.steps)


def _in_init(node: ast.stmt, maker: Maker) -> None:
    """Take what a line of __init__ makes; super().__init__() and how weights are drawn change no layer."""
    if isinstance(node, ast.Expr) and isinstance(node.value, ast.Call):
        func = node.value.func
        word = name_of(func)
        if word == "__init__" or "nn.init" in source_of(func) or word.startswith("_init"):
            return
        if word == "add_module" and named(func.value) == "self":  # type: ignore[attr-defined]
            name, module = node.value.args if len(node.value.args) == 2 else (None, None)
            if name is not None and module is not None:
                maker.names[f"self.{value_of(name, {})}"] = maker.module(module)
                return
    if not (isinstance(node, ast.Pass) or _is_text(node)):
        _line(node, maker)


def _line(node: ast.stmt, maker: Maker) -> list[tuple[str, nn.Module]]:
    """Return the modules that a line makes, each with its name, empty where it has none."""
    if isinstance(node, ast.Import | ast.ImportFrom | ast.ClassDef | ast.Pass) or _is_text(node):
        return []
    if isinstance(node, ast.Expr):
        parts = node.value.elts if isinstance(node.value, ast.Tuple | ast.List) else [node.value]
        return [one for part in parts for one in _expression(part, maker)]
    if isinstance(node, ast.Assign) and len(node.targets) == 1 and named(node.targets[0]):
        return _assigned(named(node.targets[0]), node.value, maker)
    raise PoolvizError(
        N_("line {line}: expected a layer such as nn.Conv2d(1, 10, 5), but got {got}"),
        line=node.lineno,
        got=source_of(node),
    )


def _expression(node: ast.expr, maker: Maker) -> list[tuple[str, nn.Module]]:
    if isinstance(node, ast.Call):
        if isinstance(node.func, ast.Attribute) and node.func.attr in _HOLDS:
            maker.add(node)
            return []
        if name_of(node.func) in _ASIDE:
            return []
    return [("", maker.module(node))]


def _assigned(target: str, value: ast.expr, maker: Maker) -> list[tuple[str, nn.Module]]:
    if isinstance(value, ast.Call):
        aside = name_of(value.func) in _ASIDE or isinstance(maker.names.get(named(value.func)), nn.Module)
        if aside:
            return []
    if isinstance(value, ast.Call) or isinstance(maker.names.get(named(value)), nn.Module):
        module = maker.names[target] = maker.module(value)
        return [(target.removeprefix("self."), module)]
    maker.names[target] = value_of(value, maker.names)
    return []


def _take_number(node: ast.stmt, maker: Maker) -> None:
    """Keep a number that the program names; all else around a class says nothing of its layers."""
    if not (
        isinstance(node, ast.Assign) and len(node.targets) == 1 and isinstance(node.targets[0], ast.Name)
    ):
        return
    try:
        maker.names[node.targets[0].id] = value_of(node.value, maker.names)
    except PoolvizError:
        return


def _take_defaults(init: ast.FunctionDef, maker: Maker) -> None:
    given = init.args.args[len(init.args.args) - len(init.args.defaults) :]
    pairs: list[tuple[ast.arg, ast.expr | None]] = list(zip(given, init.args.defaults, strict=True))
    pairs += zip(init.args.kwonlyargs, init.args.kw_defaults, strict=True)
    for argument, default in pairs:
        if default is not None:
            maker.names[argument.arg] = value_of(default, maker.names)


def _latest(made: list[tuple[str, nn.Module]], maker: Maker) -> list[tuple[str, nn.Module]]:
    """Return the modules without those whose name was given to another later."""
    by_name = {name.removeprefix("self."): one for name, one in maker.names.items()}
    return [(name, one) for name, one in made if not name or by_name.get(name) is one]


def _joined(steps: list[tuple[str, nn.Module]]) -> nn.Sequential:
    """Return the steps as one network, a name that comes again with a number behind it."""
    if len(steps) == 1 and isinstance(steps[0][1], nn.Sequential):
        return steps[0][1]
    model, count = nn.Sequential(), dict[str, int]()
    for place, (said, module) in enumerate(steps):
        name = said or str(place)
        count[name] = count.get(name, 0) + 1
        _put(model, name if count[name] == 1 else f"{name}_{count[name]}", module)
    return model


def _put(model: nn.Sequential, name: str, module: nn.Module) -> None:
    while name in model._modules or hasattr(model, name):  # names that nn.Module has itself
        name += "_"
    model.add_module(name, module)


def _method(node: ast.ClassDef, name: str) -> ast.FunctionDef | None:
    found: list[Any] = [part for part in node.body if isinstance(part, ast.FunctionDef) and part.name == name]
    return found[-1] if found else None


def _is_text(node: ast.stmt) -> bool:
    return isinstance(node, ast.Expr) and isinstance(node.value, ast.Constant)
