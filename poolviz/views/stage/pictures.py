"""Pictures on the stage: pixels, numbers and winners travel as raw bytes, the lens looks them up."""

import base64
import math
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import torch
from torch import Tensor

from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.views.stage.frames import own_padding, shared_frame
from poolviz.views.stage.pooling import stage, window_link, winning_taps
from poolviz.views.stage.rules import pooled_rule
from poolviz.views.stage.wire.grid import FixedPoint, Grid, Picture
from poolviz.views.stage.wire.rule import PooledRule
from poolviz.views.stage.wire.stage import Stage

NO_MEMBER = LARGEST = 2**16 - 1
NO_MEMBER_OF_FEW = 2**8 - 1  # where windows are so small that 8 bits tell which tap is taken
FINEST = 0.01


def pictures_stage(explanations: Sequence[Explanation], **options: Any) -> Stage:
    """Return the stage of an input picture and of what layers with the same windows make of it, side by side.

    The inputs are one batch of one picture, (1, 3 or 1, H, W), with values from 0 to 255.
    """
    first = explanations[0]
    drawn = [picture_grid("input", "input", _("Input"), first.input[0], frame=shared_frame(explanations))]
    for explanation in explanations:
        key, title = explanation.family.reduce, _(explanation.reduction.title)
        drawn.append(
            picture_grid(key, "output", title, explanation.output[0], rule=picture_rule(explanation))
        )
    return stage(_("Pooling"), drawn, [window_link("output", "input", first.axes)], **options)


def picture_stage(x: Tensor, **options: Any) -> Stage:
    """Return the stage of the picture `x` (1, C, H, W) alone, where no layer could be applied to it."""
    return stage(_("Input"), [picture_grid("input", "input", _("Input"), x[0])], [], **options)


def picture_grid(key: str, space: str, title: str, values: Tensor, **parts: Any) -> Grid:
    """Return a grid that shows `values` (3 or 1, rows, columns) as a picture.

    Parts are those of `Grid`, such as frame and rule.
    """
    channels, rows, cols = values.shape
    shown = as_bytes(values)
    picture = Picture(3 if channels == 3 else 1, packed(shown, "u1"), numbers(values, shown))
    given = {"caption": f"{rows} × {cols}", "numbers": values} | parts
    return Grid(key, space, title, rows, cols, picture=picture, **given)


def as_bytes(values: Tensor) -> Tensor:
    """Return `values` as the pixels that are drawn: rounded, from 0 to 255; what is not finite is black."""
    low, high = (float(bound) for bound in values.aminmax())
    if not (low >= 0 and high <= 255):
        values = values.nan_to_num(0, posinf=0, neginf=0).clamp(0, 255)
    return values.round().byte()


def numbers(values: Tensor, shown: Tensor) -> FixedPoint | None:
    """Return `values` in fixed point, None where the pixels `shown` are the numbers.

    The scale is a power of ten, so that what is shown is the number rounded; of an average it is 0.01.
    It is negative where the values are (an average divided by a negative number).
    """
    if torch.equal(values, shown.float()):
        return None
    low, high = (float(bound) for bound in values.aminmax())
    if not (math.isfinite(low) and math.isfinite(high)):
        # Only a maximum is infinite: where it is, no pixel lies in the window and the stage says so.
        return None
    coarser = max(0, math.ceil(math.log10(max(-low, high) / FINEST / LARGEST)))
    scale = FINEST * 10**coarser * (-1 if low < 0 else 1)
    return FixedPoint(packed((values / scale).round().clamp_(0, LARGEST), "<u2"), scale)


def picture_rule(explanation: Explanation) -> PooledRule:
    """Return how the pixels of the output follow from their windows, in every channel."""
    frame, reduction = own_padding(explanation), explanation.reduction
    if not reduction.takes_one:
        return replace(pooled_rule(explanation), frame=frame)
    taps = winning_taps(explanation)[0]
    few = int(taps.max()) < NO_MEMBER_OF_FEW
    none, kind = (NO_MEMBER_OF_FEW, "u1") if few else (NO_MEMBER, "<u2")
    places = packed(taps.masked_fill(taps < 0, none), kind)
    return replace(pooled_rule(explanation, places), frame=frame, empty=reduction.padding)


def packed(values: Tensor, kind: str) -> str:
    """Return whole numbers (C, H, W) as base64 of numpy's `kind`: pixel by pixel, channels last.

    >>> import torch
    >>> base64.b64decode(packed(torch.tensor([[[1, 2]], [[3, 4]]]), "u1"))
    b'\\x01\\x03\\x02\\x04'
    """
    return base64.b64encode(values.permute(1, 2, 0).numpy().astype(kind).tobytes()).decode("ascii")
