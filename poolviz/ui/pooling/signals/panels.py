"""What stands below a signal: the code, the size and its reason, the worth of each sample, the table."""

import streamlit as st

from poolviz.answers.pooling.signals import Signals
from poolviz.pooling.explanation import Explanation
from poolviz.texts import _
from poolviz.ui.shared.controls.prose import prose, remark
from poolviz.ui.shared.stage.panels import panels
from poolviz.ui.shared.stage.stage import show_stage
from poolviz.views.stage.signals import signal_worth_stage
from poolviz.views.words.programs.signals import signal_script
from poolviz.views.words.reasons import reason_steps


def signal_panels(found: Signals, kind: str) -> None:
    """Draw the chosen panel below the signal, which is drawn as `kind` says."""

    def code(_explanation: Explanation) -> None:
        st.code(signal_script(found.signal.opening, found.explanations, found.back), language="python")

    def worth(explanation: Explanation) -> None:
        prose(
            _("How many windows read each sample. A sample that no window reads does not affect the output.")
        )
        show_stage(signal_worth_stage(explanation, kind), key="signal_worth_stage")

    panels(found.explanation, {"code": code, "size": _size, "worth": worth})


def _size(explanation: Explanation) -> None:
    for latex, said in reason_steps(explanation)[0]:
        st.latex(latex)
        remark(said)
