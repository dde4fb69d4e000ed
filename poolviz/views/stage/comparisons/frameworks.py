"""Two poolings of one input side by side as data of the stage, each with its own padding."""

from dataclasses import replace
from typing import Any

import torch

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Axis
from poolviz.texts import _
from poolviz.views.stage.pooling import frame, number_grid, rule, stage, window_link
from poolviz.views.stage.wire.grid import Frame, Grid, Mark
from poolviz.views.stage.wire.link import WindowLink
from poolviz.views.stage.wire.stage import Stage


def comparison_stage(made: Explanation, layer: Explanation, names: tuple[str, str], **options: Any) -> Stage:
    """Return the grids of two 2-d poolings of one plane: each input with its padding, each output.

    `made` is one of framework_pool, `layer` one of torch's own. Outputs' cells that differ are marked,
    where the outputs are of one size.
    """
    marks = difference_marks(made, layer)
    frames = own_frame(made), frame(layer)
    grids: list[Grid] = []
    links: list[WindowLink] = []
    for key, name, framed, one in zip(("made", "layer"), names, frames, (made, layer), strict=True):
        into, out = f"{key}_input", f"{key}_output"
        title = _("{name}: input").format(name=name)
        grids.append(number_grid(into, into, title, one.input[0, 0], frame=framed, editable=True))
        title = _("{name}: output").format(name=name)
        ruled = rule(one, (0, 0))
        grids.append(number_grid(out, out, title, one.output[0, 0], rule=ruled, marks=marks))
        links.append(window_link(out, into, one.axes))
    return stage(_("Comparison"), grids, links, **options)


def difference_marks(one: Explanation, other: Explanation) -> list[Mark]:
    """Return the mark of each output cell: "differs" where the two poolings give another value."""
    ours, theirs = one.output[0, 0], other.output[0, 0]
    if ours.shape != theirs.shape:
        return []
    same = torch.isclose(ours, theirs, rtol=1e-5, atol=1e-6, equal_nan=True)
    return ["" if equal else "differs" for equal in same.flatten().tolist()]


def own_frame(made: Explanation) -> Frame:
    """Return the frame of an input that is padded otherwise before than after."""
    (top, bottom), (left, right) = (_sides(axis) for axis in made.axes)
    # What lies beyond this on either side the browser takes for what ceil_mode adds.
    padding = (max(top, bottom), max(left, right))
    return replace(frame(made), top=top, bottom=bottom, left=left, right=right, padding=padding)


def _sides(axis: Axis) -> tuple[int, int]:
    """Return how many cells the windows read before and after the input."""
    first, last = axis.taps(0), axis.taps(axis.outputs - 1)
    return max(-first[0], 0), max(last[-1] + 1 - axis.length, 0)
