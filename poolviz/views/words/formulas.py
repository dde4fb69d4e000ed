"""The output size, derived step by step with a layer's own numbers, as LaTeX and sentences."""

import re
from collections.abc import Sequence
from fractions import Fraction

from poolviz.pooling.refusals.rules import Rule
from poolviz.pooling.sizes.axis import AxisSize
from poolviz.texts import _

Line = tuple[str, str]  # LaTeX without dollar signs, and the sentence that says it


def size_steps(size: AxisSize) -> list[Line]:
    """Return the derivation of an output size: LaTeX that KaTeX reads, and a sentence, per step.

    Source of the formula: ATen/native/Pool.h, pooling_output_shape_pad_lr.

    >>> [latex for latex, _ in size_steps(AxisSize("H", length=5, kernel_size=3, stride=3))][-1]
    '= 0 + 1 = 1'
    """
    steps = [_general(size), _put_in(size), _fraction(size), _rounded(size)]
    return [*steps, *_drop_test(size)] if size.ceil_mode else steps


def size_lines(sizes: Sequence[AxisSize]) -> list[str]:
    """Return each axis's size and its reason in one line of plain text; axes that are alike share one.

    >>> size_lines([AxisSize("H", 5, 3, 3), AxisSize("W", 5, 3, 3)])
    ['H, W: ⌊(5 + 2·0 − 1·(3 − 1) − 1) / 3⌋ + 1 = 1']
    """
    return alike([(size.axis, _one_line(size)) for size in sizes])


def alike(lines: Sequence[tuple[str, str]]) -> list[str]:
    """Return "axes: line" for each (axis, line), axes that read alike together.

    >>> alike([("D", "1"), ("H", "2"), ("W", "2")])
    ['D: 1', 'H, W: 2']
    """
    together: dict[str, list[str]] = {}
    for axis, line in lines:
        together.setdefault(line, []).append(axis)
    return [f"{', '.join(axes)}: {line}" for line, axes in together.items()]


def _one_line(size: AxisSize) -> str:
    k, s, p, d = size.kernel_size, size.stride, size.padding, size.dilation
    opening, closing = "⌈⌉" if size.ceil_mode else "⌊⌋"
    line = f"{opening}({size.length} + 2·{p} − {d}·({k} − 1) − 1) / {s}{closing} + 1 = {size.before_drop}"
    if not size.dropped:
        return line
    said = _("{line}; the last one would start in the right padding and is dropped: {size}")
    return said.format(line=line, size=size.size)


def broken(rule: Rule) -> Line:
    """Return a rule as LaTeX, the inequality and the same with the layer's numbers, and its reason.

    >>> from poolviz.pooling.refusals.rules import broken_rules
    >>> from torch import nn
    >>> broken(broken_rules(nn.MaxPool1d(3, padding=2), (9,))[0])[0]
    'p \\\\le \\\\lfloor k / 2 \\\\rfloor \\\\qquad 2 \\\\nleq \\\\lfloor 3 / 2 \\\\rfloor = 1'
    """
    numbers = rule.numbers
    if not rule.holds:
        numbers = re.sub(r"\\(le|ge)(?![a-z])", r"\\n\1q", numbers).replace(" < ", r" \nless ")
    sentence = _("Along {axis}: {why}").format(axis=rule.axis, why=_(rule.why))
    return rf"{rule.formula} \qquad {numbers}", sentence


def shape_line(shape_in: Sequence[int], shape_out: Sequence[int]) -> str:
    """Return "shape in → shape out", each as torch writes it.

    >>> shape_line((1, 1, 5, 5), (1, 1, 2, 2))
    '(1, 1, 5, 5) → (1, 1, 2, 2)'
    """
    return f"{tuple(shape_in)} → {tuple(shape_out)}"


def _general(size: AxisSize) -> Line:
    rounded = _rounding(size, rf"\frac{{{size.axis} + 2p - d(k - 1) - 1}}{{s}}")
    sentence = _(
        "Take the input {axis}, add the padding p on both sides, and subtract what one window "
        "spans, d(k − 1) + 1: that is how far a window can move. It moves s (the stride) at a "
        "time. The 1 at the end is the first window."
    ).format(axis=size.axis)
    return rf"{_out(size)} = {rounded} + 1", sentence


def _put_in(size: AxisSize) -> Line:
    k, s, p, d = size.kernel_size, size.stride, size.padding, size.dilation
    top = rf"{size.length} + 2 \cdot {p} - {d} \cdot ({k} - 1) - 1"
    rounded = _rounding(size, rf"\frac{{{top}}}{{{s}}}")
    sentence = _("With the layer's numbers: k = {k}, s = {s}, p = {p}, d = {d}.").format(k=k, s=s, p=p, d=d)
    return f"= {rounded} + 1", sentence


def _fraction(size: AxisSize) -> Line:
    value = Fraction(size.numerator, size.stride)
    fraction = rf"\frac{{{size.numerator}}}{{{size.stride}}}"
    latex = f"= {_rounding(size, fraction)} + 1"
    if value.denominator > 1:
        decimal = f"{float(value):.3f}".rstrip("0")
        sign = "=" if Fraction(decimal) == value else r"\approx"
        latex += rf" {sign} {_rounding(size, decimal)} + 1"
    if size.numerator < 0:
        sentence = _(
            "A window spans {extent}, more than the {padded} positions there are; only ceil_mode "
            "lets it start."
        )
    else:
        sentence = _(
            "A window spans {extent} of {padded} positions and can move {numerator} more, {stride} at a time."
        )
    padded = size.length + 2 * size.padding
    numbers = {"numerator": size.numerator, "stride": size.stride}
    return latex, sentence.format(extent=size.extent, padded=padded, **numbers)


def _rounded(size: AxisSize) -> Line:
    steps, left = size.before_drop - 1, size.numerator % size.stride
    if left == 0:
        sentence = _("It divides evenly: {steps} whole steps, nothing to round.")
    elif size.ceil_mode:
        sentence = _("ceil_mode rounds up to {steps}: the last window may hang over the end.")
    else:
        sentence = _(
            "Floor rounds down to {steps}: what remains, {left}, is less than a step, "
            "so no window begins there."
        )
    return rf"= {steps} + 1 = {size.before_drop}", sentence.format(steps=steps, left=left)


def _drop_test(size: AxisSize) -> list[Line]:
    before, stride = size.before_drop, size.stride
    test = rf"(O - 1) \cdot s = ({before} - 1) \cdot {stride} = {(before - 1) * stride}"
    limit = rf"{size.axis} + p = {size.length} + {size.padding} = {size.limit}"
    if not size.dropped:
        sentence = _(
            "ceil_mode's last check: the last window begins before the right padding does, "
            "counted from the first padded cell, so it stays."
        )
        return [(_over(test, "<", limit), sentence)]
    why = _(
        "ceil_mode's last check: the last window would begin in the right padding or beyond it, "
        "counted from the first padded cell. It would see nothing of the input."
    )
    drop = _("So torch drops that window, and the output is one smaller: {size}.").format(size=size.size)
    return [(_over(test, r"\ge", limit), why), (rf"{_out(size)} = {before} - 1 = {size.size}", drop)]


def _over(left: str, sign: str, right: str) -> str:
    """Return a comparison on two lines: on one it is wider than half a laptop's page, or a phone."""
    return rf"\begin{{gathered}} {left} \\ {sign} \; {right} \end{{gathered}}"


def _out(size: AxisSize) -> str:
    return rf"{size.axis}_{{\text{{out}}}}"


def _rounding(size: AxisSize, inside: str) -> str:
    kind = "ceil" if size.ceil_mode else "floor"
    return rf"\left\l{kind} {inside} \right\r{kind}"
