"""Names of a program: which it gives itself, and what those stand for that nothing in it gives."""

import ast
import builtins
from collections.abc import Container, Iterable, Iterator

from torch.nn import functional

from poolviz.sources.programs.sandbox.allowlist import KNOWN, functions, words

# What people call the input where a program does not say what it is.
INPUTS = set(words("x input inputs img image images data inp X batch_x imgs input_tensor"))
_CHANGE = set(
    words(
        "append extend insert add_module register_module pop remove clear update reverse sort add setdefault"
    )
)
_SAFE = set(
    words("""
        abs all any bool dict divmod enumerate filter float getattr hasattr id int isinstance iter len
        list map max min next object pow print range repr reversed round set setattr slice sorted str sum
        super tuple type zip bytes chr ord
    """)
)
_SPACES = {
    "F": "torch.nn.functional",
    "nn": "torch.nn",
    "torch": "torch",
    "np": "numpy",
    "init": "torch.nn.init",
}
_FROM = {"OrderedDict": "collections", "partial": "functools", "reduce": "functools", "deepcopy": "copy",
         "Variable": "torch.autograd", "Tensor": "torch"}  # fmt: skip


def given(body: Iterable[ast.stmt]) -> set[str]:
    """Return every name that lines give outside the functions and classes among them.

    >>> sorted(given(ast.parse("import a.b as c\\ndef f(x): y = 1").body))
    ['c', 'f']
    """
    names: set[str] = set()
    left: list[ast.AST] = list(body)
    while left:
        node = left.pop()
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            names.add(node.name)
            continue
        if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
            names.add(node.id)
        elif isinstance(node, ast.alias):
            names.add(node.asname or node.name.partition(".")[0])
        elif isinstance(node, ast.ExceptHandler) and node.name:
            names.add(node.name)
        left += ast.iter_child_nodes(node)
    shared = (node for line in body for node in ast.walk(line) if isinstance(node, ast.Global))
    return names.union(*(node.names for node in shared))


def structural(tree: ast.Module) -> frozenset[str]:
    """Return the names whose mention makes a network: layers, and what of the program's own makes them.

    >>> text = "class D(Dataset): pass\\nclass N(nn.Module): pass\\ndef f(): return N()\\ndef g(): pass"
    >>> sorted(structural(ast.parse(text)) & set("DNfg"))
    ['N', 'f']
    """
    names = {*KNOWN, "Module", "Sequential", "ModuleList", "ModuleDict", "LightningModule"}
    own = [node for node in ast.walk(tree) if isinstance(node, ast.ClassDef | ast.FunctionDef)]
    found: set[str] | None = None
    while found is None or found:
        found = {node.name for node in own if node.name not in names and _makes(node, names)}
        names |= found
    return frozenset(names)


def _makes(node: ast.ClassDef | ast.FunctionDef, names: set[str]) -> bool:
    """Tell whether a class is a module, or a function mentions one."""
    parts = node.bases if isinstance(node, ast.ClassDef) else node.body
    return any(mentions(part, names) for part in parts)


def mentions(node: ast.AST, names: Container[str]) -> bool:
    """Tell whether a node names one of these, by itself or behind a dot."""
    return any(
        (isinstance(one, ast.Name) and one.id in names)
        or (isinstance(one, ast.Attribute) and one.attr in names)
        for one in ast.walk(node)
    )


def changed(body: Iterable[ast.stmt]) -> set[str]:
    """Return the names of what lines change without giving it anew: a list, a dictionary, an object.

    >>> sorted(changed(ast.parse("a.append(1)\\nb[0] = 2\\nc.d.k = 3\\ne = 4\\nf(5)").body))
    ['a', 'b', 'c']
    """
    names: set[str] = set()
    for node in (one for line in body for one in ast.walk(line)):
        at: ast.AST = node
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr in _CHANGE:
            at = node.func.value
        elif not (isinstance(node, ast.Attribute | ast.Subscript) and not isinstance(node.ctx, ast.Load)):
            continue
        while isinstance(at, ast.Attribute | ast.Subscript):
            at = at.value
        names |= {at.id} if isinstance(at, ast.Name) else set()
    return names


def defaults(tree: ast.Module) -> Iterator[str]:
    """Return lines for the sandbox that say what the names are which the program does not give.

    >>> list(defaults(ast.parse("MaxPool2d(2)(x)")))
    ["MaxPool2d = pv_Layer('MaxPool2d')", "x = pv_input('x')"]
    """
    known = given(tree.body) - INPUTS
    asked = {node.id for node in ast.walk(tree) if isinstance(node, ast.Name)} - known
    for word in sorted(asked):
        if not word.startswith("pv_") and word != "__name__":
            meaning = _meaning(word)
            if meaning:
                yield f"{word} = {meaning}"


def _meaning(word: str) -> str:
    if word in KNOWN or word in ("Sequential", "ModuleList", "ModuleDict", "Module", "Parameter"):
        return f"pv_Layer({word!r})"
    if word in _SPACES:
        return f"pv_space({_SPACES[word]!r})"
    if word in _FROM:
        return f"pv_from({_FROM[word]!r}, {word!r})"
    if word in _SAFE or (hasattr(builtins, word) and isinstance(getattr(builtins, word), type)):
        return ""
    if word in ("math", "True", "False", "None"):
        return "pv_math" if word == "math" else ""
    if word in functions()["F"] and hasattr(functional, word):
        return f"pv_Fn('F', {word!r})"
    if word in INPUTS:
        return f"pv_input({word!r})"
    return f"pv_Unknown({word!r})"
