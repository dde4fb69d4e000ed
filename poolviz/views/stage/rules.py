"""How each output follows from its window: the tap that won, the divisor, the powers of a norm."""

import math
from collections.abc import Sequence

import torch
from torch import Tensor

from poolviz.pooling import reductions
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import setting
from poolviz.pooling.windows import Axis, members
from poolviz.views.stage.wire.rule import Divisors, PooledRule, Said, Table, Writing
from poolviz.views.words.numbers import raised, short

NOT_COUNTED = "padding_struck"


def rule(explanation: Explanation, plane: Sequence[int]) -> PooledRule:
    """Return how the outputs of one plane follow from their windows; `plane` indexes the leading axes."""
    if explanation.picks is None:
        return pooled_rule(explanation)
    return pooled_rule(explanation, winning_taps(explanation)[tuple(plane)].flatten().tolist())


def pooled_rule(explanation: Explanation, taps: Sequence[int] | str | None = None) -> PooledRule:
    """Return how outputs are written, as their reduction has it; `taps` are the numbers of those taken."""
    reduction, p = explanation.reduction, short(setting(explanation.layer, "norm_type", 0))
    said = reduction.said
    return PooledRule(
        writing=_writing(reduction.writing, p),
        scaled=None if reduction.scaled is None else _writing(reduction.scaled, p),
        term=reduction.term.replace("{power}", raised(p)),
        brackets=reduction.brackets,
        absolute=reduction.absolute,
        said=Said(said.padding, NOT_COUNTED, said.beyond, said.taken, said.wins, said.undefined),
        taps=taps,
        divisors=divisors(explanation) if taps is None else None,
        around=_cut(explanation),
    )


def _writing(written: reductions.Writing, p: str) -> Writing:
    return Writing(*(part.replace("{p}", p) for part in written))


def _cut(explanation: Explanation) -> str:
    """Return what is done to an average of whole numbers: torch keeps their dtype and cuts toward zero."""
    whole = not explanation.output.is_floating_point()
    return "trunc" if explanation.reduction.averages and whole else ""


def winning_taps(explanation: Explanation) -> Tensor:
    """Return the number of the tap that won each window, row-major in the window; -1 where none is inside.

    The tensor has the shape of the output.
    """
    indices = explanation.picks
    assert indices is not None
    taps = torch.zeros_like(indices)
    inside = torch.ones_like(indices, dtype=torch.bool)
    flat = indices
    weight = torch.ones((), dtype=torch.long)
    for dim, axis in reversed(list(enumerate(explanation.axes))):
        coordinate, flat = flat % axis.length, flat // axis.length
        windows = [axis.taps(output) for output in range(axis.outputs)]
        shape = [-1 if dim == other else 1 for other in range(len(explanation.axes))]
        start = torch.tensor([window.start for window in windows], dtype=torch.long).view(shape)
        step = torch.tensor([window.step for window in windows], dtype=torch.long).view(shape)
        taps += weight * ((coordinate - start) // step)
        some = [bool(members(axis, output)) for output in range(axis.outputs)]
        inside &= torch.tensor(some, dtype=torch.bool).view(shape)
        weight = weight * torch.tensor([len(window) for window in windows], dtype=torch.long).view(shape)
    return taps.masked_fill(~inside, -1)


def divisors(explanation: Explanation) -> Divisors:
    """Return what each output divides by or its sum is scaled by: its class on each axis, and their table."""
    axes = explanation.axes
    classes = [_classes(axis) for axis in axes]
    numbers = [
        [list(found).index(_sizes(axis, o)) for o in range(axis.outputs)]
        for axis, found in zip(axes, classes, strict=True)
    ]
    table = _table(explanation, [list(found.values()) for found in classes], ())
    *slices, rows, cols = numbers
    return Divisors(rows, cols, table, slices[0] if slices else None)


def _sizes(axis: Axis, output: int) -> tuple[int, int]:
    return axis.counted(output), len(members(axis, output))


def _classes(axis: Axis) -> dict[tuple[int, int], int]:
    """Return one output for each pair (positions counted, members) that occurs along the axis."""
    found: dict[tuple[int, int], int] = {}
    for output in range(axis.outputs):
        found.setdefault(_sizes(axis, output), output)
    return found


def _table(explanation: Explanation, left: Sequence[Sequence[int]], position: Sequence[int]) -> Table:
    """Return the entries of the outputs `left` on each axis, nested, after those of `position`."""
    if not left:
        return _entry(explanation, position)
    return [_table(explanation, left[1:], (*position, output)) for output in left[0]]


def _entry(explanation: Explanation, position: Sequence[int]) -> str:
    """Return the divisor of an output, or the factor of its sum where that is not 1."""
    scale = reductions.scale(explanation.layer, explanation.axes, position)
    if scale is not None:
        return "" if scale == 1 else str(scale)
    divisor = reductions.divisor(explanation.layer, explanation.axes, position)
    return short(divisor) if divisor is not None and math.isfinite(divisor) else ""
