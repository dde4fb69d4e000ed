"""A way back from a pooling: its stage, and what is said above and below it."""

from dataclasses import dataclass, replace
from typing import Literal

from poolviz.answers.settings.answer import Answer
from poolviz.views.stage.wire.stage import Stage

HEIGHT = 300  # px kept for the grids


@dataclass(frozen=True)
class Remark:
    """A sentence below the stage, a warning or for information, as Markdown."""

    kind: Literal["warning", "info"]
    text: str


@dataclass(frozen=True, eq=False)
class WayBack(Answer):
    """What the page shows of a way back; where torch refuses the layer, the input alone.

    `verdict` is said above the stage, as Markdown, and `program` does in torch what the page does.
    """

    verdict: str = ""
    program: str = ""


def editable(drawn: Stage) -> Stage:
    """Return the stage as the page shows it, whose input and gradient of the output can be edited."""
    return replace(drawn, options=replace(drawn.options, editable=True, height=HEIGHT))
