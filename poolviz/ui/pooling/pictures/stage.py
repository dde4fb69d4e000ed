"""The stage of a picture: the layer of the controls, and beside it the other kind with the same windows."""

import math
from dataclasses import dataclass

import streamlit as st
from torch import Tensor, nn

from poolviz.errors import PoolvizError
from poolviz.pooling.devices import choose, explain_on
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import family_of, setting
from poolviz.pooling.sizes.costs import require_light
from poolviz.texts import _
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.explained import explain_or_refuse
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.pictures import picture_stage, pictures_stage

HEIGHT = 366
SHARED = ("kernel_size", "stride", "padding", "ceil_mode")


@dataclass(frozen=True, eq=False)
class Pair:
    """What the chosen layer makes of the picture, and what the other kind makes of it, where there is one."""

    chosen: Explanation
    other: Explanation | None

    @property
    def both(self) -> list[Explanation]:
        """The explanations there are, that of the chosen layer first."""
        return [self.chosen] if self.other is None else [self.chosen, self.other]


def pictured_stage(layer: nn.Module, x: Tensor) -> Pair | None:
    """Show the stage of `layer` on the picture `x` (1, C, H, W); None where torch refuses it."""
    chosen = explain_or_refuse(layer, x)
    if chosen is None:
        show_stage(picture_stage(x, height=HEIGHT), key="pictures_stage")
        st.caption(_("No output: torch refused the layer."))
        return None
    pair = Pair(chosen, _beside(chosen))
    show_stage(pictures_stage(pair.both, height=HEIGHT), key="pictures_stage")
    _remarks(pair)
    return pair


def other_kind(layer: nn.Module) -> nn.Module | None:
    """Return the average with the windows of a max, or the max with those of an average, 2-d.

    None for a max with dilation, which torch's average does not have.

    >>> other_kind(nn.MaxPool2d(3, stride=2, padding=1))
    AvgPool2d(kernel_size=3, stride=2, padding=1)
    """
    same = {name: getattr(layer, name) for name in SHARED}
    if family_of(layer)[0].reduce == "mean":
        return nn.MaxPool2d(**same)
    spread = any(setting(layer, "dilation", dim, 1) != 1 for dim in (0, 1))
    return None if spread else nn.AvgPool2d(**same)


def pooled(layer: nn.Module, x: Tensor) -> Explanation:
    """Return what torch makes of `x` on the device of the page; raises PoolvizError."""
    require_light(layer, x.shape)
    return explain_on(choose(force_cpu=bool(st.session_state["cpu"])), layer, x).explanation


def _beside(chosen: Explanation) -> Explanation | None:
    layer = other_kind(chosen.layer)
    if layer is None:
        return None
    try:
        return pooled(layer, chosen.input)
    except PoolvizError as error:
        st.caption(sentence(error))
        return None


def _remarks(pair: Pair) -> None:
    remarks = [st.session_state["said"]]
    if pair.other is None and other_kind(pair.chosen.layer) is None:
        remarks.append(_("Average pooling has no dilation: the maximum stands alone."))
    bounds = [float(bound) for explanation in pair.both for bound in explanation.output.aminmax()]
    if -math.inf in bounds:
        remarks.append(_("Where no pixel lies in a window, its maximum is −∞; it is drawn black."))
    if any(math.isfinite(bound) and not 0 <= bound <= 255 for bound in bounds):
        remarks.append(_("Averages outside 0 to 255 are drawn black or white; the numbers are torch's."))
    st.caption(" · ".join(remarks))
