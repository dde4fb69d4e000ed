"""A pooled volume as a plotly figure that can be turned: cells as cubes of colour, a window as a box."""

import itertools
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

from torch import Tensor

from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.views.figures.theme import BLUE, FONT, SKY, VERMILLION, ink
from poolviz.views.words.numbers import shades, short

if TYPE_CHECKING:
    import plotly.graph_objects as go

Place = tuple[int, ...]
Point = tuple[float, ...]
Box = list[tuple[float, float]]  # start and end on each axis

NUMBERED = 125  # up to so many cells each has its number written beside it
EDGES = [(0, 1), (2, 3), (4, 5), (6, 7), (0, 2), (1, 3), (4, 6), (5, 7), (0, 4), (1, 5), (2, 6), (3, 7)]


def turnable(
    explanation: Explanation, position: Sequence[int], plane: Sequence[int] = (0, 0), dark: bool = False
) -> "go.Figure":
    """Return input and output of a 3-d layer as two volumes to be turned, the window of `position` boxed.

    `position` is (d, h, w) in the output. Depth leads away from the reader, height down, width to the right.

    >>> import torch
    >>> from torch import nn
    >>> from poolviz import explain
    >>> figure = turnable(explain(nn.MaxPool3d(2), torch.arange(64.0).view(1, 1, 4, 4, 4)), (0, 0, 0))
    >>> [trace.name for trace in figure.data if trace.showlegend is None]
    ['Input', 'read by the window', 'window', 'taken as the maximum', 'Output', 'this output']
    """
    from plotly.subplots import make_subplots

    at, position = tuple(plane), tuple(position)
    cell = explanation.cell((*at, *position))
    axes = explanation.axes_at(at)
    taps = [axis.taps(output) for axis, output in zip(axes, position, strict=True)]
    figure = make_subplots(cols=2, specs=[[{"type": "scene"}, {"type": "scene"}]], column_widths=[0.57, 0.43])
    blue = SKY if dark else BLUE
    _slices(figure, explanation.input[at].shape, dark, column=1)
    _cells(figure, explanation.input[at], set(cell.members), dark, column=1)
    _box(figure, [(window[0] - 0.5, window[-1] + 0.5) for window in taps], _("window"), blue, column=1)
    if cell.winner is not None:
        _ring(figure, cell.winner, _("taken as the maximum"), column=1)
    _slices(figure, explanation.output[at].shape, dark, column=2)
    _cells(figure, explanation.output[at], None, dark, column=2)
    _box(figure, [(n - 0.5, n + 0.5) for n in position], _("this output"), blue, column=2)
    _dress(figure, dark)
    return figure


def window_sentence(explanation: Explanation, position: Sequence[int], plane: Sequence[int] = (0, 0)) -> str:
    """Return in words what the figure shows of the window of `position`, (d, h, w) in the output.

    >>> import torch
    >>> from torch import nn
    >>> from poolviz import explain
    >>> window_sentence(explain(nn.MaxPool3d(2), torch.arange(64.0).view(1, 1, 4, 4, 4)), (0, 0, 1))
    'Output (0, 0, 1) = 23. Cells read: 8; d 0 to 1, h 0 to 1, w 2 to 3. It took the value of cell (1, 1, 3).'
    """
    cell = explanation.cell((*plane, *position))
    if not cell.members:
        return _("Output {output}: no cell of the input lies in this window.").format(output=tuple(position))
    reach = {
        name: _("{low} to {high}").format(low=min(along), high=max(along))
        for name, along in zip("dhw", zip(*cell.members, strict=True), strict=True)
    }
    said = _("Output {output} = {value}. Cells read: {n}; d {d}, h {h}, w {w}.")
    value = short(float(cell.value))
    said = said.format(output=tuple(position), value=value, n=len(cell.members), **reach)
    if cell.winner is not None:
        said += " " + _("It took the value of cell {cell}.").format(cell=cell.winner)
    return said


def _cells(figure: "go.Figure", volume: Tensor, members: set[Place] | None, dark: bool, column: int) -> None:
    """Draw every cell; where a window's `members` are given, they stand out and all others step back."""
    places = list(itertools.product(*(range(length) for length in volume.shape)))
    shown = dict(zip(places, zip(volume.flatten().tolist(), shades(volume), strict=True), strict=True))
    size = min(20, max(5, round(64 / max(volume.shape))))
    if members is None:
        groups = [(_("Output"), places, 0.9)]
    else:
        others = [place for place in places if place not in members]
        groups = [(_("Input"), others, 0.35), (_("read by the window"), sorted(members), 1.0)]
    for name, group, opacity in groups:
        texts = [short(shown[place][0]) for place in group]
        figure.add_scatter3d(
            **_coordinates(group),
            name=name,
            mode="markers+text" if len(places) <= NUMBERED else "markers",
            text=texts,
            textfont={"size": 12, "color": ink(dark)},
            textposition="middle center",
            marker={
                "symbol": "square",
                "size": size * (1.0 if opacity > 0.5 else 0.7),
                "opacity": opacity,
                "color": [shown[place][1] or 0.0 for place in group],  # nan has no shade
                "colorscale": [[0, "#31415c"], [1, "#4a9bd1"]] if dark else [[0, "#eef5fa"], [1, "#8fc0e0"]],
                "cmin": 0,
                "cmax": 1,
                "line": {"width": 1, "color": ink(dark)},
            },
            hovertemplate="d = %{y}, h = %{z}, w = %{x}: %{text}<extra></extra>",
            row=1,
            col=column,
        )


def _box(figure: "go.Figure", box: Box, name: str, colour: str, column: int) -> None:
    """Draw the twelve edges of a box."""
    corners = list(itertools.product(*box))
    lines = [(corners[start], corners[end]) for start, end in EDGES]
    _strokes(figure, lines, name=name, line={"color": colour, "width": 7}, col=column)


def _slices(figure: "go.Figure", lengths: Sequence[int], dark: bool, column: int) -> None:
    """Draw a thin frame around each slice, which shows at a glance how the cells lie behind each other."""
    depth, rows, cols = lengths
    frame = [(-0.5, -0.5), (-0.5, cols - 0.5), (rows - 0.5, cols - 0.5), (rows - 0.5, -0.5), (-0.5, -0.5)]
    lines = [tuple((float(d), *corner) for corner in frame) for d in range(depth)]
    line = {"color": "rgba(200, 200, 200, 0.6)" if dark else "rgba(90, 90, 90, 0.45)", "width": 2}
    _strokes(figure, lines, name=_("slices"), line=line, col=column, showlegend=False)


def _strokes(figure: "go.Figure", lines: Sequence[Sequence[Point]], **look: Any) -> None:
    """Draw each of `lines`, a path of points (d, h, w)."""
    path = [point for line in lines for point in (*line, None)]
    y, z, x = ([None if point is None else point[axis] for point in path] for axis in range(3))
    figure.add_scatter3d(x=x, y=y, z=z, mode="lines", hoverinfo="skip", row=1, **look)


def _ring(figure: "go.Figure", place: Place, name: str, column: int) -> None:
    figure.add_scatter3d(
        **_coordinates([place]),
        name=name,
        mode="markers",
        marker={"symbol": "circle-open", "size": 30, "color": VERMILLION, "line": {"width": 4}},
        hoverinfo="skip",
        row=1,
        col=column,
    )


def _coordinates(places: Sequence[Place]) -> dict[str, list[int]]:
    """Return places (d, h, w) as plotly's axes: y leads away from the reader, z is turned to lead down."""
    return {name: [place[axis] for place in places] for name, axis in (("y", 0), ("z", 1), ("x", 2))}


def _dress(figure: "go.Figure", dark: bool) -> None:
    axis = {
        "dtick": 1,
        "tickformat": "d",
        "color": ink(dark),
        "gridcolor": "rgba(128, 128, 128, 0.3)",
        "showbackground": False,
        "zeroline": False,
        "title": {"font": {"size": FONT}},
        "tickfont": {"size": 12},
    }
    figure.update_scenes(
        xaxis=axis | {"title": {"text": "w"}},
        yaxis=axis | {"title": {"text": "d"}},
        zaxis=axis | {"title": {"text": "h"}, "autorange": "reversed"},
        aspectmode="data",
        camera={"eye": {"x": 1.0, "y": -2.1, "z": 0.8}, "projection": {"type": "orthographic"}},
        dragmode="turntable",
    )
    figure.update_layout(
        template="none",
        height=480,
        font={"size": FONT, "color": ink(dark)},
        paper_bgcolor="rgba(0,0,0,0)",
        margin={"l": 0, "r": 0, "t": 0, "b": 0},
        legend={"orientation": "h", "x": 0, "y": 0, "yanchor": "top"},
        hoverlabel={"font": {"size": FONT}},
        # A turned volume stays as it was turned when another window is chosen.
        uirevision="turned",
    )
