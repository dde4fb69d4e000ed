"""What the plotly figures share: colours that colour-blind people tell apart, a calm frame."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import plotly.graph_objects as go

CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": True}
FONT = 15
LEAST = 20  # px of type on a projector
LARGER = 1.4  # how much larger a figure's type and height are on a projector: 21 px
# Okabe and Ito's colours; no difference in a figure rests on them alone.
BLUE, ORANGE, SKY, VERMILLION = "#0072B2", "#E69F00", "#56B4E9", "#D55E00"
GREEN, GREY = "#009E73", "#999999"


def ink(dark: bool) -> str:
    """Return the colour of text and thin lines.

    >>> ink(dark=True)
    '#f2f2f2'
    """
    return "#f2f2f2" if dark else "#222222"


def frame(figure: "go.Figure", dark: bool, height: int) -> None:
    """Give `figure` its fonts, margins and a see-through ground, `height` in pixels."""
    grid = "rgba(128, 128, 128, 0.25)"
    figure.update_layout(
        template="none",
        height=height,
        font={"size": FONT, "color": ink(dark)},
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        margin={"l": 10, "r": 10, "t": 36, "b": 10},
        legend={"orientation": "h", "x": 0, "y": 1.0, "yanchor": "bottom", "font": {"size": FONT}},
        hoverlabel={"font": {"size": FONT}},
        hovermode="closest",
        dragmode="pan",
    )
    for update in (figure.update_xaxes, figure.update_yaxes):
        update(
            gridcolor=grid,
            linecolor=ink(dark),
            automargin=True,
            zeroline=False,
            tickformat="d",
            tickfont={"size": FONT},
        )


def enlarged(figure: "go.Figure", times: float = LARGER) -> "go.Figure":
    """Return `figure` with its type and its height so many times as large; the figure itself stays.

    >>> import plotly.graph_objects as go
    >>> small = go.Figure(layout={"height": 100, "font": {"size": 15}})
    >>> large = enlarged(small)
    >>> large.layout.height, large.layout.font.size, small.layout.font.size
    (140.0, 21, 15)
    """
    import plotly.graph_objects as go

    given = figure.to_dict()
    for part in (*given["data"], given["layout"]):
        _enlarge_type(part, times)
    if "height" in given["layout"]:
        given["layout"]["height"] *= times
    return go.Figure(given)


def _enlarge_type(part: Any, times: float) -> None:
    """Enlarge every size of type within `part`, a dict or a list of plotly's."""
    for key, value in part.items() if isinstance(part, dict) else enumerate(part):
        if isinstance(key, str) and key.endswith("font") and isinstance(value, dict) and "size" in value:
            value["size"] = max(LEAST, round(value["size"] * times))
        if isinstance(value, dict) or (isinstance(value, list | tuple) and any(map(_is_dict, value))):
            _enlarge_type(value, times)


def _is_dict(value: object) -> bool:
    return isinstance(value, dict)
