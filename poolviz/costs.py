"""How much a layer reads, known before it runs."""

import math
from collections.abc import Sequence

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.layers import setting
from poolviz.shapes import output_sizes
from poolviz.texts import N_

MOST_READS = 1_000_000_000


def reads(layer: nn.Module, shape: Sequence[int]) -> int:
    """Return how many input values the windows of `layer` read in all, on an input of `shape`.

    PoolvizError where torch refuses the call.

    >>> reads(nn.MaxPool2d(2), (1, 4, 4))
    16
    """
    sizes = output_sizes(layer, shape[-2:])
    windows = math.prod(size.size * setting(layer, "kernel_size", dim) for dim, size in enumerate(sizes))
    return math.prod(shape[:-2]) * windows


def require_light(layer: nn.Module, shape: Sequence[int], most: int = MOST_READS) -> None:
    """Raise PoolvizError where `layer` would read more than `most` values: others wait for the same server.

    A layer that torch refuses reads nothing; why it does is for the call itself to say.

    >>> require_light(nn.MaxPool2d(2), (1, 4, 4))
    """
    try:
        asked = reads(layer, shape)
    except PoolvizError:
        return
    if asked > most:
        raise PoolvizError(
            N_("the windows must read at most {most} values in all here, but they would read {asked}"),
            most=f"{most:,}",
            asked=f"{asked:,}",
        )
