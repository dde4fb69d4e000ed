"""The bar of the Other frameworks page: the framework's call in its own words, and torch's flag."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from torch import nn

from poolviz.answers.findings.frameworks.cases import SETTINGS
from poolviz.answers.findings.frameworks.setting import (
    KINDS,
    NAMES,
    PADDINGS,
    Setting,
    padding_of,
    setting_of,
)
from poolviz.answers.findings.sliding import POOLED, held, sliding
from poolviz.answers.settings.bar import (
    Barred,
    bar_texts,
    choice_argument,
    defaults,
    flag_argument,
    settings,
    single,
)
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole
from poolviz.answers.settings.layer_values import unshown, with_line
from poolviz.answers.settings.numbers import HELP
from poolviz.errors import PoolvizError
from poolviz.findings.frameworks.calls import WORDS, Words, called_in, spelled, written
from poolviz.findings.frameworks.padding import PADDINGS as EVERY_PADDING
from poolviz.pooling.layers import torch_class
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.views.stage.wire.bar import Argument, Bar, Refused

LARGEST = 16
UNSEEN = ("count_include_pad", "return_indices")  # the first has a control, the second changes no value
PADDING_HELP = N_(
    "SAME: ⌈L / stride⌉ outputs, and as much padding as they need. VALID: none. torch takes a number instead."
)
OWN_FLAG = N_("For torch's layer. The others never count padding.")


def bar_fields() -> Fields:
    """Return the settings of the call: the framework, its padding, the pooling, and torch's flag."""
    return {
        "fw": one_of(NAMES),
        "pad": one_of(EVERY_PADDING),
        "op": one_of(KINDS),
        "fk": whole(SETTINGS["fk"], 1, LARGEST),
        "fs": whole(SETTINGS["fs"], 1, LARGEST),
        "cip": flag(SETTINGS["cip"]),
    }


def say(layer: nn.Module, values: Values) -> dict[str, Any]:
    """Return the settings of the call that people write for `layer`; PoolvizError where there is none.

    >>> say(nn.AvgPool2d(3, stride=2, padding=1), {"fw": "onnx"})
    {'op': 'mean', 'fk': 3, 'fs': 2, 'pad': 'SAME_UPPER', 'cip': True}
    """
    name = torch_class(layer).__name__
    if name not in POOLED:
        raise unshown(name, tuple(POOLED))
    kernel, stride, padding = sliding(layer, UNSEEN)
    if padding not in (0, kernel // 2):
        raise PoolvizError(
            N_("`padding` must be 0 or half of kernel_size here, as VALID and SAME are taken, but got {got}"),
            got=padding,
        )
    same = next(one for one in PADDINGS[values["fw"]] if one != "VALID")
    counts = bool(getattr(layer, "count_include_pad", SETTINGS["cip"]))
    said = {"op": POOLED[name], "fk": kernel, "fs": stride}
    return {**_held(said), "pad": same if padding else "VALID", "cip": counts}


def read(line: str, values: Values) -> tuple[dict[str, Any], str]:
    """Return `values` with what a call of one of the frameworks says, or of torch, and a remark on that."""
    found = called_in(line)
    if found is None:
        return with_line(line, values, say)
    said = {"op": found.kind, "fk": found.kernel_size, "fs": found.stride}
    return {**values, **_held(said), "fw": found.framework, "pad": found.padding}, ""


def _held(said: dict[str, Any]) -> dict[str, Any]:
    """Return `said` where the page's controls can hold it; PoolvizError where they cannot."""
    for name, key in (("kernel_size", "fk"), ("stride", "fs")):
        held(name, said[key], 1, LARGEST)
    return said


def _bar(values: Values, refused: Refused | None, said: str) -> Bar:
    known, words = bar_fields(), WORDS[values["fw"]]
    modules = {name: one.module for name, one in WORDS.items()}
    asked = _asked(values)
    names = {kind: name.format(n=asked.dims) for kind, name in words.names.items()}
    return Bar(
        prefix="",
        name=choice_argument("pooling", "op", _("Pooling"), names),
        arguments=list(_arguments(values, words, asked)),
        values=settings({**values, "pad": padding_of(values)}, known),
        defaults=defaults(known),
        line=_line(values),
        texts=bar_texts(),
        said=said,
        refused=refused,
        module=choice_argument("framework", "fw", _("Framework"), modules),
    )


def _asked(values: Values) -> Setting:
    return setting_of(values, rows=parse_matrix(values["x"]).shape[0])


def _line(values: Values) -> str:
    asked = _asked(values)
    return written(asked.called, asked.dims)


def _arguments(values: Values, words: Words, asked: Setting) -> Iterator[Argument]:
    yield _number(words.kernel, "fk", _(HELP["kernel_size"]))
    yield _number(words.stride, "fs", _("How far the window moves from one output to the next."))
    titles = {one: f'"{spelled(values["fw"], one)}"' for one in words.paddings}
    yield choice_argument(words.padding, "pad", words.padding, titles, _(PADDING_HELP))
    if hasattr(asked.layer, "count_include_pad"):
        own = flag_argument("count_include_pad", "cip", SETTINGS["cip"])
        yield replace(own, name=_("torch's count_include_pad"), help=_(OWN_FLAG), beside=True)


def _number(name: str, key: str, said: str) -> Argument:
    return single(name, "number", key, said, lowest=1, highest=LARGEST)


BARRED = Barred(bar_fields, _bar, say, read, _line)
