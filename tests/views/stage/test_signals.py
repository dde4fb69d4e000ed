"""What the stage is told of a signal: every number, window and winner as the Explanation has it."""

import itertools
import json
import math
import random

import pytest
import torch
from torch import Tensor, nn

from poolviz import explain
from poolviz.answers.pooling.signals import same_windows
from poolviz.errors import PoolvizError
from poolviz.pooling.unpooling import unpool
from poolviz.sources.signals.signals import made
from poolviz.views.stage.signals import (
    signal_stage,
    signal_worth_stage,
    signals_stage,
    window_slots,
    window_spans,
)
from poolviz.views.stage.wire.travel import to_wire
from poolviz.views.words.numbers import short

INF, NAN = math.inf, math.nan
SEEDS = range(60)


def signal(*values: float) -> Tensor:
    return torch.tensor([[values]], dtype=torch.float32)


def random_layer(dice: random.Random) -> nn.Module:
    kernel, stride, ceil = dice.randint(1, 5), dice.choice([None, 1, 2, 4]), dice.random() < 0.5
    padding = dice.randint(0, kernel // 2)
    return dice.choice(
        [
            nn.MaxPool1d(kernel, stride, padding, dice.randint(1, 3), ceil_mode=ceil),
            nn.AvgPool1d(kernel, stride, padding, ceil, dice.random() < 0.5),
            nn.LPPool1d(dice.choice([1, 2, 3, INF]), kernel, stride, ceil),
            nn.AdaptiveMaxPool1d(dice.randint(1, 12)),
            nn.AdaptiveAvgPool1d(dice.randint(1, 12)),
        ]
    )


def grid(data: dict, key: str) -> dict:
    return next(one for one in data["grids"] if one["id"] == key)


def taps(data: dict, output: int) -> list[int]:
    start, step, count = data["links"][0]["axes"][1]["taps"][output]
    return [start + number * step for number in range(count)]


@pytest.mark.parametrize("seed", SEEDS)
def test_windows_winners_divisors_and_values_are_those_of_the_cells(seed):
    dice = random.Random(seed)
    x = torch.randint(
        0, 5, (1, 1, dice.randint(8, 24)), generator=torch.Generator().manual_seed(seed)
    ).float()
    try:
        explanation = explain(random_layer(dice), x)
    except PoolvizError:
        pytest.skip("torch refuses this layer")
    data = to_wire(signals_stage([explanation]))
    pooled = data["grids"][1]
    assert pooled["texts"] == [short(value) for value in explanation.output.flatten().tolist()]
    for output in range(explanation.output.shape[2]):
        cell = explanation.cell((0, 0, output))
        read = taps(data, output)
        assert [(place,) for place in read if 0 <= place < x.shape[2]] == list(cell.members)
        if "taps" in pooled["rule"]:
            won = pooled["rule"]["taps"][output]
            assert (None if won < 0 else (read[won],)) == cell.winner
        else:
            divisors = pooled["rule"]["divisors"]
            entry = divisors["table"][0][divisors["cols"][output]]
            scaled = "" if cell.scale == 1 else str(cell.scale)
            assert entry == (scaled if cell.divisor is None else short(cell.divisor))


def test_all_plots_share_one_axis_and_one_scale():
    x = signal(3, -1, 4, 1, -5, 9, 2, 6)
    layer = nn.MaxPool1d(3, 2, 1, ceil_mode=True)
    data = to_wire(signals_stage([explain(layer, x), explain(same_windows(layer), x)], kind="bars"))
    plots = [one["plot"] for one in data["grids"]]
    assert [one["id"] for one in data["grids"]] == ["input", "max", "mean"]
    assert {(plot["from"], plot["to"]) for plot in plots} == {(-1, 10)}
    for one in data["grids"]:
        for text, height in zip(one["texts"], one["plot"]["heights"], strict=True):
            value = float(text.replace("−", "-"))
            assert height == pytest.approx((value + 5) / 14, abs=1e-3)
    assert plots[0]["zero"] == pytest.approx(5 / 14, abs=1e-3)
    assert plots[0]["levels"][0] == ["−5", 0.0]
    assert plots[0]["levels"][-1] == ["9", 1.0]


@pytest.mark.parametrize("counted", [True, False])
def test_an_average_speaks_of_its_own_padding_beside_a_max(counted):
    x = signal(1, 2, 3, 4)
    layers = nn.MaxPool1d(2, 2, 1), nn.AvgPool1d(2, 2, 1, count_include_pad=counted)
    source, _, mean = to_wire(signals_stage([explain(layer, x) for layer in layers]))["grids"]
    assert mean["rule"]["frame"] == {"padding": [0, 1], "struck": not counted}
    assert (source["frame"]["symbol"], source["frame"]["struck"]) == ("", not counted)


def test_a_line_need_not_show_zero_but_bars_stand_on_it():
    x = signal(100, 101, 104, 102)
    bars, line = (to_wire(signal_stage(x[0, 0], kind))["grids"][0]["plot"] for kind in ("bars", "line"))
    assert bars["levels"][0] == ["0", 0.0]
    assert line["levels"] == [["100", 0.0], ["104", 1.0]]


def test_what_is_not_finite_has_no_height_and_the_rest_keeps_its_own():
    data = to_wire(signal_stage(signal(1, NAN, INF, -INF, 3)[0, 0]))
    plot = data["grids"][0]["plot"]
    assert plot["heights"] == [pytest.approx(1 / 3, abs=1e-3), None, None, None, 1.0]
    assert data["grids"][0]["texts"] == ["1", "nan", "∞", "−∞", "3"]


@pytest.mark.parametrize(
    "values", [[0.0], [7.0, 7.0], [-2.0], [NAN], [INF, -INF], [3.4e38, -3.4e38], [1e-45]]
)
@pytest.mark.parametrize("kind", ["bars", "line"])
def test_any_values_have_a_scale(values, kind):
    data = to_wire(signal_stage(torch.tensor(values), kind))
    plot = data["grids"][0]["plot"]
    json.dumps(data, allow_nan=False)
    assert 0 <= plot["zero"] <= 1
    assert all(height is None or 0 <= height <= 1 for height in plot["heights"])


def test_pooled_values_lie_over_their_windows_and_meet_no_other():
    axis = explain(nn.MaxPool1d(3, 2, 1), signal(*range(7))).axes[0]
    assert window_spans(axis) == [(-1, 2), (1, 4), (3, 6), (5, 8)]
    assert window_slots(axis) == [(-0.5, 1.5), (1.5, 3.5), (3.5, 5.5), (5.5, 7.5)]
    apart = explain(nn.MaxPool1d(2, 4), signal(*range(8))).axes[0]
    assert window_slots(apart) == [(0, 2), (4, 6)]
    adaptive = explain(nn.AdaptiveMaxPool1d(3), signal(*range(5))).axes[0]
    assert window_spans(adaptive) == [(0, 2), (1, 4), (3, 5)]
    more = explain(nn.AdaptiveAvgPool1d(4), signal(1, 2)).axes[0]
    assert window_spans(more) == [(0, 1), (0, 1), (1, 2), (1, 2)]
    assert window_slots(more) == [(0, 0.5), (0.5, 1), (1, 1.5), (1.5, 2)]


@pytest.mark.parametrize("seed", SEEDS)
def test_slots_never_overlap_and_stay_in_their_window(seed):
    dice = random.Random(seed)
    try:
        explanation = explain(random_layer(dice), torch.rand(1, 1, dice.randint(2, 40)))
    except PoolvizError:
        pytest.skip("torch refuses this layer")
    spans, slots = window_spans(explanation.axes[0]), window_slots(explanation.axes[0])
    for (left, right), (start, end) in zip(slots, spans, strict=True):
        assert start - 1e-9 <= left < right <= end + 1e-9
    assert all(before[1] <= after[0] + 1e-9 for before, after in itertools.pairwise(slots))


def test_the_way_back_says_where_each_maximum_returns_to():
    x = signal(1, 5, 2, 2, 9, 3)
    explanation = explain(nn.MaxPool1d(2), x)
    data = to_wire(signals_stage([explanation], unpool(explanation, (6,))))
    assert grid(data, "unpooled")["texts"] == ["0", "5", "2", "0", "9", "0"]
    assert data["links"][1] == {"from": "output", "to": "unpooled", "places": [1, 2, 4]}


def test_a_longer_way_back_is_on_the_axis_too():
    explanation = explain(nn.MaxPool1d(2, 4), signal(1, 5, 2, 2, 9, 3))
    data = to_wire(signals_stage([explanation], unpool(explanation, (9,))))
    assert {one["plot"]["to"] for one in data["grids"]} == {9}


def test_the_frame_tells_padding_overhang_and_the_dropped_window():
    data = to_wire(signals_stage([explain(nn.MaxPool1d(2, 2, 1, ceil_mode=True), signal(1, 2, 3, 4, 5))]))
    framed = grid(data, "input")["frame"]
    assert (framed["left"], framed["right"], framed["padding"]) == (1, 2, [0, 1])
    assert (framed["top"], framed["bottom"], framed["symbol"]) == (0, 0, "−∞")
    assert data["links"][0]["axes"][1]["dropped"] == [5, 1, 2]
    counted = to_wire(
        signals_stage([explain(nn.AvgPool1d(2, 2, 1, count_include_pad=False), signal(1, 2, 3, 4))])
    )
    assert (grid(counted, "input")["frame"]["symbol"], grid(counted, "input")["frame"]["struck"]) == (
        "0",
        True,
    )


def test_worth_counts_the_windows_that_read_each_sample():
    data = to_wire(signal_worth_stage(explain(nn.MaxPool1d(3, 2), signal(1, 2, 3, 4, 5, 6))))
    assert grid(data, "worth")["texts"] == ["1", "1", "2", "1", "1", "0"]


def test_the_stage_speaks_of_positions():
    texts = to_wire(signal_stage(made("sine", 8)))["texts"]
    assert texts["at"] == "at position {col}"
    unused = ("cell", "lens_window", "lens_pixel")
    assert not [key for key, text in texts.items() if "row {row" in text and key not in unused]


def test_512_samples_travel_light():
    explanation = explain(nn.MaxPool1d(64, 1, 32), made("noise", 512)[None, None])
    other = explain(nn.AvgPool1d(64, 1, 32), made("noise", 512)[None, None])
    assert len(json.dumps(to_wire(signals_stage([explanation, other])))) < 120_000


@pytest.mark.parametrize(
    ("layer", "other"),
    [
        (nn.MaxPool1d(3, 2, 1, return_indices=True, ceil_mode=True), nn.AvgPool1d(3, 2, 1, True)),
        (nn.AvgPool1d(4, None, 2, count_include_pad=False), nn.MaxPool1d(4, None, 2)),
        (nn.LPPool1d(2, 3, 2, ceil_mode=True), nn.MaxPool1d(3, 2, ceil_mode=True)),
        (nn.LPPool1d(2, 3), nn.MaxPool1d(3)),
        (nn.AdaptiveMaxPool1d(5), nn.AdaptiveAvgPool1d(5)),
        (nn.AdaptiveAvgPool1d(5), nn.AdaptiveMaxPool1d(5)),
    ],
)
def test_the_other_kind_has_the_same_windows(layer, other):
    got = same_windows(layer)
    x = torch.rand(1, 1, 19)
    assert got is not None
    assert torch.equal(got(x), other(x))
    assert explain(layer, x).axes == explain(got, x).axes


def test_a_max_with_dilation_stands_alone():
    assert same_windows(nn.MaxPool1d(3, dilation=2)) is None
