"""The inequalities agree with torch, and what repairs a layer really repairs it."""

import random

import pytest
import torch
from torch import nn

from poolviz import PoolvizError, code, explain, parse
from poolviz.pooling.refusals.repairs import accepts, changed, repairs, whole_numbers
from poolviz.pooling.refusals.rules import broken_rules

KINDS = [(kind, dims) for kind in ("Max", "Avg") for dims in (1, 2, 3)]


def drawn(numbers, kind, dims):
    """Draw a layer and a shape, half of the time one that torch refuses."""

    def several(choices):
        apart = tuple(numbers.choice(choices) for _ in range(dims))
        return apart if numbers.random() < 0.5 else apart[0]

    given = {
        "kernel_size": several([1, 2, 3, 3, 5]),
        "stride": several([1, 2, 3]),
        "padding": several([0, 0, 1, 2]),
        "ceil_mode": numbers.random() < 0.5,
    }
    if numbers.random() < 0.1:
        given[numbers.choice(["kernel_size", "stride", "padding"])] = several([-1, 0])
    if kind == "Max":
        given["dilation"] = several([1, 1, 2])
    shape = (numbers.randint(1, 2), *(numbers.randint(1, 6) for _ in range(dims)))
    return getattr(nn, f"{kind}Pool{dims}d")(**given), shape


@pytest.mark.parametrize(("kind", "dims"), KINDS)
def test_torch_refuses_exactly_the_layers_that_break_a_rule(kind, dims):
    numbers = random.Random(dims)
    for _ in range(400):
        layer, shape = drawn(numbers, kind, dims)
        rules = broken_rules(layer, shape[1:])
        assert accepts(layer, shape) == (not rules), (layer, shape, rules)


@pytest.mark.parametrize(("kind", "dims"), KINDS)
def test_every_refused_layer_has_a_repair_and_every_repair_runs(kind, dims):
    numbers, refused = random.Random(dims), 0
    for _ in range(200):
        layer, shape = drawn(numbers, kind, dims)
        if accepts(layer, shape):
            continue
        refused += 1
        fixes = repairs(layer, shape)
        assert fixes, (code(layer), shape)
        for fix in fixes:
            fix(torch.zeros(shape))
    assert refused > 20


@pytest.mark.parametrize(
    ("line", "plane", "numbers"),
    [
        ("nn.MaxPool2d(3, padding=(2, 1))", (5, 5), [r"2 \le \lfloor 3 / 2 \rfloor = 1"]),
        ("nn.MaxPool2d(3, 0)", (5, 5), [r"0 \ge 1"] * 2),
        ("nn.MaxPool2d(3, padding=-1)", (5, 5), [r"-1 \ge 0"] * 2),
        ("nn.MaxPool2d(3, dilation=3)", (5, 9), [r"5 + 2 \cdot 0 \ge 3(3 - 1) + 1 = 7"]),
        ("nn.AvgPool3d(3, padding=1)", (2, 3, 3), [r"2 \ge 3"]),
        ("nn.MaxPool2d(3, padding=1, dilation=4)", (9, 9), []),
    ],
)
def test_a_broken_rule_with_its_numbers(line, plane, numbers):
    assert [rule.numbers for rule in broken_rules(parse(line), plane)] == numbers


ONE_TAP = "A window has at least one tap."
STANDS = "A window that does not move never reaches the end."
GAP = "Neighbouring taps are at least one cell apart; in PyTorch, 1 means no gap."
ADDS = "Padding adds cells, it never takes them away."
ALONE = "With more padding than half a kernel, a window could lie in the padding alone."
WHOLE = "The input with its padding must hold at least one whole window."
ROOM = "Windows that each start at a different cell need this much room."
IN_3D = "In 3d, an average needs a whole window to fit into the input without its padding."


@pytest.mark.parametrize(
    ("line", "plane", "rules"),
    [
        ("nn.MaxPool1d(0, 1)", (4,), [("kernel_size", "L", r"k \ge 1", r"0 \ge 1", ONE_TAP)]),
        ("nn.MaxPool1d(2, 0)", (4,), [("stride", "L", r"s \ge 1", r"0 \ge 1", STANDS)]),
        ("nn.MaxPool1d(2, dilation=0)", (4,), [("dilation", "L", r"d \ge 1", r"0 \ge 1", GAP)]),
        ("nn.MaxPool1d(2, padding=-1)", (4,), [("padding", "L", r"p \ge 0", r"-1 \ge 0", ADDS)]),
        (
            "nn.MaxPool2d((3, 2), padding=(2, 1))",
            (5, 5),
            [("padding", "H", r"p \le \lfloor k / 2 \rfloor", r"2 \le \lfloor 3 / 2 \rfloor = 1", ALONE)],
        ),
        (
            "nn.MaxPool2d((2, 4), 3, dilation=(1, 2))",
            (5, 6),
            [
                (
                    "kernel_size",
                    "W",
                    r"W + 2p \ge d(k - 1) + 1",
                    r"6 + 2 \cdot 0 \ge 2(4 - 1) + 1 = 7",
                    WHOLE,
                )
            ],
        ),
        (
            "nn.MaxPool1d(5, 2, ceil_mode=True)",
            (3,),
            [
                (
                    "kernel_size",
                    "L",
                    r"L + 2p + (s - 1) \ge d(k - 1) + 1",
                    r"3 + 2 \cdot 0 + (2 - 1) \ge 1(5 - 1) + 1 = 5",
                    WHOLE,
                )
            ],
        ),
        (
            "nn.AvgPool3d((3, 1, 1), padding=(1, 0, 0))",
            (2, 3, 3),
            [("kernel_size", "D", r"D \ge k", r"2 \ge 3", IN_3D)],
        ),
        (
            "nn.FractionalMaxPool2d(3, output_size=(2, 3))",
            (4, 4),
            [("output_size", "W", r"O + k - 1 \le W", r"3 + 3 - 1 \le 4", ROOM)],
        ),
        (
            "nn.FractionalMaxPool3d(2, output_size=(2, 2, 3))",
            (4, 4, 4),
            [("output_size", "W", r"O + k - 1 < W", r"3 + 2 - 1 < 4", ROOM)],
        ),
    ],
)
def test_a_broken_rule_says_what_to_change_on_which_axis_and_why(line, plane, rules):
    said = [
        (one.parameter, one.axis, one.formula, one.numbers, one.why)
        for one in broken_rules(parse(line), plane)
    ]
    assert said == rules


@pytest.mark.parametrize(
    ("line", "shape", "fix"),
    [
        ("nn.MaxPool2d(3, padding=2)", (1, 6, 6), "nn.MaxPool2d(3, padding=1)"),
        ("nn.MaxPool2d(3, padding=2)", (1, 6, 6), "nn.MaxPool2d(4, padding=2)"),
        ("nn.MaxPool2d([3, 3], padding=2)", (1, 6, 6), "nn.MaxPool2d([3, 3], padding=1)"),
        ("nn.MaxPool2d(7)", (1, 5, 6), "nn.MaxPool2d((5, 6))"),
        ("nn.MaxPool2d(3, 0)", (1, 6, 6), "nn.MaxPool2d(3, stride=1)"),
        ("nn.AvgPool2d(3, divisor_override=0)", (1, 6, 6), "nn.AvgPool2d(3)"),
        ("nn.MaxPool1d(3, padding=2, dilation=2)", (1, 1), "nn.MaxPool1d(3, padding=1)"),
        ("nn.AvgPool3d(3, padding=1)", (1, 1, 1, 1), "nn.AvgPool3d(1)"),
    ],
)
def test_the_nearest_repairs(line, shape, fix):
    assert fix in map(code, repairs(parse(line), shape))


def test_what_is_no_number_has_no_repair():
    for layer in (nn.MaxPool2d(2.5), nn.MaxPool2d("3"), nn.MaxPool2d((2, 3, 4)), nn.MaxPool2d(True)):
        assert not whole_numbers(layer, 2)
        assert repairs(layer, (1, 5, 5)) == ()
        with pytest.raises(PoolvizError) as caught:
            explain(layer, torch.zeros(1, 5, 5))
        assert caught.value.fixes == ()


def test_a_tensor_of_the_wrong_rank_is_not_the_layers_fault():
    with pytest.raises(PoolvizError) as caught:
        explain(nn.MaxPool2d(2), torch.zeros(4))
    assert caught.value.fixes == ()


@pytest.mark.parametrize("layer", [nn.MaxPool2d(2), nn.AdaptiveAvgPool2d(2), nn.AvgPool1d(2)])
@pytest.mark.parametrize("x", [None, [1.0, 2.0], "x"])
def test_what_is_no_tensor_is_refused(layer, x):
    with pytest.raises(PoolvizError):
        explain(layer, x)


def test_an_empty_stride_is_the_default_one():
    explanation = explain(nn.MaxPool2d(2, stride=()), torch.arange(16.0).reshape(1, 4, 4))
    assert explanation.cell((0, 1, 1)).winner == (3, 3)
    assert code(explanation.layer) == "nn.MaxPool2d(2)"


def test_a_default_stride_stays_the_default():
    assert changed(nn.AvgPool2d(3), kernel_size=2).stride == 2
    assert changed(nn.AvgPool2d(3, 2), kernel_size=5).stride == 2


def test_only_ceil_mode_gives_room_for_another_stride():
    """A single cell and a kernel of 2: with ceil_mode one more window begins where the stride is 2."""
    room, none = nn.MaxPool1d(2, 1, ceil_mode=True), nn.MaxPool1d(2, 1)
    assert nn.MaxPool1d(2, 2, ceil_mode=True)(torch.zeros(1, 1, 1)).shape == (1, 1, 1)
    assert [(fix.kernel_size, fix.stride) for fix in repairs(room, (1, 1, 1))] == [(2, 1), (1, 1), (2, 2)]
    assert [(fix.kernel_size, fix.stride) for fix in repairs(none, (1, 1, 1))] == [(2, 1), (1, 1)]
