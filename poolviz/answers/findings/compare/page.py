"""Compare: layers side by side, inputs they cannot tell apart, shifts, and ReLU before or after."""

from collections.abc import Callable

import torch

from poolviz.answers.findings.compare import counterexamples, relu_order, shifts, side_by_side
from poolviz.answers.findings.compare.examples import NEGATIVE, PAIR, SIDE, SIGNAL, X
from poolviz.answers.findings.compare.lines import KEYS, LONGEST
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Fields, Values, one_of, whole, words
from poolviz.findings.shifts import RIVALS
from poolviz.pooling.devices import CPU
from poolviz.texts import N_

SECTIONS = {
    "side": N_("Side by side"),
    "pairs": N_("Counterexamples"),
    "shift": N_("Shift lab"),
    "relu": N_("ReLU"),
}
_ANSWERS: dict[str, Callable[[Values, torch.device], Display]] = {
    "side": side_by_side.answer,
    "pairs": counterexamples.answer,
    "shift": shifts.answer,
    "relu": relu_order.answer,
}


def fields() -> Fields:
    """Return the settings of the page: its section, its layers, the inputs and settings of the sections."""
    layers = {key: words(SIDE[0].fields[key], LONGEST) for key in KEYS}
    making = {
        "pair": words(PAIR),
        "mode": one_of(tuple(counterexamples.MODES)),
        "of": one_of(KEYS),
        "how": one_of(tuple(counterexamples.HOW)),
        "seed": whole(0, 0, counterexamples.MOST_SEEDS),
    }
    shifting = {
        "signal": words(SIGNAL),
        "win": whole(2, 1, 8),
        "hop": whole(None, 1, 8),
        "by": whole(1, -15, 15),
        "ends": one_of(tuple(shifts.ENDS)),
        "rival": one_of(RIVALS),
        "weights": words(shifts.WEIGHTS, 200),
    }
    return {
        "show": one_of(tuple(SECTIONS)),
        **layers,
        "x": words(X),
        "m": words(NEGATIVE),
        **making,
        **shifting,
    }


def answer(values: Values, device: torch.device = CPU) -> Display:
    """Return what the chosen section shows; PoolvizError where its matrix or signal cannot be read."""
    return _ANSWERS[values["show"]](values, device)
