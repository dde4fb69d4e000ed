"""What a program takes from packages that are not in the sandbox, and what to do instead."""

import ast
import sys
from collections.abc import Iterator, Mapping
from typing import Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_

# Networks of torchvision that the app shows by itself, by the function that makes them.
SHOWN = {"alexnet": "AlexNet", "vgg16": "VGG16", "squeezenet1_0": "SqueezeNet", "googlenet": "GoogLeNet"}
_INSIDE = {*sys.stdlib_module_names, "torch", "numpy"}
# What these names stand for where nothing imports them.
_USUAL = {
    "torchvision": "torchvision",
    "models": "torchvision.models",
    "timm": "timm",
    "smp": "segmentation_models_pytorch",
    "keras": "keras",
    "tf": "tensorflow",
    "layers": "keras.layers",
    "hub": "torch.hub",
}
_ADVICE: Mapping[str, str] = {
    "keras": N_(
        "line {line}: {what} is Keras, but this page runs torch; write the layers of torch.nn, such as "
        "nn.MaxPool2d(2) for MaxPooling2D(2)"
    ),
    "tensorflow": N_(
        "line {line}: {what} is TensorFlow, but this page runs torch; write the layers of torch.nn, such as "
        "nn.MaxPool2d(2) for MaxPooling2D(2)"
    ),
    "jax": N_("line {line}: {what} is JAX, but this page runs torch; write the layers of torch.nn"),
    "flax": N_("line {line}: {what} is JAX, but this page runs torch; write the layers of torch.nn"),
    "torch.hub": N_(
        "line {line}: {what} would fetch a network, but there is no network connection here; paste its class"
    ),
}
_SHOWN = N_(
    "line {line}: {what} comes from {package}, which is not here; choose {shown} under “Known ones” to see it"
)
_OF_TORCHVISION = N_(
    "line {line}: {what} comes from {package}, which is not here; paste the class of the network itself, or "
    "see it at a terminal: poolviz trace torchvision.models:{name}"
)
_OTHERS = N_(
    "line {line}: {what} comes from {package}, which is not here; paste the class with its forward in its "
    "place"
)


def absent(what: str, line: int | None) -> PoolvizError | None:
    """Return the error for `what`, a name with its packages; None where no package is missing.

    >>> absent("timm.create_model()", 2).values["package"], absent("torch.relu", 1)
    ('timm', None)
    """
    what = what.removesuffix("()")
    root, name = what.partition(".")[0], what.rpartition(".")[2]
    if "." not in what or not root.isidentifier() or (root in _INSIDE and not what.startswith("torch.hub")):
        return None
    given: dict[str, Any] = {"line": line, "what": what, "package": root, "name": name}
    if root == "torchvision" and name in SHOWN:
        return PoolvizError(_SHOWN, **given, shown=SHOWN[name])
    if what.startswith("torchvision.models.") and name.islower():
        return PoolvizError(_OF_TORCHVISION, **given)
    fitting = (said for place, said in _ADVICE.items() if f"{what}.".startswith(f"{place}."))
    return PoolvizError(next(fitting, _OTHERS), **given)


def absent_network(tree: ast.Module) -> PoolvizError | None:
    """Return the error for the first call that a missing package would answer; None where there is none."""
    imported = _imported(tree)
    known = {"torch": "torch"} | _USUAL | imported
    everything = imported.get("*", "").removesuffix("*")
    calls = [node for node in ast.walk(tree) if isinstance(node, ast.Call)]
    for call in sorted(calls, key=lambda node: (node.lineno, node.col_offset)):
        word, dot, rest = ast.unparse(call.func).partition(".")
        place = known.get(word, f"{everything}{word}" if everything else "")
        if place and (error := absent(f"{place}{dot}{rest}", call.lineno)):
            return error
    return None


def absent_value(tree: ast.Module, what: str, line: int | None) -> PoolvizError | None:
    """Return the error for a value that a missing package would have made; None for any other."""
    packages = {place.partition(".")[0] for place in (_USUAL | _imported(tree)).values()}
    return absent(what, line) if what.partition(".")[0] in packages else None


def _imported(tree: ast.Module) -> dict[str, str]:
    """Return the names that a program imports, each with where it comes from."""
    return dict(_imports(tree))


def _imports(tree: ast.Module) -> Iterator[tuple[str, str]]:
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for one in node.names:
                whole = one.name if one.asname else one.name.partition(".")[0]
                yield one.asname or whole, whole
        elif isinstance(node, ast.ImportFrom):
            for one in node.names:
                yield one.asname or one.name, f"{node.module or 'another file'}.{one.name}"
