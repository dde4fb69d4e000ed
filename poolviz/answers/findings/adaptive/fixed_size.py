"""Any picture to a fixed size: both adaptive layers on a part of a picture."""

from dataclasses import dataclass

import torch
from torch import nn

from poolviz.answers.findings.adaptive.bar import NAMES, SIZE, bar_fields, layer_of
from poolviz.answers.findings.adaptive.part import LARGEST, part_fields, part_of
from poolviz.answers.pooling.pictures.picture import Picture
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, one_of, whole
from poolviz.answers.settings.run import Run, run
from poolviz.errors import PoolvizError
from poolviz.findings.sliding_twins import axis_twin, sliding_twin
from poolviz.pooling.code.line import code
from poolviz.pooling.devices import CPU
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.windows import Adaptive
from poolviz.texts import N_, _
from poolviz.views.stage.pictures import picture_stage, pictures_stage

HEIGHT = 366  # px kept for the pictures
PANELS = {
    "windows": N_("Windows along each axis"),
    "sliding": N_("A sliding layer that does the same"),
    "code": N_("Code"),
}


@dataclass(frozen=True, eq=False)
class FixedSize(Answer):
    """What the chosen layer and the other kind, `runs` in this order, make of the `part` of a picture."""

    part: Picture
    runs: tuple[Run, ...]

    @property
    def pooled(self) -> tuple[Explanation, ...]:
        """What there is to see of both layers: nothing if one was refused, or made no numbers."""
        return _pooled(self.runs)

    @property
    def empty(self) -> tuple[int, ...] | None:
        """The shape of an output without any number; None where torch refused, or there are numbers."""
        made = self.explanation
        return None if made is None or made.output.numel() else tuple(made.output.shape)

    @property
    def remark(self) -> str:
        """What the bar says of an output without any number."""
        if self.empty is None:
            return ""
        text = _("torch says nothing and returns a tensor without any number: its shape is {shape}.")
        return text.format(shape=self.empty)


def fields() -> Fields:
    """Return the settings of this section: the picture, the part of it, the layer."""
    return {
        **part_fields(),
        **bar_fields(),
        "panel": one_of(PANELS),
        "first": whole(0, 0, LARGEST),
    }


def answer(values: Values, device: torch.device = CPU, picture: Picture | None = None) -> FixedSize:
    """Return what the section shows; PoolvizError where there is no picture such as `values` say."""
    part, chosen = part_of(values, picture), values["of"]
    names = (chosen, *(name for name in NAMES if name != chosen))
    runs = tuple(_run(layer_of(values, name), part, values, device) for name in names)
    first, pooled = runs[0], _pooled(runs)
    if not pooled:
        return FixedSize(picture_stage(part.x, height=HEIGHT), (), first, part, runs)
    return FixedSize(pictures_stage(pooled, height=HEIGHT), (first.line,), first, part, runs)


def sliding_line(explanation: Explanation) -> str:
    """Return which sliding layer reads the windows of an adaptive one, or that none does and why."""
    twin, ours = sliding_twin(explanation), f"`{code(explanation.layer)}`"
    if twin is None:
        text = _(
            "**{ours}**: no sliding layer reads these windows. Away from the edges, a sliding "
            "layer's windows all have one size and are equally far apart; these are not."
        )
        return " ".join([text.format(ours=ours), *_along_one(explanation)])
    apart = float((twin(explanation.input) - explanation.output).abs().max())
    text = _("**{ours}** reads the same windows here as **{twin}**. The outputs differ by at most {apart}.")
    return text.format(ours=ours, twin=f"`{code(twin)}`", apart=f"{apart:.3g}")


def _run(layer: nn.Module, part: Picture, values: Values, device: torch.device) -> Run:
    asked = [values[key] for key in SIZE if values[key] is not None]
    if max(asked, default=0) <= LARGEST:
        return run(layer, part.x, device=device)
    message = N_("`output_size` must be at most {limit} along each side here, but got {got}")
    refusal = PoolvizError(message, limit=LARGEST, got=max(asked))
    return Run(layer, part.x, refusal=refusal, too_heavy=True)


def _pooled(runs: tuple[Run, ...]) -> tuple[Explanation, ...]:
    made = tuple(one.explanation for one in runs if one.explanation is not None)
    return made if len(made) == len(runs) and made[0].output.numel() else ()


def _along_one(explanation: Explanation) -> list[str]:
    """Return of an axis that has a sliding layer alone what it is."""
    text = _("Along {axis} alone, kernel_size={k}, stride={s}, padding={p} would read the same cells.")
    axes = zip("HW", explanation.axes, strict=True)
    twins = [(name, axis_twin(axis)) for name, axis in axes if isinstance(axis, Adaptive)]
    return [
        text.format(axis=name, k=twin.kernel_size, s=twin.stride, p=twin.padding)
        for name, twin in twins
        if twin is not None
    ]
