"""One axis of a pooling layer drawn as a ruler with its windows below it."""

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Any

from poolviz.errors import PoolvizError
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.pooling.windows import members
from poolviz.texts import N_, _
from poolviz.views.figures.theme import BLUE, FONT, GREY, ORANGE, SKY, VERMILLION, frame, ink

if TYPE_CHECKING:
    import plotly.graph_objects as go

LONGEST_DRAWN = 4096
CELLS = 64  # up to so many positions each is a cell of its own
BARS = 300  # up to so many windows each is a bar of its own, beyond it a line
TAPS = 2000  # up to so many taps of dilated windows each has a mark
LANES = 14
NUMBERED = 40  # up to so many cells or windows carry their number
_LISTED = 12  # a hover text lists so many members


def ruler(size: AxisSize, dark: bool = False) -> "go.Figure":
    """Return one axis drawn as a ruler: the input's positions, what lies around them, every window.

    Windows lie on lanes that are used again; where LANES do not suffice, only every n-th window is
    drawn and the figure says so. PoolvizError beyond LONGEST_DRAWN positions.

    >>> [trace.name for trace in ruler(AxisSize("H", length=5, kernel_size=3, stride=3)).data]
    ['input', 'read by no window', 'window']
    """
    import plotly.graph_objects as go

    longest = max(size.length, size.extent)
    if longest > LONGEST_DRAWN:
        raise PoolvizError(
            N_("an axis must have at most {limit} positions to be drawn, but got {got}"),
            limit=LONGEST_DRAWN,
            got=longest,
        )
    drawn, every, lanes = _chosen(size)
    figure = go.Figure()
    for trace in (*_ground(size, dark), *_windows(size, drawn, lanes, dark), *_dropped(size, lanes)):
        figure.add_trace(trace)
    frame(figure, dark, height=150 + 26 * (lanes + size.dropped))
    _scale(figure, size, lanes, every)
    return figure


def _chosen(size: AxisSize) -> tuple[list[int], int, int]:
    every = max(1, -(-size.extent // (size.stride * (LANES - 2))))
    drawn = sorted({*range(0, size.size, every), size.size - 1})
    return drawn, every, min(len(drawn), size.extent // (size.stride * every) + 2)


def _end(size: AxisSize) -> int:
    return size.limit + size.overhang


def _scale(figure: "go.Figure", size: AxisSize, lanes: int, every: int) -> None:
    last = max(_end(size), (size.drop_start or 0) + size.extent if size.dropped else 0)
    title = _("position along {axis} (0: first input cell)").format(axis=size.axis)
    if every > 1:
        title += " · " + _("one window in {every} is drawn").format(every=every)
    # On a phone the numbers of many cells would be too small to read: none is better.
    figure.update_layout(barmode="overlay", bargap=0, uniformtext={"minsize": 8, "mode": "hide"})
    figure.update_xaxes(title=title, range=[-size.padding - 0.8, last - 0.2], showgrid=False)
    if last + size.padding <= 30:
        figure.update_xaxes(dtick=1)
    figure.update_yaxes(visible=False, range=[-lanes - size.dropped - 0.1, 1.1], fixedrange=True)


def _ground(size: AxisSize, dark: bool) -> Iterator["go.Bar"]:
    unread = size.unread or ()
    skipped = {position for run in unread for position in run}
    cells = size.length + 2 * size.padding + size.overhang <= CELLS
    padding = [range(-size.padding, 0), range(size.length, size.limit)]
    read = (
        [range(p, p + 1) for p in range(size.length) if p not in skipped] if cells else [range(size.length)]
    )
    kinds: tuple[tuple[str, Sequence[range], str, str], ...] = (
        (_("input"), read, SKY, ""),
        (_("read by no window"), unread, GREY, "."),
        (_("padding"), padding, ORANGE, "/"),
        (_("beyond the padding"), [range(size.limit, _end(size))], VERMILLION, "x"),
    )
    for name, runs, colour, pattern in kinds:
        parts = [range(p, p + 1) for run in runs for p in run] if cells else [run for run in runs if run]
        if parts:
            yield _bars(name, parts, [0.5] * len(parts), colour, pattern, dark)


def _windows(size: AxisSize, drawn: Sequence[int], lanes: int, dark: bool) -> Iterator[Any]:
    taps = [size.windows.taps(output) for output in drawn]
    heights = [-(number % lanes) - 0.5 for number in range(len(drawn))]
    hover: dict[str, Any] = {"customdata": [_hover(size, output) for output in drawn]}
    hover["hovertemplate"] = "%{customdata}<extra></extra>"
    if size.dilation > 1 or len(drawn) > BARS:
        yield from _lines(taps, heights, hover, marked=size.dilation > 1, dark=dark)
        return
    spans = [range(tap.start, tap.stop) for tap in taps]
    bars = _bars(_("window"), spans, heights, BLUE, "", dark)
    labels = [str(output) for output in drawn] if len(drawn) <= NUMBERED else None
    yield bars.update(text=labels, textfont={"color": "#ffffff"}, **hover)


def _lines(
    taps: Sequence[range], heights: Sequence[float], hover: dict[str, Any], marked: bool, dark: bool
) -> Iterator["go.Scatter"]:
    import plotly.graph_objects as go

    marked = marked and sum(len(tap) for tap in taps) <= TAPS
    x = [at for tap in taps for at in (tap[0] - 0.4, tap[-1] + 0.4, None)]
    y = [at for height in heights for at in (height, height, None)]
    colour = SKY if dark else BLUE
    line = {"color": colour, "width": 2 if marked else 6}
    yield go.Scatter(x=x, y=y, mode="lines", line=line, hoverinfo="skip", name=_("window"))
    # Without marks of its own a line still answers the pointer, in its middle.
    spots = [list(tap) if marked else [(tap[0] + tap[-1]) / 2] for tap in taps]
    yield go.Scatter(
        x=[at for spot in spots for at in spot],
        y=[height for spot, height in zip(spots, heights, strict=True) for _at in spot],
        customdata=[text for spot, text in zip(spots, hover["customdata"], strict=True) for _at in spot],
        hovertemplate=hover["hovertemplate"],
        mode="markers",
        name=_("tap"),
        showlegend=marked,
        marker={"symbol": "square", "size": 13, "color": colour, "opacity": 1 if marked else 0},
    )


def _dropped(size: AxisSize, lanes: int) -> Iterator["go.Scatter"]:
    import plotly.graph_objects as go

    if size.drop_start is None:
        return
    left, right = size.drop_start - 0.45, size.drop_start + size.extent - 0.55
    top, bottom = -lanes - 0.1, -lanes - 0.9
    yield go.Scatter(
        x=[left, right, right, left, left],
        y=[bottom, bottom, top, top, bottom],
        mode="lines+text",
        text=[_("dropped") + "\N{NO-BREAK SPACE}" * 2],
        textposition="top left",
        name=_("dropped window"),
        line={"dash": "dash", "color": VERMILLION, "width": 2},
        hovertemplate=_("It would start at {start}, in the right padding.").format(start=size.drop_start)
        + "<extra></extra>",
    )


def _bars(
    name: str, runs: Sequence[range], heights: Sequence[float], colour: str, pattern: str, dark: bool
) -> "go.Bar":
    import plotly.graph_objects as go

    # Numbers on a pattern cannot be read; the scale below gives them.
    numbered = not pattern and len(runs) <= NUMBERED and all(len(run) == 1 for run in runs)
    return go.Bar(
        orientation="h",
        name=name,
        base=[run.start - 0.46 for run in runs],
        x=[len(run) - 0.08 for run in runs],
        y=list(heights),
        width=0.8,
        text=[str(run.start) for run in runs] if numbered else None,
        textposition="inside",
        textangle=0,
        insidetextanchor="middle",
        textfont={"size": FONT, "color": "#000000"},
        customdata=[f"{run.start}" if len(run) == 1 else f"{run.start} … {run.stop - 1}" for run in runs],
        hovertemplate=name + ": %{customdata}<extra></extra>",
        marker={
            "color": colour,
            "pattern": {
                "shape": pattern,
                "fgcolor": "#000000",
                "bgcolor": colour,
                "size": 9,
                "solidity": 0.15,
            },
            "line": {"color": ink(dark), "width": 0 if len(runs) > 100 else 1},
        },
    )


def _hover(size: AxisSize, output: int) -> str:
    taps, inside = size.windows.taps(output), members(size.windows, output)
    listed = ", ".join(str(position) for position in inside[:_LISTED])
    listed += ", …" if len(inside) > _LISTED else ""
    said = _("window {output}: from {first} to {last}; it reads {members}")
    return said.format(output=output, first=taps[0], last=taps[-1], members=listed or "–")
