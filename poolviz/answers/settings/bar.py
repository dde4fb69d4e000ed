"""A layer's settings as the bar above the stage: one control an argument, from torch's own signatures."""

import inspect
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any, Literal

from poolviz.answers.settings.fields import Fields, Values, text_of
from poolviz.answers.settings.layer import layer_of, shown_numbers, undrawn
from poolviz.answers.settings.layer_values import Say, saying, with_line
from poolviz.answers.settings.numbers import (
    DIVISOR,
    FLAGS,
    NUMBERS,
    SEED,
    Number,
    dims_of,
    help_of,
    layer_fields,
    parameters,
)
from poolviz.pooling.layouts import RANDOM_SAMPLES
from poolviz.texts import N_, _
from poolviz.views.stage.wire.bar import Argument, Bar, BarTexts, Choice, Refused, Setting

APART = "apart"
EMPTY = {"stride": "= k", "output_size": "None", DIVISOR.name: "None"}  # what an empty box means
NORMS = ("1", "2", "3", "inf", "-inf")
FIRST_SIZE = "3"  # of an adaptive layer that is chosen: without a size it would only copy
Kind = Literal["number", "flag", "text", "choice"]
AXES = {1: ("",), 2: (N_("height"), N_("width")), 3: (N_("depth"), N_("height"), N_("width"))}


@dataclass(frozen=True)
class Barred:
    """What a page's bar sets: the `fields` of its arguments, and what gives the `bar` for their values.

    The bar is None where what is shown has no layer. `say` gives the values that say a layer, `read` those
    that say a line of code, and a remark on it, where a line is more than a layer of torch; `written` is that
    line.
    """

    fields: Callable[[], Fields]
    bar: Callable[[Values, Refused | None, str], Bar | None]
    say: Say
    read: Callable[[str, Values], tuple[dict[str, Any], str]] | None = None
    written: Callable[[Values], str] | None = None

    def with_line(self, line: str, values: Values) -> tuple[dict[str, Any], str]:
        """Return `values` with what a line of code says, and a remark on it; raises PoolvizError."""
        return with_line(line, values, self.say) if self.read is None else self.read(line, values)


def barred(names: Sequence[str]) -> Barred:
    """Return what the bar sets on a page that shows one of the layers `names`."""

    def bar(values: Values, refused: Refused | None, said: str) -> Bar:
        return layer_bar(values, names, refused, said)

    return Barred(partial(layer_fields, names), bar, saying(names))


def layer_bar(values: Values, names: Sequence[str], refused: Refused | None = None, said: str = "") -> Bar:
    """Return the bar of the layer that the settings say, on a page that shows the layers `names`.

    >>> values = {key: field.default for key, field in layer_fields().items()}
    >>> [one.name for one in layer_bar(values | {"k": 3}, ("MaxPool2d", "AvgPool2d")).arguments]
    ['kernel_size', 'stride', 'padding', 'dilation', 'return_indices', 'ceil_mode']
    """
    fields, asked = layer_fields(names), layer_of(values, names)
    if asked.refused is not None:
        said = _("torch refuses these arguments: {message}").format(message=asked.refused)
    return Bar(
        prefix="nn.",
        name=_name(values, names),
        arguments=list(_arguments(values, dims_of(names))),
        values=settings(values, fields),
        defaults=defaults(fields),
        line=undrawn(asked.layer),
        texts=bar_texts(),
        apart=APART if dims_of(names) > 1 else "",
        groups=[_main_first(number, dims_of(names)) for number in NUMBERS] if dims_of(names) > 1 else (),
        said=said,
        refused=refused,
    )


def settings(values: Values, fields: Fields) -> list[Setting]:
    """Return the text of every one of `fields`, as an address writes it."""
    return [(key, text_of(values[key])) for key in fields]


def defaults(fields: Fields) -> list[Setting]:
    """Return the text of every default, as an address would write it."""
    return settings({key: field.default for key, field in fields.items()}, fields)


def bar_texts() -> BarTexts:
    """Return the sentences of a bar."""
    return BarTexts(
        bar=_("The layer"),
        copy=_("Copy this line"),
        copied=_("The line is copied."),
        code=_("Type or paste a line"),
        code_hint=_("Enter sets every argument, Escape leaves them as they are"),
        unread=_("`{name}` must be {rule}."),
        less=_("{name}: less"),
        more=_("{name}: more"),
        apart=_("{name}: a number for each axis"),
        together=_("{name}: one number for all axes"),
        several=_("`{name}` takes one number for each axis, here {axes}, but got {text}"),
        refused=_("torch says: {message}"),
        add=_("Add a layer"),
        remove=_("Remove this layer"),
        all=_("All arguments"),
    )


def _name(values: Values, names: Sequence[str]) -> Argument:
    begins = (FIRST_SIZE,) if values["to"] is None else ()
    choices = [Choice(name, sets=[("to", size) for size in begins if _needs_size(name)]) for name in names]
    return single("layer", "choice", "layer", label=_("Layer"), choices=choices)


def _needs_size(name: str) -> bool:
    """Tell whether a layer must be told its output size."""
    taken = parameters(name)
    return "output_size" in taken and taken["output_size"].default is taken["output_size"].empty


def _arguments(values: Values, dims: int) -> Iterator[Argument]:
    """The arguments in the order of torch's signature, then the draw of a layer with random samples."""
    name = values["layer"]
    numbers = {number.name: number for number in shown_numbers(values, parameters(name))}
    for key, known in parameters(name).items():
        usual = known.default
        if key in numbers:
            yield _number(numbers[key], dims, usual)
        elif key in FLAGS:
            yield flag_argument(key, FLAGS[key][0], usual)
        elif key == DIVISOR.name:
            yield _number(DIVISOR, 1, usual)
        elif key == "norm_type":
            yield _norm()
        elif key == RANDOM_SAMPLES:
            yield _number(SEED, 1, 0, beside=True)


def single(name: str, kind: Kind, key: str, said: str = "", label: str = "", **more: Any) -> Argument:
    """Return an argument of the one setting `key`; `label` where its name alone does not say what it is."""
    return Argument(name=name, kind=kind, keys=(key,), labels=(label or name,), main=key, help=said, **more)


def choice_argument(
    name: str, key: str, label: str, titles: Mapping[str, str], said: str = "", **more: Any
) -> Argument:
    """Return the menu of an argument, a title for each text that an address has for it."""
    choices = [Choice(text, title) for text, title in titles.items()]
    return single(name, "choice", key, said, label, choices=choices, **more)


def flag_argument(name: str, key: str, usual: bool) -> Argument:
    """Return the switch of an argument that is True or False, and `usual` where nothing is said."""
    return single(name, "flag", key, help_of(name), usual=text_of(usual))


def _number(number: Number, dims: int, usual: object, beside: bool = False) -> Argument:
    keys, name = number.keys(dims), _("Draw") if beside else number.name
    axes = [f"{name}, {_(axis)}" for axis in AXES[dims]] if dims > 1 else [name]
    # Without a default of torch's, or of the field, there must be a number.
    known = usual is not inspect.Parameter.empty and (usual is not None or number.default is None)
    return Argument(
        name=name,
        kind="number",
        keys=keys,
        labels=axes,
        main=number.key,
        help=help_of(number.name),
        usual=text_of(usual) if known else "" if number.default is None else None,
        empty=EMPTY.get(number.name, ""),
        follows="kernel_size" if number.name == "stride" else "",
        lowest=number.lowest,
        highest=number.highest,
        step=0.05 if isinstance(number.lowest, float) else 1,
        beside=beside,
    )


def _main_first(number: Number, dims: int) -> list[str]:
    return sorted(number.keys(dims), key=lambda key: key != number.key)


def _norm() -> Argument:
    choices, number = [Choice(norm) for norm in NORMS], r"-?(inf|\d*\.?\d+)"
    return single("norm_type", "text", "norm", help_of("norm_type"), choices=choices, pattern=number)
