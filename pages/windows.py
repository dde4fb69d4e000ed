"""Windows: a small matrix, a layer with every parameter, and each window with its max or mean."""

import streamlit as st

from poolviz.texts import _
from poolviz.ui.shared.address import one_of, words
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.controls.matrix import START, edit_cell, example_picker, lesson, matrix_controls
from poolviz.ui.shared.controls.panels import PANELS, panels
from poolviz.ui.shared.controls.settings import PLANE_LAYERS, layer_fields
from poolviz.ui.shared.explained import explained_stage
from poolviz.ui.shared.frame import open_page
from poolviz.ui.shared.share import link_and_reset

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
