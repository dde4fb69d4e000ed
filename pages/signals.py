"""Signals: one axis of samples, windows that sweep over it, and the pooled line below."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.signals import answer, fields
from poolviz.answers.settings.numbers import LINE_LAYERS
from poolviz.texts import _
from poolviz.ui.pooling.signals.drawing import drawing_controls
from poolviz.ui.pooling.signals.panels import signal_panels
from poolviz.ui.pooling.signals.sources import edit_sample, lesson, signal_controls
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.stage.answered import answered, show_answer

FIELDS = fields()

with open_page("signals", FIELDS):
    layer_controls(LINE_LAYERS)
values = held(FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Signals"), anchor=False)
    drawing_controls()
    link_and_reset(FIELDS)
st.markdown(lesson(values))
shown = answered(partial(answer, signal=signal_controls(values)), values)
show_answer(shown, "signals_stage", edit_sample)
signal_panels(shown, values["as"])
