"""The bar of the shift lab: the layer, how far the signal moves, what enters at its edge."""

from collections.abc import Iterator
from typing import Any

from torch import nn

from poolviz.answers.findings.compare.shifts import ENDS, NAMES, WEIGHTS, weights_of
from poolviz.answers.findings.sliding import POOLED, held, sliding
from poolviz.answers.settings.bar import EMPTY, bar_texts, choice_argument, defaults, settings, single
from poolviz.answers.settings.fields import Fields, Values, one_of, text_of, whole, words
from poolviz.answers.settings.layer_values import unshown
from poolviz.answers.settings.numbers import HELP
from poolviz.errors import PoolvizError
from poolviz.findings.shifts import RIVALS, rivals
from poolviz.pooling.layers import torch_class
from poolviz.texts import N_, _
from poolviz.views.stage.wire.bar import Argument, Bar, Refused
from poolviz.views.words.programs.comparison import shift_line

MOST_CELLS, FARTHEST = 8, 15
CALLS = {"max": "nn.MaxPool1d", "mean": "nn.AvgPool1d", "conv": "F.conv1d"}
FLOATS = r"-?\d*\.?\d+"  # one of the weights
KERNEL_HELP = N_("How many cells a window reads.")
OF_OTHERS = N_("The window of the other layers in the table below. A stride left empty is just as large.")
WEIGHTS_HELP = N_("One to eight numbers. −1 1 responds to edges. In a network they are learned.")
BY_HELP = N_("How many cells the signal moves to the right; to the left where it is negative.")
ENDS_HELP = N_("Circular: what leaves on one side returns on the other.")


def bar_fields() -> Fields:
    """Return the settings of the layer and of the shift."""
    return {
        "win": whole(2, 1, MOST_CELLS),
        "hop": whole(None, 1, MOST_CELLS),
        "by": whole(1, -FARTHEST, FARTHEST),
        "ends": one_of(ENDS),
        "rival": one_of({name: NAMES[name] for name in RIVALS}),
        "weights": words(WEIGHTS, 200),
    }


def say(layer: nn.Module, _values: Values) -> dict[str, Any]:
    """Return the settings that say `layer`; PoolvizError where it is none of a signal's here.

    >>> say(nn.AvgPool1d(3), {}), say(nn.MaxPool2d((1, 2), stride=(1, 1)), {})
    ({'rival': 'mean', 'win': 3, 'hop': None}, {'rival': 'max', 'win': 2, 'hop': 1})
    """
    name = torch_class(layer).__name__
    if name not in POOLED:
        raise unshown(name, tuple(POOLED))
    kernel, stride, padding = sliding(layer)
    if padding:
        raise PoolvizError(N_("`{name}` is nothing that this page sets"), name="padding")
    held("kernel_size", kernel, 1, MOST_CELLS)
    held("stride", stride, 1, MOST_CELLS)
    return {"rival": POOLED[name], "win": kernel, "hop": None if stride == kernel else stride}


def shift_bar(values: Values, refused: Refused | None, said: str) -> Bar:
    """Return the bar of the layer that the settings say."""
    known, calls = bar_fields(), {name: CALLS.get(name, _(NAMES[name])) for name in RIVALS}
    return Bar(
        prefix="",
        name=choice_argument("layer", "rival", _("Layer"), calls),
        arguments=list(_arguments(values["rival"])),
        values=settings(values, known),
        defaults=defaults(known),
        line=_line(values),
        texts=bar_texts(),
        said=said,
        refused=refused,
    )


def _line(values: Values) -> str:
    try:
        weights = weights_of(values["weights"])
    except PoolvizError:  # a link's, in whose place the usual ones are shown
        weights = weights_of(WEIGHTS)
    return shift_line(rivals(values["win"], values["hop"], weights)[values["rival"]])


def _arguments(rival: str) -> Iterator[Argument]:
    """The arguments of the layer, then what else is moved."""
    if rival == "conv":
        yield _weights()
    else:
        yield _number("kernel_size", "win", _(KERNEL_HELP))
    yield _number("stride", "hop", _(HELP["stride"]), empty=EMPTY["stride"], follows="kernel_size", usual="")
    yield _number(_("moved by"), "by", _(BY_HELP), lowest=-FARTHEST, highest=FARTHEST, beside=True)
    titles = {name: _(title) for name, title in ENDS.items()}
    ends = _("What enters at the edge")
    yield choice_argument(ends, "ends", ends, titles, _(ENDS_HELP), beside=True)
    if rival == "conv":
        yield _number("kernel_size", "win", _(OF_OTHERS), beside=True)


def _weights() -> Argument:
    pattern = rf"{FLOATS}([ ,]+{FLOATS}){{0,7}}"
    return single("weight", "text", "weights", _(WEIGHTS_HELP), usual=text_of(WEIGHTS), pattern=pattern)


def _number(name: str, key: str, said: str, **more: Any) -> Argument:
    return single(name, "number", key, said, **({"lowest": 1, "highest": MOST_CELLS} | more))
