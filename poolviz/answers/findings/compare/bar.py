"""The bar of the Compare page, that of its section: none where that has no layer."""

from typing import Any

from torch import nn

from poolviz.answers.findings.compare import making_bar, shift_bar
from poolviz.answers.findings.compare.examples import SIDE
from poolviz.answers.findings.compare.line_bar import line_fields, lines_bar, read_lines
from poolviz.answers.settings.bar import Barred
from poolviz.answers.settings.fields import Fields, Values
from poolviz.answers.settings.layer_values import with_line
from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.stage.wire.bar import Bar, Refused


def bar_fields() -> Fields:
    """Return the settings of every section's bar."""
    return {**_lines(), **making_bar.bar_fields(), **shift_bar.bar_fields()}


def _lines() -> Fields:
    return line_fields(SIDE[0].link)


def _kind(values: Values) -> str:
    """Return which bar the section has: none where two known windows stand beside each other."""
    return "" if (values["show"], values["mode"]) == ("pairs", "known") else values["show"]


def _say(layer: nn.Module, values: Values) -> dict[str, Any]:
    return shift_bar.say(layer, values)


def _read(line: str, values: Values) -> tuple[dict[str, Any], str]:
    if _kind(values) == "shift":
        return with_line(line, values, _say)
    if not _kind(values):
        raise PoolvizError(N_("this section has no layer to set"))
    return read_lines(line, values)


def _bar(values: Values, refused: Refused | None, said: str) -> Bar | None:
    kind = _kind(values)
    if kind == "shift":
        return shift_bar.shift_bar(values, refused, said)
    if kind == "pairs":
        return making_bar.making_bar(values, _lines(), refused, said)
    return lines_bar(values, _lines(), (), refused, said) if kind else None


BARRED = Barred(bar_fields, _bar, _say, _read)
