"""An Explanation as the stage that a notebook shows."""

import html
import math
from dataclasses import replace

import torch
from torch import Tensor

from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.costs import MOST_DRAWN
from poolviz.texts import _
from poolviz.views.export.page import html_page
from poolviz.views.stage.pooling import number_grid, place_link, pooling_stage, stage
from poolviz.views.stage.wire.stage import Stage

HEIGHTS = {1: 620, 2: 600, 3: 820}  # px of the frame, by the axes that a layer pools
MOST_PIXELS = 512 * 512
BRIGHTEST = 255


def notebook_html(explanation: Explanation) -> str | None:
    """Return the stage of the first plane as HTML for a notebook, or a sentence why it is not drawn.

    None where there are no numbers to draw: input or output is empty or on the meta device.
    """
    if any(one.is_meta or not one.numel() for one in (explanation.input, explanation.output)):
        return None
    drawn = _drawn(explanation)
    if drawn is None:
        return _too_large(explanation)
    data, said = drawn
    title = " · ".join([code(explanation.layer), *said])
    page = html.escape(html_page(data, title), quote=True)
    look = f"width:100%;height:{HEIGHTS[explanation.dims]}px;border:0"
    return f'<iframe srcdoc="{page}" title="{html.escape(title, quote=True)}" style="{look}"></iframe>'


def _too_large(explanation: Explanation) -> str:
    said = _("{layer}: {shape_in} → {shape_out}. There are too many cells to draw; explain a part of them.")
    text = said.format(
        layer=code(explanation.layer),
        shape_in=tuple(explanation.input.shape),
        shape_out=tuple(explanation.output.shape),
    )
    return f"<p>{html.escape(text)}</p>"


def _drawn(explanation: Explanation) -> tuple[Stage, list[str]] | None:
    """Return the stage that fits, of numbers, a signal or a picture, and what is to be said of it."""
    dims, channels = explanation.dims, 1
    most = max(math.prod(one.shape[-dims:]) for one in (explanation.input, explanation.output))
    picture = most > MOST_DRAWN
    if picture:
        pictured = explanation.reduction.indices or explanation.reduction.averages
        if dims != 2 or not pictured or most > MOST_PIXELS:
            return None
        channels = 3 if explanation.input.shape[-3:-2] == (3,) else 1
    first = first_planes(explanation, channels)
    planes = math.prod(explanation.input.shape[:-dims])
    said = [_("the first of {n} planes").format(n=planes)] if planes > channels else []
    if picture:
        return _picture(first, said)
    if first.places is not None:
        return _unpooled(first), said
    if dims == 1:
        from poolviz.views.stage.signals import signals_stage

        return signals_stage([first], height=340), said
    return pooling_stage(first, height=340), said


def first_planes(explanation: Explanation, channels: int) -> Explanation:
    """Return the first sample of an explanation with so many channels, (1, channels, *plane), on the CPU."""
    missing = 2 - len(explanation.leading)
    first = explanation.part((slice(1), slice(channels))[missing:])

    def kept(given: Tensor | None) -> Tensor | None:
        return None if given is None else _plain(given[(None,) * missing])

    x, output = (_plain(one[(None,) * missing]) for one in (first.input, first.output))
    return replace(first, input=x, output=output, places=kept(first.places), picks=kept(first.picks))


def _plain(given: Tensor) -> Tensor:
    """Return a tensor on the CPU, without a gradient, of a kind that every operator knows."""
    plain = given.detach().cpu()
    return plain.float() if plain.dtype in (torch.float16, torch.bfloat16) else plain


def _picture(first: Explanation, said: list[str]) -> tuple[Stage, list[str]] | None:
    """Return the stage of a picture; of values from 0 to 1 the stage shows 255 times the value."""
    from poolviz.views.stage.pictures import pictures_stage

    low, high = (float(bound) for bound in first.input.aminmax())
    if not (low >= 0 and high <= BRIGHTEST):
        return None
    if high <= 1:
        said = [*said, _("all values times {n}").format(n=BRIGHTEST)]
        first = replace(first, input=first.input * BRIGHTEST, output=first.output * BRIGHTEST)
    return pictures_stage([first], height=380), said


def _unpooled(first: Explanation) -> Stage:
    """Return the stage of a MaxUnpool: each pooled value, its index, and the place it returns to."""
    assert first.places is not None
    pooled, places, output = (
        one[0, 0] if first.dims > 1 else one[0] for one in (first.input, first.places, first.output)
    )
    grids = [
        number_grid("output", "output", _("Input"), pooled),
        number_grid("indices", "output", _("Indices"), places),
        number_grid("unpooled", "unpooled", _("Unpooled"), output),
    ]
    return stage(_("Unpooling"), grids, [place_link("output", "unpooled", places)], height=340)


def shown(explanation: Explanation) -> str | None:
    """Return the stage of `explanation` as HTML; None where it cannot be drawn, so that the repr is shown."""
    try:
        return notebook_html(explanation)
    except PoolvizError:
        return None
