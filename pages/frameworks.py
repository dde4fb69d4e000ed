"""Other frameworks: SAME, VALID and the index of TensorFlow, Keras and ONNX, and what gives them in torch."""

from poolviz.answers.findings.frameworks.cases import START
from poolviz.answers.findings.frameworks.page import fields
from poolviz.ui.findings.frameworks.comparison import comparison
from poolviz.ui.findings.frameworks.examples import example_picker, lesson
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.frame import open_page

page = open_page("frameworks", fields())
with page.head():
    example_picker(page.values)
    matrix = matrix_controls("x", START)
lesson(page.values)
comparison(page, {"x": matrix})
