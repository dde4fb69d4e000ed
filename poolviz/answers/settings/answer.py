"""What a page shows for its settings, computed without a page."""

from collections.abc import Mapping
from dataclasses import dataclass

from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.views.stage.wire.bar import Refused
from poolviz.views.stage.wire.stage import Stage


@dataclass(frozen=True, eq=False)
class Display:
    """The `stage` of a page, and the `lines` below it."""

    stage: Stage
    lines: tuple[str, ...]

    @property
    def refusal(self) -> PoolvizError | None:
        """Why there is no output, if there is none."""
        return None

    @property
    def refusals(self) -> Mapping[str, Refused]:
        """Why torch refuses some of several layers, by their keys; the others are shown."""
        return {}

    @property
    def remark(self) -> str:
        """What the bar says of a layer that torch takes, where there is something to say."""
        return ""

    @property
    def outcome(self) -> str:
        """What came out, said in one line above the stage: **strong** what counts, `code`."""
        return ""


@dataclass(frozen=True, eq=False)
class Answer(Display):
    """A display of one layer, and the `run` that it comes from.

    Where torch refuses, the stage shows the input alone.
    """

    run: Run

    @property
    def refusal(self) -> PoolvizError | None:
        """Why there is no output, if there is none."""
        return self.run.refusal

    @property
    def explanation(self) -> Explanation | None:
        """What torch made of the input; None where it was refused."""
        return self.run.explanation
