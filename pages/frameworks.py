"""Other frameworks: SAME, VALID and the index of TensorFlow, Keras and ONNX, and what gives them in torch."""

import streamlit as st

from poolviz.answers.findings.frameworks.cases import START
from poolviz.answers.findings.frameworks.page import answer, fields
from poolviz.ui.findings.frameworks.comparison import comparison
from poolviz.ui.findings.frameworks.controls import framework_controls
from poolviz.ui.findings.frameworks.examples import example_picker, lesson
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.frame import open_page

with open_page("frameworks", fields()) as page:
    framework_controls()
values = page.values
with page.head():
    example_picker(values)
    matrix = matrix_controls("x", START)
st.markdown(lesson(values))
comparison(answer({**values, "x": matrix}))
