"""Output size: the formula as a tool, forwards, backwards and through a chain of layers."""

import streamlit as st

from poolviz.answers.settings.numbers import layer_fields
from poolviz.texts import _
from poolviz.ui.pooling.sizes.tools import shape_controls, size_fields, sized
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = {**layer_fields(), **size_fields()}

with open_page("sizes", FIELDS):
    shape = shape_controls()
    layer = layer_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Output size"), anchor=False)
    link_and_reset(FIELDS)
sized(layer, shape)
