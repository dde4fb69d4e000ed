"""The padding of another framework along one axis, derived step by step, as LaTeX and sentences."""

from poolviz.findings.frameworks.padding import same_padding, same_size
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Sliding
from poolviz.texts import _
from poolviz.views.words.formulas import Line


def padding_steps(axis: str, length: int, kernel_size: int, stride: int, padding: str) -> list[Line]:
    """Return the output size and the padding of one axis: LaTeX that KaTeX reads, and a sentence, per step.

    >>> [latex for latex, _ in padding_steps("W", 6, 3, 2, "SAME")][-1]
    'o \\\\cdot s - 0 = 0,\\\\ 2,\\\\ 4'
    """
    if padding == "VALID":
        return _valid(axis, length, kernel_size, stride)
    outputs = same_size(length, stride)
    before, after = same_padding(length, kernel_size, stride, padding)
    general, number = r"(O - 1)\,s + k - L", rf"({outputs} - 1) \cdot {stride} + {kernel_size} - {length}"
    if padding == "SAME":
        general, number = rf"\max({general},\ 0)", rf"\max({number},\ 0)"
    size = rf"{axis}_{{\text{{out}}}} = \left\lceil \frac{{L}}{{s}} \right\rceil"
    return [
        (
            rf"{size} = \left\lceil \frac{{{length}}}{{{stride}}} \right\rceil = {outputs}",
            _("The size depends on length and stride alone, whatever the kernel. torch has no such rule."),
        ),
        (rf"t = {general}", _("How many cells the windows need beyond the ones there are.")),
        (rf"t = {number} = {before + after}", _total(before + after)),
        (rf"{before} + {after} = {before + after}", _halves(padding)),
        (rf"o \cdot s - {before} = {_starts(outputs, stride, before)}", _("Where the windows start.")),
    ]


def padding_derivations(made: Explanation, padding: str) -> list[list[Line]]:
    """Return the steps of both axes of a plane that framework_pool pooled, of the width alone for one row."""
    named = zip("HW", made.axes, strict=True)
    axes = [(name, axis) for name, axis in named if isinstance(axis, Sliding)]
    return [
        padding_steps(name, axis.length, axis.kernel_size, axis.stride, padding)
        for name, axis in axes
        if name == "W" or axis.length > 1
    ]


def padding_line(axis: str, length: int, kernel_size: int, stride: int, padding: str) -> str:
    """Return the same in one line of plain text.

    >>> padding_line("W", 6, 3, 2, "SAME")
    'W: ⌈6 / 2⌉ = 3; padding max((3 − 1)·2 + 3 − 6, 0) = 1: 0 before, 1 after'
    """
    if padding == "VALID":
        outputs = (length - kernel_size) // stride + 1
        return f"{axis}: ⌊({length} − {kernel_size}) / {stride}⌋ + 1 = {outputs}"
    outputs = same_size(length, stride)
    before, after = same_padding(length, kernel_size, stride, padding)
    total = f"({outputs} − 1)·{stride} + {kernel_size} − {length}"
    said = _("{axis}: {size}; padding {total}: {before} before, {after} after")
    return said.format(
        axis=axis,
        size=f"⌈{length} / {stride}⌉ = {outputs}",
        total=f"{f'max({total}, 0)' if padding == 'SAME' else total} = {_signed(before + after)}",
        before=_signed(before),
        after=_signed(after),
    )


def _valid(axis: str, length: int, kernel_size: int, stride: int) -> list[Line]:
    outputs = (length - kernel_size) // stride + 1
    fraction = rf"\frac{{{length} - {kernel_size}}}{{{stride}}}"
    general = rf"{axis}_{{\text{{out}}}} = \left\lfloor \frac{{L - k}}{{s}} \right\rfloor + 1"
    return [
        (
            rf"{general} = \left\lfloor {fraction} \right\rfloor + 1 = {outputs}",
            _("VALID is torch's own formula with padding 0 and ceil_mode=False: the same windows."),
        )
    ]


def _total(total: int) -> str:
    if total < 0:
        return _(
            "Below zero: the windows leave cells out. TensorFlow would use 0; onnxruntime uses the "
            "negative number."
        )
    return _("With the numbers of this layer.")


def _halves(padding: str) -> str:
    if padding == "SAME_LOWER":
        return _("Before and after: the odd one comes before.")
    return _("Before and after: the odd one comes after. torch pads both sides alike.")


def _starts(outputs: int, stride: int, before: int) -> str:
    starts = [str(o * stride - before) for o in range(outputs)]
    shown = starts if len(starts) <= 6 else [*starts[:4], r"\dots", starts[-1]]
    return r",\ ".join(shown)


def _signed(number: int) -> str:
    return str(number).replace("-", "−")
