"""The stage of a question: what is given while it is asked, all of it when the answer is shown."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from poolviz.answers.learning.predictions import unclear
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation, explain
from poolviz.questions import Question, Verdict, parsing
from poolviz.texts import N_, _
from poolviz.views.stage.pooling import number_grid, pooling_stage, stage
from poolviz.views.stage.signals import as_row
from poolviz.views.stage.wire.ask import Ask, Judged
from poolviz.views.stage.wire.grid import Grid
from poolviz.views.stage.wire.stage import Stage

HEIGHT = 240  # px kept for the grids
# Topics whose cells are cells of the output, and one whose output would give its own size away.
IN_OUTPUT = ("relu_order", "shift")
OF_UNKNOWN_SIZE = ("default_stride",)


@dataclass(frozen=True)
class Given:
    """An answer as the stage hands it in: a text a cell, and the verdict on it where it could be read."""

    texts: Sequence[str] = ()
    verdict: Verdict | None = None


NOTHING = Given()


def asks(question: Question) -> Any:
    """Return what a question asks, the same for two questions that nobody can tell apart.

    >>> from poolviz.questions import ask
    >>> asks(ask("winner", 1)) == asks(ask("winner", 1)), asks(ask("winner", 1)) == asks(ask("winner", 2))
    (True, False)
    """
    x = question.x
    return question.topic, question.text(), question.choices, None if x is None else str(x.tolist())


def question_stage(question: Question, given: Given = NOTHING, language: str = "en") -> Stage:
    """Return what is given of a question, its input without windows, and the cells it asks for.

    There is no grid where a question is about no input.
    """
    found = explained(question)
    if found is None:
        return stage(_("Question"), [], [], toolbar=False)
    made, at = found
    grids = [number_grid("input", "input", _("Input"), made.input[at])]
    asked = asked_on(question)
    if asked is not None and asked[1] == "output":
        grids.append(_unknown(*made.output[at].shape))
    drawn = stage(_("Question"), grids, [], toolbar=False, height=HEIGHT)
    return drawn if asked is None else _asking(drawn, question, asked, given, language)


def answered_stage(question: Question) -> Stage:
    """Return the ordinary stage of the question's layer and input, with everything to be seen."""
    found = explained(question)
    if found is None:
        return stage(_("Question"), [], [], toolbar=False)
    return pooling_stage(*found, height=HEIGHT)


def explained(question: Question) -> tuple[Explanation, tuple[int, ...]] | None:
    """Return the question's layer at work, and the plane it is about; None where it is about no input."""
    if question.layer is None or question.x is None:
        return None
    made = explain(question.layer, question.x)
    if len(made.axes) == 1:
        return as_row(made), (0,)
    return made, (0, question.x.shape[1] - 1)


def asked_on(question: Question) -> tuple[Literal["values", "cells"], str] | None:
    """Return how a question is answered on its stage, and in which grid; None where it is not.

    >>> from poolviz.questions import ask
    >>> asked_on(ask("winner")), asked_on(ask("max_of_windows")), asked_on(ask("divisor"))
    (('cells', 'input'), ('values', 'output'), None)
    """
    if question.x is None or question.layer is None or question.topic in OF_UNKNOWN_SIZE:
        return None
    if question.kind == "matrix":
        return "values", "output"
    if question.kind == "cells":
        return "cells", "output" if question.topic in IN_OUTPUT else "input"
    return None


def read_given(question: Question, texts: Sequence[str]) -> Any:
    """Return the answer that the cells of a stage say, as the question takes it: rows, or coordinates."""
    found, asked = explained(question), asked_on(question)
    assert found is not None
    assert asked is not None
    made, at = found
    rows, cols = (made.output if asked[1] == "output" else made.input)[at].shape
    if len(texts) != rows * cols:
        raise PoolvizError(
            N_("the answer must have {cells} cells, but got {got}"), cells=rows * cols, got=len(texts)
        )
    if asked[0] == "values" and not all(texts):
        raise PoolvizError(N_("every cell of the output must hold a number"))
    if asked[0] == "values":
        return [list(texts[row * cols : (row + 1) * cols]) for row in range(rows)]
    flat = question.layer is not None and len(getattr(question.x, "shape", ())) == 3
    chosen = [divmod(i, cols) for i, text in enumerate(texts) if text]
    return {(col,) for _row, col in chosen} if flat else set(chosen)


def _unknown(rows: int, cols: int) -> Grid:
    """Return an output of which nothing is known but its size, so that nothing is sent that gives it away."""
    return Grid(
        "output", "output", _("Your output"), rows, cols, f"{rows} × {cols}", texts=["?"] * (rows * cols)
    )


def _asking(
    drawn: Stage,
    question: Question,
    asked: tuple[Literal["values", "cells"], str],
    given: Given,
    language: str,
) -> Stage:
    kind, grid = asked
    output = next(one for one in drawn.grids if one.id == grid)
    if kind == "values" and (unread := unclear(output, given.texts)):
        return replace(drawn, ask=unread)
    if not given.texts or given.verdict is None:
        return replace(drawn, ask=Ask(kind, grid, given.texts))
    verdict = given.verdict
    said = verdict.why(language) if verdict.right else verdict.betrays(language)
    return replace(
        drawn, ask=Ask(kind, grid, given.texts, _marks(question, given.texts), said, verdict.right)
    )


def _marks(question: Question, texts: Sequence[str]) -> list[Judged]:
    """Return of each cell whether what was typed there, or that it was chosen, is right."""
    answer = question.answer
    if question.kind == "matrix":
        values = [float(value) for row in answer for value in row]
        return [
            "" if not text else "right" if parsing.number(text).says(value) else "wrong"
            for text, value in zip(texts, values, strict=True)
        ]
    found, asked = explained(question), asked_on(question)
    assert found is not None
    assert asked is not None
    cols = (found[0].output if asked[1] == "output" else found[0].input).shape[-1]
    right = {(0, *cell)[-2:] for cell in answer}
    return [
        "" if not text else "right" if divmod(i, cols) in right else "wrong" for i, text in enumerate(texts)
    ]
