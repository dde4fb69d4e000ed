"""Signals: one axis of samples, windows that sweep over it, and the pooled line below."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.signals import answer, fields
from poolviz.answers.settings.numbers import LINE_LAYERS
from poolviz.ui.pooling.signals.drawing import drawing_controls
from poolviz.ui.pooling.signals.panels import signal_panels
from poolviz.ui.pooling.signals.sources import edit_sample, lesson, signal_controls
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.answered import answered, show_answer

with open_page("signals", fields()) as page:
    layer_controls(LINE_LAYERS)
values = page.values
with page.head():
    drawing_controls()
st.markdown(lesson(values))
shown = answered(partial(answer, signal=signal_controls(values)), values)
show_answer(shown, "signals_stage", edit_sample)
signal_panels(shown, values["as"])
