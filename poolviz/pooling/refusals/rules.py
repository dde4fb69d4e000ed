"""The rules torch holds a pooling layer to, with the layer's own numbers put in."""

from collections.abc import Sequence
from dataclasses import dataclass

from torch import nn

from poolviz.pooling.layers import family_of, setting, sliding_settings, windows_before_drop
from poolviz.pooling.reductions import reduction_of
from poolviz.texts import N_

_ONE_TAP = N_("A window has at least one tap.")
AXIS_NAMES = {1: ("L",), 2: ("H", "W"), 3: ("D", "H", "W")}


@dataclass(frozen=True)
class Rule:
    """One inequality along one axis: `left` `sign` `right`, said in words by `why` (untranslated).

    `parameter` is the one to change first; `formula` is the inequality in LaTeX with names,
    `numbers` the same with the layer's numbers.
    """

    parameter: str
    axis: str
    formula: str
    numbers: str
    why: str
    holds: bool


def broken_rules(layer: nn.Module, plane: Sequence[int]) -> list[Rule]:
    """Return the rules that `layer` breaks on a plane of sizes `plane`.

    >>> [rule.numbers for rule in broken_rules(nn.MaxPool2d((4, 3), padding=2), (5, 5))]
    ['2 \\\\le \\\\lfloor 3 / 2 \\\\rfloor = 1']
    """
    return [rule for dim in range(len(plane)) for rule in axis_rules(layer, dim, plane) if not rule.holds]


def axis_rules(layer: nn.Module, dim: int, plane: Sequence[int]) -> list[Rule]:
    """Return every rule of a layer along axis `dim` of a plane, those it keeps too.

    Adaptive layers fit every length, and MaxUnpool is ruled by its indices: they have none.

    >>> all(rule.holds for rule in axis_rules(nn.MaxPool2d(3, padding=1), 0, (5, 5)))
    True
    """
    return RULES.get(family_of(layer)[0].layout, _no_rules)(layer, dim, plane)


def fractional_size(layer: nn.Module, dim: int, length: int) -> int:
    """Return how many windows a fractional layer lays along axis `dim` of a `length`.

    >>> fractional_size(nn.FractionalMaxPool2d(2, output_ratio=0.5), 0, 9)
    4
    """
    if layer.output_size is None:
        return int(length * setting(layer, "output_ratio", dim))
    return setting(layer, "output_size", dim)


def _no_rules(_layer: nn.Module, _dim: int, _plane: Sequence[int]) -> list[Rule]:
    return []


def _fractional_rules(layer: nn.Module, dim: int, plane: Sequence[int]) -> list[Rule]:
    length, axis = plane[dim], AXIS_NAMES[len(plane)][dim]
    k, outputs = setting(layer, "kernel_size", dim), fractional_size(layer, dim, length)
    # Source: the checks of ATen's fractional_max_pool2d and 3d, which differ by one.
    sign, room = (r"\le", length) if len(plane) == 2 else ("<", length - 1)
    return [
        Rule("kernel_size", axis, r"k \ge 1", rf"{k} \ge 1", _ONE_TAP, k >= 1),
        Rule(
            "output_size",
            axis,
            rf"O + k - 1 {sign} {axis}",
            rf"{outputs} + {k} - 1 {sign} {length}",
            N_("Windows that each start at a different cell need this much room."),
            outputs + k - 1 <= room,
        ),
    ]


def _sliding_rules(layer: nn.Module, dim: int, plane: Sequence[int]) -> list[Rule]:
    length, axis = plane[dim], AXIS_NAMES[len(plane)][dim]
    k, s, p, d = sliding_settings(layer, dim)
    rules = [*_positive_rules(axis, k, s, d), *_padding_rules(axis, k, p)]
    if all(rule.holds for rule in rules):
        rules.append(_size_rule(layer, axis, (length, k, s, p, d)))
    if len(plane) == 3 and not reduction_of(layer).takes_one:  # also of a norm torch takes an average
        rules.append(_volume_rule(axis, length, k))
    return rules


def _positive_rules(axis: str, k: int, s: int, d: int) -> list[Rule]:
    return [
        Rule(name, axis, rf"{letter} \ge 1", rf"{value} \ge 1", why, value >= 1)
        for name, letter, value, why in (
            ("kernel_size", "k", k, _ONE_TAP),
            ("stride", "s", s, N_("A window that does not move never reaches the end.")),
            (
                "dilation",
                "d",
                d,
                N_("Neighbouring taps are at least one cell apart; in PyTorch, 1 means no gap."),
            ),
        )
    ]


def _padding_rules(axis: str, k: int, p: int) -> list[Rule]:
    return [
        Rule(
            "padding",
            axis,
            r"p \ge 0",
            rf"{p} \ge 0",
            N_("Padding adds cells, it never takes them away."),
            p >= 0,
        ),
        Rule(
            "padding",
            axis,
            r"p \le \lfloor k / 2 \rfloor",
            rf"{p} \le \lfloor {k} / 2 \rfloor = {k // 2}",
            N_("With more padding than half a kernel, a window could lie in the padding alone."),
            p <= k // 2,
        ),
    ]


def _size_rule(layer: nn.Module, axis: str, numbers: tuple[int, int, int, int, int]) -> Rule:
    length, k, s, p, d = numbers
    ceil_mode = bool(layer.ceil_mode)
    extra, slack = (" + (s - 1)", rf" + ({s} - 1)") if ceil_mode else ("", "")
    return Rule(
        "kernel_size",
        axis,
        rf"{axis} + 2p{extra} \ge d(k - 1) + 1",
        rf"{length} + 2 \cdot {p}{slack} \ge {d}({k} - 1) + 1 = {d * (k - 1) + 1}",
        N_("The input with its padding must hold at least one whole window."),
        length >= 1 and windows_before_drop(length, k, s, p, d, ceil_mode) >= 1,
    )


def _volume_rule(axis: str, length: int, k: int) -> Rule:
    return Rule(
        "kernel_size",
        axis,
        rf"{axis} \ge k",
        rf"{length} \ge {k}",
        N_("In 3d, an average needs a whole window to fit into the input without its padding."),
        length >= k,
    )


RULES = {"sliding": _sliding_rules, "fractional": _fractional_rules}
