"""What stands below a signal: the code, the size and its reason, the worth of each sample, the table."""

from functools import partial

import streamlit as st

from poolviz.pooling.explanation import Explanation
from poolviz.texts import N_, _
from poolviz.ui.pooling.signals.sources import Signal
from poolviz.ui.pooling.signals.stage import Pooled
from poolviz.ui.shared.stage.panels import Panel, panels
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.signals import signal_worth_stage
from poolviz.views.words.programs.signals import signal_script
from poolviz.views.words.reasons import reason_steps

SIGNAL_PANELS = {
    "code": N_("Code"),
    "size": N_("Output size, step by step"),
    "worth": N_("What each sample is worth"),
    "table": N_("All windows"),
}


def signal_panels(pooled: Pooled | None, signal: Signal) -> None:
    """Draw the chosen panel below the signal."""
    if pooled is None:
        panels(None, SIGNAL_PANELS)
        return
    more: dict[str, Panel] = {"code": partial(_code, pooled, signal), "size": _size, "worth": _worth}
    panels(pooled.chosen, SIGNAL_PANELS, more)


def _code(pooled: Pooled, signal: Signal, _explanation: Explanation) -> None:
    st.code(signal_script(signal.opening, pooled.explanations, pooled.back), language="python")


def _size(explanation: Explanation) -> None:
    for latex, sentence in reason_steps(explanation)[0]:
        st.latex(latex)
        st.caption(sentence)


def _worth(explanation: Explanation) -> None:
    st.markdown(_("How many windows read each sample. One that none reads has no say in the output."))
    show_stage(signal_worth_stage(explanation, st.session_state["as"]), key="signal_worth_stage")
