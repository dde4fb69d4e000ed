"""Unpooling: max pooling led back by its indices, what is lost and misplaced, and the gradient."""

from functools import cache

import torch

from poolviz.answers.pooling.unpooling.cases import CASES, START, Case
from poolviz.answers.pooling.unpooling.gradient import gradient_back
from poolviz.answers.pooling.unpooling.unpooled import unpooled
from poolviz.answers.pooling.unpooling.way import WayBack, editable
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole, words
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.numbers import layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import canonical, parse_matrix
from poolviz.texts import N_
from poolviz.views.stage.pooling import input_stage

SHOWN = {"unpooled": N_("Unpooled"), "gradient": N_("Gradient")}
LARGEST = 999  # of output_size


def fields() -> Fields:
    """Return the settings of the page: layer, matrix, what is shown, output_size, gradient of the output."""
    sizes = {key: whole(None, 0, LARGEST) for key in ("oh", "ow")}
    own = {"x": words(START), "show": one_of(tuple(SHOWN)), "out": flag(), **sizes, "g": words()}
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


def example(values: Values) -> Case | None:
    """Return the example whose matrix, layer, way back and size the settings are, however they came to be."""
    size = (values["oh"], values["ow"]) if values["out"] else None
    layer = code(layer_of(values).layer)
    return _known().get((canonical(values["x"]), layer, values["show"], size))


@cache
def _known() -> dict[tuple[object, ...], Case]:
    return {(canonical(case.matrix), code(parse(case.layer)), case.show, case.size): case for case in CASES}
