"""A figure of plotly as one of matplotlib, for what poolviz draws with plotly."""

import csv
import io
import itertools
import math
import re
from collections.abc import Callable, Iterable, Mapping
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.texts import N_
from poolviz.views.takeaway.draw import DRAWING, saved
from poolviz.views.takeaway.letters import letters

if TYPE_CHECKING:
    import plotly.graph_objects as go
    from matplotlib.figure import Figure

WIDE, TYPE = 12.8, 15  # inches, and points of the type
PX = 72 / 110  # a px of plotly in points
INK, GRID = "#222222", "#e4e4e4"
DARK_INK = {"#f2f2f2": INK, "rgba(200, 200, 200, 0.6)": "#8c8c8c"}  # of figures made for a dark page
DASHES: Mapping[str, Any] = {"dash": "--", "dot": ":", "dashdot": "-.", "longdash": (0, (8, 3))}
MARKERS = {
    "circle": "o",
    "square": "s",
    "diamond": "D",
    "x": "X",
    "star": "*",
    "cross": "P",
    "triangle-up": "^",
}
HATCHES = {"/": "//", "\\": "\\\\", "x": "xx", ".": "..", "-": "--", "|": "||", "+": "++"}
RGBA = re.compile(r"rgba?\(([^)]*)\)")
Artist = Any


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
        getattr(axes, f"set_{name}label")(_written(axis.title.text or ""), family=_families(), fontsize=TYPE)
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


def _scatter(axes: Any, trace: Any) -> None:
    xs, ys = _gaps(trace.x), _gaps(trace.y)
    mode, line, marker = trace.mode or "lines", trace.line, trace.marker
    if trace.fill:
        if trace.fill == "toself":
            axes.fill(xs, ys, color=_colour(trace.fillcolor or line.color), linewidth=0)
        else:
            axes.fill_between(xs, ys, color=_colour(trace.fillcolor or line.color, 0.25), linewidth=0)
    if "lines" in mode:
        step = {"drawstyle": "steps-mid"} if line.shape == "hvh" else {}
        style, width = _style(line.dash), (line.width if line.width is not None else 2) * PX
        axes.plot(
            xs, ys, color=_colour(line.color), linewidth=width, linestyle=style, label=_name(trace), **step
        )
    if "markers" in mode and marker.opacity != 0:
        named = {} if "lines" in mode else {"label": _name(trace)}
        axes.plot(xs, ys, linestyle="none", **_dots(marker), **named)
    if "text" in mode and trace.text is not None:
        for x, y, text in zip(xs, ys, trace.text, strict=False):
            shown = _written(str(text).replace("\N{NO-BREAK SPACE}", " "))
            side = {"ha": "right" if "left" in (trace.textposition or "") else "center", "va": "bottom"}
            axes.annotate(shown, (x, y), fontsize=TYPE - 2, family=_families(), color=INK, **side)


def _dots(marker: Any) -> dict[str, Any]:
    symbol = marker.symbol or "circle"
    size = marker.size if isinstance(marker.size, int | float) else 8
    colour = marker.color if isinstance(marker.color, str) else None
    return {
        "marker": MARKERS.get(symbol.removesuffix("-open"), "o"),
        "markersize": size * PX,
        "markerfacecolor": "none" if symbol.endswith("-open") else _colour(colour),
        "markeredgecolor": _colour(colour),
    }


def _bar(axes: Any, trace: Any) -> None:
    marker = trace.marker
    look = {
        "color": _colour(marker.color if isinstance(marker.color, str) else None),
        "edgecolor": INK,
        "linewidth": (marker.line.width or 0) * 0.6,
        "hatch": HATCHES.get(marker.pattern.shape or ""),
        "label": _name(trace),
    }
    across = trace.orientation == "h"
    lengths, at = (trace.x, trace.y) if across else (trace.y, trace.x)
    base = 0 if trace.base is None else list(trace.base)
    thick = 0.8 if trace.width is None else trace.width
    draw, side = (axes.barh, "left") if across else (axes.bar, "bottom")
    bars = draw(list(at), list(lengths), thick, **{side: base}, **look)
    if trace.text is not None:
        colour = _colour(trace.textfont.color or INK)
        axes.bar_label(bars, list(trace.text), label_type="center", fontsize=TYPE - 3, color=colour)


def _scatter3d(axes: Any, trace: Any) -> None:
    mode, marker = trace.mode or "lines", trace.marker
    xs, ys, zs = (_gaps(values) for values in (trace.x, trace.y, trace.z))
    if "lines" in mode:
        colour, width = _colour(trace.line.color), (trace.line.width or 2) * PX
        axes.plot(xs, ys, zs, color=colour, linewidth=width, label=_name(trace))
    if "markers" in mode and len(xs):
        axes.scatter(xs, ys, zs, label=_name(trace), depthshade=False, **_cubes(marker))
    for x, y, z, text in zip(xs, ys, zs, trace.text if "text" in mode else (), strict=False):
        axes.text(x, y, z, str(text), ha="center", va="center", fontsize=9, color=INK)


def _cubes(marker: Any) -> dict[str, Any]:
    from matplotlib.colors import LinearSegmentedColormap

    symbol = marker.symbol or "circle"
    look: dict[str, Any] = {
        "marker": MARKERS.get(symbol.removesuffix("-open"), "o"),
        "s": (marker.size * PX) ** 2,
    }
    if symbol.endswith("-open"):
        return look | {"facecolors": "none", "edgecolors": _colour(marker.color), "linewidths": 3}
    if isinstance(marker.color, str):
        return look | {"color": _colour(marker.color), "alpha": marker.opacity}
    ends = [(0, "#eef5fa"), (1, "#8fc0e0")]
    shades = LinearSegmentedColormap.from_list("shade", ends)
    look |= {"c": list(marker.color), "cmap": shades, "vmin": 0, "vmax": 1}
    return look | {"alpha": marker.opacity, "edgecolors": INK, "linewidths": 0.4}


# What poolviz draws with plotly, and how matplotlib draws it.
TRACES: Mapping[str, Callable[[Any, Any], None]] = {"scatter": _scatter, "bar": _bar, "scatter3d": _scatter3d}


def _shapes(axes: Any, figure: "go.Figure") -> None:
    """Draw the upright and level lines, the bands, and what is written beside them."""
    for shape in figure.layout.shapes:
        look = {"color": _colour(shape.line.color), "linestyle": _style(shape.line.dash)}
        if shape.type == "rect":
            axes.axvspan(
                shape.x0, shape.x1, color=_colour(shape.fillcolor, shape.opacity or 0.2), linewidth=0
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
        text = _written(re.sub(r"<[^>]*>", " ", note.text or "").strip())
        axes.annotate(
            text, (note.x, note.y), xycoords=tuple(where), fontsize=TYPE - 2, family=_families(), color=INK
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
            prop={"family": _families(), "size": TYPE - 2},
        )


def _name(trace: Any) -> str:
    return "_" if trace.showlegend is False or not trace.name else _written(trace.name)


def _gaps(values: Any) -> list[float]:
    return [math.nan if value is None else value for value in (values if values is not None else ())]


def _style(dash: str | None) -> Any:
    if dash and dash[0].isdigit():  # "6px,4px"
        return 0, tuple(float(part.strip().removesuffix("px")) / 2 for part in dash.split(","))
    return DASHES.get(dash or "", "-")


def _colour(colour: str | None, alpha: float = 1.0) -> Any:
    from matplotlib.colors import to_rgba

    known = DARK_INK.get(colour or "", colour or INK)
    if found := RGBA.fullmatch(known):
        red, green, blue, *rest = (float(part) for part in found[1].split(","))
        return red / 255, green / 255, blue / 255, (rest[0] if rest else 1.0) * alpha
    red, green, blue, own = to_rgba(known)
    return red, green, blue, own * alpha


def _families() -> list[str]:
    return list(letters().families)


def _written(text: str) -> str:
    # A $ would begin a formula.
    return letters().written(text).replace("$", r"\$")
