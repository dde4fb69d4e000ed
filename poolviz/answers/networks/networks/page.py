"""Networks: pooling where it lives, what each cell sees, and what each number would be without the pools."""

import torch

from poolviz.answers.networks.networks import activations, known_network, own_network
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Fields, Values, one_of
from poolviz.pooling.devices import CPU
from poolviz.texts import N_

SECTIONS = {"known": N_("Known ones"), "own": N_("Your own"), "steps": N_("ReLU, Sigmoid, Dropout")}
ANSWERS = {"known": known_network.answer, "own": own_network.answer, "steps": activations.answer}


def fields() -> Fields:
    """Return the settings of the page: its section and those of each section."""
    return {
        "show": one_of(SECTIONS),
        **known_network.fields(),
        **own_network.fields(),
        **activations.fields(),
    }


def answer(values: Values, device: torch.device = CPU) -> Display:
    """Return what the chosen section shows; PoolvizError where one of its texts cannot be read."""
    return ANSWERS[values["show"]](values, device)
