"""What torch says of its layers as tables: parameters, dtypes, the order of arguments, what repr hides."""

from collections.abc import Mapping, Sequence
from html import escape

from torch import nn

from poolviz.findings.catalogue.layers import example
from poolviz.pooling.code.functional import functional_order
from poolviz.pooling.code.line import functional_name
from poolviz.pooling.code.signatures import hidden_parameters
from poolviz.pooling.layers import SIGNATURES
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
    """Return the arguments of each layer and of its function by their places, as a table of HTML.

    Bold is where a function takes another argument at a place than its layer.
    """
    longest = max(len(names) for cls in classes for names in (SIGNATURES[cls], functional_order(cls)))
    rows = []
    for cls in classes:
        ours, its = list(SIGNATURES[cls]), list(functional_order(cls))
        moved = [place < len(ours) and ours[place] != name for place, name in enumerate(its)]
        cells = [_strong(name) if other else escape(name) for name, other in zip(its, moved, strict=True)]
        rows.append([_code(f"nn.{cls.__name__}"), *map(escape, ours), *[""] * (longest - len(ours))])
        rows.append([_code(f"F.{functional_name(cls)}"), *cells, *[""] * (longest - len(its))])
    return _table(["", *map(str, range(1, longest + 1))], rows)


def repr_table(classes: Sequence[type[nn.Module]]) -> str:
    """Return each layer's repr and the parameters that it does not show, as a table of HTML."""
    rows = []
    for cls in classes:
        hidden = ", ".join(map(_code, hidden_parameters(cls))) or "–"
        rows.append([_code(repr(example(cls).layer)), hidden])
    return _table(["repr()", escape(_("not shown"))], rows)


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> str:
    top = "".join(f'<th scope="col">{cell}</th>' for cell in head)
    lines = "".join(f"<tr>{''.join(f'<td>{cell}</td>' for cell in row)}</tr>" for row in rows)
    return f"<table><thead><tr>{top}</tr></thead><tbody>{lines}</tbody></table>"


def _strong(text: str) -> str:
    return f"<strong>{escape(text)}</strong>"


def _code(text: str) -> str:
    return f"<code>{escape(text)}</code>"


def _one(dtype: str, out: str) -> str:
    return dtype if dtype == out else f"{dtype} → {out}"
