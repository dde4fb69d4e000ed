"""Classes of a program as the sandbox runs them: without bases and decorators, which are told apart."""

import ast
from dataclasses import dataclass

from poolviz.pooling.code.line import source_of
from poolviz.sources.programs.syntax.expressions import Place, called, cannot, constant, name, require_free
from poolviz.sources.programs.syntax.names import mentions
from poolviz.sources.programs.syntax.statements import Statements

_KINDS = {
    "property": "property",
    "cached_property": "property",
    "staticmethod": "static",
    "classmethod": "class",
}


@dataclass(eq=False)
class Classes(Statements):
    """Rewrites classes, and with them whole programs."""

    def visit_ClassDef(self, node: ast.ClassDef) -> list[ast.stmt]:
        """Return the class without its bases, then the line that tells the sandbox what they were."""
        require_free(node.name, node)
        for one in node.decorator_list:
            if mentions(one, self.own):
                raise cannot(one, f"@{source_of(one)}")
        before, body, members, props = list[ast.stmt](), list[ast.stmt](), list[str](), list[str]()
        statics: list[tuple[str, str, str]] = []
        outside, self.place = self.place, Place(node.name)
        for part in [*_written_init(node), *node.body]:
            if isinstance(part, ast.FunctionDef):
                kind = _kind(part)
                self.place = Place(node.name, part.args.args[0].arg if part.args.args else "")
                made = self.visit_FunctionDef(part)
                self.place = Place(node.name)
                if kind in ("static", "class"):
                    function = f"pv_s_{node.name}_{part.name}"
                    made.name = function  # type: ignore[attr-defined]
                    before.append(made)
                    statics.append((part.name, kind, function))
                elif kind != "setter":
                    body.append(made)
                    members.append(part.name)
                    props += [part.name] if kind == "property" else []
            elif isinstance(part, ast.ClassDef):
                before += self.body([part])
                body.append(ast.Assign([ast.Name(part.name, ast.Store())], name(part.name)))
                members.append(part.name)
            elif isinstance(part, ast.Assign | ast.AnnAssign):
                body += self.body([part]) if getattr(part, "value", None) is not None else []
                members += _assigned(part)
            elif not (isinstance(part, ast.Pass) or (isinstance(part, ast.Expr) and _is_constant(part))):
                raise cannot(part)
        self.place = outside
        made_class = ast.ClassDef(node.name, [], [], body or [ast.Pass()], [])
        return [*before, made_class, self._told(node, members, props, statics)]

    def _told(
        self, node: ast.ClassDef, members: list[str], props: list[str], statics: list[tuple[str, str, str]]
    ) -> ast.stmt:
        bases = ast.List([self.visit(one) for one in node.bases], ast.Load())
        table = ast.Dict(
            [constant(said) for said, _kind, _function in statics],
            [ast.List([constant(kind), name(function)], ast.Load()) for _said, kind, function in statics],
        )
        lists = (ast.List([constant(one) for one in names], ast.Load()) for names in (members, props))
        return ast.Expr(called("define", name(node.name), constant(node.name), bases, *lists, table))

    def program(self, tree: ast.Module) -> ast.Module:
        """Return a whole program; a line that only names a value shows it."""
        lines: list[ast.stmt] = []
        for line in tree.body:
            shows = isinstance(line, ast.Expr) and not _takes(line.value)
            for one in self.body([line]):
                if isinstance(one, ast.Expr) and shows:
                    one.value = called("shown", one.value)
                lines.append(one)
        return ast.fix_missing_locations(ast.Module(lines, []))


def _takes(node: ast.expr) -> bool:
    """Tell whether a line takes a layer out of a list, which shows none."""
    return isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pop"


def _kind(node: ast.FunctionDef) -> str:
    for one in node.decorator_list:
        word = one.attr if isinstance(one, ast.Attribute) else getattr(one, "id", "")
        if word in _KINDS:
            return _KINDS[word]
        if word in ("setter", "deleter"):
            return "setter"
    return ""


def _assigned(node: ast.Assign | ast.AnnAssign) -> list[str]:
    targets = node.targets if isinstance(node, ast.Assign) else [node.target]
    return [one.id for target in targets for one in ast.walk(target) if isinstance(one, ast.Name)]


def _is_constant(node: ast.Expr) -> bool:
    return isinstance(node.value, ast.Constant)


def _written_init(node: ast.ClassDef) -> list[ast.stmt]:
    """Return the __init__ that @dataclass would write."""
    words = [one.func if isinstance(one, ast.Call) else one for one in node.decorator_list]
    if not any("dataclass" in (getattr(word, "id", ""), getattr(word, "attr", "")) for word in words):
        return []
    fields = [one for one in node.body if isinstance(one, ast.AnnAssign) and isinstance(one.target, ast.Name)]
    given = ", ".join(
        one.target.id + (f"={ast.unparse(one.value)}" if one.value is not None else "")  # type: ignore[union-attr]
        for one in fields
    )
    lines = "".join(f"\n    self.{one.target.id} = {one.target.id}" for one in fields)  # type: ignore[union-attr]
    init = ast.parse(f"def __init__(self, {given}):{lines or ' pass'}").body[0]
    for part in ast.walk(init):
        if hasattr(part, "lineno"):
            part.lineno = node.lineno
    return [init]
