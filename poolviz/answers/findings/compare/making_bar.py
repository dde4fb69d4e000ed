"""The bar of a made pair: the layers, of which one another matrix is made, how, and which one it is."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from poolviz.answers.findings.compare.counterexamples import HOW, used_of, ways_of
from poolviz.answers.findings.compare.line_bar import lines_bar
from poolviz.answers.findings.compare.lines import KEYS, lines_of
from poolviz.answers.settings.bar import choice_argument, single
from poolviz.answers.settings.fields import Fields, Values, one_of, whole
from poolviz.answers.settings.numbers import MOST_SEEDS
from poolviz.texts import N_, _
from poolviz.views.stage.comparisons.layers import title
from poolviz.views.stage.wire.bar import Argument, Bar, Refused

OF_HELP = N_("For this layer another matrix is made that gives the same output.")
HOW_HELP = N_("What is changed in your matrix.")
SEED_HELP = N_("Which of the matrices that can be made: each number makes another one.")


def bar_fields() -> Fields:
    """Return the settings of what is made."""
    return {"of": one_of(KEYS), "how": one_of(HOW), "seed": whole(0, 0, MOST_SEEDS)}


def making_bar(values: Values, lines: Fields, refused: Refused | None, said: str) -> Bar:
    """Return the bar of the `lines` and of what is made of one of them; what is not offered is none."""
    used = used_of(values)
    found = lines_bar(used, {**lines, **bar_fields()}, list(_arguments(used)), refused, said)
    outputs = {used["of"]: ("output", "other_output")}
    return replace(found, calls=[replace(one, grids=outputs.get(one.of, ())) for one in found.calls])


def _arguments(values: Values) -> Iterator[Argument]:
    lines = lines_of(values)
    if not lines:
        return
    titles = {key: title(key.upper(), line) for key, line in lines.items()}
    yield choice_argument(_("Same output of"), "of", _("Same output of"), titles, _(OF_HELP), beside=True)
    ways = {name: _(HOW[name]) for name in ways_of(lines[values["of"]])}
    if ways:
        yield choice_argument(_("How"), "how", _("How"), ways, _(HOW_HELP), beside=True)
        seed: dict[str, Any] = {"lowest": 0, "highest": MOST_SEEDS, "usual": "0", "beside": True}
        yield single(_("Draw"), "number", "seed", _(SEED_HELP), **seed)
