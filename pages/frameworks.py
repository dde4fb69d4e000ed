"""Other frameworks: SAME, VALID and the index of TensorFlow, Keras and ONNX, and what gives them in torch."""

import streamlit as st

from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import _
from poolviz.ui.findings.frameworks.examples import framework_lesson, framework_picker
from poolviz.ui.findings.frameworks.stage import START, compared, framework_controls, framework_fields
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = framework_fields()

with open_page("frameworks", FIELDS):
    setting = framework_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Other frameworks"), anchor=False)
    framework_picker()
    matrix = parse_matrix(matrix_controls("x", START))
    link_and_reset(FIELDS)
st.markdown(framework_lesson())
compared(setting, matrix)
