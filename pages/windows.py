"""Windows: a small matrix, a layer with every parameter, and each window with its max or mean."""

from poolviz.answers.pooling.windows import START, answer, fields
from poolviz.ui.pooling.windows.examples import example_picker, lesson
from poolviz.ui.shared.controls.matrix import edit_cell, matrix_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.live import live_stage
from poolviz.ui.shared.stage.panels import panels

page = open_page("windows", fields())
with page.head():
    example_picker(page.values)
    matrix = matrix_controls("x", START)
lesson(page.values)
live_stage(
    page,
    answer,
    lambda shown: panels(shown.explanation),
    given={"x": matrix},
    on_edit=lambda _shown, edit: edit_cell(edit, "x", START),
)
