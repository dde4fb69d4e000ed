"""What the stage is told of a picture: every number, winner and divisor as the Explanation has it."""

import base64
import json
import math
import random

import numpy as np
import pytest
import torch
from torch import Tensor, nn

from poolviz import explain
from poolviz.answers.pooling.pictures.page import other_kind
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.sources.pictures.photos import photo
from poolviz.views.stage.pictures import (
    NO_MEMBER,
    NO_MEMBER_OF_FEW,
    as_bytes,
    numbers,
    picture_rule,
    picture_stage,
    pictures_stage,
)
from poolviz.views.stage.wire.travel import to_wire

SEEDS = range(60)


def picture(channels: int, rows: int, cols: int, seed: int) -> Tensor:
    generator = torch.Generator().manual_seed(seed)
    # Few levels, so that there are ties.
    return torch.randint(0, 12, (1, channels, rows, cols), generator=generator).float() * 23


def random_layer(dice: random.Random) -> nn.Module:
    def pair(low: int, high: int) -> tuple[int, int]:
        return dice.randint(low, high), dice.randint(low, high)

    kernel = pair(1, 5)
    stride = dice.choice([None, pair(1, 4)])
    padding = tuple(dice.randint(0, size // 2) for size in kernel)
    if dice.random() < 0.5:
        return nn.MaxPool2d(kernel, stride, padding, pair(1, 3), ceil_mode=dice.random() < 0.5)
    override = dice.choice([None, None, 1, 3, 999, -2, -999])
    return nn.AvgPool2d(kernel, stride, padding, dice.random() < 0.5, dice.random() < 0.5, override)


def unpacked(text: str, kind: str, shape: tuple[int, ...]) -> np.ndarray:
    channels, rows, cols = shape
    return np.frombuffer(base64.b64decode(text), kind).reshape(rows, cols, channels)


def shown_number(grid: dict, shape: tuple[int, ...], row: int, col: int, channel: int) -> float:
    told = grid["picture"]["numbers"]
    if told is None:
        return float(unpacked(grid["picture"]["pixels"], "u1", shape)[row, col, channel])
    return float(unpacked(told["data"], "<u2", shape)[row, col, channel]) * told["scale"]


def winner_of(data: dict, tap: int, row: int, col: int) -> tuple[int, int]:
    rows, cols = (
        axis["taps"][place] for axis, place in zip(data["links"][0]["axes"], (row, col), strict=True)
    )
    return rows[0] + tap // cols[2] * rows[1], cols[0] + tap % cols[2] * cols[1]


@pytest.mark.parametrize("seed", SEEDS)
def test_random_cells_are_as_the_explanation_says(seed: int) -> None:
    dice = random.Random(seed)
    x = picture(dice.choice([1, 3]), dice.randint(5, 23), dice.randint(5, 23), seed)
    try:
        chosen = explain(random_layer(dice), x)
    except PoolvizError:
        return
    other = other_kind(chosen.layer)
    both = [chosen] if other is None else [chosen, explain(other, x)]
    data = json.loads(json.dumps(to_wire(pictures_stage(both))))
    assert [grid["space"] for grid in data["grids"]] == ["input"] + ["output"] * len(both)
    for explanation, grid in zip(both, data["grids"][1:], strict=True):
        for _ in range(20):
            where = tuple(dice.randrange(size) for size in explanation.output.shape[1:])
            check_cell(data, explanation, grid, where)


@pytest.mark.parametrize(("kernel_size", "size"), [(15, 1), (16, 2)])
def test_taps_of_large_windows_take_16_bits_each(kernel_size: int, size: int) -> None:
    x = torch.arange(20.0 * 20).reshape(1, 1, 20, 20)  # the last of each window is its maximum
    taps = picture_rule(explain(nn.MaxPool2d(kernel_size, 1), x)).taps
    told = np.frombuffer(base64.b64decode(taps), f"<u{size}")
    assert told.tolist() == [kernel_size**2 - 1] * (21 - kernel_size) ** 2


def check_cell(data: dict, explanation: Explanation, grid: dict, where: tuple[int, int, int]) -> None:
    channel, row, col = where
    shape = tuple(explanation.output.shape[1:])
    assert (grid["rows"], grid["cols"], grid["picture"]["channels"]) == (*shape[1:], shape[0])
    cell = explanation.cell((0, *where))
    value = float(cell.value)
    told = shown_number(grid, shape, row, col, channel)
    scale = abs((grid["picture"]["numbers"] or {"scale": 0.01})["scale"])
    if math.isfinite(value):
        assert told == pytest.approx(value, abs=scale / 2 + 1e-4)
    pixel = unpacked(grid["picture"]["pixels"], "u1", shape)[row, col, channel]
    assert abs(float(pixel) - min(max(value, 0), 255)) <= 0.501
    if "taps" in grid["rule"]:
        taps = grid["rule"]["taps"]
        few = len(base64.b64decode(taps)) == math.prod(shape)
        tap = int(unpacked(taps, "u1" if few else "<u2", shape)[row, col, channel])
        assert (
            None if tap == (NO_MEMBER_OF_FEW if few else NO_MEMBER) else winner_of(data, tap, row, col)
        ) == cell.winner
    else:
        divisors = grid["rule"]["divisors"]
        text = divisors["table"][divisors["rows"][row]][divisors["cols"][col]]
        assert text == str(cell.divisor).replace("-", "−")


@pytest.mark.parametrize(
    ("values", "scale"),
    [
        ([0.0, 7.0, 255.0], None),
        ([0.0, 0.5, 255.0], 0.01),
        ([0.0, 655.35], 0.01),
        ([0.0, 656.0], 0.1),
        ([0.0, 16_711_680.0], 1000.0),
        ([0.0, -63.75], -0.01),
        ([-16_711_680.0, 0.0], -1000.0),
        ([0.0, -math.inf], None),
    ],
)
def test_the_scale_is_a_power_of_ten_that_fits(values: list[float], scale: float | None) -> None:
    plane = torch.tensor([[values]])
    told = numbers(plane, as_bytes(plane))
    assert (None if told is None else told.scale) == (None if scale is None else pytest.approx(scale))
    if told is not None:
        read = unpacked(told.data, "<u2", (1, 1, len(values)))[0, :, 0] * told.scale
        assert np.allclose(read, values, atol=abs(told.scale) / 2)


def test_an_average_is_told_to_a_hundredth() -> None:
    x = photo("cat", 64).float()[None]
    explanation = explain(nn.AvgPool2d(3), x)
    grid = to_wire(pictures_stage([explanation]))["grids"][1]
    shape = tuple(explanation.output.shape[1:])
    told = unpacked(grid["picture"]["numbers"]["data"], "<u2", shape).astype(float) * 0.01
    assert np.abs(told - explanation.output[0].permute(1, 2, 0).numpy()).max() <= 0.00502


def test_a_window_without_pixels_has_no_winner() -> None:
    data = to_wire(pictures_stage([explain(nn.MaxPool2d(2, padding=1, dilation=5), picture(1, 4, 4, 0))]))
    assert np.frombuffer(base64.b64decode(data["grids"][1]["rule"]["taps"]), "u1").tolist() == [
        NO_MEMBER_OF_FEW
    ]


def test_padding_zero_darkens_the_border_and_not_counting_it_does_not() -> None:
    x = torch.full((1, 1, 8, 8), 200.0)
    dark, even = (explain(nn.AvgPool2d(3, 2, 1, count_include_pad=counts), x) for counts in (True, False))
    corner = [to_wire(pictures_stage([e]))["grids"][1]["picture"]["pixels"] for e in (dark, even)]
    assert [unpacked(text, "u1", (1, 4, 4))[0, 0, 0] for text in corner] == [89, 200]


@pytest.mark.parametrize("counted", [True, False])
def test_an_average_speaks_of_its_own_padding_beside_a_max(counted: bool) -> None:
    x = torch.full((1, 1, 8, 8), 200.0)
    both = [explain(nn.MaxPool2d(3, 2, 1), x), explain(nn.AvgPool2d(3, 2, 1, count_include_pad=counted), x)]
    source, _, mean = to_wire(pictures_stage(both))["grids"]
    assert mean["rule"]["frame"] == {"padding": [1, 1], "struck": not counted}
    assert (source["frame"]["symbol"], source["frame"]["struck"]) == ("", not counted)


def test_256_in_colour_is_small() -> None:
    x = photo("cat", 256).float()[None]
    data = to_wire(pictures_stage([explain(nn.MaxPool2d(2), x), explain(nn.AvgPool2d(2), x)]))
    assert len(json.dumps(data)) < 800_000


def test_a_picture_alone_has_no_links() -> None:
    data = to_wire(picture_stage(picture(3, 4, 6, 0)))
    assert [grid["id"] for grid in data["grids"]] == ["input"]
    assert data["links"] == []
