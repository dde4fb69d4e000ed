"""The derivation of the output size, word for word, and its LaTeX."""

import re

import pytest
from torch import nn

from poolviz.pooling.refusals.repairs import accepts
from poolviz.pooling.refusals.rules import axis_rules, broken_rules
from poolviz.pooling.sizes.shapes import AxisSize, output_sizes
from poolviz.views.words.formulas import broken, shape_line, size_steps

# Every command here is one of KaTeX's.
KNOWN = {
    "left",
    "right",
    "lfloor",
    "rfloor",
    "lceil",
    "rceil",
    "frac",
    "cdot",
    "text",
    "approx",
    "quad",
    "qquad",
}
KNOWN |= {"ge", "le", "ngeq", "nleq", "begin", "end"}


def check_latex(latex):
    assert set(re.findall(r"\\([a-zA-Z]+)", latex)) <= KNOWN, latex
    assert latex.count("{") == latex.count("}")
    assert latex.count(r"\left\l") == latex.count(r"\right\r")
    assert "$" not in latex


def lines(latex):
    """The lines of a formula that stands on several."""
    within = latex.removeprefix(r"\begin{gathered}").removesuffix(r"\end{gathered}")
    assert within != latex
    return [line.strip() for line in within.split(r"\\")]


def latex_of(size):
    return [latex for latex, _sentence in size_steps(size)]


def test_floor_step_by_step():
    assert latex_of(AxisSize("H", 5, kernel_size=3, stride=3)) == [
        r"H_{\text{out}} = \left\lfloor \frac{H + 2p - d(k - 1) - 1}{s} \right\rfloor + 1",
        r"= \left\lfloor \frac{5 + 2 \cdot 0 - 1 \cdot (3 - 1) - 1}{3} \right\rfloor + 1",
        r"= \left\lfloor \frac{2}{3} \right\rfloor + 1 \approx \left\lfloor 0.667 \right\rfloor + 1",
        "= 0 + 1 = 1",
    ]


def test_ceil_has_brackets_of_its_own_and_a_last_check():
    steps = size_steps(AxisSize("W", 5, kernel_size=3, stride=3, ceil_mode=True))
    assert all("floor" not in latex for latex, _ in steps)
    assert steps[3][0] == "= 1 + 1 = 2"
    check_latex(steps[-1][0])
    assert lines(steps[-1][0]) == [r"(O - 1) \cdot s = (2 - 1) \cdot 3 = 3", r"< \; W + p = 5 + 0 = 5"]
    assert "stays" in steps[-1][1]


def test_the_drop_rule_when_it_fires():
    (*_, test, drop) = size_steps(AxisSize("H", 32, kernel_size=1, stride=2, ceil_mode=True))
    assert lines(test[0]) == [r"(O - 1) \cdot s = (17 - 1) \cdot 2 = 32", r"\ge \; H + p = 32 + 0 = 32"]
    assert drop[0] == r"H_{\text{out}} = 17 - 1 = 16"
    assert drop[1] == "So torch drops that window, and the output is one smaller: 16."


@pytest.mark.parametrize(
    ("size", "value", "sentence"),
    [
        (AxisSize("L", 8, 2, 2), r"= \left\lfloor \frac{6}{2} \right\rfloor + 1", "even"),
        (AxisSize("L", 9, 2, 2), r"= \left\lfloor 3.5 \right\rfloor + 1", "down to 3"),
        (AxisSize("L", 9, 2, 2, ceil_mode=True), r"= \left\lceil 3.5 \right\rceil + 1", "up to 4"),
        (AxisSize("L", 3002, 2, 3), r"\left\lfloor \frac{3000}{3} \right\rfloor + 1", "even"),
        (AxisSize("L", 3003, 2, 3), r"\approx \left\lfloor 1000.333 \right\rfloor + 1", "down to 1000"),
    ],
)
def test_the_fraction_exact_or_nearly(size, value, sentence):
    steps = size_steps(size)
    assert steps[2][0].endswith(value)
    assert sentence in steps[3][1]


def test_a_window_longer_than_the_input_is_said():
    (size,) = output_sizes(nn.MaxPool1d(3, 2, ceil_mode=True), (2,))
    assert "more than the 2 positions" in size_steps(size)[2][1]


def test_every_derivation_ends_at_torchs_size():
    for length in range(1, 12):
        for s in (1, 2, 5):
            for ceil_mode in (False, True):
                layer = nn.MaxPool1d(2, s, 1, 2, ceil_mode=ceil_mode)
                if not accepts(layer, (1, length)):
                    continue
                (size,) = output_sizes(layer, (length,))
                steps = size_steps(size)
                last = [latex for latex, _ in steps if "(O - 1)" not in latex][-1]
                assert last.endswith(f"= {size.size}")
                for latex, sentence in steps:
                    check_latex(latex)
                    assert sentence.endswith(".")
                    assert "{" not in sentence


def test_a_broken_rule_says_that_it_does_not_hold():
    (rule,) = broken_rules(nn.MaxPool2d(3, padding=(2, 1)), (5, 5))
    latex, sentence = broken(rule)
    assert latex == r"p \le \lfloor k / 2 \rfloor \qquad 2 \nleq \lfloor 3 / 2 \rfloor = 1"
    assert sentence.startswith("Along H: With more padding")


@pytest.mark.parametrize(
    "layer",
    [
        nn.MaxPool2d(9),
        nn.MaxPool2d(0),
        nn.MaxPool2d(3, 0),
        nn.MaxPool2d(2, dilation=0),
        nn.MaxPool2d(2, padding=-1),
    ],
)
def test_every_rule_is_latex(layer):
    for rule in axis_rules(layer, 0, (5, 5)):
        latex, _sentence = broken(rule)
        check_latex(latex)
        assert ("nleq" in latex or "ngeq" in latex) != rule.holds


def test_shapes_in_a_line():
    assert shape_line([1, 1, 5, 5], (1, 1, 2, 2)) == "(1, 1, 5, 5) → (1, 1, 2, 2)"
