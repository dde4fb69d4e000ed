"""Which of the networks in a program is meant: the one it makes, or the one that is asked for by its name."""

import ast
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.sources.programs.syntax.source import Source
from poolviz.texts import N_

FLAT, CHAIN = "flat", "chain"


@dataclass(frozen=True)
class Candidate:
    """A network of a program: its `name`, its `number` in the sandbox (0: not made yet), and its kind.

    "own" is of a class of the program's, "box" an nn.Sequential, "layer" a layer of torch; "class" and
    "function" would make one; "flat" is the program itself, "chain" its layers, one behind the other.
    `called` by the program's lines; `bound` to a name.
    """

    name: str
    number: int
    kind: str
    called: bool = False
    bound: bool = True


def candidates(found: Any, source: Source) -> list[Candidate]:
    """Return the networks of a program, those before that are meant unless another is named."""
    _queue, rows, longest, functions = found
    made = [
        Candidate(name or cls, number, kind, called, bool(name)) for name, number, kind, cls, called in rows
    ]
    whole = [one for one in made if one.kind != "layer"]
    if longest >= 2 or (functions and not whole):
        return [Candidate("", 0, FLAT), *made]
    if any(one.kind == "own" for one in made):
        return sorted(whole, key=lambda one: not one.called)
    if len(made) > 1 and (len(whole) < len(made) or not all(one.bound for one in made)):
        return [Candidate("", 0, CHAIN), *made]
    return made or _makers(source)


def chosen(found: Sequence[Candidate], name: str | None) -> Candidate:
    """Return the network that `name` asks for, or the only one; PoolvizError where that is not clear."""
    if not found:
        raise PoolvizError(N_("`text` must make a network, such as nn.Sequential(nn.MaxPool2d(2))"))
    names = ", ".join(dict.fromkeys(one.name for one in found if one.name))
    if name:
        for one in found:
            if one.name == name:
                return one
        raise PoolvizError(N_("`name` must be one of {allowed}, but got {got}"), allowed=names, got=name)
    first = found[0]
    if len(found) == 1 or first.kind in (FLAT, CHAIN) or _one_called(found):
        return first
    raise PoolvizError(
        N_("`text` has several networks: {names}; say which with `name`"),
        names=", ".join(names_of(found)),
        choices=names_of(found),
    )


def names_of(found: Sequence[Candidate]) -> tuple[str, ...]:
    """Return the names of the networks to choose from; none where the program itself is the network."""
    if found[0].kind in (FLAT, CHAIN):
        return ()
    return tuple(dict.fromkeys(one.name for one in found if one.name))


def _one_called(found: Sequence[Candidate]) -> bool:
    return sum(one.called for one in found) == 1


def _makers(source: Source) -> list[Candidate]:
    """Return classes with a forward, and functions, that no other class of the program uses."""
    classes = [node for node in source.tree.body if isinstance(node, ast.ClassDef)]
    used = {
        part.id
        for node in classes
        for part in ast.walk(node)
        if isinstance(part, ast.Name) and part.id != node.name
    }
    free = [node for node in classes if node.name not in used and _is_network(node, classes)]
    ready = [Candidate(node.name, 0, "class") for node in free if not _wants(node, classes)]
    if ready:
        return ready
    makers = [
        node
        for node in source.tree.body
        if isinstance(node, ast.FunctionDef) and not _required(node.args, 0) and _returns(node)
    ]
    if makers:
        return [Candidate(node.name, 0, "function") for node in makers]
    if not free:
        _require_one_input(classes)
    if free:
        raise PoolvizError(
            N_("line {line}: {cls} needs {names}; add a line such as net = {cls}({example})"),
            line=free[-1].lineno,
            cls=free[-1].name,
            names=", ".join(_wants(free[-1], classes)),
            example=", ".join(f"{one}=…" for one in _wants(free[-1], classes)),
        )
    return []


def _method(node: ast.ClassDef, name: str, classes: Sequence[ast.ClassDef]) -> ast.FunctionDef | None:
    """Return a method of a class, its own or inherited."""
    for part in node.body:
        if isinstance(part, ast.FunctionDef) and part.name == name:
            return part
    for base in node.bases:
        for other in classes:
            if isinstance(base, ast.Name) and other.name == base.id and other is not node:
                found = _method(other, name, [one for one in classes if one is not node])
                if found is not None:
                    return found
    return None


def _is_network(node: ast.ClassDef, classes: Sequence[ast.ClassDef]) -> bool:
    forward = _method(node, "forward", classes)
    if forward is None:
        return any("Sequential" in ast.unparse(base) for base in node.bases)
    return len(_required(forward.args, 1)) <= 1


def _require_one_input(classes: Sequence[ast.ClassDef]) -> None:
    """Raise PoolvizError where the network of a program reads more than one input."""
    for node in reversed(classes):
        forward = _method(node, "forward", classes)
        if forward is not None and len(_required(forward.args, 1)) > 1:
            raise PoolvizError(
                N_(
                    "line {line}: forward of {cls} reads {names}, but a network is run on one input here; "
                    "give it a forward of one, such as the part that reads {first}"
                ),
                line=forward.lineno,
                cls=node.name,
                names=", ".join(_required(forward.args, 1)),
                first=_required(forward.args, 1)[0],
            )


def _wants(node: ast.ClassDef, classes: Sequence[ast.ClassDef]) -> list[str]:
    init = _method(node, "__init__", classes)
    return [] if init is None else _required(init.args, 1)


def _required(given: ast.arguments, own: int) -> list[str]:
    """Return the arguments that a call must give, without the first `own`."""
    places = [*given.posonlyargs, *given.args][own:]
    free = places[: max(0, len(places) - len(given.defaults))]
    named = [one for one, default in zip(given.kwonlyargs, given.kw_defaults, strict=True) if default is None]
    return [one.arg for one in [*free, *named]]


def _returns(node: ast.FunctionDef) -> bool:
    return any(isinstance(part, ast.Return) and part.value is not None for part in ast.walk(node))
