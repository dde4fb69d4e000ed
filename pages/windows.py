"""Windows: a small matrix, a layer with every parameter, and each window with its max or mean."""

import streamlit as st

from poolviz.texts import _
from poolviz.ui.controls import layer_controls
from poolviz.ui.explained import explained_stage
from poolviz.ui.frame import open_page
from poolviz.ui.link import one_of, words
from poolviz.ui.matrix import START, edit_cell, example_picker, lesson, matrix_controls
from poolviz.ui.panels import PANELS, panels
from poolviz.ui.share import link_and_reset
from poolviz.ui.state import PLANE_LAYERS, layer_fields

FIELDS = {**layer_fields(PLANE_LAYERS), "x": words(START), "panel": one_of(tuple(PANELS))}

with open_page("windows", FIELDS):
    layer = layer_controls(PLANE_LAYERS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Windows"), anchor=False)
    example_picker(layer)
    matrix = matrix_controls()
    link_and_reset(FIELDS)
st.markdown(lesson(layer))
explanation = explained_stage(layer, matrix, on_edit=edit_cell)
panels(explanation)
