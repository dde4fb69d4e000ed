"""A network as Python: a chain of layers or a class read without eval, and written."""

import ast
import inspect
import re
import textwrap
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.networks.programs.layers import View, layer_code
from poolviz.networks.programs.modules import MOST_LAYERS, Maker
from poolviz.networks.programs.program import network_of
from poolviz.pooling.code.line import FULL_WIDTH, shortened
from poolviz.texts import N_

LONGEST = 20_000
DEEPEST = 80
_TYPED = FULL_WIDTH | str.maketrans("“”‘’\u00a0", "\"\"'' ")
_PROMPT = re.compile(r"^(?:>>>|\.\.\.) ?|^```.*$", re.MULTILINE)
_VIEW = """
class View(nn.Module):
    def __init__(self, *shape):
        super().__init__()
        self.shape = shape

    def forward(self, x):
        return x.reshape(*(x.shape[0] if size is None else size for size in self.shape))

"""


@dataclass(frozen=True, eq=False)
class Reading:
    """A network that was read: the `model`, the `text` in plain punctuation, and where layers are built."""

    model: nn.Sequential
    text: str
    calls: Mapping[nn.Module, ast.Call]

    def changed(self, layer: nn.Module, argument: str, value: int) -> str | None:
        """Return the text with another number for an argument of `layer`; None where it does not say one."""
        call = self.calls.get(layer)
        node = None if call is None else _said(call, type(layer), argument)
        if node is None or node.lineno != node.end_lineno:
            return None
        lines = self.text.split("\n")
        # Python counts bytes of UTF-8.
        line = lines[node.lineno - 1].encode()
        lines[node.lineno - 1] = (
            line[: node.col_offset] + str(value).encode() + line[node.end_col_offset :]
        ).decode()
        return "\n".join(lines)


def parse_network(text: str) -> nn.Sequential:
    """Return the network that `text` writes, its layers named and on the meta device, without weights.

    The text is read as a syntax tree and never run: nn.Sequential(…), a layer on each line, or a class
    with __init__ and a forward that is one chain. PoolvizError names the line of what cannot be read.

    >>> parse_network("nn.Conv2d(1, 10, 5)\\nnn.MaxPool2d(2)")
    Sequential(
      (0): Conv2d(1, 10, kernel_size=(5, 5), stride=(1, 1))
      (1): MaxPool2d(kernel_size=2, stride=2, padding=0, dilation=1, ceil_mode=False)
    )
    """
    return read_network(text).model


def read_network(text: str) -> Reading:
    """Return the network that `text` writes with what is needed to change the text; raises PoolvizError."""
    if not isinstance(text, str):
        raise PoolvizError(N_("`text` must be text, but got {got}"), got=type(text).__name__)
    if len(text) > LONGEST:
        raise PoolvizError(
            N_("`text` must have at most {limit} characters, but has {got}"), limit=LONGEST, got=len(text)
        )
    plain = textwrap.dedent(_PROMPT.sub("", text.translate(_TYPED)).expandtabs())
    maker = Maker()
    model = network_of(_tree(plain), maker)
    if not len(list(islice(leaves(model), 1))):
        raise PoolvizError(N_("`text` must have at least one layer, such as nn.MaxPool2d(2)"))
    if len(list(islice(leaves(model), MOST_LAYERS + 1))) > MOST_LAYERS:
        raise PoolvizError(N_("a network may have at most {limit} layers here"), limit=MOST_LAYERS)
    return Reading(model, plain, maker.calls)


def leaves(model: nn.Module, name: str = "") -> Iterator[tuple[str, nn.Module]]:
    """Return the layers of nested nn.Sequential in the order in which they run, with their full names.

    >>> [name for name, _ in leaves(nn.Sequential(nn.ReLU(), nn.Sequential(nn.ReLU())))]
    ['0', '1.0']
    """
    if not isinstance(model, nn.Sequential):
        yield name, model
        return
    for key, child in model._modules.items():
        if child is not None:
            yield from leaves(child, f"{name}.{key}" if name else key)


def network_code(model: nn.Sequential, shape: Sequence[int] = ()) -> str:
    """Return a program that makes `model`, which parse_network reads, and runs it on noise of `shape`.

    >>> print(network_code(nn.Sequential(nn.MaxPool2d(2)), (1, 1, 4, 4)))
    import torch
    from torch import nn
    <BLANKLINE>
    model = nn.Sequential(
        nn.MaxPool2d(2),
    )
    <BLANKLINE>
    x = torch.rand(1, 1, 4, 4)
    print(model(x).shape)
    """
    own = _VIEW.splitlines() if any(isinstance(layer, View) for _name, layer in leaves(model)) else []
    plain = all(_counted(one) for one in model.modules() if isinstance(one, nn.Sequential))
    head = [] if plain else ["from collections import OrderedDict", ""]
    run = ["", f"x = torch.rand({', '.join(map(str, shape))})", "print(model(x).shape)"] if shape else []
    return "\n".join(
        [*head, "import torch", "from torch import nn", *own, "", f"model = {_written(model, '')}", *run]
    )


def _written(module: nn.Module, indent: str) -> str:
    if not isinstance(module, nn.Sequential):
        return layer_code(module)
    inner = indent + "    "
    if not module._modules:
        return "nn.Sequential()"
    if _counted(module):
        parts = [f"{inner}{_written(one, inner)}," for one in module]
        return "\n".join(["nn.Sequential(", *parts, f"{indent})"])
    parts = [f'{inner}("{name}", {_written(one, inner)}),' for name, one in module._modules.items() if one]
    return "\n".join(["nn.Sequential(OrderedDict([", *parts, f"{indent}]))"])


def _counted(model: nn.Sequential) -> bool:
    return list(model._modules) == [str(number) for number in range(len(model))]


def _said(call: ast.Call, cls: type[nn.Module], argument: str) -> ast.expr | None:
    """Return the node that gives `argument` in the call, None where it is left out or starred."""
    for word in call.keywords:
        if word.arg == argument:
            return word.value
    names = list(inspect.signature(cls).parameters)
    place = names.index(argument) if argument in names else len(call.args)
    return call.args[place] if place < len(call.args) else None


def _tree(text: str) -> ast.Module:
    try:
        tree = ast.parse(text)
    except IndentationError as error:
        raise PoolvizError(
            N_(
                "line {line}: Python expects other indentation here; a program that is copied from a page "
                "often loses the spaces before its lines: {got}"
            ),
            line=error.lineno or 1,
            got=_line_of(text, error.lineno),
        ) from error
    except SyntaxError as error:
        raise PoolvizError(
            N_("line {line}: Python cannot read {got}"),
            line=error.lineno or 1,
            got=_line_of(text, error.lineno),
        ) from error
    except (ValueError, RecursionError, MemoryError) as error:
        raise PoolvizError(N_("`text` must be Python, but Python cannot read it")) from error
    if _depth(tree) > DEEPEST:
        raise PoolvizError(N_("`text` is nested too deeply to be read"))
    return tree


def _line_of(text: str, number: int | None) -> str:
    lines = text.split("\n")
    return shortened(lines[min(number or 1, len(lines)) - 1].strip())


def _depth(tree: ast.AST) -> int:
    depth, level = 0, [tree]
    while level and depth <= DEEPEST:
        level = [child for node in level for child in ast.iter_child_nodes(node)]
        depth += 1
    return depth
