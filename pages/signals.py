"""Signals: one axis of samples, windows that sweep over it, and the pooled line below."""

import streamlit as st

from poolviz.answers.settings.fields import one_of
from poolviz.answers.settings.numbers import LINE_LAYERS, layer_fields
from poolviz.texts import _
from poolviz.ui.pooling.signals.drawing import drawing_controls, drawing_fields
from poolviz.ui.pooling.signals.panels import SIGNAL_PANELS, signal_panels
from poolviz.ui.pooling.signals.sources import lesson, signal_controls, signal_fields
from poolviz.ui.pooling.signals.stage import signaled_stage
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = {
    **layer_fields(LINE_LAYERS),
    **signal_fields(),
    **drawing_fields(),
    "panel": one_of(tuple(SIGNAL_PANELS)),
}

with open_page("signals", FIELDS):
    layer = layer_controls(LINE_LAYERS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Signals"), anchor=False)
    drawing_controls()
    link_and_reset(FIELDS)
st.markdown(lesson())
signal = signal_controls()
pooled = signaled_stage(layer, signal)
signal_panels(pooled, signal)
