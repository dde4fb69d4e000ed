"""Volumes: three axes, shown slice by slice, with every window as a box that reaches through slices."""

import streamlit as st

from poolviz.answers.settings.fields import one_of, words
from poolviz.answers.settings.numbers import VOLUME_LAYERS, layer_fields
from poolviz.texts import _
from poolviz.ui.pooling.volumes.panels import DRAWN, VOLUME_PANELS, chosen_field, chosen_line
from poolviz.ui.pooling.volumes.volume import START, edit_voxel, volume_controls, volume_lesson, volume_picker
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset
from poolviz.ui.shared.stage.explained import explained_stage
from poolviz.ui.shared.stage.panels import panels

FIELDS = {
    **layer_fields(VOLUME_LAYERS),
    "x": words(START),
    "panel": one_of(tuple(VOLUME_PANELS)),
    "at": chosen_field(),
}

with open_page("volumes", FIELDS):
    layer = layer_controls(VOLUME_LAYERS)
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Volumes"), anchor=False)
    volume_picker(layer)
    volume = volume_controls()
    link_and_reset(FIELDS)
st.markdown(volume_lesson(layer))
explanation = explained_stage(layer, volume, on_edit=edit_voxel)
chosen_line(explanation)
panels(explanation, VOLUME_PANELS, DRAWN)
