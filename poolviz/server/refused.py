"""What torch refuses, as a value: its own words, the inequality it breaks, and addresses that repair it."""

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from torch import nn

from poolviz.answers.settings.fields import Fields, Values, written
from poolviz.answers.settings.layer_values import layer_values
from poolviz.answers.settings.numbers import SEED
from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.refusals.repairs import ruled
from poolviz.pooling.refusals.rules import broken_rules
from poolviz.texts import _, error_text


def refused(found: Run, values: Values, fields: Fields, layers: Sequence[str]) -> dict[str, Any]:
    """Return why a run was refused, in the current language; each fix is a line of code and an address."""
    error = found.refusal
    assert error is not None
    plane = found.x.shape[2:]
    rules = broken_rules(found.layer, plane) if error.torch_message and ruled(found.layer, plane) else ()
    return said_of(error) | {
        "rules": [
            {
                "parameter": rule.parameter,
                "axis": rule.axis,
                "formula": rule.formula,
                "numbers": rule.numbers,
                "why": _(rule.why),
            }
            for rule in rules
        ],
        "fixes": [fix for layer in error.fixes for fix in _fix(layer, values, fields, layers)],
    }


def said_of(error: PoolvizError) -> dict[str, Any]:
    """Return why something was refused that is no layer which rules or fixes speak of."""
    return {
        "sentence": error_text(error),
        "torch_message": error.torch_message,
        "rules": [],
        "fixes": [],
    }


def _fix(layer: nn.Module, values: Values, fields: Fields, layers: Sequence[str]) -> list[dict[str, str]]:
    try:
        changed = {**values, **layer_values(layer, layers, values.get(SEED.key) or 0)}
    except PoolvizError:  # the page has no controls for it
        return []
    return [{"code": code(layer), "address": "?" + urlencode(written(changed, fields))}]
