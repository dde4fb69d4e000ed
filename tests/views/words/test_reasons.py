"""Why the output is this large, for layers whose windows do not slide, and for those whose do."""

import pytest
import torch

from poolviz import explain, parse
from poolviz.views.words.reasons import reason_lines, reason_steps


def explained(line: str, *plane: int):
    return explain(parse(line), torch.zeros(1, *plane))


def test_adaptive_windows_are_written_out():
    assert reason_lines(explained("nn.AdaptiveMaxPool2d(3)", 5, 5)) == [
        "H, W: ⌊o · 5/3⌋ to ⌈(o + 1) · 5/3⌉: [0, 2) [1, 4) [3, 5)"
    ]
    latex = [line for line, _sentence in reason_steps(explained("nn.AdaptiveAvgPool1d(3)", 5))[0]]
    assert latex[2] == r"o = 1:\ \left[\, \lfloor 5 / 3 \rfloor,\ \lceil 10 / 3 \rceil \right) = [1,\ 4)"


def test_fractional_windows_are_derived_from_their_sample():
    line = "nn.FractionalMaxPool2d(2, output_ratio=0.5, _random_samples=torch.tensor([[[0.25, 0.5]]]))"
    assert reason_lines(explained(line, 8, 9)) == [
        "H: α = (8 − 2) / (4 − 1) = 2, u = 0.5: windows begin at 0, 2, 4, 6",
        "W: α = (9 − 2) / (4 − 1) = 2.333, u = 0.25: windows begin at 0, 2, 5, 7",
    ]
    steps = reason_steps(explained(line, 8, 9))
    assert steps[0][0][0] == r"O = \lfloor 8 \cdot 0.5 \rfloor = 4"
    assert steps[1][-1][0] == r"\text{start} = 0, 2, 5, 7"


def test_one_fractional_window_lies_at_the_end():
    assert reason_lines(explained("nn.FractionalMaxPool2d(3, output_size=1)", 8, 8)) == [
        "H, W: one window, at the end: it begins at 5"
    ]


def test_a_sliding_layer_keeps_its_formula():
    assert reason_lines(explained("nn.LPPool1d(2, 2)", 5)) == ["L: ⌊(5 + 2·0 − 1·(2 − 1) − 1) / 2⌋ + 1 = 2"]


def test_nothing_asked_for_gives_nothing():
    assert reason_lines(explained("nn.AdaptiveMaxPool1d(0)", 5)) == ["L: no window: the output is empty"]


@pytest.mark.parametrize(
    ("length", "outputs", "numbers"),
    [
        (6, 3, r"k = 2,\ s = 2,\ p = 0"),
        (5, 4, r"k = 2,\ s = 1,\ p = 0"),
        (5, 3, r"k = 3,\ s = 2,\ p = 1"),
        (3, 4, r"k = 2,\ s = 1,\ p = 1"),
    ],
)
def test_a_sliding_layer_that_reads_the_same_is_named(length: int, outputs: int, numbers: str):
    (steps,) = reason_steps(explained(f"nn.AdaptiveMaxPool1d({outputs})", length))
    assert steps[-1][0] == numbers
    assert "reads the same cells" in steps[-1][1]


@pytest.mark.parametrize(("length", "outputs", "words"), [(37, 7, "no sliding"), (3, 7, "repeat cells")])
def test_where_none_does_that_is_said(length: int, outputs: int, words: str):
    (steps,) = reason_steps(explained(f"nn.AdaptiveMaxPool1d({outputs})", length))
    assert words in steps[-1][1]
