"""Windows: a small matrix, a layer with every parameter, and each window with its max or mean."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.windows import PANELS, START, answer, fields
from poolviz.answers.settings.numbers import PLANE_LAYERS
from poolviz.texts import _
from poolviz.ui.pooling.windows.examples import example_picker, lesson
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.stage.answered import answered, show_answer
from poolviz.ui.shared.stage.panels import panels

FIELDS = fields()

with open_page("windows", FIELDS):
    layer_controls(PLANE_LAYERS)
values = held(FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Windows"), anchor=False)
    example_picker(values)
    matrix = matrix_controls("x", START)
    link_and_reset(FIELDS)
st.markdown(lesson(values))
shown = answered(answer, {**values, "x": matrix})
show_answer(shown, "stage", partial(edit_cell, key="x", start=START))
panels(shown.explanation, PANELS)
