"""Side by side: up to four layers on one matrix, with one cursor, and how far they differ."""

from collections.abc import Mapping
from dataclasses import dataclass

import torch

from poolviz.answers.findings.compare.lines import Line, explained_lines, layers_of, refusals_of
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import computed_by
from poolviz.findings.differences import Difference, difference
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import parse_matrix
from poolviz.views.stage.comparisons.layers import layers_stage, spaces
from poolviz.views.stage.pooling import input_stage
from poolviz.views.stage.wire.bar import Refused
from poolviz.views.words.programs.comparison import compare_script

HEIGHT = 282


@dataclass(frozen=True, eq=False)
class Against:
    """A line that torch accepts against the first that it does, which is the `first`.

    `change` is None where the outputs are of another size.
    """

    first: bool
    same_windows: bool
    change: Difference | None


@dataclass(frozen=True, eq=False)
class SideBySide(Display):
    """The layers on the stage, each with what it is `against` the first, and a program that does the same.

    None stands for a layer that is refused; `program` is empty where all are.
    """

    layers: tuple[Line, ...]
    against: tuple[Against | None, ...]
    program: str

    @property
    def refusals(self) -> Mapping[str, Refused]:
        """Why torch refuses layers of the page, by their keys."""
        return refusals_of(self.layers)


def answer(values: Values, device: torch.device = CPU) -> SideBySide:
    """Return what the section shows; PoolvizError where the matrix cannot be read."""
    x = parse_matrix(values["x"])
    lines = explained_lines(values, x, device)
    titles = [line.title for line in lines]
    options = {"editable": True, "height": HEIGHT}
    drawn = (
        layers_stage(x, [line.shown for line in lines], titles, **options)
        if lines
        else input_stage(x, **options)
    )
    layers = layers_of(lines)
    program = compare_script(x[None, None], layers) if layers else ""
    return SideBySide(drawn, (computed_by(device),), lines, _against(lines), program)


def _against(lines: tuple[Line, ...]) -> tuple[Against | None, ...]:
    """Return each line against the first that torch accepts."""
    windows = spaces([line.shown for line in lines])
    first = next((number for number, line in enumerate(lines) if line.explanation is not None), 0)
    return tuple(
        _pair(lines[first], line, windows[number] == windows[first]) for number, line in enumerate(lines)
    )


def _pair(first: Line, line: Line, same_windows: bool) -> Against | None:
    if first.explanation is None or line.explanation is None:
        return None
    own, output = first.explanation.output, line.explanation.output
    return Against(
        first is line, same_windows, difference(own, output) if own.shape == output.shape else None
    )
