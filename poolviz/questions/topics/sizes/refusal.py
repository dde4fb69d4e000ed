"""Which rule a refused call breaks, and the nearest call that works."""

import random
from typing import Any

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.layers import setting
from poolviz.pooling.refusals.repairs import changed, repairs
from poolviz.pooling.refusals.rules import broken_rules
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.questions.topic import Spoken, Task, Topic
from poolviz.texts import N_

TEXT = N_("torch refuses `{layer}` on an input of {height} × {width}. {asks}")
WHY = N_("What is wrong?")
REPAIR = N_("Write a layer that torch accepts there; only one argument may differ.")
RIGHT = N_("{mark}{answer}{mark}.")
CHOICES = {
    "padding": N_("The padding is more than half of the window"),
    "kernel_size": N_("The window is larger than the input with its padding"),
    "stride": N_("The stride is less than 1"),
    "dilation": N_("The dilation is less than 1"),
}
MISTAKES = {
    "padding": N_("The padding is at most half of the window here, as torch requires."),
    "kernel_size": N_("The window fits into the input with its padding."),
    "stride": N_("The stride is at least 1, as torch requires."),
    "dilation": N_("The dilation is at least 1, as torch requires."),
}
NAMES = tuple(CHOICES)


def draw(rng: random.Random, level: int) -> Task | None:
    """Return a layer that torch refuses for one reason alone."""
    height, width = rng.randint(4, 9), rng.randint(4, 9)
    k, wrong = rng.choice((2, 3, 4)), rng.choice(NAMES[: 2 if level == 1 else 4])
    given: dict[str, Any] = {
        "stride": rng.choice((1, 2)),
        "padding": rng.randint(0, 1),
        "dilation": 1 + (level == 3),
    }
    given |= {"padding": k // 2 + 1} if wrong == "padding" else {}
    given |= {wrong: 0} if wrong in ("stride", "dilation") else {}
    k = max(height, width) + 3 if wrong == "kernel_size" else k
    layer = nn.MaxPool2d(k, **given)
    if {rule.parameter for rule in broken_rules(layer, (height, width))} != {wrong} or _taken(
        layer, height, width
    ):
        return None
    values = {"layer": code(layer), "height": height, "width": width, "asks": Spoken(WHY), "mark": ""}
    if level == 3:
        return _repair(layer, wrong, values)
    mistakes = {name: at for at, name in enumerate(NAMES) if name != wrong}
    return Task(NAMES.index(wrong), mistakes, values, layer, choices=tuple(CHOICES.values()))


def _repair(layer: nn.Module, wrong: str, values: dict[str, Any]) -> Task | None:
    """Return the question for the nearest layer that works; any that differs in `wrong` alone is right."""
    height, width = values["height"], values["width"]

    def repairs_it(line: Any) -> bool:
        try:
            given = parse(line)
            named = type(given) is type(layer) and _taken(given, height, width)
            return named and code(changed(given, **{wrong: setting(layer, wrong, 0)})) == code(layer)
        except (PoolvizError, AttributeError, TypeError):
            return False

    found = next(filter(repairs_it, map(code, repairs(layer, (1, 1, height, width)))), None)
    asked = {**values, "asks": Spoken(REPAIR), "mark": "`"}
    return None if found is None else Task(found, {}, asked, layer, judge=repairs_it, kind="code")


def _taken(layer: nn.Module, height: int, width: int) -> bool:
    try:
        output_shape(layer, (1, 1, height, width))
    except PoolvizError:
        return False
    return True


TOPIC = Topic("refusal", "choice", "sizes", TEXT, RIGHT, MISTAKES, draw)
