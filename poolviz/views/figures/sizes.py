"""Plotly figures of output sizes: `ruler` for one axis, `size_curve` for size against length."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from torch import nn

from poolviz.errors import PoolvizError
from poolviz.pooling.layouts import layout_of
from poolviz.pooling.refusals.repairs import changed
from poolviz.pooling.sizes.shapes import sizes_by_length
from poolviz.texts import N_, _
from poolviz.views.figures.rulers import ruler
from poolviz.views.figures.theme import BLUE, CONFIG, ORANGE, SKY, VERMILLION, frame, ink

if TYPE_CHECKING:
    import plotly.graph_objects as go

__all__ = ["CONFIG", "ruler", "size_curve"]

MARKED = 64  # up to so many lengths each has a marker


def size_curve(
    layer: nn.Module, dim: int, lengths: Sequence[int], current: int, dark: bool = False
) -> "go.Figure":
    """Return the output size along axis `dim` against the input length, floor and ceil, `current` marked.

    Gaps are lengths that torch refuses. PoolvizError where `layer` has no ceil_mode or no such axis.

    >>> [trace.name for trace in size_curve(nn.MaxPool2d(3), 0, range(1, 9), current=5).data[:2]]
    ['ceil', 'floor']
    """
    import plotly.graph_objects as go

    if not layout_of(layer).slides:
        raise PoolvizError(N_("`layer` must have a ceil_mode, but got {got}"), got=type(layer).__name__)
    figure = go.Figure()
    # Floor is drawn thin and later, so that both lines are seen where they run together.
    styles = (
        ("ceil", True, ORANGE, 5, "6px,4px", "diamond-open"),
        ("floor", False, SKY if dark else BLUE, 2, "solid", "circle"),
    )
    for name, ceil_mode, colour, width, dash, symbol in styles:
        figure.add_scatter(
            x=list(lengths),
            y=sizes_by_length(changed(layer, ceil_mode=ceil_mode), dim, lengths),
            name=name,
            mode="lines+markers" if len(lengths) <= MARKED else "lines",
            line={"shape": "hvh", "color": colour, "dash": dash, "width": width},
            marker={"symbol": symbol, "size": 4 + 2 * width, "color": colour, "line": {"width": 2}},
            hovertemplate=f"{name}: %{{x}} → %{{y}}<extra></extra>",
        )
    _mark_current(figure, current, sizes_by_length(layer, dim, [current])[0], dark)
    frame(figure, dark, height=360)
    figure.update_layout(legend_traceorder="reversed")
    figure.update_xaxes(title=_("input length"))
    figure.update_yaxes(title=_("output size"), rangemode="tozero")
    return figure


def _mark_current(figure: "go.Figure", current: int, size: int | None, dark: bool) -> None:
    said = _("this layer, {length}: torch refuses") if size is None else _("this layer: {length} → {size}")
    figure.add_vline(x=current, line={"dash": "dot", "color": ink(dark), "width": 1.5})
    figure.add_scatter(
        x=[current],
        y=[size or 0],
        name=said.format(length=current, size=size),
        mode="markers",
        marker={"symbol": "x" if size is None else "star", "size": 16, "color": VERMILLION},
        hoverinfo="skip",
    )
