"""Networks that everybody meets, with the pools and without."""

from dataclasses import dataclass
from typing import Any

import torch

from poolviz.answers.networks.networks.choices import BY_KEY, Choice
from poolviz.answers.networks.networks.display import LARGEST_SIDE, NetworkDisplay, display, display_fields
from poolviz.answers.networks.networks.models import Model, Shape, chosen_shape
from poolviz.answers.settings.fields import Fields, Values, one_of, whole
from poolviz.errors import PoolvizError
from poolviz.pooling.devices import CPU


@dataclass(frozen=True, eq=False)
class KnownNetwork(NetworkDisplay):
    """One of CHOICES at work on an input of `shape` (C, H, W).

    Where it refuses the size that was asked for, it is shown at its own, and `refusal` says why.
    """

    choice: Choice
    shape: Shape
    refusal: PoolvizError | None = None


def fields() -> Fields:
    """Return the settings of this section; `side` is empty for a network's own size."""
    return {
        "net": one_of({key: choice.title for key, choice in BY_KEY.items()}),
        "side": whole(None, 1, LARGEST_SIDE),
        **display_fields(),
    }


def answer(values: Values, _device: torch.device = CPU) -> KnownNetwork:
    """Return the chosen network at work, always on the CPU."""
    choice, side = BY_KEY[values["net"]], values["side"]
    try:
        return _at(choice, side, values)
    except PoolvizError as error:
        return _at(choice, None, values, refusal=error)


def _at(choice: Choice, side: int | None, values: Values, **more: Any) -> KnownNetwork:
    shape = chosen_shape(choice.key, side)
    seed = values["weights"] if choice.real else 0
    shown = display(Model(choice.key, "", shape, values["photo"], seed), values)
    return KnownNetwork(**vars(shown), choice=choice, shape=shape, **more)
