"""Expressions of a program as the sandbox runs them: calls and operators ask its own functions."""

import ast
from dataclasses import dataclass, field
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import source_of
from poolviz.texts import N_

RESERVED = "pv_"
OPERATORS: dict[type[Any], str] = {
    ast.Add: "add", ast.Sub: "sub", ast.Mult: "mul", ast.Div: "truediv", ast.FloorDiv: "floordiv",
    ast.Mod: "mod", ast.Pow: "pow", ast.MatMult: "matmul", ast.BitAnd: "and_", ast.BitOr: "or_",
    ast.BitXor: "xor", ast.LShift: "lshift", ast.RShift: "rshift",
    ast.Lt: "lt", ast.LtE: "le", ast.Gt: "gt", ast.GtE: "ge", ast.Eq: "eq", ast.NotEq: "ne",
    ast.USub: "neg", ast.UAdd: "pos", ast.Invert: "invert",
}  # fmt: skip


def cannot(node: ast.AST, what: str = "") -> PoolvizError:
    """Return the error that says what of a program cannot be run, with its line."""
    return PoolvizError(
        N_("line {line}: {got} cannot be run here; write this part of the network without it"),
        line=getattr(node, "lineno", 1),
        got=what or source_of(node),
    )


def name(id: str) -> ast.Name:
    """Return a name that is read."""
    return ast.Name(id, ast.Load())


def called(function: str, *args: ast.expr) -> ast.Call:
    """Return a call of one of the sandbox's own functions."""
    return ast.Call(name(RESERVED + function), list(args), [])


def constant(value: Any) -> ast.Constant:
    """Return a constant."""
    return ast.Constant(value)


@dataclass
class Place:
    """Where the walk is: the `cls` that a method belongs to, and what its first argument is called."""

    cls: str = ""
    own: str = ""


@dataclass(eq=False)
class Expressions(ast.NodeTransformer):
    """Rewrites expressions; `sites` are the nodes that are called or computed, by the number they get.

    `structural` are names whose mention in a branch decides what the network is.
    """

    structural: frozenset[str] = frozenset()
    sites: list[ast.AST] = field(default_factory=list)
    place: Place = field(default_factory=Place)

    def site(self, node: ast.AST) -> ast.Constant:
        """Return the number under which `node` is remembered."""
        self.sites.append(node)
        return constant(len(self.sites) - 1)

    def risky(self, *parts: ast.AST) -> ast.Constant:
        """Return whether not knowing a condition would leave the network unknown."""
        found = bool(self.place.cls) or any(
            (isinstance(node, ast.Name) and node.id in self.structural)
            or isinstance(node, ast.Return | ast.Raise)
            or (isinstance(node, ast.Attribute) and node.attr in ("append", "add_module", "extend", "insert"))
            for part in parts
            for node in ast.walk(part)
        )
        return constant(found)

    def visit_Name(self, node: ast.Name) -> ast.expr:
        require_free(node.id, node)
        return constant("__main__") if node.id == "__name__" else node

    def visit_Attribute(self, node: ast.Attribute) -> ast.expr:
        require_free(node.attr, node)
        above = self._above(node.value)
        if above is not None:
            return called("super", self.site(node), *above, constant(node.attr))
        return called("attr", self.visit(node.value), constant(node.attr))

    def _above(self, node: ast.expr) -> tuple[ast.expr, ast.expr] | None:
        """Return class and object of super() or super(Net, self); None where `node` is neither."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "super"):
            return None
        if not self.place.cls:
            raise cannot(node)
        if len(node.args) == 2:
            return self.visit(node.args[0]), self.visit(node.args[1])
        return name(self.place.cls), name(self.place.own)

    def visit_Call(self, node: ast.Call) -> ast.expr:
        return ast.Call(
            name(RESERVED + "call"),
            [self.site(node), self.visit(node.func), *(self.visit(one) for one in node.args)],
            [ast.keyword(word.arg, self.visit(word.value)) for word in node.keywords],
        )

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
            return ast.BinOp(left, node.op, right)
        return called("op", self.site(node), constant(OPERATORS[type(node.op)]), left, right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        value = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return ast.UnaryOp(ast.Not(), self.truth(node.operand, value))
        if isinstance(value, ast.Constant):
            return ast.UnaryOp(node.op, value)
        return called("op", self.site(node), constant(OPERATORS[type(node.op)]), value)

    def truth(self, node: ast.expr, value: ast.expr, *decides: ast.AST) -> ast.expr:
        """Return the question whether `value`, the rewritten `node`, is true; `decides` hangs on it."""
        return called("true", self.site(node), value, self.risky(*decides))

    def visit_BoolOp(self, node: ast.BoolOp) -> ast.expr:
        values = [self.visit(one) for one in node.values]
        word = "and" if isinstance(node.op, ast.And) else "or"
        result = values[-1]
        for value in reversed(values[:-1]):
            result = called(word, self.site(node), value, ast.Lambda(_no_arguments(), result))
        return result

    def visit_Compare(self, node: ast.Compare) -> ast.expr:
        sides = [self.visit(one) for one in (node.left, *node.comparators)]
        pairs = zip(node.ops, sides, sides[1:], strict=False)
        parts = [self._compared(node, *pair) for pair in pairs]
        result = parts[-1]
        for part in reversed(parts[:-1]):
            result = called("and", self.site(node), part, ast.Lambda(_no_arguments(), result))
        return result

    def _compared(self, node: ast.Compare, op: ast.cmpop, left: ast.expr, right: ast.expr) -> ast.expr:
        if isinstance(op, ast.Is | ast.IsNot):
            return ast.Compare(left, [op], [right])
        if isinstance(op, ast.In | ast.NotIn):
            found = called("in", self.site(node), left, right)
            return found if isinstance(op, ast.In) else ast.UnaryOp(ast.Not(), found)
        return called("op", self.site(node), constant(OPERATORS[type(op)]), left, right)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        test = self.truth(node.test, self.visit(node.test), node.body, node.orelse)
        return ast.IfExp(test, self.visit(node.body), self.visit(node.orelse))

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return called("get", self.site(node), self.visit(node.value), self.visit(node.slice))

    def visit_Slice(self, node: ast.Slice) -> ast.expr:
        ends = (node.lower, node.upper, node.step)
        return called("slice", *(constant(None) if one is None else self.visit(one) for one in ends))

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        return ast.ListComp(self.visit(node.elt), self._loops(node))

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        return ast.ListComp(self.visit(node.elt), self._loops(node))

    def visit_SetComp(self, node: ast.SetComp) -> ast.expr:
        return ast.SetComp(self.visit(node.elt), self._loops(node))

    def visit_DictComp(self, node: ast.DictComp) -> ast.expr:
        return ast.DictComp(self.visit(node.key), self.visit(node.value), self._loops(node))

    def _loops(self, node: Any) -> list[ast.comprehension]:
        return [
            ast.comprehension(
                one.target,
                called("iter", self.site(one.iter), self.visit(one.iter), self.risky(node)),
                [self.truth(test, self.visit(test), node) for test in one.ifs],
                0,
            )
            for one in node.generators
        ]

    def visit_JoinedStr(self, node: ast.JoinedStr) -> ast.expr:
        parts = [one if isinstance(one, ast.Constant) else self.visit(one) for one in node.values]
        return called("text", ast.List(parts, ast.Load()))

    def visit_FormattedValue(self, node: ast.FormattedValue) -> ast.expr:
        spec = constant("") if node.format_spec is None else self.visit(node.format_spec)
        how = chr(node.conversion) if node.conversion > 0 else ""
        return called("format", self.visit(node.value), constant(how), spec)

    def visit_Lambda(self, node: ast.Lambda) -> ast.expr:
        return ast.Lambda(self.arguments(node.args), self.visit(node.body))

    def arguments(self, given: ast.arguments) -> ast.arguments:
        """Return arguments without their annotations."""
        for one in [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]:
            if one is not None:
                require_free(one.arg, one)
                one.annotation = None
        given.defaults = [self.visit(one) for one in given.defaults]
        given.kw_defaults = [None if one is None else self.visit(one) for one in given.kw_defaults]
        return given

    def refused(self, node: ast.AST) -> ast.AST:
        """Refuse what the sandbox does not know."""
        raise cannot(node)

    visit_Await = refused  # noqa: N815
    visit_Yield = visit_YieldFrom = refused  # noqa: N815


def require_free(word: str, node: ast.AST) -> None:
    """Raise PoolvizError where a program uses a name of the sandbox's own."""
    if word.startswith(RESERVED):
        raise cannot(node, word)


def _no_arguments() -> ast.arguments:
    return ast.arguments(posonlyargs=[], args=[], kwonlyargs=[], kw_defaults=[], defaults=[])
