"""The settings of a layer: the names of their widgets and of their place in the link, and their limits."""

import inspect
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st
import torch
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.layers import arguments, family_of, torch_class
from poolviz.pooling.layouts import RANDOM_SAMPLES
from poolviz.texts import N_
from poolviz.ui.shared.address import Field, as_written, decimal, flag, one_of, power, whole

LAYER_NAMES = ("MaxPool2d", "AvgPool2d")
PLANE_LAYERS = (
    *LAYER_NAMES,
    "LPPool2d",
    "AdaptiveMaxPool2d",
    "AdaptiveAvgPool2d",
    "FractionalMaxPool2d",
)
VOLUME_LAYERS = (
    "MaxPool3d",
    "AvgPool3d",
    "LPPool3d",
    "AdaptiveMaxPool3d",
    "AdaptiveAvgPool3d",
    "FractionalMaxPool3d",
)
LINE_LAYERS = ("MaxPool1d", "AvgPool1d", "LPPool1d", "AdaptiveMaxPool1d", "AdaptiveAvgPool1d")
START_LAYER = nn.MaxPool2d(2)
PAGE_LAYERS = "page_layers"  # the names of the layers that the page on the screen shows


@dataclass(frozen=True)
class Number:
    """A number that a layer takes for each axis: its key in the link, its limits, its default.

    An empty one means what torch takes by default, or what another setting says.
    """

    name: str
    key: str
    lowest: float
    highest: float
    default: float | None

    def keys(self, dims: int) -> tuple[str, ...]:
        """Return the keys of its widgets, an axis each, depth first; the one for all is `key` itself."""
        wide, deep = f"{self.key}w", f"{self.key}d"
        return {1: (self.key,), 2: (self.key, wide), 3: (deep, self.key, wide)}[dims]

    def field(self) -> Field:
        """Return the field of one of its widgets."""
        if isinstance(self.lowest, float):
            return decimal(self.default, self.lowest, self.highest)
        return whole(self.default, self.lowest, self.highest)


NUMBERS = (
    Number("kernel_size", "k", 0, 256, 2),
    Number("stride", "s", 0, 256, None),
    Number("padding", "p", -1, 128, 0),
    Number("dilation", "d", 0, 64, 1),
    Number("output_size", "to", 0, 256, None),
    Number("output_ratio", "r", 0.01, 0.99, 0.5),
)
FLAGS = {
    "ceil_mode": ("ceil", False),
    "return_indices": ("indices", False),
    "count_include_pad": ("count_pad", True),
}
DIVISOR = Number("divisor_override", "divisor", -999, 999, None)
SEED = Number("seed", "draw", 0, 10**6, 0)


def dims_of(names: Sequence[str]) -> int:
    """Return over how many axes the layers of a page pool.

    >>> dims_of(("MaxPool3d", "AvgPool3d"))
    3
    """
    return int(names[0][-2])


def parameters(name: str) -> set[str]:
    """Return what the constructor of a layer of torch.nn takes.

    >>> sorted(parameters("LPPool2d"))
    ['ceil_mode', 'kernel_size', 'norm_type', 'stride']
    """
    return set(inspect.signature(getattr(nn, name)).parameters)


def samples(seed: int, dims: int) -> Tensor:
    """Return the random samples that a fractional layer gets for a seed, (1, 1, dims)."""
    return torch.rand(1, 1, dims, generator=torch.Generator().manual_seed(seed))


def layer_fields(names: Sequence[str] = LAYER_NAMES) -> dict[str, Field]:
    """Return the fields of a layer's controls; `names` are the layers a page shows."""
    fields = {"layer": one_of(tuple(names)), "apart": flag(), "norm": power("2")}
    for number in NUMBERS:
        fields |= {key: number.field() for key in number.keys(dims_of(names))}
    fields |= {number.key: number.field() for number in (DIVISOR, SEED)}
    return fields | {key: flag(default) for key, default in FLAGS.values()}


def put_layer(layer: nn.Module, names: Sequence[str] | None = None) -> None:
    """Set every control to `layer`; to be called before the controls are drawn.

    `names` are the layers to choose from, those of the page unless given. PoolvizError where `layer`
    is none of them, or a control cannot hold a value.
    """
    st.session_state.update(_values(layer, names or shown_layers()))


def layer_link(layer: nn.Module, names: Sequence[str]) -> dict[str, str]:
    """Return the settings in a link that open a page with the layers `names` on `layer`.

    PoolvizError where the page has no such layer, or a control cannot hold a value.
    """
    return as_written(_values(layer, names), layer_fields(names))


def holds(layer: nn.Module) -> bool:
    """Tell whether the controls can be set to `layer`."""
    try:
        _values(layer, shown_layers())
    except PoolvizError:
        return False
    return True


def shown_layers() -> Sequence[str]:
    """Return the names of the layers that the page on the screen shows."""
    return st.session_state.get(PAGE_LAYERS) or LAYER_NAMES


def _values(layer: nn.Module, names: Sequence[str]) -> dict[str, Any]:
    name = torch_class(layer).__name__
    if name not in names:
        raise PoolvizError(N_("this page shows {known}; got {got}"), known=", ".join(names), got=name)
    values = {key: field.default for key, field in layer_fields(names).items()}
    divisor = getattr(layer, DIVISOR.name, None)
    values |= {"layer": name, DIVISOR.key: None if divisor is None else _held(DIVISOR, divisor)}
    values |= {key: _flag(flag, getattr(layer, flag, default)) for flag, (key, default) in FLAGS.items()}
    if hasattr(layer, "norm_type"):
        values["norm"] = _norm(layer.norm_type)
    return values | _numbers(layer) | _seed(layer)


def _norm(value: Any) -> str:
    try:
        return power().read(f"{value}")
    except PoolvizError as error:
        rule = N_("`norm_type` must be a number from -99 to 99, inf or -inf here, but got {got}")
        raise PoolvizError(rule, got=value) from error


def _seed(layer: nn.Module) -> dict[str, Any]:
    """Keep the seed on the page, which a layer with samples of its own must be the draw of."""
    seed = st.session_state.get(SEED.key) or 0
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
