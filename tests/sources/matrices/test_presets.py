"""Every preset does in torch what its lesson says; the numbers are curriculum.md A's."""

import math
from typing import Any

import pytest
import torch
from torch import nn

from poolviz.errors import PoolvizError
from poolviz.sources.matrices.presets import PRESETS, Preset, preset
from poolviz.sources.matrices.text import parse_matrix, write_matrix

REFUSED = {"refused", "refused-padding"}


def layer_of(code: str) -> nn.Module:
    """What Python itself makes of a line of this file's own examples."""
    made: nn.Module = eval(code, {"nn": nn})
    return made


def run(key: str) -> Any:
    chosen = preset(key)
    return layer_of(chosen.layer)(parse_matrix(chosen.matrix)[None])


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("x5-ceil", [[2, 3], [5, 1]]),
        ("x5-floor", [[2]]),
        ("x5-overlap", [[2, 3, 3], [5, 3, 3], [5, 3, 3]]),
        ("x5-halves", [[2, 3], [5, 3]]),
        ("x5-halves-ceil", [[2, 3, 1], [5, 3, 1], [2, 1, 1]]),
        ("x5-dilation", [[1, 3, 1], [5, 3, 3], [2, 2, 1]]),
        ("tour-1", [[8, 7], [7, 9]]),
        ("tour-2", [[8, 7], [8, 5]]),
        ("tour-3", [[8, 7, 7], [8, 5, 9], [7, 6, 7]]),
        ("tour-4", [[6, 7], [8, 5]]),
        ("tour-5", [[8]]),
        ("dropped-window", [[1, 2, 3], [1, 2, 3], [5, 3, 1]]),
        ("unread-cells", [[1, 0, 1], [1, 1, 0], [2, 0, 1]]),
    ],
)
def test_maxima(key: str, expected: list[list[float]]) -> None:
    assert run(key)[0].tolist() == expected


@pytest.mark.parametrize(
    ("key", "expected"),
    [
        ("x5-average", [[1.111, 1.333], [2.167, 1]]),
        ("average-counted", [[0.444, 1.222, 0.889], [1.222, 1.667, 0.667], [1.111, 0.889, 0.444]]),
        ("average-uncounted", [[1, 1.833, 2], [1.833, 1.667, 1], [2.5, 1.333, 1]]),
        ("average-overhang", [[a * b for b in (2 / 3, 1, 1, 1 / 2)] for a in (2 / 3, 1, 1, 1 / 2)]),
    ],
)
def test_averages(key: str, expected: list[list[float]]) -> None:
    torch.testing.assert_close(run(key)[0], torch.tensor(expected), atol=0.0006, rtol=0)


def test_the_indices_of_the_notes() -> None:
    chosen = preset("x5-ceil")
    layer = layer_of(chosen.layer.replace("3,", "3, return_indices=True,"))
    assert layer(parse_matrix(chosen.matrix)[None])[1][0].tolist() == [[1, 3], [15, 18]]


def test_padding_never_wins_but_a_matrix_padded_with_zeros_gives_zero() -> None:
    assert run("negative-corner")[0, 0, 0].item() == pytest.approx(-0.1711)
    padded = nn.functional.pad(parse_matrix(preset("negative-corner").matrix)[None], (1, 1, 1, 1))
    assert nn.MaxPool2d(3)(padded)[0, 0, 0].item() == 0


def test_the_first_of_a_tie_wins() -> None:
    values, indices = run("ties")
    assert values[0].tolist() == [[7, 4], [2, 5]]
    assert indices[0].tolist() == [[0, 3], [8, 10]]


def test_nan_wins_over_infinity() -> None:
    output = run("nan")[0]
    assert output.isnan().tolist() == [[True, True, False], [True, True, False], [False, False, False]]
    assert output[2].tolist() == [math.inf, math.inf, 6]


@pytest.mark.parametrize("key", sorted(REFUSED))
def test_the_invalid_ones_are_built_and_refused_when_called(key: str) -> None:
    layer = layer_of(preset(key).layer)
    with pytest.raises(RuntimeError, match="pad"):
        layer(parse_matrix(preset(key).matrix)[None])


@pytest.mark.parametrize("chosen", PRESETS, ids=lambda chosen: chosen.key)
def test_each_preset_runs_and_is_written_as_a_link_would_be(chosen: Preset) -> None:
    assert write_matrix(parse_matrix(chosen.matrix)) == chosen.matrix
    assert chosen.title
    assert chosen.lesson.endswith((".", "?"))
    if chosen.key not in REFUSED:
        run(chosen.key)


def test_keys_and_titles_are_unique() -> None:
    assert (
        len({chosen.key for chosen in PRESETS}) == len({chosen.title for chosen in PRESETS}) == len(PRESETS)
    )


def test_an_unknown_key_is_refused() -> None:
    with pytest.raises(PoolvizError, match=r"`preset` must be one of x5-ceil, .*, but got 'nonsense'"):
        preset("nonsense")
