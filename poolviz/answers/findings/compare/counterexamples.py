"""Counterexamples: windows that a pooling cannot tell apart, known ones and new ones made on demand."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

import torch
from torch import Tensor

from poolviz.answers.findings.compare.lines import (
    Line,
    explained,
    explained_lines,
    lines_of,
    refusals_of,
)
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import computed_by
from poolviz.errors import PoolvizError
from poolviz.findings.counterexamples import WAYS, Twin, twin
from poolviz.findings.differences import difference
from poolviz.pooling.code.line import parse
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import family_of
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _, error_text
from poolviz.views.stage.comparisons.layers import layers_stage, twin_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.stage.wire.bar import Refused
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.programs.comparison import compare_script, twin_script

HEIGHT = 310
PAIR_HEIGHT = 170
MODES = {"known": N_("known pairs"), "made": N_("make one for me")}
HOW = {
    "losers": N_("change losers"),
    "permute": N_("swap values"),
    "move": N_("move value to another cell"),
}
THREE = ("nn.MaxPool2d(2)", "nn.AvgPool2d(2)", "nn.LPPool2d(2, 2)")


@dataclass(frozen=True)
class Verdict:
    """What a pooling, by its `name`, makes of the `one` window and of the `other`: the `same` or not."""

    name: str
    one: float
    other: float
    same: bool


@dataclass(frozen=True, eq=False)
class KnownPair(Display):
    """Two windows of four, a verdict of each pooling, and a program that does the same."""

    verdicts: tuple[Verdict, ...]
    program: str


@dataclass(frozen=True, eq=False)
class MadePair(Display):
    """A matrix and, as `found`, another with the same output of one of the `layers`, the `line`.

    It is made in one `way` of those that the layer has. Where there is none, `problem` may say why; `line` is
    None where the page has no layers.
    """

    layers: tuple[Line, ...]
    line: Line | None
    way: str | None
    found: Twin | None
    problem: PoolvizError | None
    program: str

    @property
    def exact(self) -> bool:
        """Whether there is another matrix and its output is the same to the last digit."""
        return self.found is not None and torch.equal(self.found.one.output, self.found.other.output)

    @property
    def refusals(self) -> Mapping[str, Refused]:
        """Why torch refuses layers of the page, by their keys."""
        return refusals_of(self.layers)

    @property
    def outcome(self) -> str:
        """What has changed in the other matrix, or why there is none."""
        if self.problem is not None:
            return error_text(self.problem)
        return "" if self.found is None or self.way is None else _changed(self.found, self.way, self.exact)


def answer(values: Values, device: torch.device = CPU) -> KnownPair | MadePair:
    """Return what the section shows; PoolvizError where its matrix cannot be read or is no pair."""
    return made_pair(values, device) if values["mode"] == "made" else known_pair(values, device)


def windows_of(text: str) -> Tensor:
    """Return two windows of 2 × 2 side by side, (2, 4); PoolvizError where the text says something else."""
    x = parse_matrix(text)
    if x.shape != (2, 4):
        raise PoolvizError(N_("Two windows of 2 × 2 side by side are 2 rows of 4 numbers."))
    return x


def known_pair(values: Values, device: torch.device = CPU) -> KnownPair:
    """Return two windows, what max, average and L2 make of them, and which cannot tell them apart."""
    x = windows_of(values["pair"])
    found = [explained(parse(line), x, device) for line in THREE]
    names = (_("Max"), _("Average"), "L2")
    drawn = layers_stage(x, found, names, editable=True, height=PAIR_HEIGHT)
    first, *others = drawn.grids
    both = replace(first, title=_("Two windows"), split=2)
    verdicts = tuple(_verdict(*each) for each in zip(names, found, strict=True))
    layers = dict(zip("abc", (one.layer for one in found), strict=True))
    return KnownPair(
        replace(drawn, grids=(both, *others)),
        (computed_by(device),),
        verdicts,
        compare_script(x[None, None], layers),
    )


def _verdict(name: str, explanation: Explanation) -> Verdict:
    one, other = explanation.output.flatten()
    return Verdict(name, float(one), float(other), not difference(one, other).count)


def made_pair(values: Values, device: torch.device = CPU) -> MadePair:
    """Return a matrix beside another with the same output for the chosen layer."""
    x, used = parse_matrix(values["x"]), used_of(values)
    lines = explained_lines(values, x, device)
    line = next((line for line in lines if line.key == used["of"]), None)
    explanation = None if line is None else line.explanation
    way = None if line is None or explanation is None or not ways_of(line.text) else used["how"]
    found, problem = _twin(explanation, way, values["seed"])
    script = "" if found is None else twin_script(found.one.ran, x[None, None], found.other.input)
    said = (computed_by(device),)
    return MadePair(_made_stage(found, x), said, lines, line, way, found, problem, script)


def used_of(values: Values) -> dict[str, Any]:
    """Return `values` with a layer that there is, and a way that it has."""
    lines = lines_of(values)
    of = values["of"] if values["of"] in lines else next(iter(lines), values["of"])
    ways = ways_of(lines.get(of, ""))
    how = values["how"] if values["how"] in ways else next(iter(ways), values["how"])
    return {**values, "of": of, "how": how}


def ways_of(line: str) -> tuple[str, ...]:
    """Return in which ways of HOW another matrix is made for the layer of a line.

    >>> ways_of("nn.AvgPool2d(2)"), ways_of("nn.Conv2d(1)")
    (('move', 'permute'), ())
    """
    try:
        family = family_of(parse(line))[0]
    except PoolvizError:
        return ()
    return tuple(WAYS.get(family.reduce, ()))


def _twin(
    explanation: Explanation | None, way: str | None, seed: int
) -> tuple[Twin | None, PoolvizError | None]:
    """Return another input with the same output, or why there is none if that can be said."""
    if explanation is None or way is None:
        return None, None
    try:
        return twin(explanation, way, seed), None
    except PoolvizError as error:
        return None, error


def _changed(found: Twin, way: str, exact: bool) -> str:
    count, cells = found.changed.count, found.changed.mask.numel()
    if not count:
        texts = {
            "losers": _("Every cell that can be changed won a window: nothing to change in this way."),
            "permute": _("No two different values lie in exactly the same windows."),
            "move": _(
                "No two cells lie in exactly the same windows, so nothing can be moved from one to another."
            ),
        }
        return texts[way]
    text = _("**{count}** of {cells} cells have changed, and the output is the same to the last digit.")
    if not exact:
        text = _("**{count}** of {cells} cells have changed, and the output is the same up to rounding.")
    return text.format(count=count, cells=cells)


def _made_stage(found: Twin | None, x: Tensor) -> Stage:
    options = {"editable": True, "height": HEIGHT}
    return input_stage(x, **options) if found is None else twin_stage(found, **options)
