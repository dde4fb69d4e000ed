"""Counterexamples: windows that a pooling cannot tell apart, known ones and new ones made on demand."""

from dataclasses import dataclass, replace

import torch
from torch import Tensor

from poolviz.answers.findings.compare.lines import Line, explained, explained_lines
from poolviz.answers.settings.answer import Display
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import computed_by
from poolviz.errors import PoolvizError
from poolviz.findings.counterexamples import WAYS, Twin, twin
from poolviz.findings.differences import difference
from poolviz.pooling.code.line import parse
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import N_, _
from poolviz.views.stage.comparisons.layers import layers_stage, twin_stage
from poolviz.views.stage.pooling import input_stage
from poolviz.views.stage.wire.stage import Stage
from poolviz.views.words.programs.comparison import compare_script, twin_script

HEIGHT = 360
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

    It is made in one `way` of the `ways` that the layer has. Where there is none, `problem` may say why;
    `line` is None where the page has no layers.
    """

    layers: tuple[Line, ...]
    line: Line | None
    ways: tuple[str, ...]
    way: str | None
    found: Twin | None
    problem: PoolvizError | None
    program: str

    @property
    def exact(self) -> bool:
        """Whether there is another matrix and its output is the same to the last digit."""
        return self.found is not None and torch.equal(self.found.one.output, self.found.other.output)


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
    x = parse_matrix(values["x"])
    lines = explained_lines(values, x, device)
    line = next((line for line in lines if line.key == values["of"]), lines[0] if lines else None)
    explanation = None if line is None else line.explanation
    ways = () if explanation is None else WAYS.get(explanation.family.reduce, ())
    way = values["how"] if values["how"] in ways else next(iter(ways), None)
    found, problem = _twin(explanation, way, values["seed"])
    script = "" if found is None else twin_script(found.one.ran, x[None, None], found.other.input)
    said = (computed_by(device),)
    return MadePair(_made_stage(found, x), said, lines, line, ways, way, found, problem, script)


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


def _made_stage(found: Twin | None, x: Tensor) -> Stage:
    options = {"editable": True, "height": HEIGHT}
    return input_stage(x, **options) if found is None else twin_stage(found, **options)
