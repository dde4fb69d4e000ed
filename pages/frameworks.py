"""Other frameworks: SAME, VALID and the index of TensorFlow, Keras and ONNX, and what gives them in torch."""

import streamlit as st

from poolviz.answers.findings.frameworks.cases import START
from poolviz.answers.findings.frameworks.page import answer, fields
from poolviz.texts import _
from poolviz.ui.findings.frameworks.comparison import comparison
from poolviz.ui.findings.frameworks.controls import framework_controls
from poolviz.ui.findings.frameworks.examples import example_picker, lesson
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.address import held
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = fields()

with open_page("frameworks", FIELDS):
    framework_controls()
values = held(FIELDS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Other frameworks"), anchor=False)
    example_picker(values)
    matrix = matrix_controls("x", START)
    link_and_reset(FIELDS)
st.markdown(lesson(values))
comparison(answer({**values, "x": matrix}))
