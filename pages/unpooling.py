"""Unpooling: max pooling led back by its indices, what is lost and misplaced, and the gradient."""

import streamlit as st

from poolviz.answers.pooling.unpooling.cases import START
from poolviz.answers.pooling.unpooling.page import answer, fields
from poolviz.ui.pooling.unpooling.examples import example_picker, lesson
from poolviz.ui.pooling.unpooling.way_back import way_back
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.stage.answered import answered

with open_page("unpooling", fields()) as page:
    layer_controls()
values = page.values
with page.head():
    example_picker(values)
    matrix = matrix_controls("x", START)
st.markdown(lesson(values))
way_back(answered(answer, {**values, "x": matrix}))
