"""Expressions of a program as the sandbox runs them: calls and operators ask its own functions."""

import ast
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import source_of
from poolviz.sources.programs.syntax.names import mentions
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
    """Where the walk is: the `cls` and the arguments of the method, whose first is called `own`."""

    cls: str = ""
    own: str = ""
    words: tuple[str, ...] = ()


@dataclass(eq=False)
class Expressions(ast.NodeTransformer):
    """Rewrites expressions; `sites` are the nodes that are called or computed, by the number they get.

    `structural` are names whose mention in a branch decides what the network is, `own` the functions and
    classes of the program.
    """

    structural: frozenset[str] = frozenset()
    own: frozenset[str] = frozenset()
    sites: list[ast.AST] = field(default_factory=list)
    place: Place = field(default_factory=Place)
    temporaries: int = 0

    def temporary(self) -> str:
        """Return a name that no program can have."""
        self.temporaries += 1
        return f"pv_t{self.temporaries}"

    def within(self) -> bool:
        """Tell whether the walk is in a class of the network's, where everything must be known."""
        return self.place.cls in self.structural

    def site(self, node: ast.AST) -> ast.Constant:
        """Return the number under which `node` is remembered."""
        self.sites.append(node)
        return constant(len(self.sites) - 1)

    def risky(self, *parts: ast.AST) -> ast.Constant:
        """Return whether not knowing a condition would leave the network unknown."""
        found = self.within() or any(
            mentions(part, self.structural)
            or any(isinstance(node, ast.Return) and node.value is not None for node in ast.walk(part))
            for part in parts
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
        if isinstance(node.func, ast.Attribute) and node.func.attr == "save_hyperparameters":
            return self._saved(node)
        return ast.Call(
            name(RESERVED + "call"),
            [self.site(node), self.visit(node.func), *(self.visit(one) for one in node.args)],
            [ast.keyword(word.arg, self.visit(word.value)) for word in node.keywords],
        )

    def _saved(self, node: ast.Call) -> ast.expr:
        """Return what keeps the arguments of a method, as Lightning's save_hyperparameters() does."""
        said = [one.value for one in node.args if isinstance(one, ast.Constant)]
        kept = [one for one in self.place.words if not said or one in said]
        table = ast.Dict([constant(one) for one in kept], [name(one) for one in kept])
        return called("hparams", name(self.place.own or "None"), table)

    def visit_BinOp(self, node: ast.BinOp) -> ast.expr:
        left, right = self.visit(node.left), self.visit(node.right)
        if isinstance(left, ast.Constant) and isinstance(right, ast.Constant):
            return ast.BinOp(left, node.op, right)
        return called("op", self.site(node), constant(OPERATORS[type(node.op)]), left, right)

    def visit_UnaryOp(self, node: ast.UnaryOp) -> ast.expr:
        value = self.visit(node.operand)
        if isinstance(node.op, ast.Not):
            return called("not", self.site(node.operand), value)
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
            return called("is", left, right, constant(isinstance(op, ast.Is)))
        if isinstance(op, ast.In | ast.NotIn):
            found = called("in", self.site(node), left, right)
            return found if isinstance(op, ast.In) else called("not", self.site(node), found)
        return called("op", self.site(node), constant(OPERATORS[type(op)]), left, right)

    def visit_IfExp(self, node: ast.IfExp) -> ast.expr:
        ways = (ast.Lambda(_no_arguments(), self.visit(one)) for one in (node.body, node.orelse))
        risky = self.risky(node.body, node.orelse)
        return called("choice", self.site(node.test), self.visit(node.test), risky, *ways)

    def visit_Subscript(self, node: ast.Subscript) -> ast.expr:
        return called("get", self.site(node), self.visit(node.value), self.visit(node.slice))

    def visit_Slice(self, node: ast.Slice) -> ast.expr:
        ends = (node.lower, node.upper, node.step)
        return called("slice", *(constant(None) if one is None else self.visit(one) for one in ends))

    def visit_ListComp(self, node: ast.ListComp) -> ast.expr:
        return self._each(node, lambda loops: ast.ListComp(self.visit(node.elt), loops))

    def visit_GeneratorExp(self, node: ast.GeneratorExp) -> ast.expr:
        return self._each(node, lambda loops: ast.ListComp(self.visit(node.elt), loops))

    def visit_SetComp(self, node: ast.SetComp) -> ast.expr:
        return self._each(node, lambda loops: ast.SetComp(self.visit(node.elt), loops))

    def visit_DictComp(self, node: ast.DictComp) -> ast.expr:
        return self._each(
            node, lambda loops: ast.DictComp(self.visit(node.key), self.visit(node.value), loops)
        )

    def _each(self, node: Any, make: Callable[[list[ast.comprehension]], ast.expr]) -> ast.expr:
        """Return a comprehension; where nothing says what it goes through, nothing says what it gives."""
        first, loops, kept = node.generators[0], list[ast.comprehension](), self.temporary()
        for one in node.generators:
            values = called("iter", self.site(one.iter), self.visit(one.iter), constant(True))
            tests: list[ast.expr] = [
                called("true", self.site(test), self.visit(test), constant(True)) for test in one.ifs
            ]
            loops.append(ast.comprehension(one.target, name(kept) if one is first else values, tests, 0))
        through = ast.Lambda(_no_arguments(kept), make(loops))
        return called("each", self.site(first.iter), self.visit(first.iter), self.risky(node), through)

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


def _no_arguments(*names: str) -> ast.arguments:
    args = [ast.arg(one) for one in names]
    return ast.arguments(posonlyargs=[], args=args, kwonlyargs=[], kw_defaults=[], defaults=[])
