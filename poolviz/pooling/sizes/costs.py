"""How much a layer reads, known before it runs."""

import math
from collections.abc import Sequence

from torch import nn

from poolviz.errors import REFUSALS, PoolvizError
from poolviz.pooling.layers import family_of, setting
from poolviz.pooling.layouts import layout_of, shape_after
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.texts import N_

MOST_READS = 1_000_000_000
MOST_DRAWN = 4096


def reads(layer: nn.Module, shape: Sequence[int], made: Sequence[int] | None = None) -> int:
    """Return how many input values the windows of `layer` read in all, on an input of `shape`.

    Of adaptive windows it is the most there can be. Where the shape that it `made` is not known yet, torch
    is asked: PoolvizError where it refuses the call.

    >>> reads(nn.MaxPool2d(2), (1, 4, 4))
    16
    """
    dims = family_of(layer)[1]
    outputs = (output_shape(layer, shape) if made is None else made)[-dims:]
    along = (
        _reads_along(layer, dim, length, size)
        for dim, (length, size) in enumerate(zip(shape[-dims:], outputs, strict=True))
    )
    return math.prod(shape[:-dims]) * math.prod(along)


def _reads_along(layer: nn.Module, dim: int, length: int, size: int) -> int:
    if layout_of(layer).kernel:
        return size * setting(layer, "kernel_size", dim)
    # Neighbouring adaptive windows share a cell at most; an unpooled cell is written once.
    return length + size


def require_light(
    layer: nn.Module, shape: Sequence[int], most: int = MOST_READS, outputs: int | None = None
) -> None:
    """Raise PoolvizError where `layer` would read more than `most` values, or make more than `outputs` cells.

    Others wait for the same server, and so many cells cannot be drawn. A layer that torch refuses costs
    nothing; why it does is for the call itself to say.

    >>> require_light(nn.AdaptiveMaxPool3d(16), (1, 4, 4, 4), outputs=MOST_DRAWN)
    """
    try:
        made = shape_after(layer, shape)
    except REFUSALS:
        return
    if (asked := reads(layer, shape, made)) > most:
        raise PoolvizError(
            N_("the windows must read at most {most} values in all here, but they would read {asked}"),
            most=f"{most:,}",
            asked=f"{asked:,}",
        )
    if outputs is not None and (cells := math.prod(made)) > outputs:
        raise PoolvizError(
            N_("the output must have at most {most} cells to be drawn, but it would have {asked}"),
            most=f"{outputs:,}",
            asked=f"{cells:,}",
        )
