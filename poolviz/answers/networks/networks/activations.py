"""ReLU, Sigmoid and Dropout as steps on numbers, and what inplace does to the input itself."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Fields, Values, decimal, flag, one_of, whole, words
from poolviz.answers.settings.numbers import WEIGHT_SEEDS
from poolviz.networks.activations import apply_layer
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.views.stage.networks.activations import dropout_stage, relu_sigmoid_stage
from poolviz.views.words.programs.activations import activation_script, dropout_script

KINDS = {"relu": N_("ReLU and Sigmoid"), "dropout": "Dropout"}
MATRICES = {"relu": "v", "dropout": "dv"}  # the field with the numbers of each
STARTS = {"v": "1 -0.5\n-1 3", "dv": "1 2 3\n4 5 6\n7 8 9"}
CELL, HEAD, MOST = 52, 50, 320  # pixels on the stage


@dataclass(frozen=True, eq=False)
class Activations(Display):
    """Layers that work cell by cell: the `lesson` above the stage, the `program` below it."""

    lesson: str
    program: str


def fields() -> Fields:
    """Return the settings of this section: which layers, their numbers, and those of Dropout."""
    return {
        "act": one_of(KINDS),
        **{key: words(start) for key, start in STARTS.items()},
        "rate": decimal(0.5, 0.0, 1.0),
        "inplace": flag(True),
        "training": flag(True),
        "drop": whole(8, 0, WEIGHT_SEEDS),
    }


def answer(values: Values, _device: torch.device = CPU) -> Activations:
    """Return the chosen layers on their numbers; PoolvizError where those cannot be read."""
    x = parse_matrix(values[MATRICES[values["act"]]])
    return _dropout(x, values) if values["act"] == "dropout" else _relu(x)


def _relu(x: Tensor) -> Activations:
    lesson = _(
        "ReLU cuts negative numbers to 0; Sigmoid maps every number to one between 0 and 1. "
        "After ReLU no Sigmoid is below 0.5. Point at a cell: the same cell lights up everywhere."
    )
    drawn = relu_sigmoid_stage(x, editable=True, height=_height(x))
    return Activations(drawn, (), lesson, activation_script(x))


def _dropout(x: Tensor, values: Values) -> Activations:
    layer, training = nn.Dropout(values["rate"], values["inplace"]), bool(values["training"])
    applied = apply_layer(layer, x, values["drop"], training)
    said = _("Output and input share one memory: anyone who reads x later reads the new numbers.")
    if not applied.shares:
        said = _("The input stays as it was: the output has a memory of its own.")
    drawn = dropout_stage(applied, editable=True, height=_height(x))
    program = dropout_script(applied, values["drop"], training)
    return Activations(drawn, (said,), _dropout_lesson(layer.p, training), program)


def _dropout_lesson(p: float, training: bool) -> str:
    if not training:
        return _("In eval mode Dropout passes everything on unchanged: nothing is drawn, nothing is scaled.")
    if p == 1:
        return _("With p = 1 every number becomes 0.")
    return _(
        "Each number becomes 0 with probability {p}; the others are divided by 1 − p, that is, "
        "multiplied by {factor}. Averaged over many draws, each number keeps its value."
    ).format(p=f"{p:g}", factor=f"{1 / (1 - p):.4g}")


def _height(x: Tensor) -> int:
    return min(HEAD + CELL * x.shape[0], MOST)
