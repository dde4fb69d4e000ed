"""Global pooling: Adaptive…Pool2d(1) beside torch.mean and torch.amax, channel by channel."""

from dataclasses import dataclass

import torch
from torch import Tensor, nn

from poolviz.answers.pooling.windows import START
from poolviz.answers.settings.answer import Answer
from poolviz.answers.settings.fields import Fields, Values, whole, words
from poolviz.answers.settings.run import run
from poolviz.findings.global_pooling import WholePlanes, whole_planes
from poolviz.pooling.devices import CPU
from poolviz.sources.matrices.text import parse_matrix, random_matrix
from poolviz.texts import _
from poolviz.views.stage.adaptive import whole_stage
from poolviz.views.stage.pooling import input_stage

HEIGHT = 280  # px kept for the grids
MOST = 8  # channels


@dataclass(frozen=True, eq=False)
class GlobalPooling(Answer):
    """One channel of `x` (C, H, W) pooled to one number, and what all its `planes` become."""

    x: Tensor
    planes: WholePlanes

    @property
    def agreement(self) -> str:
        """How far layers and functions agree."""
        texts = {
            True: _("The maxima are the same in every channel, to the last digit."),
            False: _("The maxima are not the same in every channel."),
        }
        means = _(
            "The means differ by at most {apart}; from the mean in float64 the layer's is {exact} away."
        )
        apart, exact = (f"{float(part.max()):.3g}" for part in (self.planes.apart, self.planes.from_exact))
        return f"{texts[all(self.planes.same_largest)]} {means.format(apart=apart, exact=exact)}"


def fields() -> Fields:
    """Return the settings of this section: the first channel, how many there are, which is shown."""
    return {"x": words(START), "n": whole(3, 1, MOST), "at": whole(0, 0, MOST - 1)}


def answer(values: Values, device: torch.device = CPU) -> GlobalPooling:
    """Return what the section shows; PoolvizError where the matrix cannot be read."""
    x, channel = stack(parse_matrix(values["x"]), values["n"]), shown_channel(values)
    runs = [run(kind(1), x[None], device=device) for kind in (nn.AdaptiveAvgPool2d, nn.AdaptiveMaxPool2d)]
    said = next((one for one in runs if one.refusal is not None), runs[-1])
    if said.refusal is not None:
        return GlobalPooling(input_stage(x[channel]), (), said, x, whole_planes(x))
    mean, largest = (one.accepted for one in runs)
    stage = whole_stage(mean, largest, (0, channel), height=HEIGHT, editable=channel == 0)
    return GlobalPooling(stage, (said.line,), said, x, whole_planes(x))


def shown_channel(values: Values) -> int:
    """Return the channel on the stage: the last where there are not so many."""
    return min(values["at"], values["n"] - 1)


def stack(matrix: Tensor, channels: int) -> Tensor:
    """Return `matrix` (rows, columns) as channel 0 and random ones after it: (channels, rows, columns).

    >>> stack(torch.ones(2, 5), channels=3).shape
    torch.Size([3, 2, 5])
    """
    rows, cols = matrix.shape
    others = [random_matrix(rows, cols, seed) for seed in range(1, channels)]
    return torch.stack([matrix, *others])
