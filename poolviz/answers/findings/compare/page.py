"""Compare: layers side by side, inputs they cannot tell apart, shifts, and ReLU before or after."""

from collections.abc import Callable

import torch

from poolviz.answers.findings.compare import counterexamples, relu_order, shifts, side_by_side
from poolviz.answers.findings.compare.bar import BARRED as BARRED
from poolviz.answers.findings.compare.bar import bar_fields
from poolviz.answers.findings.compare.examples import EXAMPLES, NEGATIVE, PAIR, SIGNAL, X
from poolviz.answers.findings.compare.lines import KEYS
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.example import Example, current
from poolviz.answers.settings.fields import Fields, Values, one_of, words
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
    known = bar_fields()
    making = {"pair": words(PAIR), "mode": one_of(counterexamples.MODES)}
    first = {"show": one_of(SECTIONS), **{key: known[key] for key in KEYS}}
    return {**first, "x": words(X), "m": words(NEGATIVE), **making, "signal": words(SIGNAL), **known}


def answer(values: Values, device: torch.device = CPU) -> Display:
    """Return what the chosen section shows; PoolvizError where its matrix or signal cannot be read."""
    return _ANSWERS[values["show"]](values, device)


def example(values: Values) -> Example | None:
    """Return the example of the chosen section that the settings are, however they came to be."""
    return current(EXAMPLES[values["show"]], values, fields())
