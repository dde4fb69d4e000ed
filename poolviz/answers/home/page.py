"""Home: the 5×5 of the notes under a max pooling, its windows walking by themselves."""

import torch

from poolviz.answers.pooling.windows import START
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values
from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields
from poolviz.answers.settings.run import run
from poolviz.pooling.code.line import parse
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.stage.pooling import pooling_stage

LAYER = "nn.MaxPool2d(3, ceil_mode=True)"
HEIGHT = 300  # px kept for the grids


def fields() -> Fields:
    """Return the settings of the page, a layer that only goes along to other pages."""
    return layer_fields(PLANE_LAYERS)


def answer(values: Values, device: torch.device = CPU) -> Answer:  # noqa: ARG001
    """Return the moving example, the same for all settings."""
    found = run(parse(LAYER), parse_matrix(START)[None, None], device=device)
    return Answer(pooling_stage(found.accepted, autoplay=True, height=HEIGHT), (), found)
