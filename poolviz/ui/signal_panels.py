"""What stands below a signal: the code, the size and its reason, the worth of each sample, the table."""

import streamlit as st

from poolviz.explanation import Explanation
from poolviz.shapes import output_sizes
from poolviz.texts import N_, _
from poolviz.ui.panels import size_columns
from poolviz.ui.signal_sources import Signal
from poolviz.ui.signaled import Pooled
from poolviz.ui.stage import show_stage
from poolviz.views.signal_code import signal_script
from poolviz.views.stage.signals import signal_worth_stage
from poolviz.views.tables import as_csv, window_rows

SIGNAL_PANELS = {
    "code": N_("Code"),
    "size": N_("Output size, step by step"),
    "worth": N_("What each sample is worth"),
    "table": N_("All windows"),
}


def signal_panels(pooled: Pooled | None, signal: Signal) -> None:
    """Draw the chosen panel below the signal."""
    chosen = st.segmented_control(
        _("Below the stage"),
        list(SIGNAL_PANELS),
        format_func=lambda name: _(SIGNAL_PANELS[name]),
        key="panel",
        required=True,
        label_visibility="collapsed",
    )
    if pooled is None:
        return
    if chosen == "size":
        _size(pooled.chosen)
    elif chosen == "worth":
        _worth(pooled.chosen)
    elif chosen == "table":
        _table(pooled.chosen)
    else:
        st.code(signal_script(signal.opening, pooled.explanations, pooled.back), language="python")


def _size(explanation: Explanation) -> None:
    sizes = output_sizes(explanation.layer, explanation.input.shape[2:])
    if sizes:
        size_columns(sizes)
        return
    length, outputs = explanation.input.shape[2], explanation.output.shape[2]
    st.latex(
        r"\text{start}_o = \left\lfloor \frac{o \cdot L}{O} \right\rfloor \qquad "
        r"\text{end}_o = \left\lceil \frac{(o + 1) \cdot L}{O} \right\rceil"
    )
    st.caption(
        _(
            "The output size O is given; the windows follow from it. Here L = {length} and O = {outputs}: "
            "they share the samples out, and where it does not come out even they overlap."
        ).format(length=length, outputs=outputs)
    )


def _worth(explanation: Explanation) -> None:
    st.markdown(_("How many windows read each sample. One that none reads has no say in the output."))
    drawn = signal_worth_stage(explanation, st.session_state["as"])
    show_stage(drawn, key="signal_worth_stage")


def _table(explanation: Explanation) -> None:
    rows = window_rows(explanation)
    st.dataframe(rows, hide_index=True, width="stretch")
    st.download_button(
        _("Download as CSV"),
        as_csv(rows),
        file_name="windows.csv",
        mime="text/csv",
        on_click="ignore",
        icon=":material/download:",
    )
