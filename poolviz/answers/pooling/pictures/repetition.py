"""The picture pooled again and again, by max and by average, until nothing more is lost."""

from dataclasses import dataclass

import torch
from torch import Tensor

from poolviz.answers.pooling.pictures.page import PictureAnswer
from poolviz.answers.settings.run import Limits, run
from poolviz.findings.repetition import Repeated, repeated
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.costs import reads
from poolviz.texts import _, error_text
from poolviz.views.figures.repetition import written

MOST_READS = 40_000_000  # of one layer from the whole picture to the last


@dataclass(frozen=True, eq=False)
class Repetition:
    """What one layer leaves of the picture, and the `line` that says why it ends there; `title` names it."""

    title: str
    done: Repeated
    line: str


def repetitions(found: PictureAnswer, device: torch.device = CPU) -> list[Repetition]:
    """Return what each layer of the page leaves of the picture, applied again and again."""
    return [_repetition(explanation, device) for explanation in found.both]


def _repetition(explanation: Explanation, device: torch.device) -> Repetition:
    left = MOST_READS

    def pool(plane: Tensor) -> Tensor:
        nonlocal left
        made = run(explanation.layer, plane, Limits(reads=left), device).accepted.output
        left -= reads(explanation.layer, plane.shape)
        return made

    done, reduction = repeated(pool, explanation.input), explanation.reduction
    return Repetition(_(reduction.title), done, _left(done, reduction.takes_one))


def _left(done: Repeated, largest: bool) -> str:
    """Return why the row ends, and what remains of the picture."""
    rows, cols = done.planes[-1].shape[-2:]
    said = _ended(done, rows, cols)
    if done.ended != "one" or not done.steps:
        return said
    value = written(done.planes[-1].flatten().tolist())
    planes = done.planes[0].flatten(2)[0]
    whole = written((planes.amax(1) if largest else planes.mean(1)).tolist())
    left = _("What remains: {value}. The mean of the whole picture: {whole}.")
    if largest:
        left = _("What remains: {value}. The largest values of the whole picture: {whole}.")
    return f"{said} {left.format(value=f'**{value}**', whole=f'**{whole}**')}"


def _ended(done: Repeated, rows: int, cols: int) -> str:
    texts = {
        "one": _("Applied {steps} ×, one value per channel is left."),
        "refused": _("Applied {steps} ×. At {rows} × {cols} torch refuses the layer: {message}"),
        "heavy": _(
            "Applied {steps} ×. At {rows} × {cols} the rest would be too much for this page: {message}"
        ),
        "large": _(
            "Applied {steps} ×. The layer does not make {rows} × {cols} any smaller, so this "
            "could go on forever."
        ),
    }
    said = done.refusal if done.error is None else error_text(done.error)
    message = f"`{said.replace('`', ' ')}`"
    return texts[done.ended].format(steps=done.steps, rows=rows, cols=cols, message=message)
