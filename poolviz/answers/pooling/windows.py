"""Windows: a small matrix, a layer with every parameter, each window with its max or mean."""

import torch

from poolviz.answers.pooling.examples import WINDOWS
from poolviz.answers.pooling.grids import LIMITS, grids
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, one_of, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.layer_values import settled
from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import canonical, parse_matrix
from poolviz.texts import N_

START = "1 2 0 3 1\n0 1 2 3 1\n1 2 1 0 0\n5 2 3 1 1\n2 1 0 1 1"
PANELS = {
    "code": N_("Code"),
    "size": N_("Output size, step by step"),
    "worth": N_("How often each input is read"),
    "table": N_("All windows"),
}


def fields() -> Fields:
    """Return the settings of the page."""
    return {**layer_fields(PLANE_LAYERS), "x": words(START, same=canonical), "panel": one_of(PANELS)}


def answer(values: Values, device: torch.device = CPU) -> Answer:
    """Return what the page shows; PoolvizError where the matrix cannot be read."""
    matrix = parse_matrix(values["x"])
    return grids(run(layer_of(values, PLANE_LAYERS).layer, matrix[None, None], LIMITS, device))


def example(values: Values) -> Example | None:
    """Return the example whose matrix and layer the settings are, however they came to be."""
    return current(WINDOWS, settled(values, PLANE_LAYERS), fields())
