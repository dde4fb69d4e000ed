"""Unpooling: max pooling led back by its indices, what is lost and misplaced, and the gradient."""

from poolviz.answers.pooling.unpooling.cases import START
from poolviz.answers.pooling.unpooling.page import answer, fields
from poolviz.ui.pooling.unpooling.controls import way_controls
from poolviz.ui.pooling.unpooling.examples import example_picker, lesson
from poolviz.ui.pooling.unpooling.way_back import INSIDE, edit_on, way_back
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.live import live_stage

page = open_page("unpooling", fields())
with page.head():
    example_picker(page.values)
    matrix = matrix_controls("x", START)
lesson(page.values)
live_stage(page, answer, way_back, given={"x": matrix}, above=way_controls, on_edit=edit_on, inside=INSIDE)
