"""What torch says of its layers as tables: parameters, dtypes, the order of arguments, what repr hides."""

from collections.abc import Mapping, Sequence

from torch import nn

from poolviz.catalogue import example
from poolviz.codes import functional_name
from poolviz.layers import SIGNATURES
from poolviz.signatures import functional_order, hidden_parameters
from poolviz.texts import _


def parameter_table(cls: type[nn.Module], meanings: Mapping[str, str]) -> str:
    """Return the parameters of a layer as a table of Markdown: name, torch's default, `meanings`.

    >>> print(parameter_table(nn.AdaptiveAvgPool1d, {"output_size": "How many."}).splitlines()[-1])
    | `output_size` | – | How many. |
    """
    head = f"| {_('parameter')} | {_('default')} | {_('meaning')} |\\n|---|---|---|".replace("\\n", "\n")
    rows = [f"| `{name}` | {default_text(cls, name)} | {meanings[name]} |" for name in SIGNATURES[cls]]
    return "\n".join([head, *rows])


def default_text(cls: type[nn.Module], name: str) -> str:
    """Return torch's default of a parameter, a dash where it must be given."""
    known = SIGNATURES[cls][name]
    return "–" if known.default is known.empty else f"`{known.default!r}`"


def dtype_line(plain: Mapping[str, str], with_indices: Mapping[str, str]) -> str:
    """Return the dtypes a layer takes in one line; `with_indices` those with return_indices=True.

    >>> dtype_line({"float32": "float32", "int64": "float32"}, {"float32": "float32", "int8": "int8"})
    'float32, int64 → float32; with return_indices=True also int8'
    """
    line = ", ".join(_one(dtype, out) for dtype, out in plain.items())
    more = [dtype for dtype in with_indices if dtype not in plain]
    return line + (_("; with return_indices=True also {names}").format(names=", ".join(more)) if more else "")


def order_table(classes: Sequence[type[nn.Module]]) -> str:
    """Return the arguments of each layer and of its function by their places, as a table of Markdown.

    Bold is where a function takes another argument at a place than its layer.
    """
    longest = max(len(names) for cls in classes for names in (SIGNATURES[cls], functional_order(cls)))
    head = "| | " + " | ".join(str(place) for place in range(1, longest + 1)) + " |"
    lines = [head, "|---" * (longest + 1) + "|"]
    for cls in classes:
        ours, its = list(SIGNATURES[cls]), list(functional_order(cls))
        cells = [_bold(name, place < len(ours) and ours[place] != name) for place, name in enumerate(its)]
        lines.append(_row(f"`nn.{cls.__name__}`", ours, longest))
        lines.append(_row(f"`F.{functional_name(cls)}`", cells, longest))
    return "\n".join(lines)


def repr_table(classes: Sequence[type[nn.Module]]) -> str:
    """Return each layer's repr and the parameters that it does not show, as a table of Markdown."""
    head = f"| repr() | {_('not shown')} |"
    rows = []
    for cls in classes:
        hidden = ", ".join(f"`{name}`" for name in hidden_parameters(cls)) or "–"
        rows.append(f"| `{example(cls).layer!r}` | {hidden} |")
    return "\n".join([head, "|---|---|", *rows])


def _one(dtype: str, out: str) -> str:
    return dtype if dtype == out else f"{dtype} → {out}"


def _bold(name: str, other: bool) -> str:
    return f"**{_escaped(name)}**" if other else name


def _row(title: str, cells: Sequence[str], longest: int) -> str:
    filled = [cell if cell.startswith("**") else _escaped(cell) for cell in cells]
    return "| " + " | ".join([title, *filled, *[""] * (longest - len(cells))]) + " |"


def _escaped(name: str) -> str:
    return name.replace("_", "\\_") if "\\" not in name else name
