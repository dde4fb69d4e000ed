"""Unpooling: max pooling led back by its indices, what is lost and misplaced, and the gradient."""

import streamlit as st

from poolviz.sources.matrices.text import parse_matrix
from poolviz.texts import _
from poolviz.ui.pooling.unpooling.examples import START, case_lesson, case_picker
from poolviz.ui.pooling.unpooling.ways_back import unpooling_fields, ways_back
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.controls.matrix import matrix_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.stage.explained import explain_or_refuse

FIELDS = unpooling_fields()

with open_page("unpooling", FIELDS):
    layer = layer_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Unpooling"), anchor=False)
    case_picker(layer)
    matrix = parse_matrix(matrix_controls("x", START))
    link_and_reset(FIELDS)
st.markdown(case_lesson(layer))
ways_back(explain_or_refuse(layer, matrix[None, None]), matrix)
