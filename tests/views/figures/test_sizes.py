"""What the plotly figures draw: traces, positions, words; and that they stay small and quick."""

import re

import pytest
from torch import nn

from poolviz import PoolvizError
from poolviz.pooling.refusals.repairs import accepts
from poolviz.pooling.sizes.shapes import AxisSize, output_sizes
from poolviz.views.figures.rulers import LANES
from poolviz.views.figures.sizes import CONFIG, ruler, size_curve


def traces(figure):
    return {trace.name: trace for trace in figure.data}


def covered(bars):
    """Return the whole positions that a trace of bars covers."""
    return [
        at
        for base, width in zip(bars.base, bars.x, strict=True)
        for at in range(round(base + 0.46), round(base + 0.46 + width + 0.08))
    ]


def test_a_ruler_shows_input_padding_overhang_and_windows():
    drawn = traces(ruler(AxisSize("H", 6, kernel_size=3, stride=2, padding=1, ceil_mode=True)))
    assert list(drawn) == ["input", "padding", "beyond the padding", "window"]
    assert covered(drawn["input"]) == [0, 1, 2, 3, 4, 5]
    assert covered(drawn["padding"]) == [-1, 6]
    assert covered(drawn["beyond the padding"]) == [7]
    assert covered(drawn["window"]) == [-1, 0, 1, 1, 2, 3, 3, 4, 5, 5, 6, 7]
    assert list(drawn["window"].customdata) == [
        "window 0: from -1 to 1; it reads 0, 1",
        "window 1: from 1 to 3; it reads 1, 2, 3",
        "window 2: from 3 to 5; it reads 3, 4, 5",
        "window 3: from 5 to 7; it reads 5",
    ]


def test_what_differs_differs_in_pattern_too():
    size = AxisSize("H", 9, kernel_size=2, stride=4, padding=1, ceil_mode=True)
    drawn = traces(ruler(size))
    patterns = [drawn[name].marker.pattern.shape for name in ("input", "read by no window", "padding")]
    assert len(set(patterns)) == 3


def test_the_dropped_window_is_dashed_and_named():
    figure = ruler(AxisSize("W", 32, kernel_size=1, stride=2, ceil_mode=True))
    dropped = traces(figure)["dropped window"]
    assert dropped.line.dash == "dash"
    assert dropped.text[0].strip() == "dropped"
    assert min(dropped.x) == pytest.approx(32, abs=0.5)
    assert "32" in dropped.hovertemplate
    assert covered(traces(figure)["read by no window"]) == list(range(1, 32, 2))


def test_dilated_taps_are_marks_of_their_own():
    drawn = traces(ruler(AxisSize("H", 7, kernel_size=3, stride=2, dilation=3)))
    assert list(drawn["tap"].x) == [0, 3, 6]
    assert drawn["tap"].customdata[0] == "window 0: from 0 to 6; it reads 0, 3, 6"
    assert drawn["window"].mode == "lines"


def test_windows_on_one_lane_never_overlap():
    for k, s, d in ((3, 1, 1), (2, 2, 1), (5, 2, 2), (40, 1, 1), (7, 3, 1)):
        (size,) = output_sizes(nn.MaxPool1d(k, s, dilation=d), (60,))
        ends: dict[float, float] = {}
        for base, width, lane in spans(ruler(size)):
            assert base > ends.get(lane, -99), (k, s, d)
            ends[lane] = base + width
        assert 1 <= len(ends) <= LANES


def spans(figure):
    window = traces(figure)["window"]
    if window.type == "bar":
        return zip(window.base, window.x, window.y, strict=True)
    starts = zip(window.x[::3], window.x[1::3], window.y[::3], strict=True)
    return ((start, end - start, lane) for start, end, lane in starts)


def test_left_out_windows_are_said():
    assert "one window in" in ruler(AxisSize("H", 200, 100, 1)).layout.xaxis.title.text
    assert "one window in" not in ruler(AxisSize("H", 200, 3, 1)).layout.xaxis.title.text


@pytest.mark.parametrize("length", [1, 2, 7, 64, 65, 300, 1000, 4096])
@pytest.mark.parametrize(
    "layer",
    [
        nn.MaxPool1d(1),
        nn.MaxPool1d(2),
        nn.MaxPool1d(3, 1, 1, 2, ceil_mode=True),
        nn.MaxPool1d(1, 3, ceil_mode=True),
        nn.MaxPool1d(200, 1, 100),
        nn.MaxPool1d(2, 4000, ceil_mode=True),
    ],
)
def test_every_length_can_be_drawn(length, layer):
    if not accepts(layer, (1, length)):
        return
    figure = ruler(output_sizes(layer, (length,))[0])
    assert len(figure.to_json()) < 450_000
    assert figure.layout.height < 700


def test_beyond_the_longest_length_it_says_so():
    with pytest.raises(PoolvizError, match="at most 4096"):
        ruler(AxisSize("H", 4097, 2, 2))
    with pytest.raises(PoolvizError, match="at most 4096"):
        ruler(AxisSize("H", 5, 2, 1, 0, 10**6, True))


def test_the_curve_has_floor_ceil_and_the_current_length():
    drawn = traces(size_curve(nn.MaxPool2d(3, 2), 0, range(1, 9), current=6))
    assert list(drawn["floor"].y) == [None, None, 1, 1, 2, 2, 3, 3]
    assert list(drawn["ceil"].y) == [None, 1, 1, 2, 2, 3, 3, 4]
    assert drawn["floor"].line.dash != drawn["ceil"].line.dash
    assert drawn["floor"].marker.symbol != drawn["ceil"].marker.symbol
    assert (drawn["this layer: 6 → 2"].x, drawn["this layer: 6 → 2"].y) == ((6,), (2,))


def test_a_current_length_that_torch_refuses():
    drawn = traces(size_curve(nn.AvgPool2d(3), 1, range(1, 9), current=2))
    assert "this layer, 2: torch refuses" in drawn
    with pytest.raises(PoolvizError, match="ceil_mode"):
        size_curve(nn.AdaptiveMaxPool2d(2), 0, range(4), current=2)


@pytest.mark.parametrize("dark", [False, True])
def test_figures_suit_both_themes_and_the_back_row(dark):
    for figure in (
        ruler(AxisSize("H", 5, 3, 3, ceil_mode=True), dark=dark),
        size_curve(nn.MaxPool2d(2), 0, range(1, 9), 5, dark=dark),
    ):
        assert figure.layout.paper_bgcolor == figure.layout.plot_bgcolor == "rgba(0,0,0,0)"
        sizes = [int(size) for size in re.findall(r'"font":\{[^}]*"size":(\d+)', figure.to_json())]
        assert min(sizes) >= 14
        assert (figure.layout.font.color > "#888888") == dark
    assert CONFIG["displayModeBar"] is False
