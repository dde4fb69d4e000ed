"""The layers of the Compare page: lines of code, read and never run, each explained or refused by itself."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.run import Limits, run
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import family_of
from poolviz.texts import N_, _, error_text
from poolviz.views.stage.comparisons.layers import LETTERS, title

KEYS = tuple(LETTERS.lower())
LIMITS = Limits(outputs=24 * 24)
LONGEST = 500


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the page: its field's `key`, its text and title, and what came of it.

    `explanation` is None where `refusal` says why; `fixes` are near layers that torch accepts.
    """

    key: str
    text: str
    title: str
    explanation: Explanation | None
    refusal: str = ""
    fixes: tuple[nn.Module, ...] = ()

    @property
    def shown(self) -> Explanation | str:
        """What the stage shows in its place."""
        return self.refusal if self.explanation is None else self.explanation


def explained_lines(values: Values, x: Tensor, device: torch.device) -> tuple[Line, ...]:
    """Return every line that is not empty with what torch makes of the matrix `x` (rows, columns)."""
    texts = {key: (values[key] or "").strip() for key in KEYS}
    return tuple(_line(key, text, x, device) for key, text in texts.items() if text)


def layers_of(lines: tuple[Line, ...]) -> dict[str, nn.Module]:
    """Return the layers of the lines that torch accepts, by their keys."""
    return {line.key: line.explanation.layer for line in lines if line.explanation is not None}


def explained(layer: nn.Module, x: Tensor, device: torch.device) -> Explanation:
    """Return what `layer` makes of the matrix `x`, as one plane of a batch; raises PoolvizError."""
    dims = family_of(layer)[1]
    if dims != 2:
        raise PoolvizError(
            N_("this page compares 2-d layers, but {got} has {dims}"), got=code(layer), dims=dims
        )
    return run(layer, x[None, None], LIMITS, device).accepted


def said(error: PoolvizError) -> str:
    """Return what the error says as plain text: torch's own sentence where torch refused."""
    if error.torch_message is not None:
        return error.torch_message or _("torch refuses it without a word.")
    return error_text(error)


def _line(key: str, text: str, x: Tensor, device: torch.device) -> Line:
    letter = LETTERS[KEYS.index(key)]
    try:
        layer = parse(text)
        return Line(key, code(layer), title(letter, code(layer)), explained(layer, x, device))
    except PoolvizError as error:
        return Line(key, text, title(letter, text), None, said(error), error.fixes)
