"""Pictures: a photograph, its max pooling and its average pooling side by side, and what is left of it."""

import streamlit as st

from poolviz.answers.settings.fields import one_of
from poolviz.answers.settings.numbers import layer_fields
from poolviz.texts import _
from poolviz.ui.pooling.pictures.panels import PICTURE_PANELS, picture_panels
from poolviz.ui.pooling.pictures.sources import lesson, picture_controls, picture_fields
from poolviz.ui.pooling.pictures.stage import pictured_stage
from poolviz.ui.shared.controls.layer import layer_controls
from poolviz.ui.shared.frame.frame import open_page
from poolviz.ui.shared.frame.share import link_and_reset

FIELDS = {**layer_fields(), **picture_fields(), "panel": one_of(tuple(PICTURE_PANELS))}

with open_page("pictures", FIELDS):
    layer = layer_controls()
with st.container(horizontal=True, vertical_alignment="center"):
    st.title(_("Pictures"), anchor=False)
    link_and_reset(FIELDS)
st.markdown(lesson())
shown = picture_controls()
pair = pictured_stage(layer, shown.x)
picture_panels(pair, shown)
