"""The stage of a signal: the layer of the controls, the other kind with the same windows, the way back."""

import inspect
from dataclasses import dataclass

import streamlit as st
from torch import nn

from poolviz.answers.settings.run import run
from poolviz.errors import PoolvizError
from poolviz.pooling.code.line import parse
from poolviz.pooling.explanation import Explanation
from poolviz.pooling.layers import family_of, setting, torch_class
from poolviz.pooling.unpooling import Unpooling, unpool
from poolviz.texts import _
from poolviz.ui.pooling.signals.sources import Signal, edit_sample
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.explained import LAST, explain_or_refuse
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.signals import signal_stage, signals_stage
from poolviz.views.words.reasons import reason_lines

BESIDE = {
    "MaxPool1d": nn.AvgPool1d,
    "AvgPool1d": nn.MaxPool1d,
    "LPPool1d": nn.MaxPool1d,
    "AdaptiveMaxPool1d": nn.AdaptiveAvgPool1d,
    "AdaptiveAvgPool1d": nn.AdaptiveMaxPool1d,
}
HEIGHT = 384


@dataclass(frozen=True, eq=False)
class Pooled:
    """What layers with the same windows make of the signal, the chosen one first; `back` unpools the max."""

    explanations: tuple[Explanation, ...]
    back: Unpooling | None

    @property
    def chosen(self) -> Explanation:
        """What the layer of the controls makes of it."""
        return self.explanations[0]


def signaled_stage(layer: nn.Module, signal: Signal) -> Pooled | None:
    """Show the stage of `layer` on the signal; None where torch refuses it."""
    _forget_other_dimensions()
    kind = st.session_state["as"]
    options = {"editable": True, "height": HEIGHT}
    chosen = explain_or_refuse(layer, signal.x[None, None])
    if chosen is None:
        show_stage(signal_stage(signal.x, kind, **options), key="signals_stage", on_edit=edit_sample)
        st.caption(_("No output: torch refused the layer."))
        return None
    stage, remarks = st.container(), [st.session_state["said"]]
    explanations = (chosen, *_beside(chosen, remarks))
    back = _back(explanations, remarks) if st.session_state["back"] else None
    with stage:
        drawn = signals_stage(explanations, back, kind, **options)
        show_stage(drawn, key="signals_stage", on_edit=edit_sample)
    st.caption("  \n".join([" · ".join(remarks), *reason_lines(chosen)]))
    return Pooled(explanations, back)


def same_windows(layer: nn.Module) -> nn.Module | None:
    """Return the other kind of 1-d layer with the windows of `layer`: an average for a max, a max for others.

    None for a max with dilation, which torch's average does not have.

    >>> same_windows(nn.AvgPool1d(3, stride=2, padding=1))
    MaxPool1d(kernel_size=(3,), stride=(2,), padding=(1,), dilation=1, ceil_mode=False)
    """
    other = BESIDE[torch_class(layer).__name__]
    taken = inspect.signature(other).parameters
    if setting(layer, "dilation", 0, 1) != 1 and "dilation" not in taken:
        return None
    same = {name: getattr(layer, name) for name in taken if hasattr(layer, name)}
    return other(**{name: value for name, value in same.items() if name != "return_indices"})


def _beside(chosen: Explanation, remarks: list[str]) -> list[Explanation]:
    if not st.session_state["both"]:
        return []
    layer = same_windows(chosen.layer)
    if layer is None:
        remarks.append(_("Average pooling has no dilation: the maximum stands alone."))
        return []
    try:
        return [run(layer, chosen.input, device=chosen_device()).accepted]
    except PoolvizError as error:
        remarks.append(sentence(error))
        return []


def _back(explanations: tuple[Explanation, ...], remarks: list[str]) -> Unpooling | None:
    """Return the way back of the max among `explanations`; where there is none, say why."""
    found = [one for one in explanations if isinstance(one.layer, nn.MaxPool1d)]
    if not found:
        remarks.append(_("No way back: MaxUnpool1d needs the indices of a MaxPool1d."))
        return None
    try:
        return unpool(found[0], found[0].input.shape[2:])
    except PoolvizError as error:
        remarks.append(sentence(error))
        return None


def _forget_other_dimensions() -> None:
    """Forget the last good layer of a page of matrices: a signal of one channel would pass for a matrix."""
    last = st.session_state.get(LAST)
    if last is not None and family_of(parse(last))[1] != 1:
        del st.session_state[LAST]
