"""Layers: the catalogue of torch.nn's pooling layers, the order of their arguments, what repr() hides."""

from collections.abc import Callable
from dataclasses import dataclass

import torch
from torch import nn

from poolviz.answers.settings.fields import Fields, Values, one_of
from poolviz.answers.settings.run import VERSION
from poolviz.findings.catalogue.layers import KINDS, Example, Kind, example, family_name, layers
from poolviz.findings.catalogue.traps import (
    Shown,
    late_refusal,
    same_repr,
    silent_order,
    silent_swap,
    swapped_places,
)
from poolviz.pooling.code.signatures import Trap, dtypes, hidden_parameters, order_traps
from poolviz.pooling.devices import CPU, describe
from poolviz.pooling.layers import SIGNATURES
from poolviz.texts import N_, _
from poolviz.views.words.catalogue import dtype_line

ALL = "all"
DIMS = {"1": "1d", "2": "2d", "3": "3d", ALL: N_("all")}
SHOWN = {"layers": N_("Layers"), "order": N_("Argument order"), "repr": "repr()"}

Layer = type[nn.Module]


@dataclass(frozen=True)
class OneLayer:
    """Everything about one `layer`: what it is for, its `example`, what to be careful of, its dtypes."""

    layer: Layer
    kind: Kind
    example: Example
    trap: Trap | None
    hidden: tuple[str, ...]
    dtypes: str


@dataclass(frozen=True)
class Catalogue:
    """Layers to choose from; torch has none where there are none, and `asked` is the name it would have."""

    layers: tuple[Layer, ...]
    asked: str


@dataclass(frozen=True)
class ArgumentOrder:
    """Where a layer and its function, or two layers, take another argument at one place.

    `swapped` is such a place of MaxPool and LPPool, and what each takes there.
    """

    layers: tuple[Layer, ...]
    trapped: tuple[Layer, ...]
    silent_order: Shown | None
    swapped: tuple[int, str, str]
    silent_swap: Shown


@dataclass(frozen=True)
class HiddenParameters:
    """Which parameters repr() leaves out, and that a constructor refuses almost nothing."""

    layers: tuple[Layer, ...]
    same_repr: Shown
    late_refusal: Shown


Shows = OneLayer | Catalogue | ArgumentOrder | HiddenParameters


def fields() -> Fields:
    """Return the settings of the page: what is shown, of which family, over how many axes."""
    return {
        "show": one_of(SHOWN),
        "fam": one_of({name: name for name in KINDS} | {ALL: DIMS[ALL]}),
        "dim": one_of(DIMS, "2"),
    }


def answer(values: Values, device: torch.device = CPU) -> Shows:
    """Return what the page shows; dtypes are tried on `device`."""
    dims = None if values["dim"] == ALL else int(values["dim"])
    if values["show"] in _ALL_LAYERS:
        return _ALL_LAYERS[values["show"]](tuple(layers(None, dims)), dims or 2)
    family = None if values["fam"] == ALL else values["fam"]
    found = tuple(layers(family, dims))
    return one_layer(found[0], device) if len(found) == 1 else Catalogue(found, f"{family}{dims}d")


def one_layer(cls: Layer, device: torch.device = CPU) -> OneLayer:
    """Return everything about one layer; its dtypes are tried on `device`."""
    traps = order_traps(cls)
    kind = KINDS[family_name(cls)]
    return OneLayer(
        cls, kind, example(cls), traps[0] if traps else None, hidden_parameters(cls), _tried(cls, device)
    )


def _tried(cls: Layer, device: torch.device) -> str:
    """Return the line that says which dtypes the layer takes, and where it was tried."""
    plain = dtypes(cls, str(device))
    more = dtypes(cls, str(device), True) if "return_indices" in SIGNATURES[cls] else {}
    tried = _("Tried with torch {version} on {device}:").format(version=VERSION, device=describe(device))
    return f"{tried} {dtype_line(plain, more)}"


def _order(classes: tuple[Layer, ...], axes: int) -> ArgumentOrder:
    of_max, of_norm = getattr(nn, f"MaxPool{axes}d"), getattr(nn, f"LPPool{axes}d")
    trapped = tuple(cls for cls in classes if order_traps(cls))
    swapped = swapped_places(of_max, of_norm)[0]
    return ArgumentOrder(classes, trapped, silent_order(of_max), swapped, silent_swap(axes))


def _hidden(classes: tuple[Layer, ...], axes: int) -> HiddenParameters:
    return HiddenParameters(classes, same_repr(axes), late_refusal(axes))


_ALL_LAYERS: dict[str, Callable[[tuple[Layer, ...], int], ArgumentOrder | HiddenParameters]] = {
    "order": _order,
    "repr": _hidden,
}
