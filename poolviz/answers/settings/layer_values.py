"""The settings that say a layer: the way back from a line of code to the controls of a page."""

from collections.abc import Callable, Sequence
from typing import Any

import torch
from torch import nn

from poolviz.answers.settings.fields import Values, power, written
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.numbers import (
    DIVISOR,
    FLAGS,
    NUMBERS,
    SEED,
    Number,
    layer_fields,
    parameters,
    samples,
)
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.layers import LAYERS, arguments, family_of, torch_class
from poolviz.pooling.layouts import LAYOUTS, RANDOM_SAMPLES
from poolviz.texts import N_, _

# The settings that say a layer, beside those that a page has; PoolvizError where it has no such layer.
Say = Callable[[nn.Module, Values], dict[str, Any]]


def layer_link(layer: nn.Module, names: Sequence[str]) -> dict[str, str]:
    """Return the settings in a link that open a page with the layers `names` on `layer`.

    PoolvizError where the page has no such layer, or a control cannot hold a value.
    """
    return written(layer_values(layer, names), layer_fields(names))


def saying(names: Sequence[str]) -> Say:
    """Return what gives the settings of a layer, on a page that shows the layers `names`.

    >>> saying(("MaxPool2d",))(nn.MaxPool2d(3), {})["k"]
    3
    """
    return lambda layer, values: layer_values(layer, names, int(values.get(SEED.key) or 0))


def with_line(line: str, values: Values, say: Say) -> tuple[dict[str, Any], str]:
    """Return `values` with the layer that a line of code says, and a remark where it was written otherwise.

    PoolvizError where the line cannot be read, or the page has no such layer.

    >>> with_line("F.max_pool2d(x, 3)", {}, saying(("MaxPool2d",)))[1]
    'In torch.nn this is nn.MaxPool2d(3).'
    """
    layer = parse(line)
    known = say(layer, values)
    if torch_class(layer).__name__ in line:
        return {**values, **known}, ""
    # A function, or a layer of Keras.
    return {**values, **known}, _("In torch.nn this is {layer}.").format(layer=code(layer))


def layer_values(layer: nn.Module, names: Sequence[str], seed: int = 0) -> dict[str, Any]:
    """Return the settings that say `layer`, on a page that shows the layers `names`.

    `seed` is that of the page's random samples. PoolvizError where the page has no such layer, or where a
    setting cannot hold a value.

    >>> layer_values(nn.MaxPool2d(3), ("MaxPool2d",))["k"]
    3
    """
    name = torch_class(layer).__name__
    if name not in names:
        raise unshown(name, names)
    values = {key: field.default for key, field in layer_fields(names).items()}
    divisor = getattr(layer, DIVISOR.name, None)
    values |= {"layer": name, DIVISOR.key: None if divisor is None else _held(DIVISOR, divisor)}
    values |= {key: _flag(flag, getattr(layer, flag, default)) for flag, (key, default) in FLAGS.items()}
    if hasattr(layer, "norm_type"):
        values["norm"] = _norm(layer.norm_type)
    return values | _numbers(layer) | _seed(layer, seed)


def unshown(name: str, names: Sequence[str]) -> PoolvizError:
    """Return the error that a page which shows the layers `names` has none called `name`."""
    return PoolvizError(
        N_("this page shows {known}, but got {got}, which the page {page} shows"),
        known=", ".join(names),
        got=name,
        page=PoolvizError(_page_of(name)),  # quoted, and so in the reader's language
    )


def settled(values: Values, names: Sequence[str]) -> dict[str, Any]:
    """Return `values` with their layer as `layer_values` says it: what it does not take is at its default.

    >>> from poolviz.answers.settings.numbers import PLANE_LAYERS
    >>> start = {key: field.default for key, field in layer_fields(PLANE_LAYERS).items()}
    >>> settled({**start, "layer": "AvgPool2d", "d": 3}, PLANE_LAYERS)["d"]
    1
    """
    layer = layer_of(values, names).layer
    return {**values, **layer_values(layer, names, int(values[SEED.key] or 0))}


def drawn_values(layer: nn.Module, names: Sequence[str]) -> dict[str, Any]:
    """Return `layer_values` without the seed, which the page keeps."""
    return {key: value for key, value in layer_values(layer, names).items() if key != SEED.key}


def _page_of(name: str) -> str:
    """Return the title (untranslated) of a page whose controls hold the layer `name`."""
    family, dims = LAYERS[getattr(nn, name)]
    if LAYOUTS[family.layout].places:
        return N_("Unpooling")
    return {1: N_("Signals"), 2: N_("Windows"), 3: N_("Volumes")}[dims]


def _norm(value: Any) -> str:
    try:
        return power().read(f"{value}")
    except PoolvizError as error:
        rule = N_("`norm_type` must be a number from -99 to 99, inf or -inf here, but got {got}")
        raise PoolvizError(rule, got=value) from error


def _seed(layer: nn.Module, seed: int) -> dict[str, Any]:
    """Keep the page's seed, which a layer with samples of its own must be the draw of."""
    given = getattr(layer, RANDOM_SAMPLES, None)
    if given is not None and not torch.equal(given, samples(seed, family_of(layer)[1])):
        raise PoolvizError(N_("`_random_samples` must be left out here: the page draws them by its seed"))
    return {SEED.key: seed}


def _numbers(layer: nn.Module) -> dict[str, Any]:
    given, dims = arguments(layer), family_of(layer)[1]
    taken = parameters(torch_class(layer).__name__)
    several: dict[Number, tuple[float | None, ...]] = {}
    for number in NUMBERS:
        value = given.get(number.name) if number.name == "stride" else getattr(layer, number.name, None)
        if number.name in taken and not (number.name == "output_ratio" and value is None):
            several[number] = _each(number, value, dims)
    apart = any(len(set(values)) > 1 for values in several.values())
    held: dict[str, Any] = {"apart": apart}
    for number, values in several.items():
        held[number.key] = values[0]
        if apart:
            held |= dict(zip(number.keys(dims), values, strict=True))
    return held


def _each(number: Number, value: Any, dims: int) -> tuple[float | None, ...]:
    values = tuple(value) if isinstance(value, tuple | list) else (value,)
    if len(values) not in (1, dims):
        _held(number, value)
    # One axis alone can go without an output_size; a stride is left out for all or for none.
    empty = number.default is None and (value is None or number.name == "output_size")
    held = tuple(None if one is None and empty else _held(number, one) for one in values)
    return held if len(held) == dims else held * dims


def _held(number: Number, value: Any) -> float:
    kinds = (float,) if isinstance(number.lowest, float) else (int,)
    if type(value) not in kinds or not number.lowest <= value <= number.highest:
        raise PoolvizError(
            N_("`{name}` must be a number from {lowest} to {highest} here, but got {got}")
            if float in kinds
            else N_("`{name}` must be a whole number from {lowest} to {highest} here, but got {got}"),
            name=number.name,
            lowest=number.lowest,
            highest=number.highest,
            got=value,
        )
    return value


def _flag(name: str, value: Any) -> bool:
    if type(value) is not bool:
        raise PoolvizError(N_("`{name}` must be True or False here, but got {got}"), name=name, got=value)
    return value
