"""A shift on the stage: a signal and what a layer makes of it; below, the same of the shifted signal."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from torch import Tensor, nn

from poolviz.findings.shifts import Shift, Strided
from poolviz.pooling.explanation import explain
from poolviz.pooling.layers import setting
from poolviz.pooling.windows import Axis, Sliding, members
from poolviz.texts import _
from poolviz.views.stage.comparisons.layers import difference_marks
from poolviz.views.stage.pooling import number_grid, rule, stage, window_link
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.rule import PooledRule, Said, Writing
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.numbers import short

AT = (0, 0)
WEIGHTED = Said("padding_zero", "padding_struck", "overhang", "", "", "")


@dataclass(frozen=True)
class Inside:
    """The windows of `axis` without what lies outside the input: a convolution's, whose ends are mirrored."""

    axis: Axis

    @property
    def length(self) -> int:
        """As the axis's own."""
        return self.axis.length

    @property
    def outputs(self) -> int:
        """As the axis's own."""
        return self.axis.outputs

    def taps(self, output: int) -> range:
        """Return the members alone."""
        return members(self.axis, output)

    def counted(self, output: int) -> int:
        """Return how many members there are."""
        return len(self.taps(output))


def shift_stage(found: Shift, layer: nn.Module, title: str, **options: Any) -> Stage:
    """Return two rows of grids: the signal and its output, and below the same of the signal moved.

    A blurred max pooling has the max of stride 1 between them. `title` is the output's.
    """
    steps = list(layer) if isinstance(layer, nn.Sequential) else [layer]
    spaces = ["input", "between", "output"] if len(steps) == 2 else ["input", "output"]
    first, *outputs = _row("", found.input, found.output, steps, title)
    moved, *between, last = _row("moved_", found.moved, found.moved_output, steps, title)
    titled = replace(moved, title=_("Input, moved by {by}").format(by=short(found.by)))
    between, last = [_of_moved(grid) for grid in between], _of_moved(last)
    above = [replace(first, editable=True), *outputs]
    below = [titled, *between, replace(last, marks=difference_marks(found.change))]
    links = [
        window_link(after, before, _axes(step, grid.rows, grid.cols, out.cols))
        for step, before, after, grid, out in zip(steps, spaces, spaces[1:], above, above[1:], strict=False)
    ]
    return stage(_("Shift lab"), above + below, links[::-1], columns=len(spaces), main="output", **options)


def _of_moved(grid: Grid) -> Grid:
    """Name what is made of the moved input otherwise than the same of the input."""
    return replace(grid, title=_("{title} · moved input").format(title=grid.title))


def _row(key: str, x: Tensor, output: Tensor, steps: Sequence[nn.Module], title: str) -> list[Grid]:
    grids = [number_grid(f"{key}input", "input", _("Input"), x[AT])]
    between = x
    if len(steps) == 2:
        between = explain(steps[0], x).output
        pooled = _rule(steps[0], x, f"{key}input")
        grids.append(number_grid(f"{key}between", "between", _("Max, stride 1"), between[AT], rule=pooled))
    last = _rule(steps[-1], between, grids[-1].id)
    return [*grids, number_grid(f"{key}output", "output", title, output[AT], rule=last)]


def _rule(step: nn.Module, x: Tensor, reads: str) -> PooledRule:
    """Return how the outputs of one step follow; a convolution's weights are those of the cells inside."""
    if not isinstance(step, Strided):
        return replace(rule(explain(step, x), AT), reads=reads)
    rows, cols = x.shape[-2:]
    axis = _axes(step, rows, cols, step(x).shape[-1])[1]
    weights = [_weights(step, axis, output) for output in range(axis.outputs)]
    return PooledRule(
        writing=Writing("", " + ", ""),
        said=WEIGHTED,
        term="{value}·{weight}",
        brackets=True,
        weights=weights,
        reads=reads,
    )


def _axes(step: nn.Module, rows: int, cols: int, outputs: int) -> tuple[Axis, Axis]:
    if isinstance(step, Strided):
        along = Sliding(cols, outputs, len(step.weights), step.stride, step.reflect)
    else:
        along = Sliding(cols, outputs, setting(step, "kernel_size", 1), setting(step, "stride", 1))
    return Sliding(rows, rows, 1, 1), Inside(along)


def _weights(step: Strided, axis: Axis, output: int) -> list[str]:
    """Return the weight of each cell inside a window; a mirrored cell counts with its own and its image's."""
    start = output * step.stride - step.reflect
    inside = dict.fromkeys(axis.taps(output), 0.0)
    for tap, weight in enumerate(step.weights, start):
        mirrored = -tap if tap < 0 else 2 * (axis.length - 1) - tap if tap >= axis.length else tap
        inside[mirrored] += weight
    return [short(weight) for weight in inside.values()]
