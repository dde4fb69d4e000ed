"""The bar of an adaptive layer: its class, output_size along each axis, and whether indices are returned."""

from collections.abc import Iterator
from typing import Any

from torch import nn

from poolviz.answers.findings.adaptive.part import LARGEST
from poolviz.answers.settings.bar import (
    AXES,
    EMPTY,
    Barred,
    bar_texts,
    choice_argument,
    defaults,
    flag_argument,
    settings,
)
from poolviz.answers.settings.fields import Fields, Values, flag, one_of, whole
from poolviz.answers.settings.layer_values import unshown
from poolviz.answers.settings.numbers import help_of
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.layers import torch_class
from poolviz.texts import N_, _
from poolviz.views.stage.wire.bar import Argument, Bar, Refused

NAMES = ("AdaptiveMaxPool2d", "AdaptiveAvgPool2d")
SIZE = ("ah", "aw")  # the settings of output_size; empty ones keep the picture's own size
LOWEST, HIGHEST = -99, 9999  # of output_size, as far as it can be typed


def bar_fields() -> Fields:
    """Return the settings of the layer: its class, output_size along each axis, return_indices."""
    sizes = {key: whole(7, LOWEST, HIGHEST, none=True) for key in SIZE}
    return {"of": one_of(NAMES), **sizes, "ai": flag()}


def layer_of(values: Values, name: str = "") -> nn.Module:
    """Return the layer that the settings say, or that called `name` of the same output_size.

    >>> layer_of({"of": "AdaptiveMaxPool2d", "ah": 2, "aw": None, "ai": False})
    AdaptiveMaxPool2d(output_size=(2, None))
    """
    name = name or values["of"]
    height, width = (values[key] for key in SIZE)
    size = (height, width) if height is None or height != width else height
    indices = {"return_indices": True} if name == NAMES[0] and values["ai"] else {}
    return getattr(nn, name)(size, **indices)


def say(layer: nn.Module, _values: Values) -> dict[str, Any]:
    """Return the settings that say `layer`; PoolvizError where it is no such layer or its size no such size.

    >>> say(nn.AdaptiveAvgPool2d((None, 3)), {})
    {'of': 'AdaptiveAvgPool2d', 'ah': None, 'aw': 3, 'ai': False}
    """
    name = torch_class(layer).__name__
    if name not in NAMES:
        raise unshown(name, NAMES)
    said: Any = layer.output_size
    sizes = tuple(said) if isinstance(said, tuple | list) else (said, said)
    wrong = [one for one in sizes if not (one is None or (type(one) is int and LOWEST <= one <= HIGHEST))]
    if wrong or len(sizes) != len(SIZE):
        raise PoolvizError(
            N_("`{name}` must be a whole number from {lowest} to {highest} here, but got {got}"),
            name="output_size",
            lowest=LOWEST,
            highest=HIGHEST,
            got=wrong[0] if wrong else said,
        )
    return {
        "of": name,
        **dict(zip(SIZE, sizes, strict=True)),
        "ai": bool(getattr(layer, "return_indices", 0)),
    }


def _bar(values: Values, refused: Refused | None, said: str) -> Bar | None:
    if values["sec"] != "fixed":
        return None
    known = bar_fields()
    return Bar(
        prefix="nn.",
        name=choice_argument("layer", "of", _("Layer"), dict.fromkeys(NAMES, "")),
        arguments=list(_arguments(values["of"])),
        values=settings(values, known),
        defaults=defaults(known),
        line=code(layer_of(values)),
        texts=bar_texts(),
        each=True,
        said=said,
        refused=refused,
    )


def _arguments(name: str) -> Iterator[Argument]:
    kept = _("None keeps the picture's own size along this axis.")
    yield Argument(
        name="output_size",
        kind="number",
        keys=SIZE,
        labels=[f"output_size, {_(axis)}" for axis in AXES[2]],
        main=SIZE[0],
        help=f"{kept} {help_of('output_size')}",
        usual="",
        empty=EMPTY["output_size"],
        lowest=1,  # lower ones are typed, to see what torch says
        highest=LARGEST,
    )
    if name == NAMES[0]:
        yield flag_argument("return_indices", "ai", False)


BARRED = Barred(bar_fields, _bar, say)
