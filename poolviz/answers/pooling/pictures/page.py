"""Pictures: a photograph under a layer, and beside it the other kind with the same windows."""

import math
from dataclasses import dataclass

import torch
from torch import nn

from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.pooling.pictures.sources import picture_fields, picture_of
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, one_of
from poolviz.answers.settings.layer import layer_of
from poolviz.answers.settings.messages import sentence
from poolviz.answers.settings.numbers import layer_fields
from poolviz.answers.settings.run import Run, run
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import setting
from poolviz.pooling.reductions import reduction_of
from poolviz.texts import N_, _
from poolviz.views.stage.pictures import picture_stage, pictures_stage

HEIGHT = 366  # px kept for the pictures
SHARED = ("kernel_size", "stride", "padding", "ceil_mode")
PANELS = {
    "memory": N_("Size in memory"),
    "repeat": N_("Pooled again and again"),
    "size": N_("Output size, step by step"),
    "code": N_("Code"),
}


@dataclass(frozen=True, eq=False)
class PictureAnswer(Answer):
    """What the layer makes of the `picture`, and `beside` it the other kind, where there is one."""

    picture: Picture
    beside: Run | None = None

    @property
    def both(self) -> tuple[Explanation, ...]:
        """The explanations there are, that of the chosen layer first."""
        return _both(self.run, self.beside)


def fields() -> Fields:
    """Return the settings of the page."""
    return {**layer_fields(), **picture_fields(), "panel": one_of(PANELS)}


def answer(values: Values, device: torch.device = CPU, picture: Picture | None = None) -> PictureAnswer:
    """Return what the page shows; PoolvizError where there is no picture such as `values` say.

    `picture` is shown in its place where no address can say it: an upload, or the last there was.
    """
    shown = (picture or picture_of(values)).with_channel(values["channel"])
    chosen = run(layer_of(values).layer, shown.x, device=device)
    if chosen.computed is None:
        return PictureAnswer(picture_stage(shown.x, height=HEIGHT), (), chosen, shown)
    layer = other_kind(chosen.layer)
    beside = None if layer is None else run(layer, shown.x, device=device)
    stage = pictures_stage(_both(chosen, beside), height=HEIGHT)
    return PictureAnswer(stage, (" · ".join(_remarks(chosen, beside)),), chosen, shown, beside)


def other_kind(layer: nn.Module) -> nn.Module | None:
    """Return the average with the windows of a max, or the max with those of an average, 2-d.

    None for a max with dilation, which torch's average does not have.

    >>> other_kind(nn.MaxPool2d(3, stride=2, padding=1))
    AvgPool2d(kernel_size=3, stride=2, padding=1)
    """
    same = {name: getattr(layer, name) for name in SHARED}
    if reduction_of(layer).averages:
        return nn.MaxPool2d(**same)
    spread = any(setting(layer, "dilation", dim, 1) != 1 for dim in (0, 1))
    return None if spread else nn.AvgPool2d(**same)


def _both(*runs: Run | None) -> tuple[Explanation, ...]:
    return tuple(one.explanation for one in runs if one is not None and one.explanation is not None)


def _remarks(chosen: Run, beside: Run | None) -> list[str]:
    """Return what was computed, and what is not as a reader would think."""
    remarks = [chosen.line]
    if beside is None:
        remarks.append(_("Average pooling has no dilation, so only the maximum is shown."))
    elif beside.refusal is not None:
        remarks.append(sentence(beside.refusal))
    bounds = [float(bound) for one in _both(chosen, beside) for bound in one.output.aminmax()]
    if -math.inf in bounds:
        remarks.append(_("Where a window contains no pixel, its maximum is −∞. It is drawn black."))
    if any(math.isfinite(bound) and not 0 <= bound <= 255 for bound in bounds):
        remarks.append(
            _("Averages outside 0 to 255 are drawn black or white; the numbers themselves are torch's.")
        )
    return remarks
