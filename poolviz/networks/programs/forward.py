"""A forward that is one chain, read step by step: which layer is applied to what came before."""

import ast
from dataclasses import dataclass, field
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.layers import View, build, functions
from poolviz.networks.programs.modules import Maker
from poolviz.networks.programs.numbers import named, value_of
from poolviz.pooling.code.line import name_of, source_of
from poolviz.texts import N_

BATCH = object()  # the size of the batch, whatever it is
_GLOBAL = {(2, 3), (-2, -1), (-1, -2), (3, 2)}
_PLAIN = ast.Constant | ast.Tuple | ast.List | ast.UnaryOp | ast.BinOp | ast.Name | ast.Attribute
_SAME = {"contiguous", "clone", "float", "to", "cuda", "cpu"}  # x.contiguous() is x
_SIZES = ("size", "shape", "s")  # s: as the tutorials misprint it


@dataclass(frozen=True)
class Flow:
    """The values on their way, after so many steps."""

    steps: int


@dataclass(eq=False)
class Walk:
    """What forward has done so far: the layers in order, and what its names stand for."""

    maker: Maker
    names: dict[str, Any]
    steps: list[tuple[str, nn.Module]] = field(default_factory=list)
    done: bool = False

    def statement(self, node: ast.stmt) -> None:
        """Follow one line of forward; PoolvizError with the line where it is no step of a chain."""
        if isinstance(node, ast.Return) and node.value is not None:
            self._newest(self.value(node.value), node)
            self.done = True
        elif isinstance(node, ast.Assign) and len(node.targets) == 1:
            self._assign(node.targets[0], node.value)
        elif isinstance(node, ast.AnnAssign) and node.value is not None:
            self._assign(node.target, node.value)
        elif not (isinstance(node, ast.Pass) or (isinstance(node, ast.Expr) and _only_said(node.value))):
            raise no_chain(node)

    def value(self, node: ast.expr) -> Any:
        """Return what an expression is: a Flow, BATCH, or a plain value."""
        if isinstance(node, ast.Name) and node.id in self.names:
            return self.names[node.id]
        if self._is_batch(node):
            return BATCH
        if isinstance(node, ast.Call):
            return self._called(node)
        if (
            isinstance(node, ast.Constant | ast.Tuple | ast.List | ast.UnaryOp)
            or named(node) in self.maker.names
        ):
            return self._plain(node)
        if isinstance(node, ast.BinOp) and not self._flows(node):
            return self._plain(node)
        raise no_chain(node)

    def _plain(self, node: ast.expr) -> Any:
        if isinstance(node, ast.Tuple | ast.List):
            return tuple(self.value(part) for part in node.elts)
        numbers = {name: value for name, value in self.names.items() if isinstance(value, int | float)}
        return value_of(node, self.maker.names | numbers)

    def _assign(self, target: ast.expr, value: ast.expr) -> None:
        if isinstance(target, ast.Name):
            self.names[target.id] = self.value(value)
        elif isinstance(target, ast.Tuple) and isinstance(target.elts[0], ast.Name) and self._is_sizes(value):
            self.names[target.elts[0].id] = BATCH
        else:
            raise no_chain(target)

    def _called(self, call: ast.Call) -> Any:
        func = call.func
        if isinstance(func, ast.Call) or isinstance(self.maker.names.get(named(func)), nn.Module):
            name = named(func).removeprefix("self.") or name_of(func.func).lower()  # type: ignore[attr-defined]
            return self._applied(name, self.maker.module(func), call)
        word = name_of(func)
        if isinstance(func, ast.Attribute) and self._flows(func.value):
            if word in _SAME:
                return self.value(func.value)
            return self._function(word, [func.value, *call.args], call)
        return self._function(word, call.args, call)

    def _applied(self, name: str, module: nn.Module, call: ast.Call) -> Flow:
        if len(call.args) != 1 or call.keywords:
            raise no_chain(call)
        self._newest(self.value(call.args[0]), call)
        return self._step(name, module)

    def _function(self, word: str, args: list[ast.expr], call: ast.Call) -> Flow:
        known = word in functions() or word in ("flatten", "view", "reshape", "mean")
        if not known or not args:
            raise no_chain(call)
        self._newest(self.value(args[0]), call)
        given = [self.value(node) for node in args[1:]]
        named_ = {str(word.arg): word.value for word in call.keywords}
        if word in functions():
            return self._step(word, self._as_layer(word, given, named_, call.lineno))
        values = {name: self.value(node) for name, node in named_.items()}
        if word == "flatten":
            return self._step(word, build(nn.Flatten, given or [0], values, call.lineno))
        if word == "mean":
            return self._mean(given, values, call)
        return self._view(word, given, call)

    def _as_layer(self, word: str, given: list[Any], named_: dict[str, ast.expr], line: int) -> nn.Module:
        cls, order = functions()[word]
        pairs = dict(zip(order, given, strict=False))
        if len(given) > len(order):
            pairs |= {"…": given[len(order) :]}
        # Whether it trains is what the whole network is asked, not a number of the layer.
        pairs |= {name: self._plain(node) for name, node in named_.items() if name != "training"}
        return build(cls, [], {name: value for name, value in pairs.items() if name != "training"}, line)

    def _mean(self, given: list[Any], values: dict[str, Any], call: ast.Call) -> Flow:
        words = dict(zip(("dim", "keepdim"), given, strict=False)) | values
        if words.pop("dim", None) not in _GLOBAL or set(words) - {"keepdim"}:
            raise no_chain(call)
        flow = self._step("mean", nn.AdaptiveAvgPool2d(1))
        return flow if words.get("keepdim") else self._step("flatten", nn.Flatten())

    def _view(self, word: str, given: list[Any], call: ast.Call) -> Flow:
        sizes = given[0] if len(given) == 1 and isinstance(given[0], tuple) else tuple(given)
        whole = all(size is BATCH or type(size) is int for size in sizes)
        if not sizes or not whole or BATCH in sizes[1:] or call.keywords:
            raise no_chain(call)
        flat = sizes == (BATCH, -1)
        shape = (None if size is BATCH else size for size in sizes)
        return self._step(word, nn.Flatten() if flat else View(*shape))

    def _step(self, name: str, module: nn.Module) -> Flow:
        self.steps.append((name, module))
        return Flow(len(self.steps))

    def _newest(self, value: Any, node: ast.AST) -> None:
        if not isinstance(value, Flow):
            raise no_chain(node)
        if value.steps != len(self.steps):
            raise PoolvizError(
                N_("line {line}: forward goes back to what came before {layer}; only a chain can be read"),
                line=getattr(node, "lineno", 1),
                layer=self.steps[value.steps][0],
            )

    def _flows(self, node: ast.expr) -> bool:
        """Tell whether the values on their way are anywhere inside `node`."""
        found = (self.names.get(part.id) for part in ast.walk(node) if isinstance(part, ast.Name))
        return any(isinstance(one, Flow) for one in found)

    def _is_sizes(self, node: ast.expr) -> bool:
        inner = node.func if isinstance(node, ast.Call) and not node.args else node
        return isinstance(inner, ast.Attribute) and inner.attr in _SIZES and self._flows(inner.value)

    def _is_batch(self, node: ast.expr) -> bool:
        """Tell whether `node` is x.size(0), x.shape[0] or len(x)."""
        if isinstance(node, ast.Call) and name_of(node.func) == "len":
            return len(node.args) == 1 and self._flows(node.args[0])
        if isinstance(node, ast.Subscript):
            return self._is_sizes(node.value) and _is_zero(node.slice)
        inside = isinstance(node, ast.Call) and len(node.args) == 1 and _is_zero(node.args[0])
        return inside and self._is_sizes(node.func)  # type: ignore[attr-defined]


def no_chain(node: ast.AST) -> PoolvizError:
    """Return the error that says what in forward is no step of a chain."""
    return PoolvizError(
        N_("line {line}: forward must be one chain of layers, without branches and loops, but got {got}"),
        line=getattr(node, "lineno", 1),
        got=source_of(node),
    )


def _is_zero(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and type(node.value) is int and node.value == 0


def _only_said(node: ast.expr) -> bool:
    """Tell whether a line only says something: a docstring, or print."""
    return isinstance(node, ast.Constant) or (isinstance(node, ast.Call) and name_of(node.func) == "print")
