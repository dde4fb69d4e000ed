"""The bar of the Compare page, that of its section: none where that has no layer."""

from typing import Any

from torch import nn

from poolviz.answers.findings.compare import shift_bar
from poolviz.answers.settings.bar import Barred
from poolviz.answers.settings.fields import Fields, Values
from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.stage.wire.bar import Bar, Refused


def bar_fields() -> Fields:
    """Return the settings of every section's bar."""
    return shift_bar.bar_fields()


def _say(layer: nn.Module, values: Values) -> dict[str, Any]:
    if values["show"] != "shift":
        raise PoolvizError(N_("the layers of this section are lines of their own"))
    return shift_bar.say(layer, values)


def _bar(values: Values, refused: Refused | None, said: str) -> Bar | None:
    return shift_bar.shift_bar(values, refused, said) if values["show"] == "shift" else None


BARRED = Barred(bar_fields, _bar, _say)
