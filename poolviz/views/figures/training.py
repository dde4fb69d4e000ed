"""Plotly figures of trainings: a line for each kind of network, and the spread of its seeds."""

from collections.abc import Sequence
from dataclasses import dataclass
from statistics import fmean
from typing import TYPE_CHECKING, Any

from poolviz.networks.training.messages import Epoch
from poolviz.networks.training.verdicts import Trainings, finished
from poolviz.texts import N_, _
from poolviz.views.figures.theme import BLUE, GREEN, ORANGE, SKY, VERMILLION, frame, ink
from poolviz.views.words.training import KIND_NAMES

if TYPE_CHECKING:
    import plotly.graph_objects as go

HEIGHT = 256
CURVES = {"test": N_("Test accuracy"), "train": N_("Training accuracy"), "loss": N_("Loss")}


@dataclass(frozen=True)
class Style:
    """How the line of a kind looks: no two are alike in colour, dash or marker."""

    colour: str
    dash: str
    symbol: str


def style(kind: str, dark: bool) -> Style:
    """Return the line of a kind of network."""
    return {
        "max": Style(VERMILLION, "solid", "circle"),
        "average": Style(SKY if dark else BLUE, "9px,4px", "square"),
        "strided": Style(GREEN, "2px,3px", "diamond"),
        "none": Style(ORANGE, "10px,3px,2px,3px", "triangle-up"),
    }[kind]


def training_curves(
    found: Trainings, what: str, epochs: int, chance: float | None = None, dark: bool = False
) -> "go.Figure":
    """Return `what` (of CURVES) epoch by epoch: a line for the mean of each kind's seeds, a band for their
    range, thin lines for seeds on their way. `chance` is what guessing gives; axes reach to the last of
    `epochs` from the start, so that nothing jumps.

    >>> told = [Epoch(0, loss=0.7, train=0.5, test=0.5, seconds=0.0)]
    >>> figure = training_curves({"max": [told]}, "test", 5)
    >>> [trace.name for trace in figure.data], figure.layout.xaxis.range
    (['max pooling'], (0, 5))
    """
    import plotly.graph_objects as go

    figure = go.Figure()
    for kind, seeds in found.items():
        _add_kind(figure, kind, seeds, what, dark)
    frame(figure, dark, HEIGHT)
    figure.update_layout(
        margin={"t": 24}, legend={"font": {"size": 14}, "itemsizing": "constant"}, uirevision="kept"
    )
    figure.update_xaxes(
        title={"text": _("epoch"), "standoff": 2, "font": {"size": 15}},
        range=(0, epochs),
        nticks=min(epochs, 10) + 1,
    )
    _set_heights(figure, what, chance, dark)
    return figure


def _set_heights(figure: "go.Figure", what: str, chance: float | None, dark: bool) -> None:
    if what == "loss":
        figure.update_yaxes(
            title={"text": _("loss"), "font": {"size": 15}}, rangemode="tozero", tickformat=".2f"
        )
        return
    low = 0.4 if chance == 0.5 else 0.0
    figure.update_yaxes(
        title={"text": _(CURVES[what]), "font": {"size": 15}}, range=(low, 1.01), tickformat=".0%"
    )
    if chance is not None:
        figure.add_hline(
            y=chance,
            line={"dash": "dot", "color": ink(dark), "width": 1},
            annotation={"text": _("guessing"), "font": {"size": 13}},
            annotation_position="bottom right",
        )


def _add_kind(
    figure: "go.Figure", kind: str, seeds: Sequence[Sequence[Epoch]], what: str, dark: bool
) -> None:
    done = finished(seeds) or seeds[:1]
    columns = [[getattr(epoch, what) for epoch in column] for column in zip(*done, strict=False)]
    if len(done) > 1:
        _add_band(figure, columns, style(kind, dark))
    for epochs in seeds[len(done) :]:
        _add_line(figure, kind, [getattr(epoch, what) for epoch in epochs], dark, thin=True)
    _add_line(figure, kind, [fmean(column) for column in columns], dark)


def _add_line(figure: "go.Figure", kind: str, values: list[float], dark: bool, thin: bool = False) -> None:
    look, name = style(kind, dark), _(KIND_NAMES[kind])
    marked = max(1, len(values) // 10)
    marks: dict[str, Any] = {"symbol": look.symbol, "color": look.colour, "opacity": 1, "line": {"width": 0}}
    marks["size"] = [8 if not at % marked else 0 for at in range(len(values))]
    figure.add_scatter(
        # A trace without any point would have no place in the legend.
        x=list(range(len(values))) if values else [None],
        y=[round(value, 4) for value in values] if values else [None],
        name=name,
        mode="lines" if thin else "lines+markers",
        line={"color": look.colour, "dash": look.dash, "width": 1 if thin else 2.5},
        marker=marks,
        opacity=0.7 if thin else 1,
        showlegend=not thin,
        legendgroup=kind,
        hoverinfo="skip" if thin else None,
        hovertemplate=None if thin else f"{name}: %{{y}}<extra></extra>",
    )


def _add_band(figure: "go.Figure", columns: Sequence[Sequence[float]], look: Style) -> None:
    at = list(range(len(columns)))
    lows, highs = [min(column) for column in columns], [max(column) for column in columns]
    figure.add_scatter(
        x=[*at, *reversed(at)],
        y=[*highs, *reversed(lows)],
        fill="toself",
        fillcolor=_faint(look.colour),
        line={"width": 0},
        mode="lines",
        hoverinfo="skip",
        showlegend=False,
    )


def _faint(colour: str) -> str:
    red, green, blue = (int(colour[at : at + 2], 16) for at in (1, 3, 5))
    return f"rgba({red}, {green}, {blue}, 0.18)"
