"""Windows: a small matrix, a layer with every parameter, and each window with its max or mean."""

from functools import partial

import streamlit as st

from poolviz.answers.pooling.windows import PANELS, START, answer, fields
from poolviz.answers.settings.numbers import PLANE_LAYERS
from poolviz.ui.pooling.windows.examples import example_picker, lesson
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.answered import answered, show_answer
from poolviz.ui.shared.stage.panels import panels

with open_page("windows", fields()) as page:
    layer_controls(PLANE_LAYERS)
values = page.values
with page.head():
    example_picker(values)
    matrix = matrix_controls("x", START)
st.markdown(lesson(values))
shown = answered(answer, {**values, "x": matrix})
show_answer(shown, "stage", partial(edit_cell, key="x", start=START))
panels(shown.explanation, PANELS)
