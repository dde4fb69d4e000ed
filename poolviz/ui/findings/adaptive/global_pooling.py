"""Global pooling: Adaptive…Pool2d(1) beside torch.mean and torch.amax, cell by cell."""

from functools import partial

import streamlit as st
from streamlit.delta_generator import DeltaGenerator

from poolviz.answers.findings.adaptive.global_pooling import answer, shown_channel
from poolviz.answers.pooling.windows import START
from poolviz.answers.settings.fields import Values
from poolviz.texts import _
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.controls.prose import prose
from poolviz.ui.shared.controls.setting import setting
from poolviz.ui.shared.frame.viewer import chosen_device
from poolviz.ui.shared.messages import sentence
from poolviz.ui.shared.stage.answer import show_answer
from poolviz.views.words.programs.adaptive import whole_script
from poolviz.views.words.tables import whole_rows


def global_section(controls: DeltaGenerator, values: Values) -> None:
    """Show one channel of a stack pooled to one number, and every channel against torch's functions."""
    with controls:
        setting("n", _("C, channels"))
        st.session_state["at"] = shown_channel(values)
        setting("at", _("Channel on the stage"), highest=values["n"] - 1)
    with st.container(horizontal=True, vertical_alignment="center"):
        prose(
            _(
                "The whole plane is one window. Channel 0 is the matrix, which you can edit; the "
                "others are random."
            ),
            width="content",
        )
        matrix = matrix_controls("x", START)
    found = answer({**values, "x": matrix}, chosen_device())
    if found.refusal is not None:
        st.error(sentence(found.refusal))
        return
    show_answer(found, "whole_stage", partial(edit_cell, key="x", start=START))
    st.dataframe(whole_rows(found.planes), hide_index=True, width="stretch")
    prose(found.agreement)
    st.code(whole_script(found.x), language="python")
