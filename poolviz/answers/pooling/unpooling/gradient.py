"""The gradient: what the output hands back, and what arrives in the input by torch's autograd."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import torch
from torch import Tensor

from poolviz.answers.pooling.unpooling.way import WayBack, editable
from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.messages import sentence
from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.gradients import Gradient, input_gradient
from poolviz.sources.matrices.text import parse_matrix, with_cell, write_matrix
from poolviz.texts import _
from poolviz.views.stage.pooling import pooling_stage
from poolviz.views.stage.unpooling import gradient_stage, shares
from poolviz.views.words.programs.pooling import gradient_script


@dataclass(frozen=True, eq=False, kw_only=True)
class GradientBack(WayBack):
    """The gradient's way back: the `rule` that it follows, and why ones are handed back, the `problem`.

    It can be shown `instead` of an unpooling, which an average does not have.
    """

    rule: str = ""
    problem: str = ""
    instead: bool = False

    @property
    def plane(self) -> tuple[int, int]:
        """The size of the output, which is that of its gradient."""
        rows, cols = self.run.accepted.output.shape[-2:]
        return rows, cols


def gradient_back(found: Run, values: Values) -> GradientBack:
    """Return the way back of the gradient that `values` say through an accepted pooling."""
    explanation = found.accepted
    handed, problem = output_gradient(values["g"], explanation.output.shape[-2:])
    said: dict[str, Any] = {"problem": problem, "instead": values["show"] != "gradient"}
    try:
        gradient = input_gradient(
            explanation.layer, explanation.input, handed.expand(explanation.output.shape)
        )
    except PoolvizError as error:
        drawn = editable(pooling_stage(explanation))
        return GradientBack(drawn, (), found, verdict=f"✕ {sentence(error)}", **said)
    return GradientBack(
        stage=editable(gradient_stage(gradient)),
        lines=(found.line,),
        run=found,
        verdict=_verdict(gradient),
        program=gradient_script(gradient),
        rule=_rule(explanation),
        **said,
    )


def output_gradient(text: str, plane: Sequence[int]) -> tuple[Tensor, str]:
    """Return the gradient that `text` writes for an output of `plane`, (rows, columns), and "".

    Ones where it writes none, or none for that size; then with the sentence that says so.

    >>> output_gradient("1 2", (1, 2))
    (tensor([[1., 2.]]), '')
    """
    problem = ""
    if text:
        try:
            given = parse_matrix(text)
        except PoolvizError as error:
            problem = _("{problem}. Ones are used instead.").format(problem=sentence(error))
        else:
            if given.shape == tuple(plane):
                return given, ""
            problem = _("The gradient belongs to an output of another size. Ones are used instead.")
    return torch.ones(tuple(plane)), problem


def counted(plane: Sequence[int]) -> str:
    """Return the gradient 1, 2, 3, … for an output of `plane`, as text.

    >>> counted((2, 2))
    '1 2;3 4'
    """
    rows, cols = plane
    return write_matrix(torch.arange(1.0, rows * cols + 1).view(rows, cols))


def changed(text: str, plane: Sequence[int], row: int, col: int, number: str) -> str:
    """Return the text of the gradient in which one cell holds `number`; PoolvizError where it is none.

    >>> changed("", (1, 2), 0, 1, "5")
    '1 5'
    """
    return write_matrix(with_cell(output_gradient(text, plane)[0], row, col, number))


def _verdict(gradient: Gradient) -> str:
    texts = (
        _("passed back: **{given}** in all"),
        _("arrives in the input: **{arrived}**"),
        _("cells that get 0: **{without}** of {cells}"),
    )
    found = shares(gradient)
    return " &ensp;·&ensp; ".join(text.format(**vars(found)) for text in texts)


def _rule(explanation: Explanation) -> str:
    if explanation.reduction.takes_one:
        return _(
            "Each window passes its whole gradient to the one cell it took, the first of equal "
            "cells. A cell that several windows took adds up what they pass back. All other cells "
            "get 0."
        )
    return _(
        "Each window shares its gradient out equally: every cell in it gets the gradient over the divisor, "
        "whatever its value. Where windows overlap the shares add up; the share of padding is lost."
    )
