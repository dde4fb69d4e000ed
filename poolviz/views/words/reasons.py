"""Why the output is this large and where its windows lie: for sliding, adaptive and fractional layers."""

from collections.abc import Callable, Sequence

from poolviz.findings.sliding_twins import axis_twin
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layouts import sample_of
from poolviz.pooling.refusals.rules import AXIS_NAMES
from poolviz.pooling.sizes.shapes import output_sizes
from poolviz.pooling.windows import Adaptive, Axis
from poolviz.texts import _, ngettext
from poolviz.views.words.formulas import Line, alike, size_lines, size_steps
from poolviz.views.words.numbers import short

LISTED = 8  # windows written out in one line


def reason_lines(explanation: Explanation) -> list[str]:
    """Return each axis's size and its reason in one line of plain text; axes that are alike share one.

    Of a fractional layer it is the first plane.

    >>> import torch
    >>> from torch import nn
    >>> from poolviz import explain
    >>> reason_lines(explain(nn.AdaptiveMaxPool1d(3), torch.zeros(1, 5)))
    ['L: ⌊o · 5/3⌋ to ⌈(o + 1) · 5/3⌉: [0, 2) [1, 4) [3, 5)']
    """
    lay = {"adaptive": _adaptive_line, "fractional": _fractional_line}.get(explanation.family.layout)
    plane = explanation.input.shape[-explanation.dims :]
    if lay is None:
        return size_lines(output_sizes(explanation.layer, plane))
    return alike([(name, lay(explanation, dim)) for dim, name in enumerate(AXIS_NAMES[explanation.dims])])


def reason_steps(explanation: Explanation) -> list[list[Line]]:
    """Return the same step by step, LaTeX and a sentence each, a list for each axis."""
    steps: dict[str, Callable[[Explanation, int], list[Line]]] = {
        "adaptive": _adaptive_steps,
        "fractional": _fractional_steps,
    }
    found = steps.get(explanation.family.layout)
    if found is None:
        plane = explanation.input.shape[-explanation.dims :]
        return [size_steps(size) for size in output_sizes(explanation.layer, plane)]
    return [found(explanation, dim) for dim in range(explanation.dims)]


def _bounds(axis: Axis) -> str:
    windows = [axis.taps(output) for output in range(axis.outputs)]
    shown = [f"[{window.start}, {window.stop})" for window in windows[:LISTED]]
    return " ".join(shown) + (" …" if axis.outputs > LISTED else "")


def _starts(axis: Axis) -> str:
    starts = [str(axis.taps(output).start) for output in range(axis.outputs)]
    return ", ".join(starts[:LISTED]) + (", …" if axis.outputs > LISTED else "")


def _adaptive_line(explanation: Explanation, dim: int) -> str:
    axis = explanation.axes[dim]
    if not axis.outputs:
        return _("no window: the output is empty")
    share = f"{axis.length}/{axis.outputs}"
    return f"⌊o · {share}⌋ " + _("to") + f" ⌈(o + 1) · {share}⌉: {_bounds(axis)}"


def _adaptive_steps(explanation: Explanation, dim: int) -> list[Line]:
    axis, name = explanation.axes[dim], AXIS_NAMES[explanation.dims][dim]
    length, outputs = axis.length, axis.outputs
    if not outputs:
        return [("O = 0", _("no window: the output is empty"))]
    given = _(
        "The output size is given: {outputs}. Window o begins at its share of the input, rounded down, and "
        "ends at that of the next, rounded up."
    ).format(outputs=outputs)
    steps = [
        (
            rf"\left[\, \left\lfloor \frac{{o \cdot {name}}}{{O}} \right\rfloor,\ "
            rf"\left\lceil \frac{{(o + 1) \cdot {name}}}{{O}} \right\rceil \right)",
            given,
        )
    ]
    for output in range(min(outputs, LISTED)):
        window = axis.taps(output)
        latex = (
            rf"o = {output}:\ \left[\, \lfloor {output * length} / {outputs} \rfloor,\ "
            rf"\lceil {(output + 1) * length} / {outputs} \rceil \right) = [{window.start},\ {window.stop})"
        )
        said = ngettext("{count} cell", "{count} cells", len(window))
        steps.append((latex, said.format(count=len(window))))
    return [*steps, *_adaptive_remark(axis, name)]


def _adaptive_remark(axis: Axis, name: str) -> list[Line]:
    like = axis_twin(axis) if isinstance(axis, Adaptive) else None
    if like is not None:
        k, s, p = like.kernel_size, like.stride, like.padding
        said = _("A sliding layer with kernel_size={k}, stride={s}, padding={p} reads the same cells.")
        return [(rf"k = {k},\ s = {s},\ p = {p}", said.format(k=k, s=s, p=p))]
    if axis.outputs > axis.length:
        return [(rf"{axis.outputs} > {axis.length}", _("More outputs than inputs: windows repeat cells."))]
    said = _(
        "Away from the edges the windows differ in size or spacing, so no sliding layer reads the same cells."
    )
    return [(rf"{name} / O = {axis.length} / {axis.outputs}", said)]


def _fractional_line(explanation: Explanation, dim: int) -> str:
    axis = explanation.axes[dim]
    if axis.outputs < 2:
        return _("one window, at the end: it begins at {start}").format(start=_starts(axis))
    said = _("windows begin at {starts}").format(starts=_starts(axis))
    return f"{_alpha(explanation, dim)}, u = {_sample(explanation, dim)}: {said}"


def _fractional_steps(explanation: Explanation, dim: int) -> list[Line]:
    axis, name = explanation.axes[dim], AXIS_NAMES[explanation.dims][dim]
    k, sample = len(axis.taps(0)) if axis.outputs else 0, _sample(explanation, dim)
    steps = _ratio_step(explanation, dim)
    if axis.outputs > 1:
        alpha = rf"\alpha = \frac{{{name} - k}}{{O - 1}} = \frac{{{axis.length} - {k}}}{{{axis.outputs} - 1}}"
        value = short((axis.length - k) / (axis.outputs - 1))
        steps.append((rf"{alpha} = {value}", _("The average distance from one window to the next.")))
        general = r"\text{start}_i = \lfloor (i + u)\,\alpha \rfloor - \lfloor u\,\alpha \rfloor,\quad "
        drawn = _(
            "u is drawn at random for each image, channel and axis; it decides where the longer steps lie."
        )
        steps.append((general + rf"u = {sample}", drawn))
    last = _(
        "The last window always ends at the edge. Cells that no window reads are skipped; "
        "windows can also overlap."
    )
    return [*steps, (rf"\text{{start}} = {_starts(axis)}", last)]


def _ratio_step(explanation: Explanation, dim: int) -> list[Line]:
    if explanation.layer.output_size is not None:
        return []
    axis, ratio = explanation.axes[dim], explanation.layer.output_ratio[dim]
    latex = rf"O = \lfloor {axis.length} \cdot {short(ratio)} \rfloor = {axis.outputs}"
    return [(latex, _("The output size is the ratio's share of the input, rounded down."))]


def _alpha(explanation: Explanation, dim: int) -> str:
    axis = explanation.axes[dim]
    k = len(axis.taps(0))
    value = short((axis.length - k) / (axis.outputs - 1))
    return f"α = ({axis.length} − {k}) / ({axis.outputs} − 1) = {value}"


def _sample(explanation: Explanation, dim: int) -> str:
    first: Sequence[int] = (0,) * (explanation.input.dim() - explanation.dims)
    return short(float(sample_of(explanation.ran, dim, first)))
