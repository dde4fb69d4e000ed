"""Windows: a small matrix, a layer with every parameter, each window with its max or mean."""

from functools import cache

import torch

from poolviz.answers.pooling.grids import LIMITS, grids
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, one_of, words
from poolviz.answers.settings.layer import layer_of, undrawn
from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.preset import Preset
from poolviz.sources.matrices.presets import PRESETS
from poolviz.sources.matrices.text import canonical, parse_matrix
from poolviz.texts import N_

START = "1 2 0 3 1\n0 1 2 3 1\n1 2 1 0 0\n5 2 3 1 1\n2 1 0 1 1"
PANELS = {
    "code": N_("Code"),
    "size": N_("Output size, step by step"),
    "worth": N_("What each input is worth"),
    "table": N_("All windows"),
}


def fields() -> Fields:
    """Return the settings of the page."""
    return {**layer_fields(PLANE_LAYERS), "x": words(START), "panel": one_of(tuple(PANELS))}


def answer(values: Values, device: torch.device = CPU) -> Answer:
    """Return what the page shows; PoolvizError where the matrix cannot be read."""
    matrix = parse_matrix(values["x"])
    return grids(run(layer_of(values, PLANE_LAYERS).layer, matrix[None, None], LIMITS, device))


def example(values: Values) -> Preset | None:
    """Return the example whose matrix and layer the settings are, however they came to be."""
    return _known().get((canonical(values["x"]), undrawn(layer_of(values, PLANE_LAYERS).layer)))


@cache
def _known() -> dict[tuple[str, str], Preset]:
    return {(canonical(preset.matrix), code(parse(preset.layer))): preset for preset in PRESETS}
