"""What is said below a batch: shapes, which pictures, why the last batch is smaller, what ceil_mode adds."""

import copy

from torch import nn

from poolviz.answers.settings.run import Run
from poolviz.errors import PoolvizError
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.sizes.shapes import output_shape
from poolviz.sources.datasets.batches import BATCH, PictureSet
from poolviz.texts import _


def remarks(pictures: PictureSet, step: int, found: Run) -> tuple[str, str]:
    """Return the two lines below batch `step`: what torch computed or that it refused, which pictures."""
    if found.explanation is None:
        return _("No output: torch refused the layer."), _which(pictures, step)
    return found.line + _without_ceil(found.explanation), _which(pictures, step)


def _which(pictures: PictureSet, step: int) -> str:
    numbers, total = pictures.numbers(step), len(pictures)
    said = _("Step {step}: batch {number} of {batches}, pictures {first} to {last} of {total}.").format(
        step=step,
        number=step + 1,
        batches=pictures.batches,
        first=numbers.start,
        last=numbers.stop - 1,
        total=f"{total:,}",
    )
    whole, left = divmod(total, BATCH)
    if step < pictures.batches - 1 or not left:
        return said
    why = _("**The last batch has {left}**, because {total} = {whole} · {size} + {left}.")
    return f"{said} {why.format(left=left, total=f'{total:,}', whole=whole, size=BATCH)}"


def _without_ceil(explanation: Explanation) -> str:
    """Say which size the output would have if it were rounded the other way, where that is another."""
    layer = explanation.layer
    turned = _other_rounding(layer)
    if turned is None:
        return ""
    try:
        rows, cols = output_shape(turned, explanation.input.shape)[-2:]
    except PoolvizError:
        return ""
    if (rows, cols) == tuple(explanation.output.shape[-2:]):
        return ""
    text = _("with ceil_mode={mode}: {rows} × {cols}")
    return " · " + text.format(mode=bool(getattr(turned, "ceil_mode", False)), rows=rows, cols=cols)


def _other_rounding(layer: nn.Module) -> nn.Module | None:
    now = getattr(layer, "ceil_mode", None)
    if not isinstance(now, bool):
        return None
    turned = copy.copy(layer)
    setattr(turned, "ceil_mode", not now)  # noqa: B010
    return turned
