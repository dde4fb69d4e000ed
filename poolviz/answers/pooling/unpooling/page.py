"""Unpooling: max pooling led back by its indices, what is lost and misplaced, and the gradient."""

import torch

from poolviz.answers.pooling.unpooling.cases import CASES, START
from poolviz.answers.pooling.unpooling.gradient import gradient_back
from poolviz.answers.pooling.unpooling.max_unpool import unpooled
from poolviz.answers.pooling.unpooling.way import WayBack, editable
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.layer_values import settled
from poolviz.answers.settings.numbers import LAYER_NAMES, layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import canonical, parse_matrix
from poolviz.texts import N_
from poolviz.views.stage.pooling import input_stage

SHOWN = {"unpooled": N_("Unpooled"), "gradient": N_("Gradient")}
LARGEST = 999  # of output_size


def fields() -> Fields:
    """Return the settings of the page: layer, matrix, what is shown, output_size, gradient of the output."""
    sizes = {key: whole(None, 0, LARGEST) for key in ("oh", "ow")}
    own = {
        "x": words(START, same=canonical),
        "show": one_of(SHOWN),
        "out": flag(),
        **sizes,
        "g": words(),
    }
    return {**layer_fields(), **own}


def answer(values: Values, device: torch.device = CPU) -> WayBack:
    """Return what the page shows, of an average always the gradient.

    PoolvizError where the matrix cannot be read.
    """
    matrix = parse_matrix(values["x"])
    found = run(layer_of(values).layer, matrix[None, None], device=device)
    if found.explanation is None:
        return WayBack(editable(input_stage(matrix)), (), found)
    if values["show"] == "gradient" or not found.explanation.reduction.indices:
        return gradient_back(found, values)
    return unpooled(found, values)


def example(values: Values) -> Example | None:
    """Return the example whose matrix, layer, way back and size the settings are, however they came to be."""
    return current(CASES, settled(values, LAYER_NAMES), fields())
