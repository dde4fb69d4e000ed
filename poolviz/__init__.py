"""See inside the pooling layers of torch: every window, its winner, its divisor, its size.

>>> import torch
>>> x = torch.tensor([[[1.0, 2.0, 0.0], [0.0, 1.0, 2.0], [5.0, 2.0, 1.0]]])
>>> explanation = explain(parse("nn.MaxPool2d(2, ceil_mode=True)"), x)
>>> explanation.output
tensor([[[2., 2.],
         [5., 1.]]])
>>> explanation.cell((0, 1, 0)).winner
(2, 0)
"""

from poolviz.answers.settings import language as _language  # noqa: F401  every text in every language
from poolviz.errors import PoolvizError
from poolviz.findings.frameworks.padding import framework_pool
from poolviz.networks.trace import Trace, receptive_field, trace
from poolviz.pooling.code.line import code, functional_code, parse
from poolviz.pooling.explanation import Cell, Explanation, explain
from poolviz.pooling.gradients import input_gradient
from poolviz.pooling.sizes.shapes import layers_for, output_shape
from poolviz.pooling.unpooling import unpool
from poolviz.sources.programs.trace import trace_program
from poolviz.views.export import notebook as _notebook  # noqa: F401  an Explanation shows itself in a notebook
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
    "output_shape",
    "parse",
    "receptive_field",
    "sweep",
    "trace",
    "trace_program",
    "unpool",
]
