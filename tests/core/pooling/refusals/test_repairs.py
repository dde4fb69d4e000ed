"""All that is offered for a layer, in its order; what is not in the table of repairs is left as it is."""

import pytest
from torch import nn

from poolviz.pooling.code.line import code
from poolviz.pooling.refusals.repairs import changed, repairs, ruled, whole_numbers
from poolviz.pooling.refusals.rules import axis_rules, fractional_size


@pytest.mark.parametrize(
    ("layer", "shape", "offered"),
    [
        (
            nn.MaxPool2d(3, padding=2),
            (1, 6, 6),
            ["nn.MaxPool2d(3, padding=1)", "nn.MaxPool2d(4, padding=2)"],
        ),
        (
            nn.MaxPool2d(7),
            (1, 5, 6),
            ["nn.MaxPool2d(7, padding=1)", "nn.MaxPool2d((5, 6))", "nn.MaxPool2d(7, ceil_mode=True)"],
        ),
        (
            nn.MaxPool1d(3, padding=1, dilation=4),
            (1, 6),
            [
                "nn.MaxPool1d(2, padding=1, dilation=4)",
                "nn.MaxPool1d(3, padding=1, dilation=3)",
                "nn.MaxPool1d(3, padding=1, dilation=4, ceil_mode=True)",
            ],
        ),
        (nn.MaxPool1d(3, stride=-1), (1, 6), ["nn.MaxPool1d(3, stride=1)"]),
        (nn.MaxPool2d((3, 0), stride=(0, 2)), (1, 6, 6), ["nn.MaxPool2d((3, 1), stride=(1, 2))"]),
        (nn.MaxPool1d(2, padding=-1, dilation=0), (1, 4), ["nn.MaxPool1d(2)"]),
        (nn.AvgPool2d(3, divisor_override=0), (1, 6, 6), ["nn.AvgPool2d(3)"]),
        (
            nn.AvgPool2d(7, stride=3, divisor_override=5),
            (1, 6, 6),
            [
                "nn.AvgPool2d(7, stride=3, padding=1, divisor_override=5)",
                "nn.AvgPool2d(6, stride=3, divisor_override=5)",
                "nn.AvgPool2d(7, stride=3, ceil_mode=True, divisor_override=5)",
            ],
        ),
        (nn.AvgPool3d(3, padding=1), (1, 2, 2, 2), ["nn.AvgPool3d(2, padding=1)"]),
        (nn.LPPool2d(2, 7), (1, 5, 5), ["nn.LPPool2d(2, 5)", "nn.LPPool2d(2, 7, ceil_mode=True)"]),
        (
            nn.FractionalMaxPool2d(3, output_size=5),
            (1, 5, 6),
            [
                "nn.FractionalMaxPool2d(3, output_size=(3, 4))",
                "nn.FractionalMaxPool2d((1, 2), output_size=5)",
            ],
        ),
        (
            nn.FractionalMaxPool2d(3, output_ratio=0.9),
            (1, 5, 6),
            ["nn.FractionalMaxPool2d(2, output_ratio=0.9)"],
        ),
        (
            nn.FractionalMaxPool3d(2, output_size=(2, 2, 3)),
            (1, 4, 4, 4),
            [
                "nn.FractionalMaxPool3d(2, output_size=2)",
                "nn.FractionalMaxPool3d((2, 2, 1), output_size=(2, 2, 3))",
            ],
        ),
        (
            nn.MaxPool1d(200),  # the nearest kernel would be 100, and no more than 64 are tried
            (1, 100),
            ["nn.MaxPool1d(200, padding=50)", "nn.MaxPool1d(64)", "nn.MaxPool1d(200, ceil_mode=True)"],
        ),
        (
            nn.MaxPool1d(2, dilation=200),
            (1, 100),
            ["nn.MaxPool1d(1, dilation=200)", "nn.MaxPool1d(2, dilation=64)"],
        ),
        (
            nn.MaxPool1d(2, stride=1, ceil_mode=True),
            (1, 1),
            [
                "nn.MaxPool1d(2, stride=1, padding=1, ceil_mode=True)",
                "nn.MaxPool1d(1, ceil_mode=True)",
                "nn.MaxPool1d(2, ceil_mode=True)",
            ],
        ),
        (nn.AdaptiveMaxPool2d(2), (1, 5, 5), []),
        (nn.MaxUnpool2d(2), (1, 5, 5), []),
        (nn.MaxPool2d(2), (5,), []),
    ],
    ids=lambda given: repr(given)[:40],
)
def test_all_that_is_offered_in_its_order(
    layer: nn.Module, shape: tuple[int, ...], offered: list[str]
) -> None:
    assert [code(fix) for fix in repairs(layer, shape)] == offered


@pytest.mark.parametrize(
    ("layer", "whole"),
    [
        (nn.MaxPool2d(2**63 - 1), True),
        (nn.MaxPool2d(2**63), False),
        (nn.MaxPool2d(-(2**63)), False),
        (nn.MaxPool2d((2, 3)), True),
        (nn.MaxPool2d((2,)), True),  # type: ignore[arg-type]
        (nn.MaxPool2d([2, 3]), True),  # type: ignore[arg-type]
        (nn.MaxPool2d((2, 3, 4)), False),
        (nn.MaxPool2d((2, 3.0)), False),
        (nn.MaxPool2d(2, padding=True), False),
        (nn.MaxPool2d(2, stride=()), True),  # type: ignore[arg-type]
        (nn.LPPool2d(2, 3), True),
        (nn.FractionalMaxPool2d(2, output_ratio=0.5), True),
        (nn.FractionalMaxPool2d(2, output_size=(2, 3)), True),
    ],
    ids=repr,
)
def test_what_are_whole_numbers_to_torch(layer: nn.Module, whole: bool) -> None:
    assert whole_numbers(layer, 2) is whole
    assert ruled(layer, (9, 9)) is whole
    assert not ruled(layer, (9, 9, 9))


def test_a_layer_that_was_changed_by_hand_into_one_that_cannot_be_made_is_left() -> None:
    layer = nn.FractionalMaxPool2d(2, output_size=9)
    layer.output_ratio = 0.5  # torch takes one of the two
    assert repairs(layer, (1, 5, 5)) == ()
    assert code(changed(nn.MaxPool2d(3, 2), padding=1, ceil_mode=True)) == (
        "nn.MaxPool2d(3, stride=2, padding=1, ceil_mode=True)"
    )


@pytest.mark.parametrize(
    ("layer", "plane", "holds"),
    [
        (nn.FractionalMaxPool2d(1, output_size=4), (4, 4), [True, True]),
        (nn.FractionalMaxPool2d(1, output_size=5), (4, 4), [True, False]),
        (nn.FractionalMaxPool2d(0, output_size=4), (4, 4), [False, True]),
        (nn.FractionalMaxPool3d(1, output_size=3), (4, 4, 4), [True, True]),
        (nn.FractionalMaxPool3d(1, output_size=4), (4, 4, 4), [True, False]),
        (nn.MaxPool1d(1), (1,), [True] * 6),
        (nn.MaxPool1d(1, padding=1), (1,), [True] * 4 + [False]),
        (nn.AvgPool3d(1), (1, 1, 1), [True] * 7),
        (nn.MaxPool3d(1), (1, 1, 1), [True] * 6),
    ],
    ids=repr,
)
def test_which_rules_hold_at_the_limit(layer: nn.Module, plane: tuple[int, ...], holds: list[bool]) -> None:
    assert [rule.holds for rule in axis_rules(layer, 0, plane)] == holds


def test_what_a_fractional_rule_says() -> None:
    first, second = axis_rules(nn.FractionalMaxPool2d((2, 0), output_size=(3, 4)), 1, (5, 6))
    assert (first.parameter, first.axis, first.formula, first.numbers, first.why) == (
        "kernel_size",
        "W",
        r"k \ge 1",
        r"0 \ge 1",
        "A window has at least one tap.",
    )
    assert (second.parameter, second.axis, second.numbers) == ("output_size", "W", r"4 + 0 - 1 \le 6")


def test_how_many_windows_a_fractional_layer_lays() -> None:
    by_size, by_ratio = nn.FractionalMaxPool2d(2, (3, 4)), nn.FractionalMaxPool2d(2, output_ratio=(0.5, 0.7))
    assert [fractional_size(by_size, dim, 9) for dim in (0, 1)] == [3, 4]
    assert [fractional_size(by_ratio, dim, 9) for dim in (0, 1)] == [4, 6]
