"""What the plotly figures share: colours that colour-blind people tell apart, a calm frame."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import plotly.graph_objects as go

CONFIG = {"displaylogo": False, "displayModeBar": False, "responsive": True}
FONT = 15
# Okabe and Ito's colours; no difference in a figure rests on them alone.
BLUE, ORANGE, SKY, VERMILLION, GREY = "#0072B2", "#E69F00", "#56B4E9", "#D55E00", "#999999"


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
