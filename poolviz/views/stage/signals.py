"""Signals on the stage: one below the other along one axis, each pooled value over the span of its window."""

import itertools
import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor

from poolviz.pooling.explanation import Explanation
from poolviz.pooling.unpooling import Unpooling
from poolviz.pooling.windows import Adaptive, Axis, Sliding
from poolviz.texts import _, ngettext
from poolviz.views.stage.frames import own_padding, shared_frame
from poolviz.views.stage.pooling import (
    coverage,
    frame,
    number_grid,
    place_link,
    rule,
    stage,
    window_link,
)
from poolviz.views.stage.wire.grid import Grid, Plot, Span
from poolviz.views.stage.wire.link import Link
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.numbers import short

ONE_ROW = Sliding(length=1, outputs=1, kernel_size=1, stride=1)
KINDS = ("bars", "line")


@dataclass(frozen=True)
class Ruler:
    """What the plots of a stage share: positions from `start` to `end`, values from `low` to `high`."""

    kind: str
    start: int
    end: int
    low: float
    high: float


def signals_stage(
    explanations: Sequence[Explanation], back: Unpooling | None = None, kind: str = "bars", **options: Any
) -> Stage:
    """Return the stage of a signal, of what 1-d layers with the same windows make of it, and of the way back.

    The inputs are one batch of one channel, (1, 1, L). `kind` is one of KINDS; `back` unpools the first max.
    """
    rows = [as_row(explanation) for explanation in explanations]
    first = rows[0]
    framed, axis = shared_frame(rows), first.axes[1]
    signal = first.input[0]
    unpooled = [] if back is None else [back.output[0]]
    shown = [signal, *(row.output[0] for row in rows), *unpooled]
    end = max(axis.length + framed.right, *(plane.shape[1] for plane in shown[:1] + unpooled))
    ruler = _ruler(kind, -framed.left, end, shown)
    grids = [plot_grid("input", "input", _("Input"), signal, ruler, frame=framed, editable=True)]
    for row in rows:
        name, title, plane = row.family.reduce, output_title(row), row.output[0]
        ruled = replace(rule(row, (0,)), frame=own_padding(row))
        grids.append(plot_grid(name, "output", title, plane, ruler, axis, behind="input", rule=ruled))
    links: list[Link] = [window_link("output", "input", first.axes)]
    if back is not None:
        grids.append(plot_grid("unpooled", "unpooled", _("Unpooled"), unpooled[0], ruler, behind="input"))
        links.append(place_link("output", "unpooled", back.places))
    return _spoken(stage(_("Pooling"), grids, links, **options))


def signal_stage(signal: Tensor, kind: str = "bars", **options: Any) -> Stage:
    """Return the stage of the signal (L,) alone, where no layer could be applied to it."""
    ruler = _ruler(kind, 0, len(signal), [signal[None]])
    grid = plot_grid("input", "input", _("Input"), signal[None], ruler, editable=True)
    return _spoken(stage(_("Input"), [grid], [], **options))


def signal_worth_stage(explanation: Explanation, kind: str = "bars", **options: Any) -> Stage:
    """Return the stage that shows in how many windows each sample lies, between input and output."""
    row = as_row(explanation)
    framed, axis = frame(row), row.axes[1]
    start, end = -framed.left, axis.length + framed.right
    ruler = _ruler(kind, start, end, [row.input[0], row.output[0]])
    counts = coverage(row).float()
    counted = _ruler("bars", start, end, [counts])
    grids = [
        plot_grid("worth_input", "input", _("Input"), row.input[0], ruler, frame=framed),
        plot_grid("worth", "input", _("Windows that read it"), counts, counted),
        plot_grid(
            "worth_output", "output", _("Output"), row.output[0], ruler, rule=rule(row, (0,)), axis=axis
        ),
    ]
    links = [window_link("output", "input", row.axes)]
    return _spoken(stage(_("How often each sample is read"), grids, links, toolbar=False, **options))


def as_row(explanation: Explanation) -> Explanation:
    """Return a 1-d explanation as that of one row, as the stage has it; its tensors stay (1, 1, L)."""
    return replace(explanation, axes=(ONE_ROW, *explanation.axes))


def output_title(explanation: Explanation) -> str:
    """Return what the pooled signal is called."""
    return _(explanation.reduction.title)


def plot_grid(
    key: str,
    space: str,
    title: str,
    plane: Tensor,
    ruler: Ruler,
    axis: Axis | None = None,
    behind: str = "",
    **parts: Any,
) -> Grid:
    """Return a grid that shows the one row of `plane` (1, n) along `ruler`.

    With an `axis` each value lies over its window. `behind` names the grid that is drawn faintly behind.
    """
    grid = number_grid(key, space, title, plane, **parts)
    plot = Plot(
        "line" if ruler.kind == "line" else "bars",
        ruler.start,
        ruler.end,
        heights=[_share(ruler, value) for value in plane[0].tolist()],
        zero=min(max(_share(ruler, 0.0) or 0.0, 0.0), 1.0),
        levels=[(short(value), _share(ruler, value) or 0.0) for value in _levels(ruler)],
        spans=None if axis is None else window_spans(axis),
        slots=None if axis is None else window_slots(axis),
        weight=1.3 if space == "input" else 1,
        behind=behind,
    )
    caption = ngettext("{n} sample", "{n} samples", plane.shape[1]).format(n=plane.shape[1])
    return replace(grid, plot=plot, caption=caption, shades=None, numbers=plane[0])


def window_spans(axis: Axis) -> list[Span]:
    """Return where each window begins and ends, in positions of the input, the taps outside it too.

    >>> window_spans(Sliding(length=5, outputs=2, kernel_size=3, stride=2))
    [(0, 3), (2, 5)]
    """
    windows = [axis.taps(output) for output in range(axis.outputs)]
    return [(window.start, window[-1] + 1) if len(window) else (0, 0) for window in windows]


def window_slots(axis: Axis) -> list[Span]:
    """Return where each pooled value is drawn, inside its window and beside all others.

    A sliding window's is around its middle, an adaptive one's is the share that it is rounded out from.

    >>> window_slots(Sliding(length=5, outputs=2, kernel_size=3, stride=2))
    [(0.5, 2.5), (2.5, 4.5)]
    >>> window_slots(Adaptive(length=5, outputs=2))
    [(0.0, 2.5), (2.5, 5.0)]
    """
    if isinstance(axis, Adaptive):
        share = axis.length / max(axis.outputs, 1)
        return [(output * share, (output + 1) * share) for output in range(axis.outputs)]
    spans = window_spans(axis)
    middles = [(start + end) / 2 for start, end in spans]
    steps = [after - before for before, after in itertools.pairwise(middles)]
    slots = []
    for place, (middle, (start, end)) in enumerate(zip(middles, spans, strict=True)):
        room = min([end - start, *steps[max(place - 1, 0) : place + 1]])
        slots.append((middle - room / 2, middle + room / 2))
    return slots


def _ruler(kind: str, start: int, end: int, planes: Sequence[Tensor]) -> Ruler:
    """Return a ruler on which every finite value of `planes` lies; bars stand on 0, so it lies there, too."""
    numbers = [value for plane in planes for value in plane.flatten().tolist() if math.isfinite(value)]
    if kind == "bars" or not numbers:
        numbers.append(0.0)
    low, high = min(numbers), max(numbers)
    if low == high:
        low, high = (low - 1, high) if high < 0 else (low, high + 1)
    return Ruler(kind, start, end, low, high)


def _share(ruler: Ruler, value: float) -> float | None:
    """Return where `value` lies from the ruler's lowest (0) to its highest (1); None if it is not finite."""
    if not math.isfinite(value):
        return None
    # Halves, since the difference of the largest float32 numbers is still a number.
    return round((value / 2 - ruler.low / 2) / (ruler.high / 2 - ruler.low / 2), 4)


def _levels(ruler: Ruler) -> list[float]:
    """Return the values written beside a plot: the lowest, the highest, and 0 if it is apart from both."""
    low, high = ruler.low, ruler.high
    apart = low < 0 < high and min(-low, high) > 0.25 * (high - low)
    return [low, 0.0, high] if apart else [low, high]


def _spoken(data: Stage) -> Stage:
    """Let the stage say "position 5", where a matrix has rows and columns."""
    from poolviz.views.stage.texts import position_texts

    return replace(data, texts=position_texts(data.texts))
