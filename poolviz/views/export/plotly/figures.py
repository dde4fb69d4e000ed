"""A figure of plotly as one of matplotlib, for what poolviz draws with plotly."""

import csv
import io
import itertools
import math
import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.export.figure import DRAWING, saved
from poolviz.views.export.plotly.traces import (
    INK,
    PX,
    TRACES,
    TYPE,
    colour_of,
    families,
    line_style,
    plain_text,
)

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from matplotlib.figure import Figure

WIDE = 12.8  # inches
GRID = "#e4e4e4"


def draw_plotly(figure: "go.Figure") -> "Figure":
    """Return a plotly figure as one of matplotlib, on a light ground, with its legend.

    PoolvizError where it has a kind of trace that is not in TRACES.
    """
    from matplotlib.backends.backend_agg import FigureCanvasAgg
    from matplotlib.figure import Figure

    for trace in figure.data:
        if trace.type not in TRACES:
            raise PoolvizError(
                N_("`figure` must have traces of {known} alone, but got {got}"),
                known=", ".join(TRACES),
                got=trace.type,
            )
    high = max((figure.layout.height or 400) / 100 * 1.35, 3.6)
    drawn = Figure(figsize=(WIDE, high), dpi=100, facecolor="#ffffff", layout="constrained")
    FigureCanvasAgg(drawn)
    deep = any(trace.type == "scatter3d" for trace in figure.data)
    axes = _scenes(drawn, figure) if deep else {"": _plane(drawn, figure)}
    for trace in figure.data:
        TRACES[trace.type](axes[trace.scene or "scene" if deep else ""], trace)
    if not deep:
        _shapes(axes[""], figure)
    _legend(drawn, axes.values(), figure)
    return drawn


def plotly_file(figure: "go.Figure", kind: str) -> bytes:
    """Return a plotly figure as PNG, SVG or PDF; raises PoolvizError for another `kind` or trace."""
    import matplotlib as mpl

    with DRAWING:
        mpl.rcParams["svg.hashsalt"] = "poolviz"
        return saved(draw_plotly(figure), kind)


def plotly_columns(figure: "go.Figure") -> dict[str, dict[str, list[Any]]]:
    """Return the coordinates of each trace by its name, x, y and z as far as it has them."""
    found = {}
    for number, trace in enumerate(figure.data):
        columns = {name: list(values) for name in "xyz" if (values := getattr(trace, name, None)) is not None}
        found[f"{number} {trace.name or trace.type}"] = columns
    return found


def plotly_table(figure: "go.Figure") -> str:
    """Return the coordinates of all traces as CSV, one row for each point."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(["trace", "x", "y", "z"])
    for name, columns in plotly_columns(figure).items():
        rows = itertools.zip_longest(*(columns.get(axis, []) for axis in "xyz"), fillvalue="")
        writer.writerows([name, *("" if value is None else value for value in row)] for row in rows)
    return text.getvalue()


def plotly_npz(figure: "go.Figure") -> bytes:
    """Return the coordinates of all traces as .npz, "0 floor x" and so on; a gap is nan."""
    import numpy as np

    arrays = {
        f"{name} {axis}".replace("/", "-"): np.array([math.nan if one is None else one for one in values])
        for name, columns in plotly_columns(figure).items()
        for axis, values in columns.items()
    }
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def _plane(drawn: "Figure", figure: "go.Figure") -> Any:
    """Return axes with the titles, ranges and grid of a plotly figure."""
    from matplotlib.ticker import MaxNLocator, MultipleLocator

    axes: Any = drawn.add_subplot()
    layout = figure.layout
    axes.set_axisbelow(True)
    for name, axis in (("x", layout.xaxis), ("y", layout.yaxis)):
        getattr(axes, f"set_{name}label")(plain_text(axis.title.text or ""), family=families(), fontsize=TYPE)
        if axis.range:
            getattr(axes, f"set_{name}lim")(*axis.range)
        if axis.visible is False:
            getattr(axes, f"{name}axis").set_visible(False)
        if axis.type == "log":
            getattr(axes, f"set_{name}scale")("log")
        if axis.showgrid is not False:
            axes.grid(axis=name, color=GRID)
        if axis.type != "log":
            whole = MultipleLocator(axis.dtick) if axis.dtick else MaxNLocator(integer=axis.tickformat == "d")
            getattr(axes, f"{name}axis").set_major_locator(whole)
    axes.tick_params(labelsize=TYPE, colors=INK)
    for side in ("top", "right", *(("left",) if layout.yaxis.visible is False else ())):
        axes.spines[side].set_visible(False)
    return axes


def _scenes(drawn: "Figure", figure: "go.Figure") -> dict[str, Any]:
    """Return axes in three dimensions by the names of plotly's scenes, seen from the same side."""
    from mpl_toolkits.mplot3d import Axes3D  # noqa: F401

    names = list(dict.fromkeys(trace.scene or "scene" for trace in figure.data))
    made = {}
    for number, name in enumerate(names):
        axes: Any = drawn.add_subplot(1, len(names), number + 1, projection="3d")
        scene = figure.layout[name]
        eye = scene.camera.eye
        x, y, z = (1.25 if at is None else at for at in (eye.x, eye.y, eye.z))
        axes.view_init(
            elev=math.degrees(math.atan2(z, math.hypot(x, y))), azim=math.degrees(math.atan2(y, x))
        )
        axes.set_proj_type("ortho")
        for axis in "xyz":
            getattr(axes, f"set_{axis}label")(scene[f"{axis}axis"].title.text or "", fontsize=TYPE)
            getattr(axes, f"{axis}axis").get_major_locator().set_params(integer=True)
        if scene.zaxis.autorange == "reversed":
            axes.invert_zaxis()
        made[name] = axes
    for name, axes in made.items():
        mine = [trace for trace in figure.data if (trace.scene or "scene") == name]
        axes.set_box_aspect([max(_reach(getattr(trace, axis) for trace in mine), 1) for axis in "xyz"])
    return made


def _reach(columns: Iterable[Any]) -> float:
    numbers = [at for column in columns for at in column if at is not None]
    return max(numbers) - min(numbers) if numbers else 1


def _shapes(axes: Any, figure: "go.Figure") -> None:
    """Draw the upright and level lines, the bands, and what is written beside them."""
    for shape in figure.layout.shapes:
        look = {"color": colour_of(shape.line.color), "linestyle": line_style(shape.line.dash)}
        if shape.type == "rect":
            axes.axvspan(
                shape.x0, shape.x1, color=colour_of(shape.fillcolor, shape.opacity or 0.2), linewidth=0
            )
        elif shape.x0 == shape.x1:
            axes.axvline(shape.x0, linewidth=(shape.line.width or 1) * PX, **look)
        else:
            axes.axhline(shape.y0, linewidth=(shape.line.width or 1) * PX, **look)
    for note in figure.layout.annotations:
        inside = "axes fraction", "data"
        where = [
            inside[0] if "domain" in (ref or "") or ref == "paper" else inside[1]
            for ref in (note.xref, note.yref)
        ]
        text = plain_text(re.sub(r"<[^>]*>", " ", note.text or "").strip())
        axes.annotate(
            text, (note.x, note.y), xycoords=tuple(where), fontsize=TYPE - 2, family=families(), color=INK
        )


def _legend(drawn: "Figure", axes: Iterable[Any], figure: "go.Figure") -> None:
    if figure.layout.showlegend is False:
        return
    found = {
        label: handle for one in axes for handle, label in zip(*one.get_legend_handles_labels(), strict=True)
    }
    if found:
        drawn.legend(
            list(found.values()),
            list(found),
            loc="outside upper left",
            ncols=min(len(found), 5),
            frameon=False,
            prop={"family": families(), "size": TYPE - 2},
        )
