"""The traces of plotly that poolviz draws, and how matplotlib draws each."""

import math
import re
from collections.abc import Callable, Mapping
from typing import Any

from poolviz.views.export.drawing.letters import letters

TYPE = 15  # points
PX = 72 / 110  # a px of plotly in points
INK = "#222222"
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


def _scatter(axes: Any, trace: Any) -> None:
    xs, ys = with_gaps(trace.x), with_gaps(trace.y)
    mode, line, marker = trace.mode or "lines", trace.line, trace.marker
    if trace.fill:
        if trace.fill == "toself":
            axes.fill(xs, ys, color=colour_of(trace.fillcolor or line.color), linewidth=0)
        else:
            axes.fill_between(xs, ys, color=colour_of(trace.fillcolor or line.color, 0.25), linewidth=0)
    if "lines" in mode:
        step = {"drawstyle": "steps-mid"} if line.shape == "hvh" else {}
        style, width = line_style(line.dash), (line.width if line.width is not None else 2) * PX
        axes.plot(
            xs,
            ys,
            color=colour_of(line.color),
            linewidth=width,
            linestyle=style,
            label=shown_name(trace),
            **step,
        )
    if "markers" in mode and marker.opacity != 0:
        named = {} if "lines" in mode else {"label": shown_name(trace)}
        axes.plot(xs, ys, linestyle="none", **_dots(marker), **named)
    if "text" in mode and trace.text is not None:
        for x, y, text in zip(xs, ys, trace.text, strict=False):
            shown = plain_text(str(text).replace("\N{NO-BREAK SPACE}", " "))
            side = {"ha": "right" if "left" in (trace.textposition or "") else "center", "va": "bottom"}
            axes.annotate(shown, (x, y), fontsize=TYPE - 2, family=families(), color=INK, **side)


def _dots(marker: Any) -> dict[str, Any]:
    symbol = marker.symbol or "circle"
    size = marker.size if isinstance(marker.size, int | float) else 8
    colour = marker.color if isinstance(marker.color, str) else None
    return {
        "marker": MARKERS.get(symbol.removesuffix("-open"), "o"),
        "markersize": size * PX,
        "markerfacecolor": "none" if symbol.endswith("-open") else colour_of(colour),
        "markeredgecolor": colour_of(colour),
    }


def _bar(axes: Any, trace: Any) -> None:
    marker = trace.marker
    look = {
        "color": colour_of(marker.color if isinstance(marker.color, str) else None),
        "edgecolor": INK,
        "linewidth": (marker.line.width or 0) * 0.6,
        "hatch": HATCHES.get(marker.pattern.shape or ""),
        "label": shown_name(trace),
    }
    across = trace.orientation == "h"
    lengths, at = (trace.x, trace.y) if across else (trace.y, trace.x)
    base = 0 if trace.base is None else list(trace.base)
    thick = 0.8 if trace.width is None else trace.width
    draw, side = (axes.barh, "left") if across else (axes.bar, "bottom")
    bars = draw(list(at), list(lengths), thick, **{side: base}, **look)
    if trace.text is not None:
        colour = colour_of(trace.textfont.color or INK)
        axes.bar_label(bars, list(trace.text), label_type="center", fontsize=TYPE - 3, color=colour)


def _scatter3d(axes: Any, trace: Any) -> None:
    mode, marker = trace.mode or "lines", trace.marker
    xs, ys, zs = (with_gaps(values) for values in (trace.x, trace.y, trace.z))
    if "lines" in mode:
        colour, width = colour_of(trace.line.color), (trace.line.width or 2) * PX
        axes.plot(xs, ys, zs, color=colour, linewidth=width, label=shown_name(trace))
    if "markers" in mode and len(xs):
        axes.scatter(xs, ys, zs, label=shown_name(trace), depthshade=False, **_cubes(marker))
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
        return look | {"facecolors": "none", "edgecolors": colour_of(marker.color), "linewidths": 3}
    if isinstance(marker.color, str):
        return look | {"color": colour_of(marker.color), "alpha": marker.opacity}
    ends = [(0, "#eef5fa"), (1, "#8fc0e0")]
    shades = LinearSegmentedColormap.from_list("shade", ends)
    look |= {"c": list(marker.color), "cmap": shades, "vmin": 0, "vmax": 1}
    return look | {"alpha": marker.opacity, "edgecolors": INK, "linewidths": 0.4}


# What poolviz draws with plotly, and how matplotlib draws it.
TRACES: Mapping[str, Callable[[Any, Any], None]] = {"scatter": _scatter, "bar": _bar, "scatter3d": _scatter3d}


def shown_name(trace: Any) -> str:
    """Return what the legend says of a trace; matplotlib leaves out what begins with an underscore."""
    return "_" if trace.showlegend is False or not trace.name else plain_text(trace.name)


def with_gaps(values: Any) -> list[float]:
    """Return coordinates with nan where a line is broken."""
    return [math.nan if value is None else value for value in (values if values is not None else ())]


def line_style(dash: str | None) -> Any:
    """Return the dashes of a line as matplotlib has them."""
    if dash and dash[0].isdigit():  # "6px,4px"
        return 0, tuple(float(part.strip().removesuffix("px")) / 2 for part in dash.split(","))
    return DASHES.get(dash or "", "-")


def colour_of(colour: str | None, alpha: float = 1.0) -> Any:
    """Return a colour as red, green, blue and alpha, what is light on a dark page as ink."""
    from matplotlib.colors import to_rgba

    known = DARK_INK.get(colour or "", colour or INK)
    if found := RGBA.fullmatch(known):
        red, green, blue, *rest = (float(part) for part in found[1].split(","))
        return red / 255, green / 255, blue / 255, (rest[0] if rest else 1.0) * alpha
    red, green, blue, own = to_rgba(known)
    return red, green, blue, own * alpha


def families() -> list[str]:
    """Return the names of the fonts to write with."""
    return list(letters().families)


def plain_text(text: str) -> str:
    """Return a text as matplotlib writes it as it is."""
    # A $ would begin a formula.
    return letters().written(text).replace("$", r"\$")
