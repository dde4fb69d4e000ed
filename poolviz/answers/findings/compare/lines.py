"""The layers of the Compare page: lines of code, read and never run, each explained or refused by itself."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.answers.settings.fields import Values
from poolviz.answers.settings.layer_values import saying
from poolviz.answers.settings.numbers import PLANE_LAYERS, layer_fields, samples
from poolviz.answers.settings.refusal import refused, said_of
from poolviz.answers.settings.run import Limits, Run, run
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import code, parse
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import family_of
from poolviz.pooling.layouts import RANDOM_SAMPLES, with_samples
from poolviz.texts import N_, _, error_text
from poolviz.views.stage.comparisons.layers import LETTERS, title
from poolviz.views.stage.wire.bar import Refused

KEYS = tuple(LETTERS.lower())
LIMITS = Limits(outputs=24 * 24)


@dataclass(frozen=True, eq=False)
class Line:
    """One line of the page: its field's `key`, its text and title, and what came of it.

    `explanation` is None where `refusal` says why, and `why` with what repairs it.
    """

    key: str
    text: str
    title: str
    explanation: Explanation | None
    refusal: str = ""
    why: Refused | None = None

    @property
    def shown(self) -> Explanation | str:
        """What the stage shows in its place."""
        return self.refusal if self.explanation is None else self.explanation


def lines_of(values: Values) -> dict[str, str]:
    """Return the lines that are not empty, by their keys."""
    texts = {key: str(values[key] or "").strip() for key in KEYS}
    return {key: text for key, text in texts.items() if text}


def refusals_of(lines: tuple[Line, ...]) -> dict[str, Refused]:
    """Return why the lines are refused that are, by their keys."""
    return {line.key: line.why for line in lines if line.why is not None}


def explained_lines(values: Values, x: Tensor, device: torch.device) -> tuple[Line, ...]:
    """Return every line that is not empty with what torch makes of the matrix `x` (rows, columns)."""
    return tuple(_line(key, text, x, device) for key, text in lines_of(values).items())


def layers_of(lines: tuple[Line, ...]) -> dict[str, nn.Module]:
    """Return the layers of the lines that torch accepts, by their keys."""
    return {line.key: line.explanation.layer for line in lines if line.explanation is not None}


def explained(layer: nn.Module, x: Tensor, device: torch.device) -> Explanation:
    """Return what `layer` makes of the matrix `x`, as one plane of a batch; raises PoolvizError.

    Random windows that no samples are said for are always the same.
    """
    layer = plane_layer(layer)
    if getattr(layer, RANDOM_SAMPLES, x) is None:
        layer = with_samples(layer, samples(0, 2))
    return run(layer, x[None, None], LIMITS, device).accepted


def plane_layer(layer: nn.Module) -> nn.Module:
    """Return `layer`; PoolvizError unless it pools a plane."""
    dims = family_of(layer)[1]
    if dims != 2:
        raise PoolvizError(
            N_("this page compares 2-d layers, but {got} has {dims}"), got=code(layer), dims=dims
        )
    return layer


def said(error: PoolvizError) -> str:
    """Return what the error says as plain text: torch's own sentence where torch refused."""
    if error.torch_message is not None:
        return error.torch_message or _("torch refuses it without a word.")
    return error_text(error)


def _line(key: str, text: str, x: Tensor, device: torch.device) -> Line:
    letter, layer = LETTERS[KEYS.index(key)], None
    try:
        layer = parse(text)
        return Line(key, code(layer), title(letter, code(layer)), explained(layer, x, device))
    except PoolvizError as error:
        return Line(key, text, title(letter, text), None, said(error), _why(layer, x, error))


def _why(layer: nn.Module | None, x: Tensor, error: PoolvizError) -> Refused:
    """Return why a line is refused, with the rules that its layer breaks on a plane, and what repairs it."""
    if layer is None or family_of(layer)[1] != 2:
        return said_of(error)
    fields = layer_fields(PLANE_LAYERS)
    begun = {key: field.default for key, field in fields.items()}
    return refused(Run(layer, x[None, None], refusal=error), begun, fields, saying(PLANE_LAYERS))
