"""See inside the pooling layers of torch: every window, its winner, its divisor, its size.

>>> import torch
>>> from poolviz import explain, parse
>>> x = torch.tensor([[[1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [5.0, 2.0, 1.0]]])
>>> explanation = explain(parse("nn.MaxPool2d(2, ceil_mode=True)"), x)
>>> explanation.output
tensor([[[2., 2.],
         [5., 1.]]])
>>> explanation.cell((0, 1, 0)).winner
(2, 0)
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from poolviz.answers.settings import language as _language  # noqa: F401  every text in every language
from poolviz.errors import PoolvizError
from poolviz.pooling.cells.notebooks import IN_NOTEBOOKS as _IN_NOTEBOOKS

if TYPE_CHECKING:
    from poolviz.answers.notebook import live
    from poolviz.findings.frameworks.padding import framework_pool
    from poolviz.networks.trace import Trace, receptive_field, trace
    from poolviz.pooling.code.line import code, functional_code, parse
    from poolviz.pooling.explanation import Cell, Explanation, explain
    from poolviz.pooling.gradients import input_gradient
    from poolviz.pooling.sizes.shapes import layers_for, output_shape
    from poolviz.pooling.unpooling import unpool
    from poolviz.sources.programs.trace import trace_program
    from poolviz.views.figures.explanation.figure import figure, sweep

__all__ = [
    "Cell",
    "Explanation",
    "PoolvizError",
    "Trace",
    "code",
    "explain",
    "figure",
    "framework_pool",
    "functional_code",
    "input_gradient",
    "layers_for",
    "live",
    "output_shape",
    "parse",
    "receptive_field",
    "sweep",
    "trace",
    "trace_program",
    "unpool",
]

# Where a name is found when it is first asked for: a process that has no use for torch need not import it.
_HOMES = {
    "poolviz.answers.notebook": ("live",),
    "poolviz.findings.frameworks.padding": ("framework_pool",),
    "poolviz.networks.trace": ("Trace", "receptive_field", "trace"),
    "poolviz.pooling.code.line": ("code", "functional_code", "parse"),
    "poolviz.pooling.explanation": ("Cell", "Explanation", "explain"),
    "poolviz.pooling.gradients": ("input_gradient",),
    "poolviz.pooling.sizes.shapes": ("layers_for", "output_shape"),
    "poolviz.pooling.unpooling": ("unpool",),
    "poolviz.sources.programs.trace": ("trace_program",),
    "poolviz.views.figures.explanation.figure": ("figure", "sweep"),
}
_HOME = {name: module for module, names in _HOMES.items() for name in names}


if not TYPE_CHECKING:  # else every name would be one of the package

    def __getattr__(name: str) -> Any:
        if name not in _HOME:
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        # Kept, so that it is asked for once.
        globals()[name] = found = getattr(import_module(_HOME[name]), name)
        return found


def __dir__() -> list[str]:
    return sorted({*globals(), *__all__})


def _in_notebook(explanation: "Explanation") -> str | None:
    """An Explanation shows itself in a notebook."""
    from poolviz.views.export.notebook import shown

    return shown(explanation)


_IN_NOTEBOOKS.append(_in_notebook)
