"""Unpooling: max pooling led back by its indices, what is lost and misplaced, and the gradient."""

import streamlit as st

from poolviz.texts import _
from poolviz.ui.cases import case_lesson, case_picker
from poolviz.ui.controls import layer_controls
from poolviz.ui.explained import explain_or_refuse
from poolviz.ui.frame import open_page
from poolviz.ui.matrix import matrix_controls
from poolviz.ui.share import link_and_reset
from poolviz.ui.unpooled import unpooling_fields, ways_back

FIELDS = unpooling_fields()

with open_page("unpooling", FIELDS):
    layer = layer_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Unpooling"), anchor=False)
    case_picker(layer)
    matrix = matrix_controls()
    link_and_reset(FIELDS)
st.markdown(case_lesson(layer))
ways_back(explain_or_refuse(layer, matrix[None, None]), matrix)
