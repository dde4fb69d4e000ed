"""Statements of a program as the sandbox runs them: what is assigned, imported, decided and repeated."""

import ast
import builtins
from dataclasses import dataclass
from typing import Any

from poolviz.pooling.code.line import source_of
from poolviz.sources.programs.syntax.expressions import (
    OPERATORS,
    Expressions,
    Place,
    called,
    cannot,
    constant,
    name,
    require_free,
)
from poolviz.sources.programs.syntax.names import changed, given, mentions


@dataclass(eq=False)
class Statements(Expressions):
    """Rewrites statements; one may become several."""

    def visit_Assign(self, node: ast.Assign) -> list[ast.stmt]:
        value = self.visit(node.value)
        if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name | ast.Attribute | ast.Subscript):
            return self._put(node.targets[0], value)
        kept = self.temporary()
        parts: list[ast.stmt] = [_assign(kept, value)]
        for target in node.targets:
            parts += self._put(target, name(kept))
        return parts

    def visit_AnnAssign(self, node: ast.AnnAssign) -> list[ast.stmt]:
        return [ast.Pass()] if node.value is None else self._put(node.target, self.visit(node.value))

    def _put(self, target: ast.expr, value: ast.expr) -> list[ast.stmt]:
        """Return what gives `value` to a target."""
        if isinstance(target, ast.Name):
            require_free(target.id, target)
            return [_assign(target.id, value)]
        if isinstance(target, ast.Attribute):
            require_free(target.attr, target)
            parts = (self.visit(target.value), constant(target.attr), value)
            return [ast.Expr(called("set", self.site(target), *parts))]
        if isinstance(target, ast.Subscript):
            parts = (self.visit(target.value), self.visit(target.slice), value)
            return [ast.Expr(called("put", self.site(target), *parts))]
        if isinstance(target, ast.Tuple | ast.List):
            return self._unpack(target, value)
        raise cannot(target)

    def _unpack(self, target: ast.Tuple | ast.List, value: ast.expr) -> list[ast.stmt]:
        names, after = [], list[ast.stmt]()
        for one in target.elts:
            inner = one.value if isinstance(one, ast.Starred) else one
            if isinstance(inner, ast.Name):
                require_free(inner.id, inner)
                names.append(one)
                continue
            kept = self.temporary()
            stored = ast.Name(kept, ast.Store())
            names.append(ast.Starred(stored, ast.Store()) if isinstance(one, ast.Starred) else stored)
            after += self._put(inner, name(kept))
        values = called("unpack", self.site(target), value, constant(len(names)))
        return [ast.Assign([ast.Tuple(names, ast.Store())], values), *after]

    def visit_AugAssign(self, node: ast.AugAssign) -> list[ast.stmt]:
        word, more = constant(OPERATORS[type(node.op)]), self.visit(node.value)
        if isinstance(node.target, ast.Name):
            require_free(node.target.id, node)
            value = called("iop", self.site(node), word, name(node.target.id), more)
            return [_assign(node.target.id, value)]
        kept = self.temporary()
        first: list[ast.stmt] = [_assign(kept, self.visit(node.target.value))]
        if isinstance(node.target, ast.Attribute):
            key: ast.expr = constant(node.target.attr)
            old, put = called("attr", name(kept), key), "set"
        else:
            key = self.visit(node.target.slice)
            old, put = called("get", self.site(node), name(kept), key), "put"
        value = called("iop", self.site(node), word, old, more)
        return [*first, ast.Expr(called(put, self.site(node), name(kept), key, value))]

    def visit_Delete(self, node: ast.Delete) -> list[ast.stmt]:
        parts: list[ast.stmt] = [ast.Pass()]
        for target in node.targets:
            if isinstance(target, ast.Attribute):
                gone = (self.visit(target.value), constant(target.attr), constant(None))
                parts.append(ast.Expr(called("set", self.site(target), *gone)))
            elif not isinstance(target, ast.Name):
                parts.append(
                    ast.Expr(called("drop", self.visit(target.value), self.visit(target.slice)))  # type: ignore[attr-defined]
                )
        return parts

    def visit_Import(self, node: ast.Import) -> list[ast.stmt]:
        made: list[ast.stmt] = []
        for one in node.names:
            if one.name == "math":
                made.append(ast.Import([one]))
                continue
            whole = one.name if one.asname else one.name.partition(".")[0]
            made += self._put(ast.Name(one.asname or whole, ast.Store()), called("space", constant(whole)))
        return made

    def visit_ImportFrom(self, node: ast.ImportFrom) -> list[ast.stmt]:
        if node.module == "math":
            return [node]
        made: list[ast.stmt] = [ast.Pass()]
        for one in node.names:
            if one.name != "*" and node.module != "__future__":
                value = called("from", constant("." * node.level + (node.module or "")), constant(one.name))
                made += self._put(ast.Name(one.asname or one.name, ast.Store()), value)
        return made

    def visit_If(self, node: ast.If) -> list[ast.stmt]:
        kept = self.temporary()
        unsure = self._unsure(kept, *node.body, *node.orelse)
        test = self.truth(node.test, name(kept), *node.body, *node.orelse)
        made = ast.If(test, self.body(node.body), self.body(node.orelse))
        return [_assign(kept, self.visit(node.test)), made, *unsure]

    def visit_While(self, node: ast.While) -> list[ast.stmt]:
        kept = self.temporary()
        unsure = self._unsure(kept, *node.body)
        test = self.truth(node.test, self.visit(node.test), *node.body)
        made = ast.While(test, self.body(node.body), self.body(node.orelse))
        return [made, _assign(kept, called("guess")), *unsure]

    def _unsure(self, kept: str, *skipped: ast.stmt) -> list[ast.stmt]:
        """Return lines by which nothing is known of what `skipped` would change, if nothing is of `kept`."""
        mutated = changed(skipped)
        made = list[ast.stmt]()
        for word in [] if self.within() else sorted(given(skipped) | mutated):
            value = called("unsure", name(kept), name(word), constant(word in mutated))
            nothing = ast.ExceptHandler(name("NameError"), None, [_assign(word, name(kept))])
            made.append(ast.Try([_assign(word, value)], [nothing], [], []))
        return [ast.If(called("unclear", name(kept)), made, [])] if made else []

    def visit_For(self, node: ast.For) -> list[ast.stmt]:
        through = self.temporary()
        unsure = self._unsure(through, ast.Assign([node.target], constant(None)), *node.body)
        values = called("iter", self.site(node.iter), name(through), self.risky(*node.body))
        target, before = node.target, list[ast.stmt]()
        if not all(isinstance(one, ast.Name | ast.Tuple | ast.List | ast.Starred | ast.expr_context)
                   for one in ast.walk(target)):  # fmt: skip
            kept = self.temporary()
            target, before = ast.Name(kept, ast.Store()), self._put(target, name(kept))
        made = ast.For(target, values, [*before, *self.body(node.body)], self.body(node.orelse))
        return [_assign(through, self.visit(node.iter)), made, *unsure]

    def visit_With(self, node: ast.With) -> list[ast.stmt]:
        """What surrounds lines, such as torch.no_grad(), changes no layer: only the lines remain."""
        parts: list[ast.stmt] = []
        for one in node.items:
            value = self.visit(one.context_expr)
            kept = ast.Expr(value) if one.optional_vars is None else None
            parts += [kept] if kept else self._put(one.optional_vars, value)  # type: ignore[arg-type]
        return parts + self.body(node.body)

    def visit_Assert(self, node: ast.Assert) -> ast.stmt:
        said = constant(ast.unparse(node.test)[:80]) if node.msg is None else self.visit(node.msg)
        failed = ast.Raise(ast.Call(name("AssertionError"), [called("text_of", said)], []), None)
        test = called("held", self.site(node.test), self.visit(node.test))
        return ast.If(ast.UnaryOp(ast.Not(), test), [failed], [])

    def visit_Try(self, node: ast.Try) -> ast.stmt:
        handlers = [
            ast.ExceptHandler(_caught(one.type), one.name, self.body(one.body)) for one in node.handlers
        ]
        return ast.Try(self.body(node.body), handlers, self.body(node.orelse), self.body(node.finalbody))

    def visit_Raise(self, node: ast.Raise) -> ast.stmt:
        return ast.Raise(None if node.exc is None else self.visit(node.exc), None)

    def visit_FunctionDef(self, node: ast.FunctionDef) -> ast.stmt:
        require_free(node.name, node)
        for one in node.decorator_list:
            if mentions(one, self.own):
                raise cannot(one, f"@{source_of(one)}")
        words = tuple(one.arg for one in [*node.args.args, *node.args.kwonlyargs][1:])
        inside, self.place = self.place, Place(self.place.cls, self.place.own or _first(node), words)
        made = ast.FunctionDef(node.name, self.arguments(node.args), self.body(node.body), [])
        self.place = inside
        return ast.copy_location(made, node)

    def body(self, lines: list[ast.stmt]) -> list[ast.stmt]:
        """Return lines rewritten, each with the place of the line that it was."""
        made: list[ast.stmt] = []
        for line in lines:
            new: Any = self.visit(line)
            for one in new if isinstance(new, list) else [new]:
                one.lineno, one.col_offset = line.lineno, line.col_offset
                made.append(one)
        return made

    visit_AsyncFunctionDef = visit_AsyncFor = visit_AsyncWith = Expressions.refused  # noqa: N815
    visit_Match = visit_TryStar = Expressions.refused  # noqa: N815


def _assign(target: str, value: ast.expr) -> ast.stmt:
    return ast.Assign([ast.Name(target, ast.Store())], value)


def _first(node: ast.FunctionDef) -> str:
    return node.args.args[0].arg if node.args.args else ""


def _caught(node: ast.expr | None) -> ast.expr:
    """Return what a handler catches: errors of Python's own, all where it names others."""
    parts = node.elts if isinstance(node, ast.Tuple) else [node]
    known = all(isinstance(one, ast.Name) and hasattr(builtins, one.id) for one in parts)
    return node if known and node is not None else name("Exception")
